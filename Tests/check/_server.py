"""What the checks share: a real `towow serve` with a data directory of its own, on a free port of the loopback; viewers of its
streams; and what must hold for every log."""
import atexit, datetime, glob, http.client, json, os, random, signal, socket, subprocess, sys, tempfile, threading, time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("TOWOW_BINARY") or os.path.join(ROOT, ".build", "release", "towow")
kept_names = []


def saturday():
    """A Saturday four weeks away or a little more, for demands with a date: nobody can be asked for one that has passed."""
    day = datetime.date.today() + datetime.timedelta(weeks=4)
    return str(day + datetime.timedelta(days=(5 - day.weekday()) % 7))


def free_port():
    """A port that nobody listens at, for a process that is started with its number; this process keeps it as long as it lives.

    Below those that the system gives to connections and to sockets bound to port 0: what others open until it is taken, or while
    its server is down, cannot take it. Nor can another check that looks for a port: each has the name of its ports to itself."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_768)
        name = socket.socket(socket.AF_UNIX)
        try:
            # In the abstract name space: it is gone with the process, however that ends.
            name.bind(f"\0towow-check-port-{port}")
            with socket.socket() as probe:
                probe.bind(("", port))
        except OSError:
            name.close()
            continue
        kept_names.append(name)
        return port


def ask(connection, method, path, body=None, headers=None):
    """(status, headers, body bytes) of one request; closes the connection."""
    data = json.dumps(body).encode() if body is not None else None
    connection.request(method, path, data, {**({"Content-Type": "application/json"} if data else {}), **(headers or {})})
    answer = connection.getresponse()
    try:
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def end(process, signal=signal.SIGKILL):
    """Whatever way the check itself ends, what it started ends with it."""
    if process.poll() is None:
        process.send_signal(signal)
        process.wait(20)


def thread_state(path):
    """The letter in a file /proc/*/stat; T when the thread is gone."""
    try:
        with open(path) as file:
            return file.read().rsplit(") ", 1)[1][0]
    except OSError:
        return "T"


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
        atexit.register(end, self.process)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                sys.exit("the server ended by itself:\n" + self.read_log()[-3000:])
            try:
                if self.request("GET", "/health/ready")[0] == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.01)
        sys.exit("the server did not get ready:\n" + self.read_log()[-3000:])

    def read_log(self):
        """All that it has written, through all its lives."""
        with open(self.folder.name + "/log", errors="replace") as f:
            return f.read()

    def url(self, path=""):
        return f"http://127.0.0.1:{self.port}{path}"

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def request(self, method, path, body=None, headers=None):
        """(status, headers, body bytes)"""
        return ask(self.connection(), method, path, body, headers)

    def events(self, demand):
        """The whole log of a demand, as the export has it."""
        status, _, body = self.request("GET", f"/api/v1/demand/{demand}/export")
        assert status == 200, status
        return [json.loads(line) for line in body.decode().splitlines()]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def pause(self):
        """Returns once it stands still: a signal that was sent has not arrived yet."""
        while True:
            self.process.send_signal(signal.SIGSTOP)
            if not {thread_state(path) for path in glob.glob(f"/proc/{self.process.pid}/task/*/stat")} - {"T", "Z"}:
                return
            time.sleep(0.01)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def end(self):
        """The exit status after SIGTERM; the data stay."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(20)
        self.log.close()
        return status

    def stop(self):
        """The exit status after SIGTERM; nothing stays."""
        status = self.end()
        self.folder.cleanup()
        return status


class Viewer(threading.Thread):
    """Follows one demand by the id of the last event it saw, through as many lives of servers as it takes.

    `ports` gives the port for each connection; after `patience` seconds a connection is left for the next one.
    """

    def __init__(self, ports, demand, patience=None):
        super().__init__(daemon=True)
        self.ports, self.demand, self.patience = ports, demand, patience
        self.events, self.faults, self.done, self.connections = [], [], False, 0

    def run(self):
        while not self.done:
            try:
                self.follow()
            except (OSError, http.client.HTTPException, ValueError):
                pass
            time.sleep(0.02)

    def follow(self):
        end = time.monotonic() + self.patience() if self.patience else None
        connection = http.client.HTTPConnection("127.0.0.1", self.ports(), timeout=4 if end else 40)
        try:
            self.read(connection, end)
        finally:
            connection.close()

    def read(self, connection, end):
        headers = {"Last-Event-ID": self.events[-1]["event_id"]} if self.events else {}
        connection.request("GET", f"/api/v1/events/negotiations/{self.demand}/stream", headers=headers)
        answer = connection.getresponse()
        if answer.status == 204:
            self.done = True
        if answer.status == 404:
            self.faults.append("404 for a demand that was answered 200")
            self.done = True
        if answer.status != 200:
            return
        self.connections += 1
        while end is None or time.monotonic() < end:
            line = answer.readline()
            if not line:
                return
            if line.startswith(b": gap"):
                self.faults.append("a gap")
            if line.startswith(b"data:") and line.endswith(b"\n"):
                event = json.loads(line[5:])
                self.events.append(event)
                if event["event_type"] == "towow.demand.completed":
                    self.done = True
                    return

    def compare(self, log):
        """What is wrong with what it saw."""
        faults = [f"viewer of {self.demand}: {fault}" for fault in self.faults]
        if not self.done:
            faults.append(f"viewer of {self.demand} never saw the end")
        elif self.events != log:
            faults.append(f"viewer of {self.demand} saw {[event['seq'] for event in self.events]}")
        return faults


def log_faults(demand, events):
    """What must never stand in a log."""
    faults = []
    if [event["seq"] for event in events] != list(range(1, len(events) + 1)):
        faults.append("has holes or doubles")
    if len({event["event_id"] for event in events}) != len(events):
        faults.append("has an event id twice")
    ends = [event["seq"] for event in events if event["event_type"] == "towow.demand.completed"]
    if ends != [len(events)]:
        faults.append("does not end with one completion")
    once = ["filter.completed", "channel.created", "demand.broadcast", "aggregation.started", "demand.clarified",
            "gap.identified", "compromise.proposed", "agent.reminded"]
    keys = [(event["event_type"], event["payload"]["channel_id"]) for event in events
            if event["event_type"].replace("towow.subnet.", "").replace("towow.", "") in once]
    keys += [(event["event_type"], event["payload"]["channel_id"], event["payload"]["agent_id"]) for event in events
             if event["event_type"].endswith(".offer.submitted")]
    keys += [(event["event_type"], event["payload"]["channel_id"], event["payload"]["agent_id"], event["payload"]["version"])
             for event in events if event["event_type"].endswith(".proposal.feedback")]
    keys += [(event["event_type"], event["payload"]["channel_id"], event["payload"]["proposal"]["version"]) for event in events
             if event["event_type"].endswith(".proposal.distributed")]
    outcomes = ("negotiation.failed", "negotiation.force_finalized", "proposal.finalized")
    keys += [("outcome", event["payload"]["channel_id"]) for event in events if event["event_type"].endswith(outcomes)]
    faults += [f"has twice: {key}" for key in sorted({key for key in keys if keys.count(key) > 1})]
    return [f"{demand} {fault}" for fault in faults]
