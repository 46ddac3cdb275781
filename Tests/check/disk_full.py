#!/usr/bin/env python3
"""Lets the disk under a SQLite database run full, under load, and kills the server at several moments of it.

    disk_full.py [--rounds 1] [--loop] [BINARY]

The data directory lies on a small file system of its own (tmpfs; `--loop`: ext4 in a file). In each life of the server demands
are submitted as fast as they are taken, then nearly all space is taken away until calls are refused, then it is given back. The
server is killed before, at the first refusal, while the disk is full, right after space came back, or not at all. A refusal must
be 503 with Retry-After and the process must live. After each life a copy of the database must pass SQLite's integrity check
and hold every demand that was answered 200; at the end all must have ended, with logs that viewers saw without a gap.
"""
import argparse, contextlib, glob, os, shutil, sqlite3, subprocess, sys, tempfile, time

import _server
from _load import Submitters, wait_for_the_end
from _server import BINARY, Server, Viewer, log_faults

# Room for all that is accepted: only the filler makes it full.
SIZE = 1 << 30
# What is left free when the disk is "full": less than a few groups of submits take.
LEFT = 1 << 20
MOMENTS = ["before", "first refusal", "full", "space is back", "never"]


class SmallDisk:
    """A mounted file system; `fill` takes its space, `free` gives it back."""

    def __init__(self, loop=False):
        self.folder = tempfile.mkdtemp(prefix="towow-disk-")
        self.mount = self.folder + "/mount"
        os.mkdir(self.mount)
        self.image = None
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "towow-check", self.mount]
        if loop:
            self.image = self.folder + "/image"
            with open(self.image, "wb") as file:
                file.truncate(SIZE)
            subprocess.run(["/sbin/mkfs.ext4", "-q", "-m", "0", self.image], check=True)
            command = ["mount", "-o", "loop", self.image, self.mount]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            shutil.rmtree(self.folder)
            print(f"NOT PROVEN: a full disk. Mounting is not permitted here ({result.stderr.strip()}); run as root.", flush=True)
            sys.exit(0)

    def fill(self, left=LEFT):
        state = os.statvfs(self.mount)
        rest = state.f_bavail * state.f_frsize - left
        filler = os.open(self.mount + "/filler", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            while rest > 0:
                rest -= os.write(filler, bytes(min(rest, 1 << 20)))
        except OSError:
            # Other writers were quicker: as full as can be.
            pass
        finally:
            os.close(filler)

    def free(self):
        if os.path.exists(self.mount + "/filler"):
            os.remove(self.mount + "/filler")

    def close(self):
        # Lazily: after a failure of the check something may still be open.
        subprocess.run(["umount", "-l", self.mount], check=True)
        shutil.rmtree(self.folder)


def copy_faults(data, accepted, name):
    """What is wrong with the database as it lies there, looked at in a copy with its write-ahead log."""
    with tempfile.TemporaryDirectory(prefix="towow-copy-") as folder:
        # Without -shm: SQLite makes it anew from the log, as after a crash of the machine.
        for path in glob.glob(data + "/towow.db") + glob.glob(data + "/towow.db-wal"):
            shutil.copy(path, folder)
        with contextlib.closing(sqlite3.connect(folder + "/towow.db")) as database:
            found = [row[0] for row in database.execute("PRAGMA integrity_check")]
            ids = {row[0] for row in database.execute("SELECT id FROM demands")}
            holes = database.execute(
                "SELECT count(*) FROM demands d WHERE head <> (SELECT count(*) FROM events e WHERE e.demand = d.number) "
                "OR head <> (SELECT max(seq) FROM events e WHERE e.demand = d.number)").fetchone()[0]
    faults = [] if found == ["ok"] else [f"{name}: integrity check: {found[:3]}"]
    faults += [f"{name}: {len(lost)} accepted demands are lost"] if (lost := set(accepted) - ids) else []
    return faults + ([f"{name}: {holes} logs with holes"] if holes else [])


def wait(seconds, condition):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def life(server, disk, moment, accepted, viewers):
    """One life of the server; returns what went wrong."""
    faults, data = [], disk.mount + "/data"
    load = Submitters(server.port, pace=0.02)
    watched = 0

    def check(condition, seconds, text):
        if not wait(seconds, condition):
            faults.append(f"{moment}: {text}")

    def watch():
        nonlocal watched
        if watched < 10 and load.accepted:
            viewers.append(Viewer(lambda: server.port, load.accepted[-1]))
            viewers[-1].start()
            watched += 1

    for _ in range(5):
        wait(5, lambda: len(load.accepted) > 20 * watched)
        watch()
    if moment != "before":
        disk.fill()
        check(lambda: load.refusals, 60, "no call was refused")
        if moment != "first refusal":
            watch()
            begin = time.monotonic()
            while time.monotonic() - begin < 1.5:
                time.sleep(0.05)
                if server.process.poll() is not None:
                    faults.append(f"{moment}: the server ended with {server.process.returncode}: {server.read_log()[-3000:]}")
                    break
            status, _, body = server.request("GET", "/health")
            if status != 200:
                faults.append(f"{moment}: /health says {status} {body}")
            # Until the last page is taken, what is small may still fit; and what the server gives back is taken, too.
            check(lambda: disk.fill(left=0) or server.request("GET", "/health/ready")[0] == 503, 20, "ready while the disk is full")
            status, _, _ = server.request("GET", f"/api/v1/demand/{load.accepted[0]}/export")
            if status != 200:
                faults.append(f"{moment}: a log cannot be read while the disk is full: {status}")
        if moment in ("space is back", "never"):
            disk.free()
            count = len(load.accepted)
            check(lambda: len(load.accepted) > count, 20, "no demand was taken after space came back")
            check(lambda: server.request("GET", "/health/ready")[0] == 200, 20, "not ready after space came back")
            if moment == "never":
                check(lambda: len(load.accepted) > count + 100, 20, "demands were not taken as before")
    if moment == "never":
        load.stop()
        if server.end() != 0:
            faults.append("the server did not end well")
    else:
        server.kill()
        load.stop()
    accepted += load.accepted
    faults += copy_faults(data, accepted, moment)
    wrong = [refusal for refusal in load.refusals if refusal[0] != 503 or not refusal[1]]
    if wrong:
        faults.append(f"{moment}: {len(wrong)} refusals are not 503 with Retry-After, like {wrong[0]}")
    print(f"killed {moment}: {len(load.accepted)} taken, {len(load.refusals)} refused, {load.broken} connections broken, "
          f"{len(faults)} faults", flush=True)
    return faults


def full_start_faults(server, disk):
    """A start on a full disk: it says what is wrong and ends, or it serves; the data are as good as before."""
    disk.fill(left=0)
    server.log = open(server.folder.name + "/log", "a")
    process = subprocess.Popen([_server.BINARY, "serve"], cwd=server.folder.name, stdout=server.log, stderr=subprocess.PIPE,
                               env={"PATH": os.environ["PATH"], "APP_HOST": "127.0.0.1", "APP_PORT": str(server.port),
                                    "LOG_LEVEL": "warning", **server.environment}, text=True)
    try:
        _, text = process.communicate(timeout=5)
        print(f"a start on a full disk ends with {process.returncode}: {text.strip().splitlines()[-1:]}")
        return [] if process.returncode > 0 and text.strip() else [f"a start on a full disk: {process.returncode} {text}"]
    except subprocess.TimeoutExpired:
        print("a start on a full disk waits or serves")
        process.kill()
        process.communicate()
        return []
    finally:
        server.log.close()
        disk.free()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=BINARY)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--loop", action="store_true")
    options = parser.parse_args()
    _server.BINARY = os.path.abspath(options.binary)
    disk = SmallDisk(options.loop)
    faults, accepted, viewers, server = [], [], [], None
    try:
        for number in range(options.rounds * len(MOMENTS)):
            if server is None:
                server = Server({"TOWOW_DATA_DIR": disk.mount + "/data"})
            else:
                server.start()
            faults += life(server, disk, MOMENTS[number % len(MOMENTS)], accepted, viewers)
            if MOMENTS[number % len(MOMENTS)] == "full":
                faults += full_start_faults(server, disk)
            disk.free()
            # What piled up ends, so that the next life begins with room.
            server.start()
            if left := wait_for_the_end(disk.mount + "/data/towow.db"):
                faults.append(f"{left} demands never ended")
            server.kill()
            faults += copy_faults(disk.mount + "/data", accepted, "killed at rest")
        server.start()
        logs = {viewer.demand: server.events(viewer.demand) for viewer in viewers}
        for demand, events in logs.items():
            faults += log_faults(demand, events)
        for viewer in viewers:
            viewer.join(30)
            faults += viewer.compare(logs[viewer.demand])
        if server.stop() != 0:
            faults.append("the server did not end well")
    finally:
        if server is not None and server.process.poll() is None:
            server.process.kill()
            server.process.wait()
        disk.close()
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{options.rounds * len(MOMENTS)} lives, {len(accepted)} demands answered 200, {len(viewers)} viewers, "
          f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
