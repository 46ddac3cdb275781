#!/usr/bin/env python3
"""Who uses the pages with a keyboard, a screen reader, large type or still pictures, and who fills them with hostile text: axe on every
page and state in both themes and languages, the main flow by keyboard alone, 200 % zoom, reduced motion, hostile content.
"""
import glob, json, os, re, subprocess, sys

from _pages import ENGLISH, Gateway, Visit, run, submitted, until
from _server import ROOT

from playwright.sync_api import expect

BIDI, LONG = "\u202eevil\u202c \u2066x", "w" * 10_000
HOSTILE = f"<img src=x onerror=alert(1)><script>alert(2)</script> {BIDI} \U0001f469\u200d\U0001f469\u200d\U0001f466 مرحبا بالعالم {LONG}"


def pages_without_violations(browser, server):
    """axe finds nothing on any page or state, in both themes and languages, and nothing is wider than the screen."""
    agreed, failed = submitted(server)["demand_id"], submitted(server, "bring me to Mars by Friday")["demand_id"]
    until("two outcomes", lambda: all(server.events(d)[-1]["event_type"] == "towow.demand.completed" for d in (agreed, failed)))
    states = [("/", "#demand"), (f"/negotiation/{agreed}", ".outcome"), (f"/negotiation/{failed}", ".outcome"), ("/negotiation/{asking}", ".questions"),
              (f"/stage/{agreed}", ".stage-outcome"), ("/stage/{asking}", ".stage-log"), ("/negotiation/d-aaaaaaaaaaaaaaaaaaaaaaaaaa", ".state-page"),
              ("/admin", "input[name=key]"), ("/docs", ".console-body section"),
              ("/no/such/page", ".state-page"), ("/join", "form"), ("/inbox", "towow-open-inbox form"), ("/inbox/nobody/profile", ".state-page")]

    def go(page, path, selector):
        # Questions wait for two minutes, all of this may take longer.
        if "{asking}" in path:
            path = path.format(asking=submitted(server, "I need a designer", clarify=True)["demand_id"])
        page.goto(path)
        page.wait_for_selector(selector)

    for scheme, locale in (("light", "en-US"), ("dark", "zh-CN"), ("light", "zh-CN"), ("dark", "en-US")):
        visit = Visit(browser, server, {"width": 1280, "height": 800}, locale, color_scheme=scheme, reduced_motion="reduce")
        for path, selector in states:
            go(visit.page, path, selector)
            visit.accessible(f"{path} {scheme} {locale}")
            visit.shot(f"{scheme}-{locale}-{re.sub('[^a-z]+', '-', path)[:24]}")
        # The list instead of the drawing, a member's card, and the replay.
        visit.page.goto(f"/negotiation/{agreed}")
        visit.page.wait_for_selector(".outcome")
        visit.page.locator(".live-network .segment").nth(1).click()
        visit.page.wait_for_selector("table.members")
        visit.accessible("the list")
        visit.page.locator("table.members button").first.click()
        visit.page.wait_for_selector("dialog[open]")
        visit.accessible("a member's card")
        visit.page.keyboard.press("Escape")
        visit.page.locator(".facts-line .with-icon").click()
        visit.page.wait_for_selector(".replay")
        visit.accessible("replay")
        visit.quiet("404")
        visit.context.close()
    # 200 % zoom of 1280 px is 640 px wide; the spec's narrowest screen is 360 px.
    for width in (640, 360):
        visit = Visit(browser, server, {"width": width, "height": 700}, reduced_motion="reduce")
        for path, selector in states:
            go(visit.page, path, selector)
            visit.fits(f"{path} at {width}")
        visit.touchable("button, .button, select, input, nav a")
        visit.context.close()


def by_keyboard(browser, server):
    """From the start page to the outcome, a member's card, the filter and back, without a mouse."""
    visit = Visit(browser, server, reduced_motion="reduce")
    page = visit.page
    page.goto("/")
    page.wait_for_selector("#demand")
    focused = lambda: page.evaluate("document.activeElement.id || document.activeElement.className || document.activeElement.localName")
    page.keyboard.press("Tab")
    assert "skip" in focused(), focused()
    page.keyboard.press("Enter")
    assert focused() == "main", focused()
    page.keyboard.press("Tab")
    assert focused() == "demand", focused()
    page.keyboard.type(ENGLISH)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile("/negotiation/d-"))
    page.wait_for_selector(".questions, .outcome")
    if page.locator(".questions").count():
        page.locator(".questions textarea").first.focus()
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type === 'submit'"):
                page.keyboard.press("Enter")
                break
    page.wait_for_selector(".connection.is-ended", timeout=20000)
    assert page.evaluate("document.activeElement.localName") in ("h1", "main"), focused()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('node')"):
            break
    label = lambda: page.evaluate("document.activeElement.getAttribute('aria-label')")
    first = label()
    page.keyboard.press("ArrowRight")
    assert label() != first, "the arrow walks on"
    page.keyboard.press("Home")
    assert label() == first
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert label() == first, "the focus is back where it was"
    log = page.locator("[role=log]")
    assert log.get_attribute("aria-label") and log.get_attribute("tabindex") == "0"
    until("the status line says the end", lambda: page.locator("p.sr[role=status]").inner_text() in ("Agreed", "Partly agreed", "No agreement"))
    page.locator(".filters select").first.focus()
    page.keyboard.press("V")
    page.keyboard.press("Enter")
    expect(page.locator(".row .row-title").first).to_be_visible()
    visit.quiet()
    visit.context.close()


