#!/usr/bin/env python3
"""Kills the server with SIGKILL at random moments under load and looks whether anything was lost.

    kill.py [--times 5] [--seed 1] [BINARY]

One data directory for all lives of the server. In each life demands are submitted as fast as they are taken, viewers follow some
of them, and at a random moment the server is killed and started again. At the end every demand that was answered 200 must be
there and have ended; no log may have a hole or a double; a viewer that resumed by event id must have seen every event once.
"""
import argparse, http.client, json, os, random, signal, sqlite3, subprocess, sys, tempfile, threading, time

from _server import BINARY, free_port

DEMANDS = ["I want to run an AI meetup in Beijing for 50 people, I need a room and speakers",
           "想在北京办一场50人的AI交流会，需要场地和讲师", "找一个会做原型的设计师", "Looking for a photographer in London next weekend"]


class Life:
    def __init__(self, binary, folder, port):
        env = {"PATH": os.environ["PATH"], "APP_HOST": "127.0.0.1", "APP_PORT": str(port), "LOG_LEVEL": "warning",
               "DEBUG": "false", "TOWOW_DATA_DIR": folder + "/data"}
        self.log = open(folder + "/log", "a")
        self.process = subprocess.Popen([binary, "serve"], env=env, cwd=folder, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.request("GET", "/health/ready")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            if self.process.poll() is not None:
                sys.exit("the server ended by itself:\n" + open(folder + "/log").read()[-3000:])
            time.sleep(0.01)
        sys.exit("the server did not get ready:\n" + open(folder + "/log").read()[-3000:])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()


class Viewer(threading.Thread):
    """Follows one demand, through as many lives of the server as it takes, by the id of the last event it saw."""

    def __init__(self, port, demand):
        super().__init__(daemon=True)
        self.port, self.demand, self.events, self.faults, self.done = port, demand, [], [], False

    def run(self):
        while not self.done:
            try:
                self.follow()
            except (OSError, http.client.HTTPException, ValueError):
                pass
            time.sleep(0.02)

    def follow(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        headers = {"Last-Event-ID": self.events[-1]["event_id"]} if self.events else {}
        connection.request("GET", f"/api/v1/events/negotiations/{self.demand}/stream", headers=headers)
        answer = connection.getresponse()
        if answer.status == 204:
            self.done = True
            return
        if answer.status == 404:
            self.faults.append("404 for a demand that was answered 200")
            self.done = True
            return
        if answer.status != 200:
            return
        while True:
            line = answer.readline()
            if not line:
                return
            if line.startswith(b": gap"):
                self.faults.append("a gap")
            if line.startswith(b"data:") and line.endswith(b"\n"):
                event = json.loads(line[5:])
                self.events.append(event)
                if event["event_type"] == "towow.demand.completed":
                    self.done = True
                    return


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
    binary, rng = os.path.abspath(options.binary), random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="towow-kill-") as folder:
        port = free_port()
        accepted, viewers, lock = [], [], threading.Lock()
        for life in range(options.times):
            server = Life(binary, folder, port)
            stop = threading.Event()
            threads = [threading.Thread(target=submitter, args=(port, accepted, lock, stop, random.Random(rng.random())))
                       for _ in range(8)]
            for thread in threads:
                thread.start()
            moment, begin = rng.uniform(0.02, 0.8), time.monotonic()
            while time.monotonic() - begin < moment:
                with lock:
                    newest = accepted[-1] if accepted else None
                if newest and len(viewers) < 10 * (life + 1):
                    viewer = Viewer(port, newest)
                    viewer.start()
                    viewers.append(viewer)
                time.sleep(0.01)
            server.kill()
            stop.set()
            for thread in threads:
                thread.join()
        server = Life(binary, folder, port)
        path = folder + "/data/towow.db"
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
        faults = check(server, port, accepted, viewers, left)
        server.process.send_signal(signal.SIGTERM)
        if server.process.wait(20) != 0:
            faults.append("the server did not end well")
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{options.times} kills, {len(accepted)} demands answered 200, {len(viewers)} viewers, {len(faults)} faults")
    sys.exit(1 if faults else 0)


def check(server, port, accepted, viewers, left):
    faults = [f"{left} demands never ended"] if left else []
    if len(set(accepted)) != len(accepted):
        faults.append("an id was given twice")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    logs = {}
    watched = {viewer.demand for viewer in viewers}
    for demand in accepted:
        connection.request("GET", f"/api/v1/demand/{demand}/export")
        answer = connection.getresponse()
        lines = answer.read().decode().splitlines()
        if answer.status != 200:
            faults.append(f"{demand} was accepted and is gone ({answer.status})")
            continue
        events = [json.loads(line) for line in lines]
        if [event["seq"] for event in events] != list(range(1, len(events) + 1)):
            faults.append(f"{demand} has holes or doubles")
        if len({event["event_id"] for event in events}) != len(events):
            faults.append(f"{demand} has an event id twice")
        ends = [event["seq"] for event in events if event["event_type"] == "towow.demand.completed"]
        if ends != [len(events)]:
            faults.append(f"{demand} does not end with one completion")
        answers = [event["payload"]["agent_id"] for event in events if event["event_type"] == "towow.offer.submitted"]
        if len(set(answers)) != len(answers):
            faults.append(f"{demand} has an invitation answered twice")
        if demand in watched:
            logs[demand] = events
    for viewer in viewers:
        faults += [f"viewer of {viewer.demand}: {fault}" for fault in viewer.faults]
        if not viewer.done:
            faults.append(f"viewer of {viewer.demand} never saw the end")
        elif viewer.events != logs.get(viewer.demand):
            seen = [event["seq"] for event in viewer.events]
            faults.append(f"viewer of {viewer.demand} saw {seen}")
    return faults


if __name__ == "__main__":
    main()
