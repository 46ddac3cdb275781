#!/usr/bin/env python3
"""Runs the debug server with the pages as they are in Resources/static; when Swift sources change it builds again and restarts the
server. A build that fails leaves the old server running. Further arguments go to `towow serve`. Ends with Ctrl-C.
"""
import os, signal, subprocess, sys, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build" / "debug" / "towow"
WATCHED = {".swift", ".c", ".h", ".resolved"}
BUILD = ["swift", "build", "-j", os.environ.get("JOBS", "2"), "--product", "towow"]


def stamps():
    """The time of the last change of each source file."""
    found = {}
    for folder, folders, names in os.walk(ROOT / "Sources"):
        folders[:] = [name for name in folders if name != "CAssets"]  # the pages come from Resources/static
        for name in names:
            path = os.path.join(folder, name)
            if os.path.splitext(name)[1] in WATCHED:
                try:
                    found[path] = os.stat(path).st_mtime_ns
                except FileNotFoundError:
                    pass
    for name in ("Package.swift", "Package.resolved"):
        if (ROOT / name).exists():
            found[name] = (ROOT / name).stat().st_mtime_ns
    return found


def stop(server):
    if server and server.poll() is None:
        server.send_signal(signal.SIGTERM)
        server.wait()


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = None
    seen = stamps()
    try:
        if subprocess.run(BUILD, cwd=ROOT).returncode != 0 and not BINARY.exists():
            sys.exit("the first build failed")
        while True:
            if server is None:
                print("The page: http://localhost:8000 (end with Ctrl-C). Pages: reload. Swift: saved files are built.", flush=True)
                server = subprocess.Popen([BINARY, "serve", "--set", "LOG_LEVEL=trace", "--pages", "Resources/static", *sys.argv[1:]], cwd=ROOT)
            time.sleep(0.7)
            if server.poll() is not None and server.returncode not in (0, -signal.SIGTERM):
                print(f"The server ended with {server.returncode}; waiting for a change.", flush=True)
                while stamps() == seen:
                    time.sleep(0.7)
            now = stamps()
            if now == seen:
                continue
            seen = now
            print("Sources changed: building", flush=True)
            if subprocess.run(BUILD, cwd=ROOT).returncode == 0:
                stop(server)
                server = None
            else:
                print("The build failed; the server from before goes on.", flush=True)
    except KeyboardInterrupt:
        pass
    finally:
        stop(server)


if __name__ == "__main__":
    main()
