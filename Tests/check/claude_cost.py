#!/usr/bin/env python3
"""What the log says a demand has cost is what the fake Claude has counted for it, within one per cent, whatever went wrong meanwhile.

    claude_cost.py [--demands 24]

Every demand is for another number of people, by which its calls are told apart.
"""
import argparse, collections, json, re, sys, time

from _claude import Fake
from _server import Server, log_faults, saturday

DATE = saturday()
DEMANDS = [DATE + " 在北京办一场 {} 人的 AI 分享会，需要场地和讲师。",
           "An AI meetup in Beijing on " + DATE + " for {} people: we need a venue and a speaker."]
PEOPLE = re.compile(r'"people":(\d+)|(\d+) 人|for (\d+) people')
FEWEST = 20
# Paid: an answer that cannot be used (twice: the rules), one that was cut off, one that was declined. Not paid: errors of the service.
FAILURES = [("prose", 5), ("enum_violation", 5), ("max_tokens", 4), ("refusal", 3), ("http_500", 2), ("empty", 3)]
DECISIONS = ["understand", "choose", "answer", "compose", "vote", "adjust", "gaps", "compromise"]
OBJECTION = {"mode": "merge", "decision": "vote", "times": 20,
             "answer": {"vote": "negotiate", "asks_for": "a later start", "points": [], "unmet_conditions": []}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--demands", type=int, default=24)
    options = parser.parse_args()
    fake = Fake()
    script = [{"mode": mode, "decision": decision, "times": times if decision in ("answer", "vote") else 2}
              for mode, times in FAILURES for decision in DECISIONS]
    fake.tell(script + [OBJECTION])
    towow = Server({**fake.environment, "LLM_FAILURE_THRESHOLD": "1000"})
    try:
        demands, logs = [], {}
        for number in range(options.demands):
            body = {"raw_input": DEMANDS[number % 2].format(FEWEST + number)}
            status, _, answer = towow.request("POST", "/api/v1/demand/submit", body)
            assert status == 200, answer
            demands.append(json.loads(answer)["demand_id"])
        end = time.monotonic() + 300
        while len(logs) < len(demands):
            assert time.monotonic() < end, "a demand never ends"
            for demand in demands:
                events = towow.events(demand) if demand not in logs else []
                if events and events[-1]["event_type"] == "towow.demand.completed":
                    logs[demand] = events
            time.sleep(0.2)
        records = [json.loads(towow.request("GET", f"/api/v1/demand/{demand}")[2]) for demand in demands]
    finally:
        towow.stop()
    log = fake.log()
    fake.close()
    counted, calls = collections.Counter(), collections.Counter()
    for request in log["requests"]:
        text = " ".join(block["text"] for message in request["body"]["messages"] for block in message["content"])
        number = int(next(filter(None, PEOPLE.search(text).groups()))) - FEWEST
        counted[number] += request["cost_usd"]
        calls[number] += 1
    faults, reasons, worst = [], collections.Counter(), 0
    for number, demand in enumerate(demands):
        events, usage = logs[demand], logs[demand][-1]["payload"]["usage"]
        faults += log_faults(demand, events)
        difference = abs(usage["cost_usd"] - counted[number]) / counted[number]
        worst = max(worst, difference)
        if difference > 0.01 or usage["attempts"] != calls[number]:
            faults.append(f"{demand}: {usage} in the log, {counted[number]} dollars and {calls[number]} calls counted")
        if records[number]["usage"] != usage:
            faults.append(f"{demand}: the record says {records[number]['usage']}")
        told = collections.Counter(event["payload"]["fallback_reason"] for event in events if event["payload"].get("fallback"))
        reasons += told
        if records[number]["fallback_reasons"] != dict(told):
            faults.append(f"{demand}: the record says {records[number]['fallback_reasons']}, the log {dict(told)}")
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{len(demands)} demands, {sum(calls.values())} calls, {sum(counted.values()):.4f} dollars; fallbacks {dict(reasons)};"
          f" the largest difference {worst * 100:.4f} %; {len(faults)} faults")
    sys.exit(1 if faults or not reasons else 0)


if __name__ == "__main__":
    main()
