#!/usr/bin/env python3
# check: beside
"""Two instances and a PostgreSQL that is gone at start, goes in the middle, stands still, takes no changes, and whose clock jumps.

    database_away.py [--pause 6] [BINARY]

Through all of it calls must be answered within a bound, by 200 or by 503 with Retry-After; readiness must say what is so; no process
may end or spin; and at the end every demand that was answered 200 must have ended once.
"""
import argparse, glob, os, signal, sys, time

import _server
from _group import Postgres
from _load import Submitters
from _server import BINARY, Server, log_faults

# The client's limit of a statement (20 s) and what a call waits for its turn at most, with room for a busy machine.
BOUND = 30
CLOCK = """
CREATE TABLE jump (milliseconds bigint NOT NULL);
INSERT INTO jump VALUES (0);
CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
AS 'SELECT pg_catalog.clock_timestamp() + (SELECT milliseconds FROM public.jump) * interval ''1 millisecond''';
ALTER DATABASE towow SET search_path = public, pg_catalog;
"""


def wait(seconds, condition):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def status(server, path="/health/ready", method="GET", body=None):
    """(status, has Retry-After, seconds)"""
    begin = time.monotonic()
    try:
        code, headers, _ = server.request(method, path, body)
        return code, headers.get("Retry-After") is not None, time.monotonic() - begin
    except OSError as error:
        return repr(error), False, time.monotonic() - begin


def submit(server):
    return status(server, "/api/v1/demand/submit", "POST", {"raw_input": "find me a designer"})


