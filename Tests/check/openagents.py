#!/usr/bin/env python3
# check: beside
"""Members on a real OpenAgents network, with the package from PyPI and workers that are processes of their own: agreement, refusals, hostile
replies, and every side killed in the middle. `Tests/soak/openagents.py` has what takes longer.
"""
import functools, os, subprocess, time

from _openagents import KIT, Network, environment, own
from _openagents_hostile import approval, every_outcome, hostile
from _openagents_scenes import Left, agreed, as_the_page_says, examples, id_stolen, negotiated, network_killed, server_killed, worker_killed
from _openagents_stage import GUESTS, KEY, TIMES, Stage, at_once
from _server import ROOT, Server

WORDS = {"en-US": ("OpenAgents network", "on-line", "off-line", "lives here"), "zh-CN": ("OpenAgents 网络", "在线", "离线", "在本站")}


def without_a_network(stage):
    """It starts, is ready, says so, and members here agree."""
    stage.wait_state("unreachable", "connecting")
    stage.local("studio", "photographer")
    stage.finish(stage.submit("I need a photographer in Beijing"))


def ends_when_told(stage):
    """A worker ends when it is told to, also while an answer of the network comes."""
    program = [stage.network.python, "-B", os.path.join(ROOT, "Tests", "fakes", "openagents_cancelled.py")]
    subprocess.run(program, env={**own(stage.network.folder.name), "PYTHONPATH": KIT}, check=True)


def on_pages(stage):
    """Directory, profile and the operator's members say where a member lives, and whether they are on-line; on a phone, too."""
    from _pages import PHONE, Visit, chromium
    from playwright.sync_api import expect, sync_playwright
    expect.set_options(timeout=20_000)
    away = stage.guest("diver")
    stage.wait_online("oa_diver", "oa_cook")
    away.leave()
    stage.wait_offline("oa_diver")
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for locale, (network, online, offline, here) in WORDS.items():
            visit = Visit(browser, stage.server, PHONE, locale)
            page = visit.page
            for id, state in (("oa_cook", online), ("oa_diver", offline)):
                page.goto(f"/agents?q={'catering' if id == 'oa_cook' else 'diving'}")
                expect(page.locator(f'.agent-card:has(a[href="/agents/{id}"]) .chip')).to_have_text(f"{network} · {state}")
                visit.fits(id)
                visit.shot(f"openagents-{id}-{locale}")
                page.goto(f"/agents/{id}")
                expect(page.locator(".profile .agent-top .chip")).to_have_text(f"{network} · {state}")
            page.goto("/agents/studio")
            expect(page.locator(".profile .agent-top .chip")).to_contain_text(here)
            page.goto("/admin/members")
            page.fill("input[name=key]", KEY)
            page.keyboard.press("Enter")
            page.fill("input[name='members.q']", "oa_cook")
            expect(page.locator("tr", has_text="oa_cook")).to_contain_text(f"{network} · {online}")
            visit.quiet()
            visit.context.close()
        browser.close()


def main(*further):
    """`further`: scenes beside those of every run."""
    begin = time.monotonic()
    network = Network(environment(), start=False)
    settings = {"APP_ENV": "production", "ADMIN_API_KEY": KEY, "OPENAGENT_POLL_MS": "100", **TIMES, **network.settings}
    server = Server({**settings, "OPENAGENT_MEMBERS": "all"})
    stage = Stage(server, network)

    def scene(play, stage=stage):
        return functools.wraps(play)(functools.partial(play, stage))

    at_once(scene(without_a_network), scene(ends_when_told))
    network.start()
    stage.worker(("cook", "catering", "accepts", False), ("magician", "magician", "negotiates", False), ("dj", "DJ", "bargains", False),
                 ("choir", "choir", "withdraws", False), ("interpreter", "interpreter", "accepts", False), ("tailor", "tailor", "accepts", False))
    stage.worker(("band", "live band", "accepts", True), ("clown", "circus arts", "huge", True))
    stage.worker(("sculptor", "sculpture", "held", True))
    for id in GUESTS.keys() - {"gardener", "mine"}:
        stage.guest(id)
    stage.guest("hall", examples()["registration of a member"])
    members = [member["id"] for worker in stage.workers for member in worker.members] + [guest.id for guest in stage.guests]
    stage.wait_online(*("oa_" + id for id in members))
    print(f"ok      found the network and {len(members)} members ({time.monotonic() - begin:.1f} s since the start)")
    # Another server in the same network lets nobody in by itself.
    careful = Stage(Server(settings), network)
    left = Left(stage)
    at_once(left.withdrawn_and_silent, scene(approval, careful), *map(scene, (agreed, negotiated, hostile, as_the_page_says, worker_killed, *further)))
    assert careful.server.stop() == 0
    every_outcome(stage)
    for play in (network_killed, server_killed, id_stolen):
        at_once(scene(play))
    for guest in stage.guests + careful.guests:
        guest.is_there = False
    for worker in stage.workers:
        questions = worker.lines("DECIDED")
        assert len(questions) == len(set(questions)), f"decided twice: {questions}"
        worker.close()
    assert server.stop() == 0
    network.close()
    print(f"openagents: passed in {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main(on_pages)
