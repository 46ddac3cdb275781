#!/usr/bin/env python3
"""The pages in a real Chromium, against a real server: submit, watch, outcome, in both languages, on a phone and a wide screen;
the server killed and restarted in the middle; unknown ids. With SCREENSHOTS=FOLDER it leaves pictures there.
"""
import json, re

from _claude import Fake
from _pages import CHINESE, DATE, ENGLISH, PHONE, WIDE, Visit, run, switch, until
from _server import Server

from playwright.sync_api import expect


def submit_to_outcome(browser, server):
    """A newcomer types a demand and sees the outcome, in both languages, on both screens."""
    for text, locale, lang in ((ENGLISH, "en-US", "en"), (CHINESE, "zh-CN", "zh")):
        for viewport in (WIDE, PHONE):
            name = f"{lang}-{viewport['width']}"
            visit = Visit(browser, server, viewport, locale)
            visit.page.goto("/")
            visit.page.wait_for_selector("#demand")
            visit.shot(f"submit-{name}")
            visit.fits(f"submit {name}")
            visit.accessible(f"submit {name}")
            assert visit.page.locator("html").get_attribute("lang").startswith(lang)
            demand = visit.submit(text)
            visit.answer_questions()
            visit.outcome()
            events = server.events(demand)
            expect(visit.page.locator(".row")).to_have_count(len(events))  # a burst is revealed within three seconds
            assert events[-1]["event_type"] == "towow.demand.completed"
            outcome = events[-1]["payload"]["outcome"]
            expect(visit.page.locator(f".outcome.is-{outcome}")).to_have_count(1)
            for event in events:
                if event["event_type"] == "towow.offer.submitted":
                    assert event["payload"]["display_name"] in visit.page.locator("body").inner_text()
            visit.shot(f"outcome-{name}")
            visit.fits(f"outcome {name}")
            visit.accessible(f"outcome {name}")
            before = visit.page.locator(".outcome").inner_text()
            visit.page.reload()
            visit.outcome()
            assert visit.page.locator(".outcome").inner_text() == before, "a reload shows the same"
            visit.quiet()
            visit.context.close()


def failure_with_advice(browser, server):
    """A demand that nobody can serve ends with a reason and something to do next."""
    visit = Visit(browser, server)
    demand = visit.submit("bring me to Mars by Friday")
    visit.answer_questions()
    text = visit.outcome()
    last = server.events(demand)[-1]["payload"]
    assert last["outcome"] == "failed", last["outcome"]
    assert last["compromise"]["next_steps"][0] in text, "the first next step is on the page"
    visit.shot("failed")
    visit.page.locator(".outcome button.primary").click()
    expect(visit.page.locator("#demand")).to_have_value("bring me to Mars by Friday")
    visit.quiet()
    visit.context.close()


def hostile_text(browser, server):
    """Markup is shown as text and runs nothing."""
    visit = Visit(browser, server)
    visit.page.on("dialog", lambda dialog: visit.errors.append("a dialog: " + dialog.message))
    visit.submit("<script>alert(1)</script><img src=x onerror=alert(2)> need a photographer in Beijing")
    visit.answer_questions()
    visit.outcome()
    assert "<script>alert(1)</script>" in visit.page.locator("h1").inner_text()
    visit.quiet()
    visit.context.close()


def killed_in_the_middle(browser, server):
    """The server dies while a demand waits; the page says so, comes back by itself and misses nothing."""
    visit = Visit(browser, server)
    demand = visit.submit("I need a designer")
    visit.page.wait_for_selector(".questions")
    server.kill()
    visit.page.wait_for_selector(".connection.is-retrying, .connection.is-offline", timeout=15000)
    visit.shot("reconnecting")
    server.start()
    visit.page.wait_for_selector(".connection.is-live", timeout=60000)
    visit.page.locator(".questions button[type=button]").click()
    visit.outcome()
    events = server.events(demand)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    expect(visit.page.locator(f".outcome.is-{events[-1]['payload']['outcome']}")).to_have_count(1)
    visit.quiet("ERR_")
    visit.context.close()


def cancel(browser, server):
    """The requester cancels; the page and the log say so."""
    visit = Visit(browser, server)
    demand = visit.submit("I need a designer")
    visit.page.wait_for_selector(".questions")
    visit.page.get_by_role("button", name="End this negotiation").click()
    visit.page.locator(".confirm .danger").click()
    visit.page.wait_for_selector(".outcome.is-cancelled")
    visit.outcome()
    assert server.events(demand)[-1]["payload"]["outcome"] == "cancelled"
    visit.shot("cancelled")
    visit.quiet()
    visit.context.close()


def answers_to_questions(browser, server):
    """Answering the questions gives a second understanding that has taken them in."""
    visit = Visit(browser, server)
    demand = visit.submit("I need a designer for a prototype")
    visit.page.wait_for_selector(".questions")
    visit.shot("questions")
    for field in visit.page.locator(".questions textarea").all():
        field.fill(f"Beijing, budget 9000 CNY, by {DATE}")
    visit.page.locator(".questions button[type=submit]").click()
    visit.outcome()
    events = server.events(demand)
    understood = [e["payload"] for e in events if e["event_type"] == "towow.demand.understood"]
    assert [u["revision"] for u in understood] == [1, 2], "understood twice"
    assert understood[1]["context"].get("location"), understood[1]["context"]
    visit.quiet()
    visit.context.close()


