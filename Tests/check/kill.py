#!/usr/bin/env python3
"""Kills the server with SIGKILL at random moments under load and looks whether anything was lost.

    kill.py [--times 5] [--seed 1] [BINARY]

One data directory for all lives of the server. In each life demands are submitted as fast as they are taken, viewers follow some
of them, and at a random moment the server is killed and started again. At the end every demand that was answered 200 must be
there and have ended; no log may have a hole or a double; a viewer that resumed by event id must have seen every event once.
"""
import argparse, http.client, json, os, random, sys, time

import _server
from _load import Submitters, wait_for_the_end
from _server import BINARY, Server, Viewer, log_faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=BINARY)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    _server.BINARY, rng = os.path.abspath(options.binary), random.Random(options.seed)
    server, accepted, viewers = None, [], []
    for life in range(options.times):
        if server is None:
            server = Server()
        else:
            server.start()
        load = Submitters(server.port)
        moment, begin = rng.uniform(0.02, 0.8), time.monotonic()
        # A life in which nothing was taken proves nothing, however slow the machine.
        while time.monotonic() - begin < moment or not load.accepted:
            if time.monotonic() - begin > 60:
                sys.exit("no demand was taken:\n" + server.read_log())
            if load.accepted and len(viewers) < 10 * (life + 1):
                viewer = Viewer(lambda: server.port, load.accepted[-1])
                viewer.start()
                viewers.append(viewer)
            time.sleep(0.01)
        server.kill()
        load.stop()
        accepted += load.accepted
    server.start()
    left = wait_for_the_end(server.folder.name + "/data/towow.db")
    for viewer in viewers:
        viewer.join(60)
    faults = check(server, accepted, viewers, left)
    if server.stop() != 0:
        faults.append("the server did not end well")
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{options.times} kills, {len(accepted)} demands answered 200, {len(viewers)} viewers, {len(faults)} faults")
    sys.exit(1 if faults else 0)


def check(server, accepted, viewers, left):
    faults = [f"{left} demands never ended"] if left else []
    if len(set(accepted)) != len(accepted):
        faults.append("an id was given twice")
    logs = {}
    watched = {viewer.demand for viewer in viewers}
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    for demand in accepted:
        connection.request("GET", f"/api/v1/demand/{demand}/export")
        answer = connection.getresponse()
        lines = answer.read().decode().splitlines()
        if answer.status != 200:
            faults.append(f"{demand} was accepted and is gone ({answer.status})")
            continue
        events = [json.loads(line) for line in lines]
        faults += log_faults(demand, events)
        if demand in watched:
            logs[demand] = events
    for viewer in viewers:
        faults += viewer.compare(logs.get(viewer.demand))
    return faults


if __name__ == "__main__":
    main()
