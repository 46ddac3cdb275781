#!/usr/bin/env python3
"""Kills the server with SIGKILL at random moments under load and looks whether anything was lost.

    kill.py [--times 5] [--seed 1] [BINARY]

One data directory for all lives of the server. In each life demands are submitted as fast as they are taken, viewers follow some
of them, and at a random moment the server is killed and started again. At the end every demand that was answered 200 must be
there and have ended; no log may have a hole or a double; a viewer that resumed by event id must have seen every event once.
"""
import argparse, http.client, json, os, random, sqlite3, sys, threading, time

import _server
from _server import BINARY, Server, Viewer, log_faults

DEMANDS = ["I want to run an AI meetup in Beijing for 50 people, I need a room and speakers",
           "想在北京办一场50人的AI交流会，需要场地和讲师", "找一个会做原型的设计师", "Looking for a photographer in London next weekend"]


def submitter(port, accepted, lock, stop, rng):
    while not stop.is_set():
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            while not stop.is_set():
                body = json.dumps({"raw_input": rng.choice(DEMANDS)})
                connection.request("POST", "/api/v1/demand/submit", body, {"Content-Type": "application/json"})
                answer = connection.getresponse()
                data = answer.read()
                if answer.status == 200:
                    with lock:
                        accepted.append(json.loads(data)["demand_id"])
        except (OSError, http.client.HTTPException, ValueError):
            time.sleep(0.02)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=BINARY)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    _server.BINARY, rng = os.path.abspath(options.binary), random.Random(options.seed)
    server, accepted, viewers, lock = None, [], [], threading.Lock()
    for life in range(options.times):
        if server is None:
            server = Server()
        else:
            server.start()
        stop = threading.Event()
        threads = [threading.Thread(target=submitter,
                                    args=(server.port, accepted, lock, stop, random.Random(rng.random())))
                   for _ in range(8)]
        for thread in threads:
            thread.start()
        moment, begin = rng.uniform(0.02, 0.8), time.monotonic()
        while time.monotonic() - begin < moment:
            with lock:
                newest = accepted[-1] if accepted else None
            if newest and len(viewers) < 10 * (life + 1):
                viewer = Viewer(lambda: server.port, newest)
                viewer.start()
                viewers.append(viewer)
            time.sleep(0.01)
        server.kill()
        stop.set()
        for thread in threads:
            thread.join()
    server.start()
    path = server.folder.name + "/data/towow.db"
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10) as database:
            left = database.execute(
                "SELECT count(*) FROM demands WHERE status NOT IN ('completed','failed','cancelled')").fetchone()[0]
        if not left:
            break
        time.sleep(0.1)
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
