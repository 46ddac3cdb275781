#!/usr/bin/env python3
"""The live page over bad connections and from several tabs: one stream a browser, streams blocked, the server gone and back, refusals,
lost answers, replay, the stage and its code.
"""
import json, os, re, shutil, subprocess, tempfile

from _claude import Fake
from _pages import ENGLISH, PHONE, Gateway, Visit, run, submitted, subscribers, until
from _server import Server

from playwright.sync_api import expect

BROKEN = ("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED",
          "ERR_FAILED", "status of 503", "status of 429", "ERR_INTERNET_DISCONNECTED")
# What the page shows, without what differs between two visits: times that run, the drawing's last movement, who may cancel.
SHOWN = """() => {
  const copy = document.querySelector("towow-negotiation").cloneNode(true);
  for (const part of copy.querySelectorAll(".pulse, .replay, .facts-line, .told")) part.remove();
  return copy.innerHTML.replace(/ style="[^"]*"/g, "");
}"""


def finished(server, text=ENGLISH):
    demand = submitted(server, text)["demand_id"]
    until("the outcome", lambda: server.events(demand)[-1]["event_type"] == "towow.demand.completed")
    return demand


def streams(gateway):
    """How many streams were asked for."""
    return sum(1 for _, path in gateway.seen if "/negotiations/" in path and "/stream" in path)


def patient(visit):
    """Tabs that wait for a worker that is slow to start, instead of opening a stream of their own after four seconds."""
    visit.context.add_init_script("""{ const set = globalThis.setTimeout;
      globalThis.setTimeout = (run, after, ...more) => set(run, after === 4000 ? 60000 : after, ...more); }""")


def two_tabs_share_one_stream(browser, server):
    """Three tabs of one browser take one stream; the last to go closes it; another browser has its own."""
    gateway = Gateway(server)
    demand = submitted(server, "I need a designer", clarify=True)["demand_id"]
    before = subscribers(server)
    visit = Visit(browser, gateway)
    patient(visit)
    tabs = [visit.page, visit.context.new_page(), visit.context.new_page()]
    for tab in tabs:
        tab.goto(f"/negotiation/{demand}")
        tab.wait_for_selector(".connection.is-live")
        tab.wait_for_selector(".questions")
    assert streams(gateway) == 1, gateway.seen
    other = Visit(browser, gateway)
    patient(other)
    other.page.goto(f"/negotiation/{demand}")
    other.page.wait_for_selector(".questions")
    assert streams(gateway) == 2
    other.context.close()
    # The first tab had the stream opened; the others go on without it.
    tabs[0].close()
    tabs[1].goto("/")
    tabs[1].go_back()
    tabs[1].wait_for_selector(".questions")
    assert streams(gateway) == 2
    assert subscribers(server) == before + 1, "the server counts demands that are watched"
    for tab in tabs[1:]:
        tab.close()
    visit.quiet()
    visit.context.close()
    gateway.close()
    until("nobody watches any more", lambda: subscribers(server) == before)
    # Without the gateway, whose own end of a closed stream is noticed late.
    visit = Visit(browser, server)
    patient(visit)
    another = submitted(server, "I need a designer", clarify=True)["demand_id"]
    tabs = [visit.page, visit.context.new_page()]
    for tab in tabs:
        tab.goto(f"/negotiation/{another}")
        tab.wait_for_selector(".questions")
    assert subscribers(server) == before + 1
    tabs[0].close()
    tabs[1].goto("about:blank")
    until("the last tab closes the stream", lambda: subscribers(server) == before)
    visit.context.close()


def without_shared_workers(browser, server):
    """A browser without shared workers has a stream of each tab's own."""
    gateway = Gateway(server)
    demand = submitted(server, "I need a designer", clarify=True)["demand_id"]
    visit = Visit(browser, gateway)
    visit.context.add_init_script("delete globalThis.SharedWorker")
    for page in (visit.page, visit.context.new_page()):
        page.goto(f"/negotiation/{demand}")
        page.wait_for_selector(".connection.is-live")
        page.wait_for_selector(".questions")
    assert streams(gateway) == 2
    visit.quiet()
    visit.context.close()
    gateway.close()


