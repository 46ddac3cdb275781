#!/usr/bin/env python3
# check: beside
"""The Debian package in a fresh Debian with systemd as process 1: installed, used, reloaded, hung, restarted and upgraded under clients,
refused, restored, purged.

    deb.py [--full]   --full: the package as it is published, lintian, the unit's own watchdog, ten restarts

The second and third version are the same build with another version string of the same length.
"""
import http.client, json, os, re, shutil, sqlite3, sys, tempfile, threading, time

from _debian import Machine, base, run, wait, write
from _server import ROOT
from _versions import another

PORT = 8000
CONFIG = "/etc/towow/towow.env"
BUILD = os.path.join(ROOT, "packaging", "deb", "build.sh")
UNITS = [os.path.join(ROOT, "packaging", name) for name in ("systemd/towow.service", "bluegreen/towow@.service")]
# What a system keeps of a package that came and went: what dpkg, apt and the journal remember, copies of the user tables.
REMEMBERED = re.compile(
    r"/var/lib/dpkg/|/var/cache/|/var/log/|/var/lib/apt/|/var/lib/systemd/|/etc/(passwd|group|shadow|gshadow|subuid|subgid)-$|/srv/")


def ask(path, method="GET", body=None, headers=None, timeout=20):
    """(status, body)"""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=timeout)
    try:
        data = json.dumps(body).encode() if body is not None else None
        connection.request(method, path, data, {**({"Content-Type": "application/json"} if data else {}), **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


class Clients:
    """People who come all the time, each request on a connection of its own; not one may be refused."""

    PATHS = ["/", "/health", "/api/v1/agents?limit=1", "/api/v1/agents?q=photo&limit=3"]

    def __init__(self):
        self.count, self.longest, self.faults, self.going = 0, 0.0, [], True
        self.lock = threading.Lock()

    def __enter__(self):
        self.threads = [threading.Thread(target=self.come, args=(number,), daemon=True) for number in range(4)]
        for thread in self.threads:
            thread.start()
        self.reach(20)
        return self

    def __exit__(self, *_):
        self.reach(self.count + 40)
        self.going = False
        for thread in self.threads:
            thread.join()

    def reach(self, count):
        wait(lambda: self.count >= count or self.faults, 30, "clients get no answers")

    def come(self, number):
        # At most a hundred a second each: what the test does beside it shall not starve.
        pace = threading.Event()
        while self.going:
            pace.wait(0.01)
            path = self.PATHS[(self.count + number) % len(self.PATHS)]
            started = time.monotonic()
            try:
                status = ask(path)[0]
                fault = None if status == 200 else f"{path}: {status}"
            except (OSError, http.client.HTTPException) as error:
                fault = f"{path}: {error!r}"
            with self.lock:
                self.count += 1
                self.longest = max(self.longest, time.monotonic() - started)
                if fault:
                    self.faults.append(fault)

    def report(self, what):
        assert not self.faults, f"{what}: {len(self.faults)} of {self.count} failed: {self.faults[:5]}"
        print(f"  {what}: {self.count} requests, none refused, the longest {self.longest * 1000:.0f} ms")


def packages(folder, is_full, count=3):
    """The version of the binary, and packages of it and of later ones."""
    versions = [another(folder, number) for number in range(count)]
    built = []
    for version, binary in versions:
        kind = "xz" if is_full and not built else "gzip"
        built.append(run(BUILD, "--binary", binary, "--version", version, "--output", folder, "--compression", kind).split()[-1])
    return versions[0][0], built


def check_package(package, folder, own):
    """What is only worth its time in full: lintian, and the same bytes from a second run."""
    run("lintian", "--allow-root", "--fail-on", "error,warning,info", package)
    again = run(BUILD, "--binary", f"{folder}/towow-{own}", "--output", folder + "/again").split()[-1]
    with open(package, "rb") as first, open(again, "rb") as second:
        assert first.read() == second.read(), "a second build has other bytes"
    print(f"  lintian has nothing to say; {os.path.getsize(package)} bytes, the same twice")


class Service:
    """towow.service in the machine."""

    def __init__(self, machine, packages):
        self.machine, self.packages = machine, packages

    def property(self, name):
        return self.machine.run("systemctl", "show", "--value", "-p", name, "towow.service").strip()

    def wait_active(self, seconds=30):
        wait(lambda: self.property("ActiveState") == "active" and ask("/health/ready")[0] == 200, seconds, self.journal)

    def journal(self):
        # What was said but is not in the journal yet gets there first.
        self.machine.status("journalctl", "--sync")
        return self.machine.status("journalctl", "-q", "--no-pager", "-u", "towow.service", "-n", "60")[1]

    def install(self, number, *options):
        """(exit status, output) of apt with one of the packages."""
        shutil.copy(self.packages[number], self.machine.root + "/srv/towow.deb")
        return self.machine.status("apt-get", "install", "-y", "-q", *options, "/srv/towow.deb")

    def version(self):
        text = ask("/metrics")[1].decode()
        return re.search(r'towow_build_info\{.*version="([^"]+)"', text)[1]


def check_install(service):
    status, output = service.install(0)
    assert status == 0, output
    # No waiting: the installation ends with a server that is ready.
    assert ask("/health/ready")[0] == 200
    assert service.property("ActiveState") == "active" and service.property("StatusText") == f"Serving http://127.0.0.1:{PORT}"
    machine = service.machine
    for unit in ("towow.socket", "towow.service"):
        assert machine.run("systemctl", "is-enabled", unit).strip() == "enabled", unit
    with open(f"/proc/{machine.leader}/net/tcp") as file:
        listening = {line.split()[1] for line in file.readlines()[1:] if line.split()[3] == "0A"}
    assert listening == {f"0100007F:{PORT:04X}"}, listening
    modes = machine.run("stat", "-c", "%a %U:%G %n", CONFIG, "/etc/towow/admin.key", "/var/lib/towow", "/var/lib/towow/towow.db", "/var/log/towow")
    assert modes.split("\n")[:-1] == [
        f"640 root:towow {CONFIG}", "600 root:root /etc/towow/admin.key", "700 towow:towow /var/lib/towow",
        "600 towow:towow /var/lib/towow/towow.db", "750 towow:towow /var/log/towow"], modes
    units = ["towow.service", "towow.socket", "towow-https.socket", "towow-redirect.socket"]
    faults = machine.run("systemd-analyze", "verify", "--man=no", *units)
    assert "towow" not in faults, faults
    assert machine.run("towow", "healthcheck") == "healthy\n"
    assert "TOWOW" in machine.run("sh", "-c", "zcat /usr/share/man/man1/towow.1.gz")
    for command in ("towow-upgrade", "towow-bluegreen", "towow-rolling-restart"):
        text = machine.run("sh", "-c", f"{command} --help && zcat /usr/share/man/man8/{command}.8.gz")
        assert f"  {command} " in text and f".TH {command.upper()} 8" in text and ".sh" not in text, text
    assert "error" not in service.journal().lower(), service.journal()
    print("  installed with its dependencies: active, ready, enabled; files belong to whom they should")


def check_secrets(service):
    machine = service.machine
    key = machine.read("/etc/towow/admin.key")
    assert re.fullmatch("[0-9a-f]{64}", key)
    status, body = ask("/api/v1/admin/config", headers={"X-Admin-Key": key})
    assert status == 200, status
    settings = {setting["name"]: setting for setting in json.loads(body)["settings"]}
    assert settings["ADMIN_API_KEY"]["source"] == "credential" and settings["ENABLE_RATE_LIMIT"]["value"] is True
    assert ask("/api/v1/admin/config", headers={"X-Admin-Key": key[:-1] + "x"})[0] == 403
    process = int(service.property("MainPID"))
    seen = machine.run("sh", "-c", f"cat /proc/{process}/environ /proc/[0-9]*/cmdline | tr '\\0' '\\n'") + machine.run("systemctl", "show", "towow.service")
    assert "CREDENTIALS_DIRECTORY=" in seen and key not in seen
    state = dict(line.split(":\t") for line in machine.run("cat", f"/proc/{process}/status").splitlines() if ":\t" in line)
    assert state["Uid"].split()[0] == machine.run("id", "-u", "towow").strip() != "0"
    assert (int(state["CapBnd"], 16), state["NoNewPrivs"], state["Seccomp"]) == (0, "1", "2"), state
    print("  the admin key works, from a credential; it is in no environment and no process list; no capabilities, system calls filtered")


def check_negotiation(service):
    """A demand, decided among bundled members; the server's data stay the server's user's when root imports."""
    machine = service.machine
    machine.run("systemctl", "stop", "towow.service")
    machine.run("towow", "agents", "import", "--bundled")
    assert not machine.run("find", "/var/lib/towow", "!", "-user", "towow").strip()
    machine.run("systemctl", "start", "towow.service")
    status, body = ask("/api/v1/demand/submit", "POST", {"raw_input": "I want to run an AI meetup in Beijing for 50 people"})
    assert status == 200, (status, body)
    demand = json.loads(body)["demand_id"]
    outcome = wait(lambda: json.loads(ask(f"/api/v1/demand/{demand}")[1]).get("outcome"), 30, "the demand does not end")
    assert outcome in ("finalized", "force_finalized"), outcome
    text = machine.run("towow", "negotiate", "I want to run an AI meetup in Beijing for 50 people", "--json", "--rules")
    assert "towow.demand.completed" in text
    print(f"  a demand of the server ended {outcome}; one in the terminal beside it")
    return demand


def setting(service, name, field="value"):
    key = service.machine.read("/etc/towow/admin.key")
    settings = json.loads(ask("/api/v1/admin/config", headers={"X-Admin-Key": key})[1])["settings"]
    return next(setting[field] for setting in settings if setting["name"] == name)


def check_credential_store(service):
    """A secret that is optional comes and goes with its file."""
    machine = service.machine
    assert not setting(service, "ANTHROPIC_API_KEY", "is_set")
    os.makedirs(machine.root + "/etc/credstore")
    path = machine.root + "/etc/credstore/towow.anthropic_api_key"
    write(path, "sk-ant-not-a-key\n")
    os.chmod(path, 0o600)
    machine.run("systemctl", "restart", "towow.service")
    assert setting(service, "ANTHROPIC_API_KEY", "source") == "credential"
    shutil.rmtree(machine.root + "/etc/credstore")
    machine.run("systemctl", "restart", "towow.service")
    assert not setting(service, "ANTHROPIC_API_KEY", "is_set")
    print("  a further secret comes from /etc/credstore, and goes with its file")


def check_reload(service):
    machine = service.machine
    process = service.property("MainPID")
    good = machine.read(CONFIG)
    write(machine.root + CONFIG, good + "RATE_LIMIT_USER_MAX=100\n")
    machine.run("systemctl", "reload", "towow.service")
    wait(lambda: setting(service, "RATE_LIMIT_USER_MAX") == 100, 10, "the changed setting does not count")
    wait(lambda: service.property("ActiveState") == "active", 10, "still reloading")
    write(machine.root + CONFIG, good + "RATE_LIMIT_USER_MAX=none\n")
    status, _ = machine.status("systemctl", "reload", "towow.service")
    assert status != 0
    # The hangup before this one may be heard only now: the file is watched, too, and its change may have counted already.
    wait(lambda: service.property("ActiveState") == "active", 10, "still reloading")
    assert setting(service, "RATE_LIMIT_USER_MAX") == 100
    assert "RATE_LIMIT_USER_MAX" in service.journal(), service.journal()
    write(machine.root + CONFIG, good)
    machine.run("systemctl", "reload", "towow.service")
    wait(lambda: setting(service, "RATE_LIMIT_USER_MAX") == 5, 10, "the file from before does not count again")
    assert service.property("MainPID") == process
    print("  reload takes a good file and refuses a bad one, in the same process")


def check_watchdog(service, is_full):
    """Another process keeps the database locked, so the store hangs. A shorter limit saves time, the unit's own is 30 s; a
    store that answers has a third of it."""
    machine = service.machine
    drop_in = machine.root + "/etc/systemd/system/towow.service.d/watchdog.conf"
    if not is_full:
        os.makedirs(os.path.dirname(drop_in))
        write(drop_in, "[Service]\nWatchdogSec=6\n")
        machine.run("systemctl", "daemon-reload")
        machine.run("systemctl", "restart", "towow.service")
    before = service.property("MainPID")
    database = sqlite3.connect(machine.root + "/var/lib/towow/towow.db", isolation_level=None, timeout=20)
    database.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    try:
        wait(lambda: service.property("MainPID") != before, 60, lambda: "no restart\n" + service.journal())
        took = time.monotonic() - started
        journal = service.journal()
        assert "watchdog" in journal.lower() and "the store does not answer" in journal, journal
    finally:
        database.execute("ROLLBACK")
        database.close()
    service.wait_active()
    if not is_full:
        shutil.rmtree(os.path.dirname(drop_in))
        machine.run("systemctl", "daemon-reload")
        machine.run("systemctl", "restart", "towow.service")
    print(f"  a store that hangs: ended by the watchdog after {took:.1f} s, started again, active once the store answered")


def check_restarts(service, times):
    with Clients() as clients:
        for _ in range(times):
            before, count = service.property("MainPID"), clients.count
            service.machine.run("systemctl", "restart", "towow.service")
            assert service.property("MainPID") != before
            clients.reach(count + 20)
    clients.report(f"{times} restarts through the socket")
    before = service.property("MainPID")
    service.machine.run("systemctl", "kill", "-s", "KILL", "towow.service")
    started = time.monotonic()
    # A connection that it accepted before the signal arrived would end with it.
    wait(lambda: service.property("MainPID") != before, 10, "a killed process goes on")
    assert ask("/health")[0] == 200
    service.wait_active()
    print(f"  killed: who comes next waits {time.monotonic() - started:.1f} s in the socket, and is served")


def check_backup(service, demand):
    machine = service.machine
    assert machine.run("towow", "backup", "/var/backups/towow/day.db").startswith("backup written")
    status, body = ask("/api/v1/demand/submit", "POST", {"raw_input": "a photographer in Beijing"})
    later = json.loads(body)["demand_id"]
    machine.run("systemctl", "stop", "towow.socket", "towow.service")
    machine.run("towow", "restore", "/var/backups/towow/day.db")
    assert not machine.run("find", "/var/lib/towow", "!", "-user", "towow").strip()
    machine.run("systemctl", "start", "towow.socket", "towow.service")
    assert ask(f"/api/v1/demand/{demand}")[0] == 200 and ask(f"/api/v1/demand/{later}")[0] == 404
    status, output = machine.status("towow", "backup", "/srv/day.db")
    assert status == 1 and "/srv/day.db" in output, output
    machine.run("rm", "-r", "/var/backups/towow")
    machine.run("install", "-d", "-o", "towow", "-g", "towow", "-m", "700", "/var/backups/towow")
    print("  backup beside the running server; restored: what came after it is gone, what was before is there")


def check_upgrades(service, own, demand):
    machine = service.machine
    before = service.property("MainPID")
    key = machine.read("/etc/towow/admin.key")
    write(machine.root + CONFIG, machine.read(CONFIG) + "# own line\n")
    with Clients() as clients:
        status, output = service.install(1)
        assert status == 0, output
    clients.report("upgrade")
    second = "1" + own[1:] if own[0] == "0" else service.version()
    assert service.version() == second and service.property("MainPID") != before
    assert machine.read("/etc/towow/admin.key") == key and "# own line" in machine.read(CONFIG)
    assert ask(f"/api/v1/demand/{demand}")[0] == 200

    process = service.property("MainPID")

    def refused(why):
        status, output = service.install(2)
        assert status != 0 and why in output, output
        assert machine.run("dpkg-query", "-W", "-f", "${Status} ${Version}", "towow") == f"install ok installed {second}"
        assert machine.run("/usr/bin/towow", "--version") == f"towow {second}\n"
        assert service.property("MainPID") == process and service.property("ActiveState") == "active"

    with Clients() as clients:
        good = machine.read(CONFIG)
        write(machine.root + CONFIG, good + "TOWOW_NO_SUCH=1\n")
        refused("does not accept")
        write(machine.root + CONFIG, good)
        # A database whose last step did run but is not noted: to run it again fails.
        path = machine.root + "/var/lib/towow/towow.db"
        with sqlite3.connect(path, timeout=20) as database:
            name, moment = database.execute("SELECT name, applied_at FROM schema_migrations ORDER BY name DESC LIMIT 1").fetchone()
            database.execute("DELETE FROM schema_migrations WHERE name = ?", (name,))
        database.close()
        refused("cannot bring a copy of the database up to date")
        with sqlite3.connect(path, timeout=20) as database:
            database.execute("INSERT INTO schema_migrations (name, applied_at) VALUES (?, ?)", (name, moment))
        database.close()
        assert not os.path.exists(machine.root + "/var/lib/towow/upgrade-check")
    clients.report("two refused upgrades")
    assert service.install(2)[0] == 0 and service.version() != second
    assert not os.path.exists(machine.root + "/var/lib/dpkg/info/towow.towow"), "preinst's program stays"
    print(f"  {own}, then {second}; refused for its configuration and for a step of the schema, then {service.version()}")


def check_purge(service, before):
    machine = service.machine
    machine.run("apt-get", "remove", "-y", "-q", "towow")
    assert machine.status("systemctl", "is-active", "towow.service")[1].strip() == "inactive"
    try:
        ask("/health")
        sys.exit("something still listens")
    except ConnectionRefusedError:
        pass
    assert os.path.exists(machine.root + CONFIG) and os.path.exists(machine.root + "/var/lib/towow/towow.db")
    machine.run("apt-get", "purge", "-y", "-q", "--autoremove", "towow")
    os.remove(machine.root + "/srv/towow.deb")
    machine.run("systemctl", "daemon-reload")
    left = {path for path in machine.files() - before if not REMEMBERED.match(path)}
    gone = {path for path in before - machine.files() if not REMEMBERED.match(path)}
    assert not left and not gone, f"left behind: {sorted(left)[:20]}; taken along: {sorted(gone)[:20]}"
    assert "towow" not in machine.read("/etc/passwd") + machine.read("/etc/group")
    assert "towow" not in machine.run("systemctl", "list-units", "--all", "--no-legend", "--plain", "towow*")
    print("  removed: stopped, data kept; purged: the root has the files that it had before, no user, no unit")


def main():
    is_full = "--full" in sys.argv
    if os.geteuid() != 0:
        sys.exit("deb.py needs root for systemd-nspawn")
    run(os.path.join(ROOT, "scripts", "deps.sh"), "dpkg-dev", *(["lintian"] if is_full else []))
    exposures = [float(re.search(r"exposure level.*: ([0-9.]+)", run("systemd-analyze", "security", "--offline=true", unit))[1]) for unit in UNITS]
    assert max(exposures) <= 1.5, exposures
    print(f"  systemd-analyze security: {', '.join(map(str, exposures))}")
    with tempfile.TemporaryDirectory(prefix="towow-deb-") as folder:
        own, built = packages(folder, is_full)
        if is_full:
            check_package(built[0], folder, own)
        base(built[0])
        machine = Machine()
        machine.start()
        before = machine.files()
        service = Service(machine, built)
        check_install(service)
        check_secrets(service)
        check_reload(service)
        check_credential_store(service)
        demand = check_negotiation(service)
        check_watchdog(service, is_full)
        check_restarts(service, 10 if is_full else 3)
        check_backup(service, demand)
        check_upgrades(service, own, demand)
        check_purge(service, before)
        machine.remove()
    print("deb: installed, served, upgraded, refused, restored, purged")


if __name__ == "__main__":
    main()
