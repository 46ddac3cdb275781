#!/usr/bin/env python3
# check: beside
"""Members on a real OpenAgents network, with the package from PyPI and workers that are processes of their own: agreement, refusals, hostile
replies, and every side killed in the middle. `Tests/soak/openagents.py` has what takes longer.
"""
import functools, time

from _openagents import Network, environment
from _openagents_scenes import (KEY, Left, Stage, agreed, as_the_page_says, at_once, hostile, id_stolen, negotiated, network_killed, server_killed,
                                worker_killed)
from _server import Server


def without_a_network(stage):
    """It starts, is ready, says so, and members here agree."""
    stage.wait_state("unreachable", "connecting")
    stage.local("studio", "photographer")
    stage.finish(stage.submit("I need a photographer for a party of 30 people in Beijing"))


def main():
    begin = time.monotonic()
    network = Network(environment(), start=False)
    server = Server({"APP_ENV": "production", "ADMIN_API_KEY": KEY, "OPENAGENT_MEMBERS": "all", "OPENAGENT_POLL_MS": "100",
                     "TOWOW_RESPONSE_TIMEOUT": "60", "TOWOW_FEEDBACK_TIMEOUT": "60", **network.settings})
    stage = Stage(server, network)

    def scene(play):
        return functools.wraps(play)(functools.partial(play, stage))

    at_once(scene(without_a_network))
    network.start()
    stage.worker(("cook", "catering", "accepts", False), ("magician", "magician", "negotiates", False), ("dj", "DJ", "bargains", False),
                 ("choir", "choir", "withdraws", False), ("interpreter", "interpreter", "accepts", False), ("tailor", "tailor", "accepts", False))
    stage.worker(("band", "live band", "accepts", True), ("clown", "circus arts", "huge", True))
    stage.worker(("baker", "bakery", "slow", False))
    stage.wait_online(*("oa_" + member["id"] for worker in stage.workers for member in worker.members))
    print(f"ok      found the network and {sum(len(worker.members) for worker in stage.workers)} members ({time.monotonic() - begin:.1f} s since the start)")
    left = Left(stage)
    at_once(left.withdrawn_and_silent, *map(scene, (agreed, negotiated, hostile, as_the_page_says, worker_killed)))
    at_once(scene(network_killed))
    at_once(scene(server_killed))
    at_once(scene(id_stolen))
    for guest in stage.guests:
        guest.is_there = False
    for worker in stage.workers:
        questions = worker.lines("DECIDED")
        assert len(questions) == len(set(questions)), f"decided twice: {questions}"
        worker.close()
    assert server.stop() == 0
    network.close()
    print(f"openagents: passed in {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