def streams_blocked(browser, server):
    """Where a proxy cuts streams the page polls and still reaches the outcome."""
    gateway = Gateway(server, lambda method, path: "drop" if "/negotiations/" in path and "/stream" in path else None)
    visit = Visit(browser, gateway)
    demand = visit.submit("I need a designer")
    visit.page.wait_for_selector(".questions", timeout=60000)
    visit.page.wait_for_selector(".connection.is-polling")
    visit.page.locator(".questions button[type=button]").click()
    visit.page.wait_for_selector(".outcome", timeout=30000)
    expect(visit.page.locator(".connection.is-ended")).to_have_count(1, timeout=20000)
    assert any("/recent" in path for _, path in gateway.seen)
    expect(visit.page.locator(".row")).to_have_count(len(server.events(demand)))
    visit.quiet(*BROKEN)
    visit.context.close()
    gateway.close()


def reload_at_any_moment(browser, server):
    """A page loaded while it waits, and after the end, shows what the page that was there all the time shows."""
    visit = Visit(browser, server, reduced_motion="reduce")
    demand = visit.submit("I need a designer for a prototype in Beijing, budget 20000 CNY")
    second = visit.context.new_page()
    moments = [".questions", ".outcome"] if visit.page.locator(".questions, .outcome").first.wait_for() is None and visit.page.locator(".questions").count() else [".outcome"]
    for moment in moments:
        visit.page.wait_for_selector(moment)
        if moment == ".outcome":
            visit.page.wait_for_selector(".connection.is-ended")
        second.goto(f"/negotiation/{demand}")
        second.wait_for_selector(moment)
        if moment == ".outcome":
            second.wait_for_selector(".connection.is-ended")
        until(f"the same at {moment}", lambda: second.evaluate(SHOWN) == visit.page.evaluate(SHOWN))
        if moment == ".questions":
            visit.page.locator(".questions button[type=button]").click()
    visit.quiet()
    visit.context.close()


def replay_equals_live(browser, server):
    """The scrubber at the end shows the same elements as the page that was live; at the start it shows the start."""
    demand = finished(server)
    visit = Visit(browser, server, reduced_motion="reduce")
    visit.page.goto(f"/negotiation/{demand}")
    visit.page.wait_for_selector(".connection.is-ended")
    until("the end is read out", lambda: visit.page.locator("p.sr[role=status]").inner_text() in ("Agreed", "Partly agreed", "No agreement"))
    live = visit.page.evaluate(SHOWN)
    count = len(server.events(demand))
    visit.page.get_by_role("button", name="Replay").click()
    slider = visit.page.locator(".replay input")
    slider.press("Home")
    expect(visit.page.locator(".outcome")).to_have_count(0)
    expect(visit.page.locator(".row")).to_have_count(1)
    for at in range(2, count + 1):
        slider.press("ArrowRight")
        expect(visit.page.locator(".row")).to_have_count(at)
    # What is read out comes at most every three seconds.
    until("the same at the end", lambda: visit.page.evaluate(SHOWN) == live)
    slider.fill(str(count - 4))
    visit.page.get_by_role("button", name="Play", exact=True).click()
    expect(visit.page.locator(".row")).to_have_count(count, timeout=20000)
    visit.page.get_by_role("button", name="End replay").click()
    until("the same after the replay", lambda: visit.page.evaluate(SHOWN) == live)
    visit.quiet()
    visit.context.close()


def refused_and_lost(browser, server):
    """503 and 429 count down and keep the text; a lost answer is asked for again and makes one demand."""
    what = {}
    gateway = Gateway(server, lambda method, path: what.get("submit") if path.endswith("/demand/submit") else None)
    visit = Visit(browser, gateway)
    page = visit.page
    # Half a minute passes only as it is told.
    page.clock.install()
    for status, code in ((503, "E030"), (429, "E029")):
        what["submit"] = (status, {"Retry-After": "30", "Content-Type": "application/json"}, json.dumps({"error_code": code, "message": "m", "detail": "d", "request_id": "r"}).encode())
        page.goto("/")
        page.fill("#demand", "I need a designer")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".ask-form [role=alert]")).to_contain_text("30 seconds")
        button = page.locator("form button[type=submit]")
        expect(button).to_be_disabled()
        expect(button).to_contain_text("Again in")
        visit.shot(f"refused-{status}")
        page.clock.fast_forward(30_000)
        expect(button).to_be_enabled()
        expect(page.locator("#demand")).to_have_value("I need a designer")
    what["submit"] = "lose"
    page.click("form button[type=submit]")
    expect(page.locator(".ask-form [role=alert]")).to_contain_text("can not be reached")
    page.reload()
    expect(page.locator("#demand")).to_have_value("I need a designer")
    what["submit"] = None
    page.click("form button[type=submit]")
    page.wait_for_url(re.compile("/negotiation/d-"))
    sent = [path for method, path in gateway.seen if path.endswith("/submit")]
    assert len(sent) == 4, sent
    page.goto("/")
    expect(page.locator(".own-list li")).to_have_count(1)
    visit.quiet(*BROKEN)
    visit.context.close()
    gateway.close()