def spoken_seldom(browser, server):
    """The status line speaks at most every three seconds, however fast events come, and says the end."""
    visit = Visit(browser, server)
    visit.page.add_init_script("""addEventListener("DOMContentLoaded", () => {
      window.spoken = [];
      let last = "";
      new MutationObserver(() => {
        const text = document.querySelector("towow-negotiation > p[role=status]")?.textContent ?? "";
        if (text && text !== last) { last = text; window.spoken.push([performance.now(), text]); }
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });""")
    demand = submitted(server)["demand_id"]
    visit.page.goto(f"/negotiation/{demand}")
    visit.page.wait_for_selector(".connection.is-ended")
    until("the end is said", lambda: visit.page.evaluate("window.spoken.at(-1)?.[1]") in ("Agreed", "Partly agreed", "No agreement"))
    spoken = visit.page.evaluate("window.spoken")
    gaps = [later[0] - earlier[0] for earlier, later in zip(spoken, spoken[1:])]
    assert all(gap >= 2950 for gap in gaps), spoken
    visit.context.close()


def still(browser, server):
    """Under reduced motion nothing moves and a burst is there at once; otherwise it is revealed within three seconds."""
    visit = Visit(browser, server, reduced_motion="reduce")
    visit.hold_time()
    demand = submitted(server)["demand_id"]
    until("the outcome", lambda: server.events(demand)[-1]["event_type"] == "towow.demand.completed")
    count = len(server.events(demand))
    visit.page.goto(f"/negotiation/{demand}")
    visit.drawn(".connection.is-ended")
    assert visit.page.locator(".row").count() == count, "with the last event all are shown"
    assert visit.page.locator(".outcome").count() == 1
    assert visit.page.evaluate("document.getAnimations().length") == 0
    visit.context.close()
    moving = Visit(browser, server)
    moving.hold_time()
    demand = submitted(server)["demand_id"]
    until("the outcome", lambda: server.events(demand)[-1]["event_type"] == "towow.demand.completed")
    count = len(server.events(demand))
    moving.page.goto(f"/negotiation/{demand}")
    moving.drawn(".connection.is-ended")
    assert moving.page.locator(".outcome").count() == 1 and moving.page.locator(".row").count() < count, "the outcome can be read before the last event is shown"
    moving.page.clock.run_for(3100)
    assert moving.page.locator(".row").count() == count
    moving.context.close()


def hostile(browser, server):
    """Markup, bidi controls, endless words, emoji and right-to-left text in every field: shown as text, nothing runs, nothing is wider than a phone."""
    demand = submitted(server)["demand_id"]
    until("the outcome", lambda: server.events(demand)[-1]["event_type"] == "towow.demand.completed")

    def poison(value):
        if isinstance(value, dict):
            return {key: poison(item) for key, item in value.items()}
        if isinstance(value, list):
            return [poison(item) for item in value]
        # Ids, times and the words that decide what is shown stay; all other text is hostile.
        if not isinstance(value, str) or re.fullmatch(r"[a-z0-9_\-.:]{1,60}|[0-9TZ:.\-]+|[A-Z]{3}", value):
            return value
        return HOSTILE

    events = [{**event, "payload": poison(event["payload"])} for event in server.events(demand)]
    body = "".join(f"id: {event['event_id']}\ndata: {json.dumps(event)}\n\n" for event in events).encode()
    answer = (200, {"Content-Type": "text/event-stream"}, body)
    gateway = Gateway(server, lambda method, path: answer if "/negotiations/" in path and "/stream" in path else None)
    for width in (360, 1280):
        visit = Visit(browser, gateway, {"width": width, "height": 800}, reduced_motion="reduce")
        visit.page.on("dialog", lambda dialog: visit.errors.append("a dialog: " + dialog.message))
        visit.page.goto(f"/negotiation/{demand}")
        visit.page.wait_for_selector(".outcome")
        visit.fits(f"hostile at {width}")
        assert "<script>alert(2)</script>" in visit.page.locator("h1").inner_text()
        assert visit.page.locator("main img, main script").count() == 0
        visit.shot(f"hostile-{width}")
        visit.page.locator(".live-network .segment").nth(1).click()
        visit.fits(f"hostile list at {width}")
        visit.page.locator("table.members button").first.click()
        visit.page.wait_for_selector("dialog[open]")
        visit.fits(f"hostile card at {width}")
        visit.page.keyboard.press("Escape")
        visit.page.goto(f"/stage/{demand}")
        visit.page.wait_for_selector(".stage-outcome", timeout=60000)
        visit.fits(f"hostile stage at {width}")
        visit.shot(f"hostile-stage-{width}")
        visit.quiet()
        visit.context.close()
    gateway.close()


