#!/usr/bin/env python3
"""Prints what the two stores cost, side by side, and beside them what the bare databases do on the same machine.

    stores.py [--seconds 5] [--only raw,inside,http,takeover] [BINARY STORE_BENCH]

Needs wrk, PostgreSQL (with pgbench) and the release binaries. `raw`: one-row inserts, each a transaction, by as many pgbench
clients as the store has callers (PostgreSQL commits them in groups); for SQLite the bare loop with the same settings, one
transaction for as many rows as there are callers (it has one writer; this is what a perfect group commit does). `inside`: the store
without engine and HTTP. `http`: the server. `takeover`: from kill -9 of an owner to the first event of the next one. Nothing is
asserted. The load generator takes its share of the same cores.
"""
import argparse, json, os, re, sqlite3, statistics, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(ROOT, "Tests", "check"))
import _server
from _group import Postgres
from _server import Server
from bench import wrk

CALLERS = (1, 16, 64, 256)
PAYLOAD = '{"agent_id":"auto-1","channel_id":"collab-","content":"' + "event " * 80 + '"}'
QUIET = {"LOG_LEVEL": "error", "TOWOW_CONN_PER_IP": "20000"}


def row(name, sqlite, postgres, unit):
    print(f"{name:<52}{sqlite:>14}{postgres:>14}  {unit}", flush=True)


def number(value, digits=0):
    return "–" if value is None else f"{value:,.{digits}f}"


def raw_postgres(postgres, seconds):
    postgres.query("CREATE TABLE raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload text)")
    rates = {}
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(f"BEGIN;\nINSERT INTO raw (payload) VALUES ('{PAYLOAD}');\nCOMMIT;\n")
        script.flush()
        os.chmod(script.name, 0o644)
        for callers in CALLERS:
            out = subprocess.run(
                ["pgbench" if not os.path.exists(postgres.bin + "/pgbench") else postgres.bin + "/pgbench", "-n",
                 "-M", "prepared", "-c", str(callers), "-j", str(min(2, callers)), "-T", str(seconds), "-f", script.name,
                 "-h", "127.0.0.1", "-p", str(postgres.port), "-U", "towow", "towow"],
                capture_output=True, text=True)
            found = re.search(r"tps = ([\d.]+) \(without", out.stdout)
            if not found:
                sys.exit(out.stdout + out.stderr)
            rates[callers] = float(found.group(1))
    postgres.query("DROP TABLE raw")
    return rates


def raw_sqlite(seconds):
    rates = {}
    for callers in CALLERS:
        with tempfile.TemporaryDirectory(prefix="towow-raw-") as folder:
            database = sqlite3.connect(folder + "/raw.db", isolation_level=None)
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            database.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, payload TEXT)")
            count, start = 0, time.monotonic()
            while time.monotonic() - start < seconds:
                database.execute("BEGIN IMMEDIATE")
                for _ in range(callers):
                    database.execute("INSERT INTO raw (payload) VALUES (?)", (PAYLOAD,))
                database.execute("COMMIT")
                count += callers
            rates[callers] = count / (time.monotonic() - start)
            database.close()
    return rates


def inside(tool, url, seconds):
    out = subprocess.run([tool, url, str(seconds)], capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stdout + out.stderr)
    return {name: float(value) for name, value in (line.split() for line in out.stdout.splitlines())}


def bench_url(postgres):
    return postgres.url.rpartition("/")[0] + "/bench"


class Bench:
    """A server on one of the stores; a new database each time."""

    def __init__(self, postgres=None):
        self.postgres = postgres
        if postgres:
            postgres.query("DROP DATABASE IF EXISTS bench WITH (FORCE)", database="postgres")
            postgres.query("CREATE DATABASE bench", database="postgres")
        self.server = Server({**QUIET, **({"DATABASE_URL": bench_url(postgres)} if postgres else {})})

    def count(self, condition="true"):
        sql = f"SELECT count(*) FROM demands WHERE {condition}"
        if self.postgres:
            return int(self.postgres.query(sql, database="bench")[0][0])
        path = f"file:{self.server.folder.name}/data/towow.db?mode=ro"
        with sqlite3.connect(path, uri=True, timeout=10) as database:
            return database.execute(sql).fetchone()[0]

    def drain(self):
        while self.count("completed_at IS NULL"):
            time.sleep(0.05)

    def stop(self):
        self.server.stop()


