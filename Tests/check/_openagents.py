"""What the checks of OpenAgents share: a real network of the package, workers that are processes of their own, and guests, agents that the
check plays itself, who may say what no worker would."""
import atexit, hashlib, http.client, json, os, re, shutil, signal, subprocess, sys, tempfile, threading, time, urllib.error, urllib.request, uuid

from _server import ROOT, end, free_port
from _wire import wait_for

KIT = os.path.join(ROOT, "packaging", "openagents")
WORKER = os.path.join(ROOT, "Tests", "fakes", "openagents_worker.py")
GROUP = "towow"
# What a call raises when the network is gone, also in the middle of an answer.
AWAY = (OSError, ValueError, http.client.HTTPException)


def environment():
    """The Python that has the kit's packages, in an environment that is made anew when they change. Where they can not be installed, the
    check ends here and says so."""
    place = os.path.join(ROOT, ".build", "openagents-venv")
    with open(os.path.join(KIT, "requirements.txt")) as file:
        wanted = file.read()
    mark = os.path.join(place, "installed")
    if not os.path.exists(mark) or open(mark).read() != wanted:
        shutil.rmtree(place, ignore_errors=True)
        try:
            subprocess.run([sys.executable, "-m", "venv", place], check=True)
            subprocess.run([place + "/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", KIT + "/requirements.txt"], check=True)
        except subprocess.CalledProcessError as error:
            print(f"SKIPPED: NOTHING WAS CHECKED WITH A REAL OPENAGENTS NETWORK: its package can not be installed ({error})", flush=True)
            sys.exit(0)
        with open(mark, "w") as file:
            file.write(wanted)
    return place + "/bin/python"


