#!/usr/bin/env python3
"""Moves finished demands from SQLite to PostgreSQL and back by the commands, and compares the exports byte for byte.

    move.py [--demands 500] [BINARY]

The demands are taken in and ended by a real server. Then `export` from SQLite, `import` into PostgreSQL, `export` from there,
`import` into a new SQLite, `export` again: three files that must be equal. At the end a server on the new SQLite answers with
the same logs as the first one did. `--demands 10000` is the long form.
"""
import argparse, filecmp, os, random, subprocess, sys, tempfile, time

import _server
from _group import Postgres
from _load import Submitters, wait_for_the_end
from _server import BINARY, Server


def towow(*arguments, data=None, url=None):
    """Runs a command; returns its last line and the seconds it took."""
    env = {"PATH": os.environ["PATH"], "LOG_LEVEL": "warning"}
    if data:
        env["TOWOW_DATA_DIR"] = data
    if url:
        env["DATABASE_URL"] = url
    start = time.monotonic()
    result = subprocess.run([_server.BINARY, *arguments], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        sys.exit(f"towow {' '.join(arguments)} ended with {result.returncode}: {result.stdout}")
    return result.stdout.splitlines()[-1], time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=BINARY)
    parser.add_argument("--demands", type=int, default=500)
    options = parser.parse_args()
    _server.BINARY = os.path.abspath(options.binary)
    faults = []
    server = Server()
    start = time.monotonic()
    load = Submitters(server.port, count=options.demands)
    load.join()
    data = server.folder.name + "/data"
    left = wait_for_the_end(data + "/towow.db", 3600)
    if left:
        sys.exit(f"{left} demands never ended")
    print(f"{len(load.accepted)} demands taken in and ended by a server: {time.monotonic() - start:.1f} s")
    sample = random.Random(1).sample(load.accepted, min(50, len(load.accepted)))
    logs = {demand: server.events(demand) for demand in sample}
    if server.end() != 0:
        faults.append("the first server did not end well")

    postgres = Postgres()
    with tempfile.TemporaryDirectory(prefix="towow-move-") as folder:
        files = [f"{folder}/{number}.jsonl" for number in (1, 2, 3)]
        moves = [(("export", files[0]), {"data": data}, "export from SQLite"),
                 (("import", files[0]), {"url": postgres.url}, "import into PostgreSQL"),
                 (("export", files[1]), {"url": postgres.url}, "export from PostgreSQL"),
                 (("import", files[1]), {"data": folder + "/new"}, "import into SQLite"),
                 (("export", files[2]), {"data": folder + "/new"}, "export from that SQLite")]
        for arguments, place, name in moves:
            line, seconds = towow(*arguments, **place)
            print(f"{name:<26}{seconds:8.2f} s  {line}", flush=True)
        print(f"each export: {os.path.getsize(files[0]) / 1e6:.1f} MB")
        for other in files[1:]:
            if not filecmp.cmp(files[0], other, shallow=False):
                faults.append(f"{other} differs from the first export")
        server = Server({"TOWOW_DATA_DIR": folder + "/new"})
        for demand, log in logs.items():
            if server.events(demand) != log:
                faults.append(f"the log of {demand} is another one after the move")
        # New demands go on where the old ones ended.
        more = Submitters(server.port, count=20)
        more.join()
        if wait_for_the_end(folder + "/new/towow.db", 60):
            faults.append("demands that came after the move never ended")
        if server.stop() != 0:
            faults.append("the second server did not end well")
    postgres.close()
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{len(load.accepted)} demands moved there and back, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
