#!/usr/bin/env python3
# check: beside
"""Three instances on one PostgreSQL behind nginx: one is killed, one stands still, the database is restarted.

    group.py [--demands 30] [--pause 35] [--seed 1] [BINARY]

Negotiations are under way at all three instances and last, because some wait for answers to clarifying questions and the others
have members who never answer. Viewers watch at all three and go from one to another, resuming by event id. The requesters' calls
(answers, cancels) go to any instance, often twice. One instance is killed with SIGKILL and started again later, one gets SIGSTOP
and goes on after `--pause` seconds, and the database is restarted once. At the end every demand must have ended once, every log
must be without holes and doubles, every viewer must have seen exactly the log, and no call may have counted twice.

`--demands 200 --pause 60` is the long form.
"""
import argparse, http.client, json, os, random, statistics, subprocess, sys, tempfile, threading, time

import _server
from _group import Nginx, Postgres
from _server import BINARY, Server, Viewer, log_faults

TEXT = "I want to run an AI meetup in Beijing for {} people on a Saturday afternoon, I need a room, a speaker and a photographer"
VAGUE = "我想办一个活动"
RESPONSE_SECONDS = 25


def member(number, kind, capability, tags):
    return {"id": f"{kind}-{number}", "display_name": f"{kind} {number}", "kind": kind, "summary": capability,
            "capabilities": [{"name": capability, "tags": tags}], "languages": ["en", "zh"],
            "places": [{"city": "Beijing"}, {"city": "北京"}], "remote": True}


MEMBERS = [member(1, "auto", "Meeting room for 100 people", ["room", "venue", "活动场地"]),
           member(2, "auto", "Talks about AI", ["speaker", "AI", "讲师"]),
           member(3, "auto", "Event photography", ["photographer", "活动摄影"]),
           member(1, "manual", "Talks about AI products", ["speaker", "AI", "讲师"]),
           member(2, "manual", "Hosting meetups", ["host", "meetup", "活动主持"])]