def unknown_and_lost(browser, server):
    """Unknown demands, members and pages have pages of their own, with status 404."""
    visit = Visit(browser, server)
    for path, title in (("/negotiation/d-aaaaaaaaaaaaaaaaaaaaaaaaaa", "There is no such negotiation"), ("/agents/nobody-at-all", "There is no such member"), ("/no/such/page", "This page does not exist")):
        answer = visit.page.goto(path)
        assert answer.status == 404, (path, answer.status)
        expect(visit.page.locator("h1")).to_have_text(title)
        visit.shot("missing" + path.replace("/", "-")[:20])
        visit.accessible(path)
    visit.quiet("404")
    visit.context.close()


def directory(browser, server):
    """The directory finds members and shows public fields."""
    for viewport in (WIDE, PHONE):
        visit = Visit(browser, server, viewport, "zh-CN")
        visit.page.goto("/agents")
        visit.page.wait_for_selector("main a[href^='/agents/']")
        visit.shot(f"directory-{viewport['width']}")
        visit.fits("directory")
        visit.accessible("directory")
        visit.page.locator("main a[href^='/agents/']").first.click()
        visit.page.wait_for_selector(".profile h1")
        visit.shot(f"member-{viewport['width']}")
        visit.fits("member")
        visit.quiet()
        visit.context.close()


def language_and_dark(browser, server):
    """The language changes without a reload, what is wrong with it, what was done is not said again; dark and reduced motion work."""
    visit = Visit(browser, server, color_scheme="dark", reduced_motion="reduce")
    visit.page.goto("/")
    visit.page.click("form button[type=submit]")
    expect(visit.page.locator("#demand-trouble")).to_have_text("Please write what you need first.")
    switch(visit.page)
    expect(visit.page.locator("#demand-trouble")).to_have_text("请先写下你的需求。")
    switch(visit.page)
    visit.submit(ENGLISH)
    visit.answer_questions()
    visit.outcome()
    visit.accessible("dark")
    visit.shot("dark")
    visit.page.evaluate("window.stillHere = true")
    visit.page.get_by_text("中文", exact=True).click()
    expect(visit.page.locator("html")).to_have_attribute("lang", re.compile("zh"))
    assert visit.page.evaluate("window.stillHere"), "no reload"
    visit.page.get_by_role("button", name="复制链接").click()
    told = visit.page.locator(".outcome .told")
    expect(told).not_to_be_empty()
    switch(visit.page)
    expect(told).to_be_empty()
    visit.quiet()
    visit.context.close()


def by_model(browser, _):
    """Members' agents are seen thinking while the model decides; then which model, why rules stood in, tokens and cost."""
    fake = Fake()
    # The plan is looked through by rules, because the model only talks.
    talks = {"mode": "prose", "decision": "gaps"}
    server = Server({**fake.environment, "LLM_TIMEOUT": "120"})
    try:
        for text, locale, thinking, reason, tokens in (
                (ENGLISH, "en-US", "model is thinking", "model's answer was not usable", "tokens, $0."),
                (CHINESE, "zh-CN", "模型思考中", "模型回答不可用", "个 token，US$0.")):
            visit = Visit(browser, server, WIDE, locale)
            # It thinks until it has been seen thinking.
            fake.tell([{"mode": "hold", "decision": "answer"}, talks])
            demand = visit.submit(text)
            expect(visit.page.locator(".node-state", has_text=thinking).first).to_be_visible()
            visit.shot(f"thinking-{locale}")
            visit.accessible(f"thinking {locale}")
            assert visit.page.locator(".node-state", has_text=thinking).count() > 0
            fake.tell([talks])
            visit.outcome()
            expect(visit.page.locator(".node-state", has_text=thinking)).to_have_count(0)
            # The last of a burst is shown some seconds after it came.
            facts = visit.page.locator(".facts-line")
            until("who decided, and for how much", lambda: all(part in facts.inner_text() for part in ("claude-haiku-5-5", "claude-sonnet-5-5", reason, tokens)))
            decided = visit.page.locator(".decided").first.inner_text()
            assert "claude-sonnet-5-5" in decided and tokens in decided, decided
            visit.fits(f"by model {locale}")
            visit.accessible(f"by model {locale}")
            visit.shot(f"by-model-{locale}")
            status, _, body = server.request("GET", f"/api/v1/demand/{demand}")
            record = json.loads(body)
            assert status == 200 and record["fallback_reasons"] == {"invalid": 1} and record["usage"]["cost_usd"] > 0, record
            visit.quiet()
            visit.context.close()
        health = json.loads(server.request("GET", "/health/ready")[2])
        assert health["checks"]["llm"] == "healthy" and set(health["llm"]["breakers"].values()) == {"closed"}, health
    finally:
        server.stop()
        fake.close()


CHECKS = [submit_to_outcome, failure_with_advice, hostile_text, cancel, answers_to_questions, unknown_and_lost, directory,
          language_and_dark, by_model, killed_in_the_middle]


if __name__ == "__main__":
    run(CHECKS)
