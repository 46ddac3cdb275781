#!/usr/bin/env python3
"""The members' pages in a real Chromium, against a real server: directory and profile, by link, search and back button, in both
languages and themes, from a phone to a big screen. With SCREENSHOTS=FOLDER it leaves pictures there.
"""
import json

from _pages import Visit, run

from playwright.sync_api import expect

SIZES = ({"width": 360, "height": 780}, {"width": 1280, "height": 800}, {"width": 2560, "height": 1300})


def member_with(server, field):
    agents = json.loads(server.request("GET", "/api/v1/agents?limit=100")[2])["agents"]
    return next(agent for agent in agents if agent.get(field))


def everywhere(browser, server):
    """Directory and profile fit and are accessible at every size, in both languages and themes."""
    member = member_with(server, "availability")["agent_id"]
    for locale in ("en-US", "zh-CN"):
        for scheme in ("light", "dark"):
            for size in SIZES:
                visit = Visit(browser, server, size, locale, color_scheme=scheme)
                for name, path, ready in (("directory", "/agents", ".agent-card"), ("profile", f"/agents/{member}", ".facts"),
                                          ("no-match", "/agents?q=zzzzqqqq", ".empty")):
                    visit.page.goto(path)
                    visit.page.wait_for_selector(ready)
                    label = f"{name}-{locale[:2]}-{scheme}-{size['width']}"
                    visit.fits(label)
                    if size["width"] != 1280:
                        visit.accessible(label)
                    visit.shot(label)
                visit.quiet()
                visit.context.close()


def search_and_back(browser, server):
    """A search stands in the address; a capability leads to who else has it; back returns to the page before."""
    agent = member_with(server, "capabilities")
    tag = next(tag for item in agent["capabilities"] for tag in item["tags"])
    visit = Visit(browser, server)
    visit.page.goto("/agents")
    visit.page.wait_for_selector(".agent-card")
    visit.page.fill("#q", agent["display_name"])
    visit.page.wait_for_url(lambda url: "?q=" in url)
    visit.page.locator(f".agent-card a[href='/agents/{agent['agent_id']}']").click()
    expect(visit.page.locator("h1")).to_have_text(agent["display_name"])
    expect(visit.page.locator("h1")).to_be_focused()
    visit.page.locator(".capabilities .tag a", has_text=tag).first.click()
    expect(visit.page.locator("#q")).to_have_value(tag)
    visit.page.wait_for_selector(f".agent-card a[href='/agents/{agent['agent_id']}']")
    visit.page.go_back()
    expect(visit.page.locator("h1")).to_have_text(agent["display_name"])
    visit.page.go_back()
    expect(visit.page.locator("#q")).to_have_value(agent["display_name"])
    visit.quiet()
    visit.context.close()


if __name__ == "__main__":
    run([search_and_back, everywhere])