def http(postgres, seconds):
    figures = {}
    for connections in (1, 32, 256):
        bench = Bench(postgres)
        result = wrk(bench.server, "/", "submit.lua", connections, seconds)
        figures[f"submits/s, {connections} connections"] = (result["requests"] / result["seconds"], 0, "/s")
        figures[f"  p50, {connections} connections"] = (result["p50"], 1, "ms")
        figures[f"  p99, {connections} connections"] = (result["p99"], 1, "ms")
        if result["errors"]:
            figures[f"  failed, {connections} connections"] = (result["errors"], 0, "")
        bench.stop()
    bench = Bench(postgres)
    start = time.monotonic()
    wrk(bench.server, "/", "submit.lua", 16, seconds)
    bench.drain()
    figures["whole negotiations, rules, taken in and ended"] = (bench.count() / (time.monotonic() - start), 0, "/s")
    demand = json.loads(bench.server.request("POST", "/api/v1/demand/submit", {"raw_input": "find me a designer"})[2])
    bench.drain()
    for name, path in (("status", "/status"), ("record", ""), ("export", "/export")):
        result = wrk(bench.server, f"/api/v1/demand/{demand['demand_id']}{path}", "get.lua", 1, seconds)
        figures[f"GET {name}, one connection: p50"] = (result["p50"], 2, "ms")
        figures[f"GET {name}, one connection: p99"] = (result["p99"], 2, "ms")
    bench.stop()
    return figures


def takeover(postgres, demands=20):
    """Seconds from the owner's end to the first event of its successor, for each demand.

    SQLite has one instance: the successor is its next life. The demands wait for a clarifying answer that is given again and
    again, as a person would who is told to try later.
    """
    first = Bench(postgres)
    server = first.server
    second = Server({**QUIET, "DATABASE_URL": bench_url(postgres)}) if postgres else None
    waiting = {}
    for _ in range(demands):
        body = {"raw_input": "我想办一个活动", "clarify": True}
        answer = json.loads(server.request("POST", "/api/v1/demand/submit", body)[2])
        waiting[answer["demand_id"]] = answer["owner_token"]
    # Understood, with questions: from here on it is the requester's turn.
    while any(len(server.events(demand)) < 2 for demand in waiting):
        time.sleep(0.05)
    heads = {demand: len(server.events(demand)) for demand in waiting}
    # In the middle between two renewals.
    time.sleep(5)
    server.kill()
    start, seconds = time.monotonic(), []
    if not second:
        server.start()
    successor = second or server

    def ask(demand, token):
        while time.monotonic() - start < 120:
            try:
                successor.request("POST", f"/api/v1/demand/{demand}/clarify", {"answers": [{"id": "q1", "text": "Beijing"}]},
                                  {"Authorization": "Bearer " + token})
                if len(successor.events(demand)) > heads[demand]:
                    seconds.append(time.monotonic() - start)
                    return
            except (OSError, AssertionError):
                pass
            time.sleep(0.05)

    threads = [threading.Thread(target=ask, args=entry) for entry in waiting.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if second:
        second.stop()
        server.folder.cleanup()
    else:
        server.stop()
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=_server.BINARY)
    parser.add_argument("tool", nargs="?", default=os.path.join(ROOT, ".build", "release", "store-bench"))
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--only", default="raw,inside,http,takeover")
    options = parser.parse_args()
    _server.BINARY = os.path.abspath(options.binary)
    parts = options.only.split(",")
    postgres = Postgres(connections=400)
    version = postgres.query("SHOW server_version")[0][0]
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"SQLite {sqlite3.sqlite_version}, PostgreSQL {version} (fsync on, on the same machine); {os.cpu_count()} cores, "
          f"load average before: {load}; {options.seconds} s each\n")
    row("", "SQLite", "PostgreSQL", "")
    raw = None
    if "raw" in parts:
        raw = raw_sqlite(options.seconds), raw_postgres(postgres, options.seconds)
        for callers in CALLERS:
            row(f"bare database, {callers} callers: commits of one row", number(raw[0][callers]), number(raw[1][callers]), "/s")
    if "inside" in parts:
        with tempfile.TemporaryDirectory(prefix="towow-inside-") as folder:
            results = (inside(options.tool, f"sqlite:///{folder}/towow.db", options.seconds),
                       inside(options.tool, postgres.url, options.seconds))
        for name in results[0]:
            rate = name.startswith(("append", "submit"))
            row(f"store: {name}", *(number(result[name], 0 if rate else 3) for result in results), "/s" if rate else "ms")
            if raw and name.startswith("append"):
                callers = int(name.split("-")[1])
                row(f"  of the bare database", *(f"{result[name] / bare[callers] * 100:.0f}" for result, bare in
                                                 zip(results, raw)), "%")
    if "http" in parts:
        results = http(None, options.seconds), http(postgres, options.seconds)
        for name in results[0]:
            digits, unit = results[0][name][1:]
            row(name, *(number(result.get(name, (None,))[0], digits) for result in results), unit)
    if "takeover" in parts:
        for name, pick in (("first", min), ("median", statistics.median), ("last", max)):
            if name == "first":
                results = takeover(None), takeover(postgres)
            row(f"kill -9 to the next owner's event, {name} of 20",
                *(number(pick(result), 2) if result else "–" for result in results), "s (lease 30 s)")
    postgres.close()
    print("\nload average after: " + " ".join(f"{value:.1f}" for value in os.getloadavg()))


if __name__ == "__main__":
    main()
