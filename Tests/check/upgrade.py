#!/usr/bin/env python3
# check: beside
"""packaging/upgrade/upgrade.sh on a host with SQLite, under clients, with a supervisor that holds the socket: there and back, a version that is
no good in its trial, and one that is no good in its place.

    upgrade.py [--full]   by folder, program and tarball, what is kept and thrown away, all versions that are no good, refused downgrades, a
                          schema that locks older versions out

The versions are the same build with other version strings; bad ones are wrappers around it. Not one call may be refused, and no demand that
was answered 200 may be lost.
"""
import contextlib, fcntl, http.client, json, os, re, shutil, signal, socket, sqlite3, subprocess, sys, tarfile, tempfile, threading, time

import deb
from _debian import wait
from _server import BINARY, ROOT, free_port
from _versions import another

SCRIPT = os.path.join(ROOT, "packaging", "upgrade", "upgrade.sh")
# Says that it is ready, and has nothing to show.
EMPTY = '''import http.server, os, socket
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health/ready" else 500)
        self.end_headers()
    def log_message(self, *_):
        pass
class Server(http.server.ThreadingHTTPServer):
    def server_bind(self):
        self.socket = socket.socket(fileno=3)
    def server_activate(self):
        pass
Server(("127.0.0.1", 0), Handler).serve_forever()
'''


# As systemctl does it: until the next one is ready, or has ended, too. Of the files one byte stands for each that was started or has ended.
RESTART = '''#!/bin/bash
count() {{ stat -c %s {folder}/$1; }}
before=$(count started)
kill -USR1 {pid}
until [ "$(count started)" -gt "$before" ]; do sleep 0.05; done
until curl -sf -o /dev/null --noproxy '*' -m 1 {url}/health/ready; do
    [ "$(count ended)" -le "$before" ] || exit 1
    sleep 0.05
done
'''


class Supervisor(threading.Thread):
    """Holds the listening socket, runs the program with it, starts it again whenever it ended; a restart on SIGUSR1 of this process."""

    def __init__(self, program, config, folder):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.port = self.listener.getsockname()[1]
        self.command = f"export LISTEN_PID=$$ LISTEN_FDS=1; exec {program} serve --config {config}"
        self.log, self.ended, self.process = open(f"{folder}/log", "a"), threading.Event(), None
        # A signal of this process may come while `close` has it.
        self.lock = threading.RLock()
        self.counts = [open(f"{folder}/{name}", "ab", buffering=0) for name in ("started", "ended")]
        signal.signal(signal.SIGUSR1, lambda *_: self.restart())
        self.start()

    def run(self):
        pace = threading.Event()
        started, ended = self.counts
        while not self.ended.is_set():
            with self.lock:
                if self.ended.is_set():
                    return
                self.process = subprocess.Popen(
                    ["sh", "-c", self.command], env={"PATH": os.environ["PATH"]}, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                    pass_fds=(3,), preexec_fn=lambda: os.dup2(self.listener.fileno(), 3))
                started.write(b".")
            self.process.wait()
            ended.write(b".")
            pace.wait(0.05)

    def restart(self):
        with self.lock:
            self.process.terminate()

    def close(self):
        with self.lock:
            self.ended.set()
            self.process.terminate()
        self.join(20)
        self.listener.close()


class People(deb.Clients):
    """Clients, one of whom submits demands; what was answered 200 is remembered."""

    accepted = []

    def come(self, number):
        if number:
            return super().come(number)
        pace = threading.Event()
        while self.going:
            pace.wait(0.1)
            try:
                status, body = deb.ask("/api/v1/demand/submit", "POST", {"raw_input": "a photographer in Beijing"})
                fault = None if status == 200 else f"submit: {status} {body[:200]}"
                if not fault:
                    self.accepted.append(json.loads(body)["demand_id"])
            except (OSError, http.client.HTTPException) as error:
                fault = f"submit: {error!r}"
            with self.lock:
                self.count += 1
                self.faults += [fault] if fault else []