def offline(browser, server):
    """Without a network the page says so, and goes on by itself."""
    demand = submitted(server, "I need a designer", clarify=True)["demand_id"]
    visit = Visit(browser, server)
    visit.page.goto(f"/negotiation/{demand}")
    visit.page.wait_for_selector(".connection.is-live")
    visit.context.set_offline(True)
    visit.page.wait_for_selector(".connection.is-offline")
    visit.shot("offline")
    visit.context.set_offline(False)
    visit.page.wait_for_selector(".connection.is-live", timeout=40000)
    visit.quiet(*BROKEN)
    visit.context.close()


def server_gone_and_back(browser, _):
    """Killed in the middle of a negotiation that a model decides, the page resumes by itself and misses nothing."""
    fake = Fake()
    # Nobody is done before the server dies.
    fake.tell({"latency_ms": 400}, [{"mode": "hold", "decision": "answer"}])
    server = Server(fake.environment)
    try:
        visit = Visit(browser, server, reduced_motion="reduce")
        demand = visit.submit(ENGLISH)
        visit.page.wait_for_selector(".node")
        server.kill()
        visit.page.wait_for_selector(".connection.is-retrying")
        fake.tell([])
        server.start()
        visit.page.wait_for_selector(".connection.is-ended", timeout=90000)
        events = server.events(demand)
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
        shown = [int(row.get_attribute("data-seq")) for row in visit.page.locator(".row").all()]
        assert shown == [event["seq"] for event in events], shown
        visit.quiet(*BROKEN)
        visit.context.close()
    finally:
        server.stop()
        fake.close()


def stage(browser, server):
    """The stage follows to the outcome, has nothing to press, and its code leads to the live page."""
    demand = finished(server)
    for viewport in (PHONE, {"width": 2560, "height": 1440}):
        visit = Visit(browser, server, viewport, reduced_motion="reduce")
        visit.page.goto(f"/stage/{demand}")
        visit.page.wait_for_selector(".stage-outcome")
        assert visit.page.locator("button, a, input, select").count() == 0
        visit.fits("stage")
        if viewport is not PHONE:
            assert visit.page.evaluate("document.documentElement.scrollHeight <= innerHeight"), "all of it is in the hall's view"
        visit.accessible("stage")
        visit.shot(f"stage-{viewport['width']}")
        with tempfile.TemporaryDirectory() as folder:
            picture = os.path.join(folder, "code.png")
            visit.page.locator(".qr").screenshot(path=picture)
            read = subprocess.run(["zbarimg", "-q", "--raw", picture], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()
        assert read == server.url(f"/negotiation/{demand}"), read
        visit.quiet()
        visit.context.close()


def codes(_, __):
    """Codes of every version are read by another program."""
    static = os.path.join(os.path.dirname(__file__), "..", "..", "Resources", "static", "core", "qr.js")
    draw = f"""
      import {{ qr }} from {json.dumps("file://" + os.path.abspath(static))};
      const rows = qr(process.argv[1]);
      const k = 4, s = (rows.length + 8) * k, px = Buffer.alloc(s * s, 255);
      rows.forEach((row, y) => row.forEach((dark, x) => {{ if (dark) for (let i = 0; i < k * k; i += 1) px[((y + 4) * k + Math.floor(i / k)) * s + (x + 4) * k + i % k] = 0; }}));
      process.stdout.write(Buffer.concat([Buffer.from(`P5 ${{s}} ${{s}} 255\\n`), px]));"""
    with tempfile.TemporaryDirectory() as folder:
        for length in (1, 14, 15, 26, 27, 42, 62, 63, 84, 106, 122, 152, 180, 213):
            text = ("https://towow.example/negotiation/d-" + "0a1B2c~" * 40)[:length]
            picture = os.path.join(folder, "code.pgm")
            with open(picture, "wb") as file:
                subprocess.run([shutil.which("node"), "--input-type=module", "-e", draw, text], stdout=file, check=True)
            read = subprocess.run(["zbarimg", "-q", "--raw", picture], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()
            assert read == text, (length, read)


CHECKS = [two_tabs_share_one_stream, without_shared_workers, streams_blocked, reload_at_any_moment, replay_equals_live, refused_and_lost, offline,
          server_gone_and_back, stage, codes]


if __name__ == "__main__":
    run(CHECKS)
