#!/usr/bin/env python3
"""The one file alone in an empty root with nothing but Debian's shared libraries: it serves, negotiates and ends."""
import json, os, re, shutil, signal, subprocess, sys, tempfile, time, urllib.request

from _server import BINARY, free_port

DEBIAN = ("/lib/", "/usr/lib/", "/lib64/")


def main():
    if os.geteuid() != 0:
        sys.exit("bare_root.py needs root for chroot")
    listing = subprocess.run(["ldd", BINARY], capture_output=True, text=True, check=True).stdout
    libraries = re.findall(r"(?:=> )?(/\S+) \(0x", listing)
    foreign = [path for path in libraries if not path.startswith(DEBIAN)]
    assert not foreign and "not found" not in listing, f"not from Debian: {foreign or listing}"
    with tempfile.TemporaryDirectory(prefix="towow-root-") as root:
        for path in libraries:
            os.makedirs(root + os.path.dirname(path), exist_ok=True)
            shutil.copy(os.path.realpath(path), root + path)
        shutil.copy(BINARY, root + "/towow")
        os.makedirs(root + "/dev")
        # SQLite and libcrypto read random bytes from here where getrandom is not used.
        os.mknod(root + "/dev/urandom", 0o20666, os.makedev(1, 9))
        # The kernel's own view of threads: libdispatch, on which Swift's tasks run, counts its workers there.
        os.makedirs(root + "/proc")
        # And the language has the arguments from there: without it a command must not be taken for another one.
        blind = subprocess.run(["/towow", "--version"], env={}, capture_output=True, text=True, preexec_fn=lambda: enter(root))
        assert (blind.returncode, blind.stderr) == (1, "towow: /proc is not mounted\n"), blind
        subprocess.run(["mount", "-t", "proc", "proc", root + "/proc"], check=True)
        port = free_port()
        environment = {"APP_PORT": str(port), "TOWOW_DATA_DIR": "/data", "LOG_LEVEL": "warning"}
        with open(root + "/log", "w") as log:
            process = subprocess.Popen(["/towow"], env=environment, stdout=log, stderr=log, preexec_fn=lambda: enter(root))
        try:
            answer = wait(f"http://127.0.0.1:{port}", process, root)
        finally:
            try:
                process.send_signal(signal.SIGTERM)
                status = process.wait(20)
            finally:
                subprocess.run(["umount", "-l", root + "/proc"], check=True)
    assert status == 0, f"ended with {status}"
    print(f"{len(libraries)} shared libraries, all Debian's; a demand ended {answer}")


def enter(root):
    os.chroot(root)
    os.chdir("/")


def wait(base, process, root):
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(base + "/health", timeout=20) as health:
                assert health.status == 200
            break
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                with open(root + "/log") as log:
                    sys.exit(f"it does not serve ({process.poll()}):\n" + log.read()[-2000:])
            time.sleep(0.02)
    with urllib.request.urlopen(base + "/", timeout=20) as page:
        assert b"<!doctype html>" in page.read().lower()
    body = json.dumps({"raw_input": "想找一位北京的摄影师"}).encode()
    request = urllib.request.Request(base + "/api/v1/demand/submit", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        demand = json.load(answer)["demand_id"]
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{base}/api/v1/demand/{demand}", timeout=20) as answer:
            record = json.load(answer)
        if record.get("outcome"):
            return record["outcome"]
        time.sleep(0.02)
    sys.exit("the demand did not end")


if __name__ == "__main__":
    main()