class Requester:
    """Submits, answers questions and cancels, each at any port, until it is told what became of it."""

    def __init__(self, ports, proxy, rng):
        self.ports, self.proxy, self.rng = ports, proxy, rng
        self.demands, self.answered, self.cancelled, self.faults = {}, {}, set(), []
        self.statuses, self.lock = {}, threading.Lock()

    def call(self, port, path, body, headers, until=(200,), seconds=240):
        """Repeats a call until its status is one of `until`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            connection = http.client.HTTPConnection("127.0.0.1", port(), timeout=9)
            try:
                connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **headers})
                answer = connection.getresponse()
                data = answer.read()
                with self.lock:
                    self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
                if answer.status in until:
                    return answer.status, json.loads(data)
                if answer.status not in (502, 503, 504):
                    self.faults.append(f"{path}: {answer.status} {data[:200]}")
                    return answer.status, {}
            except (OSError, http.client.HTTPException, ValueError):
                pass
            finally:
                connection.close()
            time.sleep(0.2)
        self.faults.append(f"{path}: no answer")
        return 0, {}

    def submit(self, number, port=None):
        clarify = number % 2 == 0
        body = {"raw_input": VAGUE if clarify else TEXT.format(20 + number), "clarify": clarify}
        key = f"group-check-{number}-{self.rng.getrandbits(64):016x}"
        status, answer = self.call(port or self.proxy, "/api/v1/demand/submit", body, {"Idempotency-Key": key})
        if status != 200:
            return None
        self.demands[answer["demand_id"]] = answer["owner_token"]
        return answer["demand_id"]

    def at_any(self):
        return self.rng.choice(self.ports)

    def answer(self, demand):
        """Once is enough: what was taken is refused the second time (E010), at whatever instance."""
        text = f"Beijing {self.rng.getrandbits(32)}"
        body = {"answers": [{"id": "q1", "text": text}]}
        headers = {"Authorization": "Bearer " + self.demands[demand]}
        status, _ = self.call(self.at_any, f"/api/v1/demand/{demand}/clarify", body, headers, until=(200, 409))
        if status == 200:
            self.answered.setdefault(demand, []).append(text)

    def cancel(self, demand):
        headers = {"Authorization": "Bearer " + self.demands[demand]}
        status, _ = self.call(self.at_any, f"/api/v1/demand/{demand}/cancel", {}, headers, until=(200, 409))
        if status == 200:
            self.cancelled.add(demand)


class Takeovers(threading.Thread):
    """Sees how long demands of a gone instance wait for their next owner."""

    def __init__(self, postgres, owner):
        super().__init__(daemon=True)
        self.postgres, self.begin, self.seconds = postgres, time.monotonic(), []
        self.left = {row[0]: row[1] for row in self.rows() if row[2] == owner}
        self.count = len(self.left)

    def rows(self):
        return self.postgres.query("SELECT id, lease_epoch, lease_owner FROM demands WHERE completed_at IS NULL")

    def run(self):
        while self.left and time.monotonic() - self.begin < 120:
            try:
                rows = {row[0]: row[1] for row in self.rows()}
            except subprocess.CalledProcessError:
                rows = None
            if rows is not None:
                for demand, epoch in list(self.left.items()):
                    if rows.get(demand) != epoch:
                        del self.left[demand]
                        self.seconds.append(time.monotonic() - self.begin)
            time.sleep(0.2)

    def text(self):
        if not self.seconds:
            return "nothing to take over"
        return (f"{len(self.seconds)} of {self.count} taken over, {min(self.seconds):.1f} … {max(self.seconds):.1f} s "
                f"after, median {statistics.median(self.seconds):.1f} s")


def owner_of(postgres, demand):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        rows = postgres.query(f"SELECT lease_owner FROM demands WHERE id = '{demand}'")
        if rows and rows[0][0]:
            return rows[0][0]
        time.sleep(0.05)
    sys.exit(f"nobody took {demand}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=BINARY)
    parser.add_argument("--demands", type=int, default=30)
    parser.add_argument("--pause", type=float, default=35)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    _server.BINARY, rng = os.path.abspath(options.binary), random.Random(options.seed)
    begin = time.monotonic()

    def say(text):
        print(f"{time.monotonic() - begin:6.1f} s  {text}", flush=True)

    postgres = Postgres()
    environment = {"DATABASE_URL": postgres.url, "TOWOW_RESPONSE_TIMEOUT": str(RESPONSE_SECONDS), "TOWOW_SSE_PER_IP": "10000",
                   "TOWOW_CONN_PER_IP": "10000", "ENABLE_RATE_LIMIT": "false"}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in MEMBERS)
        file.flush()
        subprocess.run([_server.BINARY, "agents", "import", file.name], check=True, stdout=subprocess.DEVNULL,
                       env={"PATH": os.environ["PATH"], "DATABASE_URL": postgres.url})
    servers = [Server(environment) for _ in range(3)]
    nginx = Nginx([server.port for server in servers])
    ports = [server.port for server in servers]
    requester = Requester(ports, lambda: nginx.port, rng)
    say(f"three instances on {ports}, nginx on {nginx.port}, PostgreSQL on {postgres.port}")

    viewers, threads = [], []

    def watch(demand):
        # The first one goes from instance to instance, the second one trusts nginx.
        for port, patience in ((requester.at_any, lambda: rng.uniform(1, 8)), (lambda: nginx.port, None)):
            viewer = Viewer(port, demand, patience)
            viewer.start()
            viewers.append(viewer)

    def later(seconds, action, *arguments):
        thread = threading.Timer(seconds, action, arguments)
        thread.daemon = True
        thread.start()
        threads.append(thread)

    # By a demand that waits for answers each instance shows its name.
    names = []
    for port in ports:
        for _ in range(10):
            demand = requester.submit(0, port=lambda: port)
            name = owner_of(postgres, demand)
            watch(demand)
            later(rng.uniform(20, 80), requester.answer, demand)
            # Another instance may have been looking for work in that very moment.
            if name not in names:
                names.append(name)
                break
    if len(names) != 3:
        sys.exit(f"three instances have the names {names}")
    for number in range(1, options.demands + 1):
        demand = requester.submit(number)
        if demand is None:
            break
        watch(demand)
        if number % 2 == 0:
            for _ in range(2):
                later(rng.uniform(2, 70), requester.answer, demand)
        if number % 7 == 0:
            moment = rng.uniform(2, 60)
            for _ in range(3):
                later(moment, requester.cancel, demand)
        time.sleep(min(0.3, 9 / options.demands))
    say(f"{len(requester.demands)} demands, {len(viewers)} viewers")

    dead, still = Takeovers(postgres, names[0]), None
    servers[0].kill()
    dead.start()
    say(f"one instance is killed; it had {dead.count} demands")
    time.sleep(3)
    still = Takeovers(postgres, names[1])
    servers[1].pause()
    still.start()
    say(f"one instance stands still; it had {still.count} demands")
    time.sleep(options.pause / 3)
    postgres.stop()
    time.sleep(1)
    postgres.start()
    say("the database was restarted")
    time.sleep(options.pause * 2 / 3)
    servers[1].go_on()
    say("the instance that stood still goes on")
    time.sleep(2)
    servers[0].start()
    say("the instance that was killed is back")

    left = None
    deadline = time.monotonic() + 420
    while time.monotonic() < deadline and left != 0:
        left = int(postgres.query("SELECT count(*) FROM demands WHERE completed_at IS NULL")[0][0])
        time.sleep(0.5)
    say(f"{left} demands have not ended")
    for thread in threads:
        thread.join(120)
    for viewer in viewers:
        viewer.join(30)
    faults = check(servers, requester, viewers, postgres, left)
    for watcher, name in ((dead, "killed"), (still, "stood still")):
        watcher.join(1)
        print(f"take-over ({name}): {watcher.text()}")
        if watcher.left:
            faults.append(f"{len(watcher.left)} demands of the instance that was {name} were not taken over")
    nginx.close()
    for server in servers:
        if server.stop() != 0:
            faults.append("a server did not end well")
    postgres.close()
    for fault in faults[:20]:
        print("FAULT", fault)
    connections = sum(viewer.connections for viewer in viewers)
    print(f"{len(requester.demands)} demands, {len(viewers)} viewers with {connections} connections, "
          f"{sum(map(len, requester.answered.values()))} answers and {len(requester.cancelled)} cancels taken, "
          f"calls by status {dict(sorted(requester.statuses.items()))}, {len(faults)} faults")
    sys.exit(1 if faults else 0)


def check(servers, requester, viewers, postgres, left):
    faults = [f"{left} demands never ended"] if left else []
    faults += requester.faults
    logs = {}
    for demand in requester.demands:
        copies = [server.events(demand) for server in servers]
        if any(copy != copies[0] for copy in copies):
            faults.append(f"{demand} is not the same at all instances")
        events = logs[demand] = copies[0]
        faults += log_faults(demand, events)
        heard = sum(event["event_type"] == "towow.demand.clarified" and event["payload"].get("decided_by") == "requester"
                    for event in events)
        if heard > 1 or heard < len(requester.answered.get(demand, [])):
            faults.append(f"{demand}: {len(requester.answered.get(demand, []))} answers taken, {heard} in the log")
        outcome = events[-1]["payload"].get("outcome")
        if (demand in requester.cancelled) and outcome != "cancelled":
            faults.append(f"{demand} was cancelled and is {outcome}")
    stored = {row[0]: int(row[1]) for row in postgres.query("SELECT id, head FROM demands")}
    if stored != {demand: len(events) for demand, events in logs.items()}:
        faults.append("the store has other demands than were answered 200")
    for viewer in viewers:
        faults += viewer.compare(logs.get(viewer.demand))
    return faults


if __name__ == "__main__":
    main()