def own(folder):
    """Nothing of the caller's settings but the path."""
    return {"PATH": os.environ["PATH"], "HOME": folder, "TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}


class Network:
    """The kit's closed network, on free ports of the loopback, which stay the same through its lives."""

    def __init__(self, python, start=True):
        self.python, self.folder = python, tempfile.TemporaryDirectory(prefix="towow-oa-")
        self.http, self.grpc, self.process = free_port(), free_port(), None
        self.password_file = self.folder.name + "/password"
        self.password = uuid.uuid4().hex
        with open(self.password_file, "w") as file:
            file.write(self.password)
        if start:
            self.start()

    def start(self):
        self.log = open(self.folder.name + "/network.log", "a")
        self.process = subprocess.Popen(
            [self.python, KIT + "/network.py", "--folder", self.folder.name, "--http-port", str(self.http), "--grpc-port", str(self.grpc)],
            env=own(self.folder.name), stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)
        atexit.register(end, self.process)
        if not wait_for(lambda: self.process.poll() is not None or self.health(), 90) or self.process.poll() is not None:
            sys.exit("the network did not start:\n" + open(self.folder.name + "/network.log").read()[-3000:])

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def close(self):
        self.kill()
        self.folder.cleanup()

    def call(self, call, body=None):
        """What the network answers, with the status that it hides failures behind."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.http}/api/{call}", data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.loads(error.read() or b"{}")

    def health(self):
        try:
            return self.call("health").get("data")
        except AWAY:
            return None

    @property
    def hash(self):
        return hashlib.sha256(self.password.encode()).hexdigest()

    @property
    def settings(self):
        """What ToWow needs to join."""
        return {"OPENAGENT_HOST": "127.0.0.1", "OPENAGENT_HTTP_PORT": str(self.http), "OPENAGENT_GRPC_PORT": str(self.grpc),
                "OPENAGENT_GROUP": GROUP, "OPENAGENT_PASSWORD_FILE": self.password_file}


class Guest:
    """An agent of the network that the check plays: it stays on-line, what it hears is kept whole, what it says is said as it stands."""

    def __init__(self, network, agent_id, metadata=None, polls=True):
        self.network, self.id, self.metadata, self.heard, self.secret = network, agent_id, metadata or {}, [], None
        self.is_there, self.lost = True, 0
        assert (answer := self.register())["success"], answer
        if polls:
            self.thread = threading.Thread(target=self.follow, daemon=True)
            self.thread.start()

    def register(self):
        answer = self.network.call("register", {"agent_id": self.id, "metadata": self.metadata, "password_hash": self.network.hash})
        self.secret = answer.get("secret") or self.secret
        return answer

    def follow(self):
        while self.is_there:
            try:
                if self.poll() is None:
                    # A network that has just begun may say no: then again with the next poll.
                    self.register()
            except AWAY:
                self.lost += 1
            time.sleep(0.1)

    def leave(self):
        self.is_there = False
        self.thread.join()
        self.network.call("unregister", {"agent_id": self.id, "secret": self.secret})

    def event(self, name, target, payload, **changed):
        return self.network.call("send_event", {
            "event_id": str(uuid.uuid4()), "event_name": name, "source_id": self.id, "target_agent_id": target, "payload": payload,
            "visibility": "network", "secret": self.secret, **changed})

    def poll(self):
        """What came since the last time; None when the network does not know us."""
        answer = self.event("system.poll_messages", "system:system", {"agent_id": self.id})
        if not answer.get("success"):
            return None
        came = (answer["data"] or {})["messages"]
        self.heard += came
        return came

    def hears(self, kind, test=lambda payload: True, after=0, seconds=60):
        """The first event of this kind after so many, once it is there."""
        found = wait_for(lambda: next((event for event in self.heard[after:] if event["event_name"] == "towow.msg." + kind and test(event["payload"])), None),
                         seconds)
        assert found, f"{self.id} never heard {kind}: {[(event['event_name'], event['payload'].get('message_id')) for event in self.heard]}"
        return found

    def envelope(self, question, kind):
        asked = question["payload"]
        return {"v": 1, "type": kind, "message_id": f"{asked['message_id']}:{self.id}", "in_reply_to": asked["message_id"], "agent_id": self.id,
                **{key: asked[key] for key in ("channel_id", "demand_id", "round")}}

    def reply(self, question, kind, body):
        """Sends a reply to an event; what `body` has replaces what the envelope has."""
        answer = self.event("towow.msg." + kind, question["source_id"], {**self.envelope(question, kind), **body})
        assert answer["success"], answer


class Worker:
    """A process of workers of the kit (Tests/fakes/openagents_worker.py), each with its own way to answer."""

    def __init__(self, network, members, poll_seconds=0.2):
        self.network, self.members = network, members
        self.folder = tempfile.TemporaryDirectory(prefix="towow-worker-")
        with open(self.folder.name + "/members.json", "w") as file:
            json.dump({"http": network.http, "grpc": network.grpc, "password": network.password, "group": GROUP, "poll_seconds": poll_seconds,
                       "folder": self.folder.name, "members": members}, file)
        self.start()

    def start(self):
        self.log = open(self.folder.name + "/log", "a")
        self.process = subprocess.Popen([self.network.python, WORKER, self.folder.name + "/members.json"],
                                        env={**own(self.folder.name), "PYTHONPATH": KIT}, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)
        atexit.register(end, self.process)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        # Each leaves the network, which may take the time of two calls.
        self.process.wait(30)
        self.log.close()
        self.folder.cleanup()

    def may_decide(self):
        """Those that are held go on."""
        open(self.folder.name + "/decide", "w").close()

    def read_log(self):
        with open(self.folder.name + "/log") as file:
            return file.read()

    def lines(self, word):
        """(member, message id, type) of each question that came (ASKED), was decided (DECIDED), and of what was TOLD."""
        return [tuple(line.split()[1:]) for line in self.read_log().splitlines() if line.startswith(word + " ")]


def profile(name, capability, **more):
    return {"display_name": name, "summary": f"{capability} in Beijing", "capabilities": [{"name": capability, "tags": []}],
            "places": [{"city": "Beijing"}], "languages": ["en"], "public_fields": ["summary", "capabilities"], **more}


def metadata(profile):
    return {"name": profile["display_name"], "kind": "towow.participant", "protocol": 1, "profile": profile}


def metrics(server, name="openagents_messages_total"):
    """{(type, outcome): count}"""
    text = server.request("GET", "/metrics")[2].decode()
    found = {}
    for labels, value in re.findall(rf"^{name}\{{(.*)\}} (\S+)$", text, re.M):
        pairs = dict(re.findall(r'(\w+)="([^"]*)"', labels))
        found[pairs["type"], pairs["outcome"]] = float(value)
    return found