class Host:
    def __init__(self, folder, count):
        self.folder, self.program, self.data = folder, f"{folder}/bin/towow", f"{folder}/data"
        self.versions = dict(another(folder, number) for number in range(1, count + 1))
        self.names = list(self.versions)
        for name in ("bin", "data", "backups", "tmp"):
            os.mkdir(f"{folder}/{name}")
        shutil.copy(self.versions[self.names[0]], self.program)
        self.config = f"{folder}/towow.env"
        deb.write(self.config, f"APP_ENV=production\nADMIN_API_KEY={'k' * 40}\nTOWOW_DATA_DIR={self.data}\nAPP_HOST=127.0.0.1\n"
                               f"APP_PORT={free_port()}\nLOG_LEVEL=warning\nTOWOW_RESPONSE_TIMEOUT=10\n")
        subprocess.run([BINARY, "agents", "import", "--bundled", "--config", self.config], check=True, stdout=subprocess.DEVNULL,
                       env={"PATH": os.environ["PATH"]})
        self.supervisor = Supervisor(self.program, self.config, folder)
        deb.PORT = self.supervisor.port
        url = f"http://127.0.0.1:{deb.PORT}"
        deb.write(f"{folder}/restart", RESTART.format(folder=folder, pid=os.getpid(), url=url))
        deb.write(f"{folder}/settings", f"PROGRAM={self.program} CONFIG={self.config} VERSIONS={folder}/versions BACKUPS={folder}/backups WAIT=30\n"
                                        f"RESTART='bash {folder}/restart' URL={url} LOCK={folder}/lock\n")
        wait(lambda: deb.ask("/health/ready")[0] == 200, 30, "the server does not get ready")

    def script(self, *arguments, expect=0, settings=""):
        with open(f"{self.folder}/settings") as file:
            deb.write(f"{self.folder}/settings.now", file.read() + settings)
        process = subprocess.Popen([SCRIPT, *arguments, "--config", f"{self.folder}/settings.now"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True, env={**os.environ, "TMPDIR": f"{self.folder}/tmp"})
        output = process.communicate(timeout=150)[0]
        if process.returncode != expect:
            with open(f"{self.folder}/log") as log:
                sys.exit(f"upgrade.sh {' '.join(arguments)}: {process.returncode}\n{output}\n{log.read()[-3000:]}")
        left = [path for path in (f"{self.data}/upgrade-check", self.program + ".new") if os.path.exists(path)]
        # Copies of secrets lie in its temporary folder.
        assert not left and not os.listdir(f"{self.folder}/tmp"), f"left behind: {left} {os.listdir(f'{self.folder}/tmp')}"
        return output

    def version(self):
        return re.search(r'towow_build_info\{.*version="([^"]+)"', deb.ask("/metrics")[1].decode())[1]

    def pid(self):
        return self.supervisor.process.pid

    def listed(self):
        lines = [line.split() for line in self.script("--list").splitlines()]
        return [line[0] for line in lines], [line[0] for line in lines if line[-1] == "present"]

    def wrapper(self, version, body):
        """A program that calls itself `version` and does `body`, shell, when it is to serve in its place; in trials it is sound."""
        path = f"{self.folder}/bad"
        deb.write(path, f'#!/bin/bash\nreal={self.versions[version]}\nplace() {{ case "$*" in serve*--set*) false ;; serve*) true ;; *) false ;; esac; }}\n'
                        f'{body}\nexec $real "$@"\n')
        os.chmod(path, 0o755)
        return path

    def database(self, sql, *values):
        with contextlib.closing(sqlite3.connect(f"{self.data}/towow.db", timeout=20)) as database, database:
            return database.execute(sql, values).fetchall()


def check_steps(host, people, steps):
    for arguments, version in steps:
        before, started = people.count, time.monotonic()
        output = host.script(*arguments)
        assert host.version() == version and f"version {version} serves" in output, output
        print(f"  {' '.join(os.path.basename(argument) for argument in arguments)}: {version} after {time.monotonic() - started:.1f} s", flush=True)
        people.reach(before + 20)


def check_there_and_back(host):
    first, second = host.names[:2]
    assert f"nothing is kept yet; the present version is {first}" in host.script("--list")
    with People() as people:
        check_steps(host, people, [((host.versions[second],), second), (("--to", first), first)])
        assert host.listed() == ([first, second], [first])
    people.report("an upgrade and the way back")


def check_both_ways(host):
    first, second, third, fourth = host.names
    os.makedirs(f"{host.folder}/unpacked/towow-{second}/bin")
    shutil.copy(host.versions[second], f"{host.folder}/unpacked/towow-{second}/bin/towow")
    with tarfile.open(f"{host.folder}/towow-{fourth}-linux-amd64.tar.gz", "w:gz", compresslevel=1) as archive:
        archive.add(host.versions[fourth], f"towow-{fourth}/bin/towow")
    with People() as people:
        steps = [((f"{host.folder}/unpacked/towow-{second}",), second), (("--to", first), first), ((host.versions[third],), third),
                 ((archive.name,), fourth), (("--to", first), first), (("--to", fourth), fourth)]
        check_steps(host, people, steps)
        names, present = host.listed()
        assert names == [fourth, first, third] and present == [fourth], (names, present)
        assert "is not kept" in host.script("--to", second, expect=1)
        pid = host.pid()
        assert "nothing to do" in host.script("--to", fourth)
        assert "would put" in host.script("--to", first, "--dry-run") and host.pid() == pid and host.version() == fourth
        host.script("--to", "../x", expect=2)
        host.script(expect=2)
        with open(f"{host.folder}/lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            host.script("--to", first, expect=3)
        assert len(os.listdir(f"{host.folder}/backups")) <= 4
    people.report("upgrades and downgrades")


def check_refused(host, is_full):
    """Found out beside the running version, which does not notice."""
    present = host.version()
    pid, content = host.pid(), open(host.program, "rb").read()

    def refused(what, why, *arguments, settings=""):
        started = time.monotonic()
        output = host.script(*arguments, expect=1, settings=settings)
        assert why in output and host.pid() == pid and host.version() == present and open(host.program, "rb").read() == content, output
        print(f"  {what}: refused after {time.monotonic() - started:.1f} s", flush=True)

    with People() as people:
        deb.write(f"{host.folder}/ready.py", EMPTY.replace("socket.socket(fileno=3)", 'socket.create_server(("127.0.0.1", int(os.environ["PORT"])))'))
        ready = f'for part; do case $part in APP_PORT=*) export PORT=${{part#*=}} ;; esac; done; exec python3 {host.folder}/ready.py'
        trials = [("exits at once", "exit 1"), ("hangs before it is ready", "exec sleep 1000"), ("ready, but fails its self-check", ready)]
        for what, body in trials if is_full else trials[:1]:
            path = host.wrapper(host.names[1], f'if [ "$1" = serve ]; then\n{body}\nfi')
            # In the first case there is nothing to wait for.
            refused(what, "does not serve (tried", path, settings="WAIT=30\n" if body == "exit 1" else "WAIT=4\n")
        if is_full:
            check_refused_data(host, refused)
    people.report("refused versions")


def check_refused_data(host, refused):
    """For the configuration, and for what the database is."""
    config = open(host.config).read()
    deb.write(host.config, config + "TOWOW_NO_SUCH=1\n")
    refused("a configuration that it does not know", "does not accept", host.versions[host.names[1]])
    deb.write(host.config, config)
    # Its last step did run but is not noted: to run it again fails.
    name, moment = host.database("SELECT name, applied_at FROM schema_migrations ORDER BY name DESC LIMIT 1")[0]
    host.database("DELETE FROM schema_migrations WHERE name = ?", name)
    refused("a migration that fails", "cannot use the database", host.versions[host.names[1]])
    host.database("INSERT INTO schema_migrations VALUES (?, ?)", name, moment)
    # What a newer version notes when older ones must not use the database any more.
    host.database("INSERT INTO meta VALUES ('min_reader', '9999_later')")
    refused("a downgrade that the schema cannot bear", "cannot use the database", "--to", host.names[0])
    host.database("DELETE FROM meta WHERE key = 'min_reader'")


def check_rolled_back(host, is_full):
    """Sound in its trial, bad in its place."""
    present = host.version()
    bad = host.names[1]
    shutil.rmtree(f"{host.folder}/versions/{bad}", ignore_errors=True)

    # Seconds, for those that are waited for in vain; to get ready for their trials they have as many.
    in_vain = "WAIT=8\n"

    def rolled_back(what, body, settings=""):
        started = time.monotonic()
        path = host.wrapper(bad, body)
        output = host.script(path, expect=1, settings=settings)
        assert "rolling back" in output and f"version {present} serves" in output and host.version() == present, output
        shutil.rmtree(f"{host.folder}/versions/{bad}")
        print(f"  {what}: rolled back after {time.monotonic() - started:.1f} s", flush=True)
        return output

    with People() as people:
        rolled_back("exits at once", 'place "$@" && exit 1')
    people.report("rolled back in its place")
    if not is_full:
        return
    with People() as people:
        rolled_back("hangs before it is ready", 'place "$@" && exec sleep 1000', in_vain)
        # It changes the schema so that the old one is locked out, and then never gets ready.
        lock_out = """change() { python3 -c "
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=20)
database.execute(\\"INSERT OR REPLACE INTO meta VALUES ('min_reader', '9999_later')\\")
database.commit()" "$1"; }
if [ "$1" = migrate ]; then $real "$@" && change "${!#//*sqlite:\\/\\//}"; exit; fi
"""
        rolled_back("locks the old one out and hangs", lock_out + f'place "$@" && change {host.data}/towow.db && exec sleep 1000', in_vain)
        assert not host.database("SELECT value FROM meta WHERE key = 'min_reader'"), "the database was not put back"
        assert os.path.exists(f"{host.data}/towow.db.before-restore")
    people.report("rolled back in their place")
    deb.write(f"{host.folder}/empty.py", EMPTY)
    rolled_back("ready, but fails its self-check", f'place "$@" && exec python3 {host.folder}/empty.py', in_vain)
    with People() as people:
        output = host.script(host.wrapper(bad, lock_out))
        assert "once more a backup" in output and host.version() == bad, output
        host.script("--to", present)
    people.report("a version that locks the old one out, and back before it did")
    shutil.rmtree(f"{host.folder}/versions/{bad}")
    output = host.script(host.wrapper(bad, lock_out + f'place "$@" && exec python3 {host.folder}/empty.py'), expect=1, settings=in_vain)
    assert "NOT ROLLED BACK" in output, output
    print("  locks the old one out, ready, fails its self-check: says that it did not go back")
    shutil.copy(host.versions[present], host.program + ".own")
    os.rename(host.program + ".own", host.program)
    host.supervisor.restart()
    wait(lambda: deb.ask("/health/ready")[0] == 200 and deb.ask("/")[0] == 200, 30, "the server does not come back")


def main():
    started, is_full = time.monotonic(), "--full" in sys.argv
    # Descriptor 3 is the socket's in the programs that the supervisor starts: nothing else may have it here.
    placeholder = os.open("/dev/null", os.O_RDONLY)
    if placeholder != 3:
        os.dup2(placeholder, 3)
    with tempfile.TemporaryDirectory(prefix="towow-upgrade-") as folder, contextlib.ExitStack() as stack:
        host = Host(folder, 4 if is_full else 2)
        stack.callback(host.supervisor.close)
        if is_full:
            check_both_ways(host)
        else:
            check_there_and_back(host)
        check_refused(host, is_full)
        check_rolled_back(host, is_full)
        lost = [demand for demand in People.accepted if deb.ask(f"/api/v1/demand/{demand}")[0] != 200]
        assert not lost, f"{len(lost)} of {len(People.accepted)} demands are lost"
        unfinished = "SELECT count(*) FROM demands WHERE completed_at IS NULL"
        wait(lambda: host.database(unfinished) == [(0,)], 120, "demands that never end")
        assert host.database("PRAGMA integrity_check") == [("ok",)]
        assert host.database("SELECT count(*) FROM demands") == [(len(People.accepted),)]
    print(f"upgrade: {len(People.accepted)} demands, all there and ended, in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