def cpu(server):
    with open(f"/proc/{server.process.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class EarlyServer(Server):
    """Does not wait until it is ready."""

    def start(self):
        real = self.request
        self.request = lambda method, path, *rest: real(method, "/health" if path == "/health/ready" else path, *rest)
        try:
            super().start()
        finally:
            self.request = real


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=BINARY)
    parser.add_argument("--pause", type=float, default=6)
    options = parser.parse_args()
    _server.BINARY = os.path.abspath(options.binary)
    faults, begin = [], time.monotonic()

    def expect(condition, text):
        if not condition:
            faults.append(text)

    def say(text):
        print(f"{time.monotonic() - begin:6.1f} s  {text}; {len(faults)} faults", flush=True)

    postgres = Postgres()
    postgres.query(CLOCK)
    environment = {"DATABASE_URL": postgres.url}
    # Gone at start.
    postgres.stop()
    first = EarlyServer(environment)
    expect(status(first)[0] == 503, f"ready without a database: {status(first)}")
    code, has_retry, _ = submit(first)
    expect(code == 503 and has_retry, f"a submit without a database at start: {code}, Retry-After {has_retry}")
    before = cpu(first)
    time.sleep(3)
    expect(cpu(first) - before < 1.5, f"spins while it waits for the database: {cpu(first) - before:.1f} s in 3 s")
    expect(first.process.poll() is None, "ended because the database is gone at start")
    postgres.start()
    expect(wait(20, lambda: status(first)[0] == 200), "not ready after the database came")
    expect(wait(20, lambda: submit(first)[0] == 200), "no submit after the database came")
    second = Server(environment)
    servers = [first, second]
    loads = [Submitters(server.port, threads=2) for server in servers]

    def taken():
        return sum(len(load.accepted) for load in loads)

    def goes_on(name):
        count = taken()
        expect(wait(30, lambda: taken() > count + 20), f"{name}: demands are not taken afterwards")
        for server in servers:
            expect(wait(20, lambda: status(server)[0] == 200), f"{name}: not ready afterwards")
            expect(server.process.poll() is None, f"{name}: a server ended")
        say(f"{name}: {taken()} taken, {sum(len(load.refusals) for load in loads)} refused")

    expect(wait(20, lambda: taken() > 50), "no demands are taken")
    say("gone at start")
    postgres.stop()
    expect(wait(10, lambda: all(status(server)[0] == 503 for server in servers)), "ready while the database is gone")
    time.sleep(1)
    postgres.start()
    goes_on("gone in the middle")

    # Stands still, sessions and all: nothing is refused by it and nothing answered.
    family = stand_still(postgres.process.pid)
    code, _, seconds = status(first)
    # Its own limit is 2 s; a database call would give up only after 20 s.
    expect(code == 503 and seconds < 12, f"still: readiness says {code} after {seconds:.1f} s")
    time.sleep(options.pause)
    for pid in reversed(family):
        signal_it(pid, signal.SIGCONT)
    goes_on("stood still")

    end_sessions = ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'towow' "
                    "AND datname = 'towow'")
    postgres.query("ALTER DATABASE towow SET default_transaction_read_only = on")
    postgres.query(end_sessions)
    expect(wait(10, lambda: all(submit(server)[0] == 503 for server in servers)), "read-only: a submit is not refused by 503")
    expect(wait(10, lambda: all(status(server)[0] == 503 for server in servers)), "read-only: readiness says nothing")
    demand = loads[0].accepted[0]
    expect(wait(10, lambda: status(first, f"/api/v1/demand/{demand}/status")[0] == 200), "read-only: a demand cannot be read")
    postgres.query("ALTER DATABASE towow RESET default_transaction_read_only", database="postgres")
    postgres.query(end_sessions, database="postgres")
    goes_on("read-only")

    for hours in (1, -1):
        postgres.query(f"UPDATE jump SET milliseconds = milliseconds + {hours * 3_600_000}")
        goes_on(f"the database's clock jumps by {hours:+} h")

    for load in loads:
        load.stop()
    accepted = [demand for load in loads for demand in load.accepted]
    left = lambda: int(postgres.query("SELECT count(*) FROM demands WHERE completed_at IS NULL")[0][0])
    # A lease taken before the clock went back an hour outlives its owner, not its demand: the owner is alive and goes on.
    wait(240, lambda: left() == 0)
    expect(left() == 0, f"{left()} demands never ended")
    for load in loads:
        wrong = [refusal for refusal in load.refusals if refusal[0] != 503 or not refusal[1]]
        expect(not wrong, f"{len(wrong)} refusals are not 503 with Retry-After, like {wrong[:1]}")
        expect(load.slowest < BOUND, f"a call took {load.slowest:.1f} s")
        expect(load.broken == 0, f"{load.broken} connections broke")
    known = {row[0] for row in postgres.query("SELECT id FROM demands")}
    expect(set(accepted) <= known, f"{len(set(accepted) - known)} accepted demands are lost")
    holes = postgres.query("SELECT count(*) FROM demands d WHERE head <> (SELECT count(*) FROM events e WHERE e.demand = d.number)")
    expect(holes == [["0"]], f"{holes} logs with holes")
    for demand in accepted[:: max(1, len(accepted) // 300)]:
        faults.extend(log_faults(demand, first.events(demand)))
    slowest = max(load.slowest for load in loads)
    for server in servers:
        expect(server.stop() == 0, "a server did not end well")
    postgres.close()
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{len(accepted)} demands answered 200, slowest call {slowest:.1f} s, {len(faults)} faults")
    sys.exit(1 if faults else 0)


def stand_still(main):
    """Stops a process and its children. Returns them all once none runs any more.

    The process itself comes first: a session that it begins meanwhile would be missed."""
    stop(main)
    children = [int(path.split("/")[2]) for path in glob.glob("/proc/[0-9]*/stat") if fields(path)[1:2] == [str(main)]]
    for pid in children:
        stop(pid)
    return [main] + children


def stop(pid):
    signal_it(pid, signal.SIGSTOP)
    # A signal that was sent has not arrived yet. A process that ended meanwhile has no state.
    wait(10, lambda: fields(f"/proc/{pid}/stat")[:1] in ([], ["T"], ["Z"]))


def fields(path):
    """State, parent and so on of a process; empty when it is gone."""
    try:
        with open(path) as file:
            return file.read().rsplit(") ", 1)[1].split()
    except OSError:
        return []


def signal_it(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


if __name__ == "__main__":
    main()
