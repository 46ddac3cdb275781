#!/usr/bin/env python3
"""200 negotiations at once with a model that takes 300 ms: never more calls at once than allowed, nobody starves, memory stays flat.

    claude_load.py [--demands 200] [--latency 300] [--concurrent 32]

Prints the latencies of decisions (waiting for their turn included), which is what a member or requester feels.
"""
import argparse
import json
import os
import subprocess
import sys
import threading
import time
import urllib.request

from _server import ROOT, Server

DEMANDS = ["2026-12-12 在北京办一场 30 人的 AI 分享会，需要场地和讲师。",
           "An AI meetup in Beijing on 2026-12-12 for 30 people: we need a venue and a speaker."]


def resident(process):
    with open(f"/proc/{process.pid}/status") as f:
        return next(int(line.split()[1]) for line in f if line.startswith("VmRSS")) / 1024


def run(towow, count):
    """Submits all, waits until all are over, and returns their logs."""
    ids = []
    for number in range(count):
        status, _, body = towow.request("POST", "/api/v1/demand/submit", {"raw_input": DEMANDS[number % 2]})
        assert status == 200, body
        ids.append(json.loads(body)["demand_id"])
    logs, pause = {}, threading.Event()
    end = time.monotonic() + 300
    while len(logs) < count:
        assert time.monotonic() < end, f"only {len(logs)} of {count} have ended"
        for demand in ids:
            if demand not in logs:
                events = towow.events(demand)
                if events[-1]["event_type"] == "towow.demand.completed":
                    logs[demand] = events
        pause.wait(0.3)
    return list(logs.values())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--demands", type=int, default=200, help="at once; the same number goes before, to warm up")
    parser.add_argument("--latency", type=int, default=300)
    parser.add_argument("--concurrent", type=int, default=32)
    options = parser.parse_args()
    fake = subprocess.Popen([sys.executable, "-B", os.path.join(ROOT, "Tests", "fakes", "claude.py")],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    base = f"http://127.0.0.1:{int(fake.stdout.readline().split()[1])}/load"
    urllib.request.urlopen(urllib.request.Request(base + "/fake/script", json.dumps({"latency_ms": options.latency}).encode()))
    towow = Server({"ANTHROPIC_API_KEY": "test-key", "ANTHROPIC_BASE_URL": base,
                    "LLM_MAX_CONCURRENT": str(options.concurrent)})
    try:
        # The first time fills caches and arenas; what a leak would add comes again the second time.
        run(towow, options.demands)
        before = resident(towow.process)
        began = time.monotonic()
        logs = run(towow, options.demands)
        took, after = time.monotonic() - began, resident(towow.process)
        payloads = [e["payload"] for log in logs for e in log]
        waits = sorted(p["usage"]["latency_ms"] for p in payloads if isinstance(p.get("decided_by"), str) and p.get("usage"))
        fallbacks = [p["fallback_reason"] for p in payloads if p.get("fallback")]
        stats = json.load(urllib.request.urlopen(base + "/fake/log"))["stats"]
        print(f"{len(logs)} negotiations, {len(waits)} decisions in {took:.1f} s; most calls at once {stats['max_concurrent']}"
              f" of {options.concurrent}; decision p50 {waits[len(waits) // 2]} ms, p95 {waits[len(waits) * 95 // 100]} ms,"
              f" max {waits[-1]} ms; memory {before:.0f} -> {after:.0f} MB; fallbacks {len(fallbacks)}")
        assert stats["max_concurrent"] <= options.concurrent
        assert not fallbacks, fallbacks[:5]
        assert after < before * 1.4, "memory grows"
    finally:
        towow.stop()
        fake.stdin.close()
        fake.wait(10)


if __name__ == "__main__":
    main()
