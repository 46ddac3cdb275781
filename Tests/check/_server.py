"""What the checks share: a real `towow serve` with a data directory of its own, on a free port of the loopback."""
import http.client, json, os, signal, socket, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("TOWOW_BINARY") or os.path.join(ROOT, ".build", "release", "towow")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Starts in the constructor; `stop` ends it by SIGTERM, `kill` by SIGKILL; `start` begins the next life on the same data."""

    def __init__(self, environment=None, port=None):
        self.folder = tempfile.TemporaryDirectory(prefix="towow-check-")
        self.port = port or free_port()
        self.environment = environment or {}
        self.process = None
        self.start()

    def start(self):
        env = {"PATH": os.environ["PATH"], "APP_HOST": "127.0.0.1", "APP_PORT": str(self.port), "LOG_LEVEL": "warning",
               "DEBUG": "false", "TOWOW_DATA_DIR": self.folder.name + "/data", **self.environment}
        self.log = open(self.folder.name + "/log", "a")
        self.process = subprocess.Popen([BINARY, "serve"], env=env, cwd=self.folder.name, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                sys.exit("the server ended by itself:\n" + self.read_log())
            try:
                if self.request("GET", "/health/ready")[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.01)
        sys.exit("the server did not get ready:\n" + self.read_log())

    def read_log(self):
        with open(self.folder.name + "/log") as f:
            return f.read()[-3000:]

    def url(self, path=""):
        return f"http://127.0.0.1:{self.port}{path}"

    def request(self, method, path, body=None, headers=None):
        """(status, headers, body bytes)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        data = json.dumps(body).encode() if body is not None else None
        connection.request(method, path, data, {**({"Content-Type": "application/json"} if data else {}), **(headers or {})})
        answer = connection.getresponse()
        try:
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def events(self, demand):
        """The whole log of a demand, as the export has it."""
        status, _, body = self.request("GET", f"/api/v1/demand/{demand}/export")
        assert status == 200, status
        return [json.loads(line) for line in body.decode().splitlines()]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def stop(self):
        """The exit status after SIGTERM."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(20)
        self.log.close()
        self.folder.cleanup()
        return status