def back_and_deep_links(browser, server):
    """Back returns to the page and the place, a bookmark opens what it names, and addresses have the right status."""
    visit = Visit(browser, server, {"width": 1000, "height": 600}, reduced_motion="reduce")
    page = visit.page
    for path, status in (("/", 200), ("/agents", 200), ("/join", 200), ("/inbox", 200), ("/inbox/nobody", 404), ("/inbox/nobody/profile", 404), ("/inbox/lin/more", 404),
                         ("/admin", 200), ("/admin/settings", 200), ("/docs", 200), ("/admin/nothing", 404), ("/stage/d-aaaaaaaaaaaaaaaaaaaaaaaaaa", 404),
                         ("/negotiation/%FF", 404), ("/nothing", 404)):
        assert server.request("GET", path, headers={"Accept": "text/html"})[0] == status, path
    demand = submitted(server)["demand_id"]
    until("the outcome", lambda: server.events(demand)[-1]["event_type"] == "towow.demand.completed")
    page.goto(f"/negotiation/{demand}")
    page.wait_for_selector(".outcome")
    # Until then it may be shorter than where this scrolls to.
    page.wait_for_selector(".connection.is-ended")
    page.evaluate("scrollTo(0, 700)")
    until("the place", lambda: page.evaluate("history.state?.y === 700"))
    page.locator(".brand").evaluate("el => el.click()")
    page.wait_for_selector("#demand")
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.activeElement.localName") == "h1"
    page.go_back()
    page.wait_for_selector(".outcome")
    until("the place", lambda: page.evaluate("Math.abs(scrollY - 700) < 2"))
    page.go_forward()
    page.wait_for_selector("#demand")
    page.go_back()
    page.wait_for_selector(".outcome")
    page.reload()
    page.wait_for_selector(".outcome")
    until("the place", lambda: page.evaluate("Math.abs(scrollY - 700) < 2"))
    # What is being filled in is still there after a look elsewhere.
    page.click("header nav a[href='/join']")
    expect(page.locator("h1")).to_be_focused()
    page.fill('[id$="-display_name"]', "Half a name")
    page.click("header nav a[href='/agents']")
    page.wait_for_selector(".agent-card")
    page.go_back()
    expect(page.locator('[id$="-display_name"]')).to_have_value("Half a name")
    page.goto("/inbox/somebody")
    expect(page.locator('[id$="-id"]')).to_have_value("somebody")
    page.click("towow-open-inbox a[href='/join']")
    expect(page.locator('[id$="-display_name"]')).to_have_value("Half a name")
    page.go_back()
    page.wait_for_selector("towow-open-inbox form")
    # Nobody is called "somebody".
    visit.quiet("404 (Not Found)")
    visit.context.close()


def place_is_kept(browser, server):
    """Loaded again before it is as long as it was, a page still comes back to the place where the reader was."""
    demand = submitted(server)["demand_id"]
    until("the outcome", lambda: server.events(demand)[-1]["event_type"] == "towow.demand.completed")
    gateway = Gateway(server)
    visit = Visit(browser, gateway, {"width": 1000, "height": 200}, reduced_motion="reduce")
    page = visit.page
    page.goto(f"/negotiation/{demand}")
    page.wait_for_selector(".connection.is-ended")
    page.evaluate("scrollTo(0, 700)")
    until("the place", lambda: page.evaluate("history.state?.y === 700"))
    gateway.rule = lambda method, path: "drop" if "/stream" in path else None
    page.reload()
    # It scrolls as far as it can.
    page.wait_for_selector(".connection.is-retrying")
    until("as far as it can", lambda: 0 < page.evaluate("scrollY") < 600)
    assert page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(history.state.y))))") == 700
    gateway.rule = lambda method, path: None
    page.reload()
    page.wait_for_selector(".outcome")
    until("the place", lambda: page.evaluate("Math.abs(scrollY - 700) < 2"))
    visit.quiet("ERR_")
    visit.context.close()
    gateway.close()


def sheets_mean_the_same(browser, server):
    """The served style sheets, stripped of comments and white space, have the rules of the written ones."""
    visit = Visit(browser, server)
    visit.page.goto("/")
    rules = lambda text: visit.page.evaluate("""(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); return [...sheet.cssRules].map((rule) => rule.cssText.replace(/,\\s+/g, ",")); }""", text)
    for path in glob.glob(os.path.join(ROOT, "Resources", "static", "style", "*.css")):
        with open(path) as file:
            written = rules(file.read())
        served = rules(subprocess.run([sys.executable, os.path.join(ROOT, "Resources", "strip.py"), path], stdout=subprocess.PIPE, text=True, check=True).stdout)
        assert served == written, (path, [pair for pair in zip(served, written) if pair[0] != pair[1]][:3])
    visit.context.close()


CHECKS = [sheets_mean_the_same, pages_without_violations, by_keyboard, spoken_seldom, still, hostile, back_and_deep_links, place_is_kept]


if __name__ == "__main__":
    run(CHECKS)
