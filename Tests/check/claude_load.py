#!/usr/bin/env python3
"""200 negotiations at once with a model that takes 300 ms: never more calls at once than allowed, nobody starves, no decision is
lost to waiting, memory stays flat.

    claude_load.py [--demands 200] [--latency 300] [--concurrent N]

Without `--concurrent` with the server's own default. Prints the latencies of decisions (waiting for their turn included), which is
what a member or requester feels.
"""
import argparse, datetime, json, statistics, time

from _claude import Fake
from _server import Server, saturday

DATE = saturday()
DEMANDS = [DATE + " 在北京办一场 30 人的 AI 分享会，需要场地和讲师。",
           "An AI meetup in Beijing on " + DATE + " for 30 people: we need a venue and a speaker."]
DEFAULT = 8


def resident(process):
    with open(f"/proc/{process.pid}/status") as f:
        return next(int(line.split()[1]) for line in f if line.startswith("VmRSS")) / 1024


def run(towow, count):
    """Submits all, waits until all are over, and returns their logs and the most memory meanwhile."""
    ids = []
    for number in range(count):
        status, _, body = towow.request("POST", "/api/v1/demand/submit", {"raw_input": DEMANDS[number % 2]})
        assert status == 200, body
        ids.append(json.loads(body)["demand_id"])
    left, most, end = list(ids), 0, time.monotonic() + 900
    while left:
        assert time.monotonic() < end, f"{len(left)} of {count} have not ended"
        time.sleep(1)
        most = max(most, resident(towow.process))
        while left and json.loads(towow.request("GET", f"/api/v1/demand/{left[0]}/status")[2])["status"] in ("completed", "failed"):
            left.pop(0)
    return [towow.events(demand) for demand in ids], most


def seconds(log):
    first, last = (datetime.datetime.fromisoformat(log[i]["timestamp"].replace("Z", "+00:00")) for i in (0, -1))
    return (last - first).total_seconds()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--demands", type=int, default=40, help="at once; the same number goes before, to warm up")
    parser.add_argument("--latency", type=int, default=300)
    parser.add_argument("--concurrent", type=int)
    options = parser.parse_args()
    fake = Fake()
    fake.tell({"latency_ms": options.latency})
    towow = Server({**fake.environment, **({"LLM_MAX_CONCURRENT": str(options.concurrent)} if options.concurrent else {})})
    limit = options.concurrent or DEFAULT
    try:
        # The first time fills caches and arenas; what a leak would add comes again the second time.
        _, before = run(towow, options.demands)
        began = time.monotonic()
        logs, after = run(towow, options.demands)
        took = time.monotonic() - began
        payloads = [e["payload"] for log in logs for e in log]
        waits = sorted(p["usage"]["latency_ms"] for p in payloads if isinstance(p.get("decided_by"), str) and p.get("usage"))
        fallbacks = [p["fallback_reason"] for p in payloads if p.get("fallback")]
        whole = sorted(seconds(log) for log in logs)
        stats = fake.stats()
        print(f"{len(logs)} negotiations, {len(waits)} decisions in {took:.1f} s; most calls at once {stats['max_concurrent']}"
              f" of {limit}; decision p50 {waits[len(waits) // 2]} ms, p95 {waits[len(waits) * 95 // 100]} ms,"
              f" max {waits[-1]} ms; negotiation {whole[0]:.0f} to {whole[-1]:.0f} s, median {statistics.median(whole):.0f} s;"
              f" most memory {before:.0f} MB, then {after:.0f} MB; fallbacks {len(fallbacks)}")
        assert stats["max_concurrent"] <= limit
        assert not fallbacks, fallbacks[:5]
        assert whole[-1] < 2 * statistics.median(whole), "somebody starves"
        assert after < before * 1.2, "memory grows"
    finally:
        towow.stop()
        fake.close()


if __name__ == "__main__":
    main()
