#!/usr/bin/env python3
# check: beside
"""The real supervisor with ToWow as packaging/supervisor configures it: runs, reads its configuration again, starts what was killed, restarts
one process after the other under clients, stops.

    supervisor.py [--times N]   N rolling restarts, three kills, and the same with PostgreSQL, where both processes work; in full 10

Needs root.
"""
import argparse, os, subprocess, sys

import _supervisor
from _front import expect, faults
from _group import Postgres
from _server import ROOT
from _supervisor import Few, Supervisor


def check_sqlite(options):
    supervisor = Supervisor(patience=10 if options.times else 1)
    _supervisor.runs(supervisor)
    _supervisor.reloads(supervisor)
    _supervisor.survives(supervisor, 3 if options.times else 1)
    _supervisor.refuses(supervisor)
    if options.times:
        _supervisor.rolls(supervisor, options.times, "SQLite")
    else:
        _supervisor.rolls(supervisor, 1, "SQLite", Few(supervisor.port))
    _supervisor.stops(supervisor)
    supervisor.close()


def check_postgres(times):
    # Wants a release build: in a debug build an assertion of SwiftNIO ends a process that finds that the other one accepted first.
    postgres = Postgres()
    supervisor = Supervisor(postgres)
    expect(len(supervisor.working()) == 2, f"with PostgreSQL both work: {supervisor.processes()}\n" + supervisor.logs())
    _supervisor.rolls(supervisor, times, "PostgreSQL")
    _supervisor.stays(supervisor)
    supervisor.close()
    postgres.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=0)
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("supervisor.py needs root for the rolling restart")
    subprocess.run([os.path.join(ROOT, "scripts", "deps.sh"), "supervisor"], check=True)
    version = subprocess.run(["/usr/bin/supervisord", "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    print(f"supervisor {version}", flush=True)
    check_sqlite(options)
    if options.times:
        check_postgres(options.times)
    if faults:
        sys.exit(f"{len(faults)} faults")
    print("supervisor: passed")


if __name__ == "__main__":
    main()
