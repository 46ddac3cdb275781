#!/usr/bin/env python3
"""Runs the checks of a folder: every *.sh and *.py whose name does not begin with an underscore, in order of their names.

    scripts/check.py [--limit SECONDS] FOLDER

Each has its own exit status. All run; then the failed ones are named, with the end of what they said. Python ones run in .build-venv,
which has what the folder's requirements.txt names. Those with a line "# check: beside" mostly wait: they run one after the other
beside the rest, and are printed at the end; what is left of them when the rest is done runs in two lanes. What a check leaves running is ended with it, and everything when this is ended.
"""
import argparse, collections, filecmp, glob, os, re, shutil, signal, subprocess, sys, threading, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(".build-venv", "bin", "python")
# Lines at the end of a failed check's output that are repeated at the very end.
REPEATED = 25


def prepare_python(folder):
    if not os.access(VENV, os.X_OK):
        # Debian's pip refuses to install beside system packages (PEP 668).
        subprocess.run(["python3", "-m", "venv", ".build-venv"], check=True)
    wanted, installed = os.path.join(folder, "requirements.txt"), os.path.join(".build-venv", os.path.basename(folder) + ".installed")
    if os.path.exists(wanted) and not (os.path.exists(installed) and filecmp.cmp(wanted, installed, shallow=False)):
        subprocess.run([VENV, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", wanted], check=True)
        shutil.copyfile(wanted, installed)


class Check:
    """One check and what became of it."""

    def __init__(self, script):
        self.script = script
        with open(script, errors="replace") as file:
            self.is_beside = re.search(r"^# check: beside$", file.read(), re.M) is not None
        self.fault = None
        self.process = None
        self.last = collections.deque(maxlen=REPEATED)

    def run(self, limit, say):
        command = [VENV if self.script.endswith(".py") else "bash", self.script]
        started = time.monotonic()
        say(f"== {self.script}")
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True, errors="replace", start_new_session=True)
        reader = threading.Thread(target=self.read, args=(say,), daemon=True)
        reader.start()
        try:
            status = self.process.wait(limit)
            self.fault = f"exit status {status}" if status else None
        except subprocess.TimeoutExpired:
            self.fault = f"not done after {limit} s"
            self.end(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                pass
        self.end(signal.SIGKILL)
        # Not for ever: who left the group may keep the pipe.
        reader.join(5)
        say(f"-- {self.script}: {time.monotonic() - started:.0f} s" + (f", failed: {self.fault}" if self.fault else ""))

    def read(self, say):
        for line in self.process.stdout:
            self.last.append(line.rstrip("\n"))
            say(line.rstrip("\n"))

    def end(self, number):
        if self.process:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--limit", type=float, help="seconds after which a check has failed")
    parser.add_argument("folder")
    options = parser.parse_args()
    os.chdir(ROOT)
    folder = options.folder.rstrip("/")
    scripts = sorted(path for kind in ("sh", "py") for path in glob.glob(f"{glob.escape(folder)}/*.{kind}")
                     if not os.path.basename(path).startswith("_"))
    if any(path.endswith(".py") for path in scripts):
        prepare_python(folder)
    checks = [Check(path) for path in scripts]
    beside = collections.deque(check for check in checks if check.is_beside)
    said = []

    def work_off(waiting, say):
        while waiting:
            try:
                check = waiting.popleft()
            except IndexError:
                # The other lane was quicker.
                return
            check.run(options.limit, say)

    def interrupted(number, _):
        # Not print(): what this interrupts may be printing.
        os.write(1, "\n".join([f"{folder}: ended before its time; beside:", *said[-REPEATED:], ""]).encode())
        for check in checks:
            check.end(signal.SIGKILL)
        os._exit(128 + number)

    signal.signal(signal.SIGTERM, interrupted)
    signal.signal(signal.SIGINT, interrupted)
    lane = threading.Thread(target=work_off, args=(beside, said.append), daemon=True)
    lane.start()
    alone = collections.deque(check for check in checks if not check.is_beside)
    for waiting in (alone, beside):
        work_off(waiting, lambda line: print(line, flush=True))
    lane.join()
    for line in said:
        print(line)
    failed = [check for check in checks if check.fault]
    for check in failed:
        print(f"== {check.script}: {check.fault}; the end of what it said:", *check.last, sep="\n")
    if failed:
        print(f"{folder}: failed: {' '.join(check.script for check in failed)}")
    print(f"{len(checks) - len(failed)} passed, {len(failed)} failed", flush=True)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
