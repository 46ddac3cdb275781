#!/usr/bin/env python3
# check: beside
"""Rolling restarts by packaging/supervisor/rolling-restart.sh under the real supervisor and under people; with SQLite, where one process works
and one waits, and with PostgreSQL, where both work.

    rolling_restart.py [--times 1] [--rate 120] [--streams 300] [--negotiations 20] [--database postgresql|sqlite|both]

What is counted as failed: _traffic.c. PostgreSQL wants a release build: in a debug build an assertion of SwiftNIO ends a process that finds that
the other one accepted first.
"""
import contextlib, os, re, signal, sqlite3, subprocess, sys

import _supervisor
from _group import Postgres
from _server import ROOT
from _traffic import SETTINGS, Traffic, arguments
from _wire import wait_for


class Supervisor(_supervisor.Supervisor):
    def put(self, name, text):
        if name == "towow.env":
            kept = [line for line in text.splitlines() if line.split("=")[0] not in SETTINGS and not line.startswith("TOWOW_FEEDBACK_TIMEOUT")]
            text = "\n".join([*kept, *(f"{key}={value}" for key, value in SETTINGS.items())]) + "\n"
        super().put(name, text)


def check(options, postgres):
    supervisor = Supervisor(postgres)

    def stored():
        query = "SELECT id, CASE WHEN completed_at IS NOT NULL THEN head END FROM demands"
        if postgres:
            return {row[0]: int(row[1]) if row[1] else None for row in postgres.query(query)}
        with contextlib.closing(sqlite3.connect(f"file:{supervisor.data}/towow.db?mode=ro", uri=True, timeout=20)) as database:
            return dict(database.execute(query))

    def roll():
        old = supervisor.working()
        status, output = supervisor.roll()
        traffic.expect(status == 0, f"rolling-restart.sh: {status} {output}")
        new = supervisor.working()
        traffic.expect(len(new) == len(old) and not set(old) & set(new), f"not all were restarted: {old} {new}")

    waits_for_start(supervisor)
    traffic = Traffic(supervisor.port, options, stored)
    for number in range(options.times):
        traffic.through(f"{'PostgreSQL' if postgres else 'SQLite'}, rolling restart {number + 1}", roll)
    faults = traffic.finish()
    supervisor.close()
    return faults


def waits_for_start(supervisor):
    """A process that was killed, and that supervisor could not start again at once, is waited for until it counts as running, instead of
    refusing."""
    # With SQLite the one that waits; what it needs is the lock, with PostgreSQL the program.
    name, (killed, command) = max(supervisor.processes().items(), key=lambda process: process[1][1] == "flock")
    lock, away = supervisor.data + "/standby.lock", supervisor.binary + ".away"
    if command == "flock":
        os.chmod(lock, 0)
    else:
        os.rename(supervisor.binary, away)
    os.kill(killed, signal.SIGKILL)
    seen = wait_for(lambda: re.search(rf"^{name} +(EXITED|STARTING|BACKOFF)", supervisor.status(), re.M), 60)
    if command == "flock":
        os.chmod(lock, 0o600)
    else:
        os.rename(away, supervisor.binary)
    assert seen, supervisor.status()
    status, output = supervisor.roll()
    assert status == 0, (status, output)
    print(f"  a process that is {seen[1]} is waited for")


def main():
    options = arguments(__doc__.splitlines()[0], database="postgresql")
    subprocess.run([os.path.join(ROOT, "scripts", "deps.sh"), "supervisor"], check=True)
    # Nobody waits for a member who never answers, but the silent one of the traffic.
    _supervisor.MEMBERS = [entry for entry in _supervisor.MEMBERS if entry["kind"] == "auto"]
    faults = []
    for database in ["sqlite", "postgresql"] if options.database == "both" else [options.database]:
        postgres = Postgres() if database == "postgresql" else None
        faults += check(options, postgres)
        if postgres:
            postgres.close()
    if faults:
        sys.exit(f"{len(faults)} faults")
    print(f"rolling_restart: {options.times} each, nobody was refused")


if __name__ == "__main__":
    main()
