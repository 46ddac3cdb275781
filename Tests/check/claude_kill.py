#!/usr/bin/env python3
# check: beside
"""Kills the server with SIGKILL while a model is asked, and looks whether anything that was paid is paid again.

    claude_kill.py [--times 5] [--latency 300] [--seed 1] [BINARY]

One data directory for all lives of the server, demands by Claude (the strict fake) in every one of them. After each kill the stored
answers are read from the database: no question of theirs may reach the fake again, and none of their decisions may be asked in
other words. Calls that were under way may be repeated; both are counted. At the end every demand must have ended, once.
"""
import argparse, collections, json, os, random, shutil, sqlite3, sys, tempfile, time

import _server
from _claude import Fake
from _server import BINARY, Server, log_faults, saturday

DATE = saturday()
DEMANDS = [DATE + " 在北京办一场 30 人的 AI 分享会，需要场地和讲师。第 {} 场。",
           "An AI meetup in Beijing on " + DATE + " for 30 people: we need a venue and a speaker. Number {}."]
# Some members want changes first, so that plans are adjusted and voted on again.
OBJECTION = {"mode": "merge", "decision": "vote", "times": 12,
             "answer": {"vote": "negotiate", "asks_for": "a later start", "points": [], "unmet_conditions": []}}

# Stored and not yet used are, most of all, answers that cannot be used: the model is asked once more after them.
NONSENSE = {"mode": "prose", "every": 3}


def stored_steps(server):
    """The stored answers as a crash left them: {question: [(decision it is for, …)]}. Read from a copy, so that nobody but the next
    life of the server repairs the database."""
    with tempfile.TemporaryDirectory() as folder:
        for name in os.listdir(server.folder.name + "/data"):
            if name.startswith("towow.db") and not name.endswith("-shm"):
                shutil.copy(f"{server.folder.name}/data/{name}", folder)
        database = sqlite3.connect(folder + "/towow.db")
        rows = database.execute("SELECT demand, channel, decision, key FROM steps").fetchall()
        database.close()
    steps = {}
    for demand, channel, decision, key in rows:
        round_, version, attempt, question, subject = key.split("/", 4)
        steps.setdefault(question, []).append((demand, channel, decision, round_, version, attempt, subject))
    return steps


def submit(server, count, total):
    ids = []
    for number in range(count):
        text = DEMANDS[number % 2].format(total + number)
        status, _, body = server.request("POST", "/api/v1/demand/submit", {"raw_input": text})
        assert status == 200, body
        ids.append(json.loads(body)["demand_id"])
    return ids


def settled(fake):
    """The questions that have reached the fake; those of a process that is gone are over soon."""
    end = time.monotonic() + 30
    while True:
        log = fake.log(bodies=False)
        if not log["stats"]["running"]:
            return [request["sha256"] for request in log["requests"]], log
        assert time.monotonic() < end, "calls of a killed server never end"
        time.sleep(0.05)


def wait_for_calls(fake, more):
    """A moment by the work that was done, so that slow machines do as much in a life as fast ones."""
    end, wanted = time.monotonic() + 60, fake.stats()["calls"] + more
    while fake.stats()["calls"] < wanted and time.monotonic() < end:
        time.sleep(0.01)


def wait_for_ends(server, demands):
    logs, end = {}, time.monotonic() + 300
    while len(logs) < len(demands) and time.monotonic() < end:
        for demand in demands:
            if demand not in logs:
                events = server.events(demand)
                if events[-1]["event_type"] == "towow.demand.completed":
                    logs[demand] = events
        time.sleep(0.3)
    return logs


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=BINARY)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--latency", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    _server.BINARY, rng = os.path.abspath(options.binary), random.Random(options.seed)
    fake = Fake()
    fake.tell({"latency_ms": options.latency}, [NONSENSE, OBJECTION])
    faults, demands, kills, server = [], [], [], None
    for _ in range(options.times):
        if server is None:
            server = Server({**fake.environment, "LLM_MAX_CONCURRENT": "6"})
        else:
            server.start()
        demands += submit(server, 3, len(demands))
        wait_for_calls(fake, rng.randint(2, 60))
        time.sleep(rng.uniform(0, options.latency / 1000))
        server.kill()
        asked, log = settled(fake)
        # How many requests there had been, and what was stored then.
        kills.append((len(asked), stored_steps(server)))
    server.start()
    logs = wait_for_ends(server, demands)
    faults += [f"{demand} never ended" for demand in demands if demand not in logs]
    for demand, events in logs.items():
        faults += log_faults(demand, events)
    if server.end() != 0:
        faults.append("the server did not end well")
    asked, log = settled(fake)
    final = stored_steps(server)
    server.folder.cleanup()
    fake.close()

    faults += [f"the fake refused a request: {request['fault']}" for request in log["requests"] if request["fault"]]
    questions = collections.Counter(step for steps in final.values() for step in steps)
    faults += [f"asked in two ways: {step}" for step, count in questions.items() if count > 1]
    stored_count, again, in_flight, repeated, before = 0, 0, 0, 0, 0
    for count, stored in kills:
        stored_count = len(stored)
        later = collections.Counter(asked[count:])
        for question, steps in stored.items():
            # The same words may be another decision's question; then they are stored once more.
            bought = max(0, later[question] - (len(final.get(question, [])) - len(steps)))
            if bought:
                faults.append(f"bought again: {steps}")
                again += bought
        under_way = set(asked[before:count]) - set(stored)
        in_flight += len(under_way)
        repeated += sum(1 for question in under_way if later[question])
        before = count
    used = collections.Counter(event["payload"]["fallback_reason"] for events in logs.values() for event in events
                               if event["payload"].get("fallback"))
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{options.times} kills, {len(demands)} demands, {len(logs)} ended; {len(asked)} calls; {stored_count} answers stored at the"
          f" last kill, {again} bought again; {in_flight} calls under way at kills, {repeated} of them repeated; fallbacks {dict(used)};"
          f" {len(faults)} faults")
    sys.exit(1 if faults or not stored_count else 0)


if __name__ == "__main__":
    main()
