#!/usr/bin/env python3
"""In production what the process has in memory stays there: no core dump although the limit allows one, and nobody else of the same
account can look into it. In development, for comparison, one can."""
import atexit, contextlib, glob, http.client, os, resource, shutil, signal, subprocess, sys, tempfile, time

from _server import BINARY, end, free_port

SECRET = "hush-admin-key-0123456789"
faults = []


def expect(condition, what):
    if not condition:
        faults.append(what)
        print("FAULT", what, flush=True)


class Life:
    """A server of an account without privileges, where cores may be as large as they like."""

    def __init__(self, environment, account):
        self.folder = tempfile.TemporaryDirectory(prefix="towow-core-")
        self.account = account
        binary = BINARY
        if account:
            # Root may read everything; and the account need not be able to reach where the binary is.
            os.chmod(self.folder.name, 0o777)
            binary = shutil.copy(BINARY, self.folder.name + "/towow")
        port = free_port()
        self.process = subprocess.Popen(
            [binary, "serve"], cwd=self.folder.name, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=self.allow_cores, **account,
            env={"PATH": os.environ["PATH"], "HOME": self.folder.name, "APP_HOST": "127.0.0.1", "APP_PORT": str(port), "ADMIN_API_KEY": SECRET,
                 "TOWOW_DATA_DIR": self.folder.name + "/data", **environment})
        atexit.register(end, self.process)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    return
            time.sleep(0.01)
        sys.exit("the server did not get ready")

    @staticmethod
    def allow_cores():
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    def can_read(self, name):
        """Whether another process of the account can read a file of the process in /proc."""
        done = subprocess.run(["head", "-c", "1", f"/proc/{self.process.pid}/{name}"], capture_output=True, **self.account)
        return done.returncode == 0 and len(done.stdout) == 1

    def core_limit(self):
        with open(f"/proc/{self.process.pid}/limits") as file:
            return next(line.split()[4] for line in file if line.startswith("Max core file size"))

    def crash(self):
        """Whether the kernel wrote a core. The signal ends the process at once; no handler of the runtime prints what it finds."""
        self.process.send_signal(signal.SIGSEGV)
        deadline, ended = time.monotonic() + 60, 0
        while not ended and time.monotonic() < deadline:
            ended, status = os.waitpid(self.process.pid, os.WNOHANG)
            time.sleep(0.01)
        if not ended:
            expect(False, "SIGSEGV does not end it")
            return False
        self.process.returncode = -os.WTERMSIG(status)
        expect(os.WTERMSIG(status) == signal.SIGSEGV, f"ended by {os.WTERMSIG(status)}")
        cores = [path for path in glob.glob(self.folder.name + "/**", recursive=True) if "core" in os.path.basename(path)]
        self.folder.cleanup()
        return os.WCOREDUMP(status) or bool(cores)


def main():
    account = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    production = Life({"APP_ENV": "production"}, account)
    expect(production.core_limit() == "0", f"the limit of cores in production: {production.core_limit()}")
    for name in ("environ", "maps", "mem", "auxv"):
        expect(not production.can_read(name), f"in production the account can read /proc/PID/{name}")
    expect(not production.crash(), "production left a core")
    development = Life({"APP_ENV": "development", "SWIFT_BACKTRACE": "enable=no"}, account)
    expect(development.can_read("environ"), "the comparison shows nothing: development cannot be read either")
    print(f"development: environment readable, core of a crash written: {development.crash()}; production: neither")
    if faults:
        sys.exit(f"{len(faults)} faults")
    print("core_dumps: passed")


if __name__ == "__main__":
    main()
