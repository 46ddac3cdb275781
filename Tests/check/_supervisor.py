"""The real supervisor with packaging/supervisor: changed are only paths, the port, the user, and how large a log file gets."""
import atexit, contextlib, http.client, json, os, pwd, re, shutil, signal, subprocess, sys, tempfile, time

from _front import KEY, expect, faults
from _wire import wait_for
from _proxies import changed, packaged
from _server import BINARY, ROOT, end, free_port, log_faults
from bluegreen import Load
from group import MEMBERS

SCRIPT = os.path.join(ROOT, "packaging", "supervisor", "rolling-restart.sh")
ROTATED = 50_000


class Supervisor:
    """supervisord in a folder of its own. As root, ToWow's processes are those of nobody. Members have `patience` seconds to answer, and as
    long again to vote."""

    def __init__(self, postgres=None, patience=10):
        self.folder = tempfile.TemporaryDirectory(prefix="towow-supervisor-")
        self.port, self.postgres, folder = free_port(), postgres, self.folder.name
        os.chmod(folder, 0o755)
        self.binary, self.config, self.data = folder + "/towow", folder + "/towow.env", folder + "/data"
        shutil.copy(BINARY, self.binary)
        os.makedirs(self.data, 0o700)
        os.makedirs(folder + "/logs")
        self.put("admin.key", KEY + "\n")
        self.put("towow.env", f"APP_ENV=production\nAPP_HOST=127.0.0.1\nAPP_PORT={self.port}\nTOWOW_DATA_DIR={self.data}\n"
                 f"TOWOW_RESPONSE_TIMEOUT={patience}\nTOWOW_FEEDBACK_TIMEOUT={patience}\n" + (f"DATABASE_URL={postgres.url}\n" if postgres else ""))
        site = changed(
            packaged("supervisor/towow.conf"), ("tcp://127.0.0.1:8000", f"tcp://127.0.0.1:{self.port}"), ("/usr/bin/towow", self.binary),
            ("/etc/towow/towow.env", self.config), ("/var/lib/towow", self.data), ("/etc/towow/admin.key", folder + "/admin.key"),
            ("/var/log/supervisor", folder + "/logs"), ("maxbytes=100MB", f"maxbytes={ROTATED}"),
            ("user=towow\n", "user=nobody\n" if os.geteuid() == 0 else ""))
        if postgres:
            waiting, both = re.findall(r"^;?command=.*\n", site, re.M)
            site = site.replace(waiting, "").replace(both, both[1:])
        self.put("conf.d/towow.conf", site)
        self.put("supervisord.conf", f"""[unix_http_server]
file={folder}/control
[supervisord]
nodaemon=true
logfile={folder}/supervisord.log
pidfile={folder}/supervisord.pid
childlogdir={folder}/logs
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://{folder}/control
[include]
files={folder}/conf.d/*.conf
""")
        self.put("members.jsonl", "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in MEMBERS))
        subprocess.run([self.binary, "agents", "import", "--config", self.config, folder + "/members.jsonl"], check=True,
                       stdout=subprocess.DEVNULL, env={"PATH": os.environ["PATH"]})
        if os.geteuid() == 0:
            user = pwd.getpwnam("nobody")
            for path in [self.data] + [os.path.join(self.data, name) for name in os.listdir(self.data)]:
                os.chown(path, user.pw_uid, user.pw_gid)
        with open(folder + "/console", "w") as console:
            self.process = subprocess.Popen(["/usr/bin/supervisord", "-c", folder + "/supervisord.conf"], stdout=console, stderr=console,
                                            env={"PATH": os.environ["PATH"]})
        atexit.register(end, self.process, signal.SIGTERM)
        if not wait_for(lambda: self.status().count("RUNNING") == 2 and self.is_ready(), 30):
            sys.exit("not ready under supervisor:\n" + self.logs())

    def put(self, name, text):
        path = os.path.join(self.folder.name, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + ".new", "w") as file:
            file.write(text)
        os.rename(path + ".new", path)

    def read(self, name):
        with open(os.path.join(self.folder.name, name)) as file:
            return file.read()[-6000:]

    def logs(self):
        return self.status() + "".join(self.read(name) for name in ("supervisord.log", "logs/towow_0.log", "logs/towow_1.log"))

    def control(self, *command):
        done = subprocess.run(["/usr/bin/supervisorctl", "-c", self.folder.name + "/supervisord.conf", *command],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.stdout

    def status(self):
        return self.control("status", "towow:*")

    def processes(self):
        """{name: (process id, what it is now)} of those that run"""
        found = {}
        for name, process in re.findall(r"^(towow:\S+) +RUNNING +pid (\d+)", self.status(), re.M):
            # It may have ended since.
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                with open(f"/proc/{process}/comm") as file:
                    found[name] = (int(process), file.read().strip())
        return found

    def settled(self):
        """`processes` once, with SQLite, one works and one waits. Before a process is flock it is env."""
        wait_for(lambda: sorted(command for _, command in self.processes().values()) == ["flock", "towow"])
        return self.processes()

    def working(self):
        return [process for process, command in self.processes().values() if command == "towow"]

    def ask(self, path, method="GET", body=None, headers=None):
        """(status, body)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def is_ready(self):
        try:
            return self.ask("/health/ready")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def roll(self):
        """(exit status, output) of the script"""
        done = subprocess.run([SCRIPT, "--supervisor", self.folder.name + "/supervisord.conf", "--config", self.config, "--towow", self.binary,
                               "--url", f"http://127.0.0.1:{self.port}/health/ready"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={"PATH": os.environ["PATH"]})
        return done.returncode, done.stdout

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.folder.cleanup()


def runs(supervisor):
    found = supervisor.settled()
    expect(sorted(command for _, command in found.values()) == ["flock", "towow"], f"one works, one waits: {found}")
    for process, _ in found.values():
        with open(f"/proc/{process}/status") as file:
            state = dict(line.rstrip("\n").split(":\t") for line in file if ":\t" in line)
        expect(int(state["PPid"]) == supervisor.process.pid, "a process left its supervisor")
        expect(os.geteuid() != 0 or state["Uid"].split()[0] != "0", "ToWow runs as root")
    files = sorted(os.listdir(supervisor.data))
    expect(not [name for name in files if name.endswith(".pid")], f"files: {files}")
    worker = supervisor.working()[0]
    environment = open(f"/proc/{worker}/environ").read() + open(f"/proc/{worker}/cmdline").read()
    expect(KEY not in environment and supervisor.ask("/api/v1/admin/config", headers={"X-Admin-Key": KEY})[0] == 200, "the admin key")
    print("  runs in the foreground, one works, one waits; no pid file; the admin key comes from its file")


def reloads(supervisor):
    """A hangup for all reaches the one that works, and does not end the one that waits; nor does the signal for a backup."""
    before = supervisor.settled()
    text = open(supervisor.config).read()
    supervisor.put("towow.env", text + "RATE_LIMIT_USER_MAX=77\n")
    supervisor.control("signal", "HUP", "towow:*")

    def value():
        settings = json.loads(supervisor.ask("/api/v1/admin/config", headers={"X-Admin-Key": KEY})[1])["settings"]
        return next(setting["value"] for setting in settings if setting["name"] == "RATE_LIMIT_USER_MAX")

    expect(wait_for(lambda: value() == 77), "the changed setting does not count")
    supervisor.put("towow.env", text)
    supervisor.control("signal", "HUP", "towow:*")
    expect(wait_for(lambda: value() == 5), "the setting from before does not count again")
    supervisor.control("signal", "USR1", "towow:*")
    expect(wait_for(lambda: [name for name in os.listdir(supervisor.data) if re.search(r"backup|\d{8}", name)]), "no backup")
    expect(supervisor.processes() == before, f"processes changed: {before} {supervisor.processes()}")
    print("  HUP reads the configuration again, USR1 makes a backup; the one that waits stays")


def has_ended(process):
    """Also when nobody has asked for its status yet."""
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(") ", 1)[1][0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def survives(supervisor, times):
    def is_whole(killed):
        found = dict(supervisor.processes().values())
        return sorted(found.values()) == ["flock", "towow"] and killed not in found and supervisor.is_ready()

    for number in range(times):
        killed = supervisor.working()[0]
        os.kill(killed, signal.SIGKILL)
        begin = time.monotonic()
        # A connection that it accepted before the signal arrived would end with it.
        expect(wait_for(lambda: has_ended(killed)), "a killed process goes on")
        status = supervisor.ask("/health")[0]
        took = time.monotonic() - begin
        expect(status == 200, f"the request after a kill: {status}")
        expect(wait_for(lambda: is_whole(killed), 30), f"killed and not started again: {killed} {supervisor.processes()}")
        print(f"  killed ({number + 1}): who comes next is answered after {took * 1000:.0f} ms, two processes again after {time.monotonic() - begin:.1f} s")


class Patient(Load):
    def finish(self):
        """No demand is ended by its requester: time has to do it."""


class Few(Load):
    """A dozen demands, for tests in a hurry."""

    ANSWERS_AFTER = (1, 3)

    def __init__(self, port):
        super().__init__(port, 12)

    def finish(self):
        """What still waits for members has half a minute more after each restart: its requesters end it instead."""
        self.over.set()
        for demand, token in self.demands.items():
            self.call("POST", f"/api/v1/demand/{demand}/cancel", {}, {"Authorization": "Bearer " + token}, until=(200, 409))


def rolls(supervisor, times, what, load=None):
    load = load or Patient(supervisor.port, 1_000_000)
    longest = 0
    for _ in range(times):
        count, old = load.count, supervisor.working()
        begin = time.monotonic()
        status, output = supervisor.roll()
        longest = max(longest, time.monotonic() - begin)
        expect(status == 0, f"rolling restart: {status} {output}")
        new = supervisor.working()
        expect(new and not set(old) & set(new), f"not all were restarted: {old} {new}")
        wait_for(lambda: load.count >= count + 50)
    before = len(faults)
    load.stop()
    load.finish()
    logs = {demand: supervisor_events(supervisor, demand) for demand in load.demands}
    # An answer that came before its question was refused (409), and the demand goes on without one after two minutes.
    deadline = time.monotonic() + 200
    while time.monotonic() < deadline and (open_ones := [demand for demand, events in logs.items()
                                                         if events[-1]["event_type"] != "towow.demand.completed"]):
        time.sleep(0.2)
        logs.update({demand: supervisor_events(supervisor, demand) for demand in open_ones})
    for demand, events in logs.items():
        faults.extend(log_faults(demand, events))
    for viewer in load.viewers:
        viewer.join(30)
        faults.extend(viewer.compare(logs[viewer.demand]))
    faults.extend(load.faults)
    for fault in faults[:10]:
        print("FAULT", fault)
    events = sum(len(viewer.events) for viewer in load.viewers)
    print(f"  {what}: {times} rolling restarts, the longest {longest:.1f} s: {load.count} requests {dict(sorted(load.statuses.items()))}, "
          f"{len(load.faults)} failed, slowest {load.slowest * 1000:.0f} ms; {len(load.viewers)} viewers with "
          f"{sum(viewer.connections for viewer in load.viewers)} connections saw {events} events, {'none lost or doubled' if len(faults) == before else 'FAULTY'}", flush=True)


def supervisor_events(supervisor, demand):
    status, body = supervisor.ask(f"/api/v1/demand/{demand}/export")
    assert status == 200, status
    return [json.loads(line) for line in body.decode().splitlines()]


def refuses(supervisor):
    """What could not be undone is not begun."""
    before, text = supervisor.settled(), open(supervisor.config).read()
    supervisor.put("towow.env", text + "TOWOW_NO_SUCH=1\n")
    status, output = supervisor.roll()
    expect(status == 1 and "TOWOW_NO_SUCH" in output and "nothing was restarted" in output, f"with a faulty configuration: {status} {output}")
    supervisor.put("towow.env", text)
    expect(supervisor.processes() == before, "something was restarted")
    standby = next(name for name, (_, command) in before.items() if command == "flock")
    supervisor.control("stop", standby)
    status, output = supervisor.roll()
    expect(status == 1 and "nothing was restarted" in output, f"with one process: {status} {output}")
    supervisor.control("start", standby)
    print("  refuses with a faulty configuration and without a second process")


def stays(supervisor):
    """PostgreSQL: a new version that does not start leaves the other process of the old one at work."""
    good = supervisor.binary + ".good"
    os.rename(supervisor.binary, good)
    with open(supervisor.binary + ".bad", "w") as file:
        file.write(f'#!/bin/sh\n[ "$1" = serve ] && exit 1\nexec {good} "$@"\n')
    os.chmod(supervisor.binary + ".bad", 0o755)
    os.rename(supervisor.binary + ".bad", supervisor.binary)
    status, output = supervisor.roll()
    expect(status == 1 and "goes on" in output, f"a version that does not start: {status} {output}")
    expect(all(supervisor.ask("/health/ready")[0] == 200 for _ in range(50)), "people are not served")
    os.rename(good, supervisor.binary)
    expect(wait_for(lambda: len(supervisor.working()) == 2, 30), "with the old program both work again")
    print("  a version that does not start: the script stops at the first process, the other serves 50 of 50; the program put back, both run")


def stops(supervisor):
    begin = time.monotonic()
    supervisor.control("stop", "towow:*")
    took = time.monotonic() - begin
    status, log = supervisor.status(), supervisor.read("supervisord.log")
    expect(status.count("STOPPED") == 2 and took < 12, f"stop took {took:.1f} s: {status}")
    ends = re.findall(r"stopped: towow_\d \(([^)]*)\)", log)[-2:]
    expect(sorted(ends) in (["exit status 0", "terminated by SIGTERM"], ["exit status 0", "exit status 0"]), f"ends: {ends}")
    expect("SIGKILL" not in log[log.rindex("waiting for"):], "was ended by force")
    logs = [name for name in os.listdir(supervisor.folder.name + "/logs") if re.search(r"\.log\.\d$", name)]
    sizes = [os.path.getsize(supervisor.folder.name + "/logs/" + name) for name in logs]
    expect(logs and max(sizes) < ROTATED + 100_000 and not [name for name in logs if name[-1] > "5"], f"log files: {logs} {sizes}")
    print(f"  stops within {took:.1f} s: {', '.join(ends)}; logs were rotated: {len(logs)} files before the last")
