#!/usr/bin/env python3
# check: beside
"""packaging/bluegreen/bluegreen.sh with a real nginx and a real PostgreSQL: there and back under load, and a version that is no good.

    bluegreen_script.py [--full] [--times 2] [--rate 20] [--demands 24]

    --full      with what an earlier run left undone, and everything that can go wrong at a switch

All the time clients come through nginx (40 % pages of a log, 40 % pages and status, 20 % submits), each call on a connection of its own,
viewers follow every demand, and negotiations wait for members who never answer. No call may fail, every demand must end once, every
viewer must have seen exactly its log. The colours have different versions: the same build with another version string. Bad versions are
wrappers around the real binary; a broken migration is a database whose last step ran but is not noted. `--full --times 10 --rate 30
--demands 400` is the long form.
"""
import argparse, contextlib, fcntl, http.client, json, os, random, re, shutil, signal, subprocess, sys, tempfile, threading, time

from _debian import wait
from _group import Nginx, Postgres
from _server import BINARY, ROOT, Viewer, free_port, log_faults
from _versions import another
from bluegreen import Steady
from group import MEMBERS, TEXT, VAGUE

SCRIPT = os.path.join(ROOT, "packaging", "bluegreen", "bluegreen.sh")
WRAPPERS = {
    "exits at once": "exit 1",
    "hangs before it is ready": "exec sleep 1000",
    "ready, but fails its self-check": "exec python3 {folder}/empty.py",
}
# Says that it is ready, and has nothing to show.
EMPTY = '''import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health/ready" else 500)
        self.end_headers()
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["APP_PORT"])), Handler).serve_forever()
'''


class TimedViewer(Viewer):
    """Notes how long it was without a stream each time it lost one."""

    def __init__(self, ports, demand):
        self.lost, self.gaps = None, []
        super().__init__(ports, demand)

    def follow(self):
        try:
            super().follow()
        finally:
            self.lost = self.lost or time.monotonic()

    def read(self, connection, end):
        before = self.connections
        try:
            super().read(connection, end)
        finally:
            if self.connections > before:
                self.lost = None

    @property
    def connections(self):
        return self.count

    @connections.setter
    def connections(self, count):
        self.count = count
        if self.lost:
            self.gaps.append((time.monotonic(), time.monotonic() - self.lost))


class Mix(Steady):
    """Clients of the usual mix, at `rate` calls a second; at most so many negotiations are under way that a new one begins."""

    def __init__(self, port, most, rate):
        self.rate, self.submitted = rate, 0
        super().__init__(port, most)

    def submit_all(self):
        pass

    def ask(self, seed):
        rng, pace = random.Random(seed), threading.Event()
        following = time.monotonic()
        while not self.ended.is_set():
            following += 3 / self.rate
            pace.wait(max(0, following - time.monotonic()))
            with self.lock:
                demands = list(self.demands)
                submits = (not demands or rng.random() < 0.2) and self.has_room(self.submitted)
                self.submitted += submits
                number = self.submitted
            if submits:
                self.submit(number)
            elif demands and rng.random() < 0.5:
                self.call("GET", f"/api/v1/events/negotiations/{rng.choice(demands)}/recent?count=200")
            elif demands:
                demand = rng.choice(demands)
                self.get(rng.choice(["/", f"/api/v1/demand/{demand}/status", f"/api/v1/demand/{demand}", "/api/v1/agents?limit=3"]))

    def cancel(self):
        """What still waits for members has half a minute more after each change of hands: its requesters end it instead."""
        self.over.set()
        for viewer in self.viewers:
            if viewer.done:
                continue
            demand, token = viewer.demand, self.demands[viewer.demand]
            self.call("POST", f"/api/v1/demand/{demand}/cancel", {}, {"Authorization": "Bearer " + token}, until=(200, 409))

    def get(self, path):
        """A page need not be JSON."""
        try:
            self.call("GET", path)
        except ValueError:
            if path != "/":
                raise

    def submit(self, number):
        text, clarify = (VAGUE, True) if number % 4 == 0 else (TEXT.format(20 + number), False)
        answer = self.call("POST", "/api/v1/demand/submit", {"raw_input": text, "clarify": clarify})
        if not answer:
            return
        viewer = TimedViewer(lambda: self.port, answer["demand_id"])
        with self.lock:
            self.demands[answer["demand_id"]] = answer["owner_token"]
            self.viewers.append(viewer)
        viewer.start()
        if clarify:
            threading.Timer(random.uniform(*self.ANSWERS_AFTER), self.answer, (answer["demand_id"],)).start()


class Site:
    """nginx, PostgreSQL, two colours as plain processes, and the script's settings for them. Members have `patience` seconds to answer."""

    def __init__(self, folder, patience):
        self.folder, self.postgres = folder, Postgres()
        self.ports = {"blue": free_port(), "green": free_port()}
        self.versions = {"blue": another(folder, 1), "green": another(folder, 2)}
        for colour in self.ports:
            os.mkdir(f"{folder}/{colour}")
        shutil.copy(self.versions["blue"][1], f"{folder}/blue/towow")
        self.upstream = f"{folder}/upstream.conf"
        self.write("upstream.conf", f"# Written by bluegreen.sh.\nserver 127.0.0.1:{self.ports['blue']} max_fails=0;\n")
        self.write("empty.py", EMPTY)
        self.write("start", f"""#!/bin/bash
cd {folder}/$1
env -i PATH="$PATH" APP_HOST=127.0.0.1 APP_PORT=$2 DATABASE_URL={self.postgres.url} TOWOW_DATA_DIR={folder}/$1/data DEBUG=false \\
    LOG_LEVEL=warning TOWOW_RESPONSE_TIMEOUT={patience} ENABLE_RATE_LIMIT=false TRUSTED_PROXIES=127.0.0.1 \\
    setsid {folder}/$1/towow serve >> {folder}/$1/log 2>&1 < /dev/null &
echo $! > {folder}/$1/pid
""")
        self.write("stop", f"""#!/bin/bash
pid=$(cat {folder}/$1/pid 2> /dev/null) || exit 0
[ ! -e /proc/$pid/exe ] || kill -TERM $pid
for _ in $(seq 150); do [ -e /proc/$pid/exe ] || exit 0; sleep 0.1; done
exit 1
""")
        self.write("settings", f"""BLUE_PORT={self.ports['blue']} GREEN_PORT={self.ports['green']}
PROGRAM='{folder}/{{colour}}/towow' UPSTREAM={self.upstream} LOCK={folder}/lock KEEP=true WAIT_READY=30
START='bash {folder}/start {{colour}} {{port}}' STOP='bash {folder}/stop {{colour}}'
RUNNING='test -e /proc/$(cat {folder}/{{colour}}/pid)/exe' DRAIN='kill -USR2 $(cat {folder}/{{colour}}/pid)'
SELF_CHECK='env -i PATH="$PATH" APP_PORT={{port}} DATABASE_URL={self.postgres.url} TOWOW_DATA_DIR={folder}/{{colour}}/data {{program}} doctor > {folder}/doctor'
""")
        with open(f"{folder}/members", "w") as file:
            file.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in MEMBERS)
        subprocess.run([BINARY, "agents", "import", f"{folder}/members"], check=True, stdout=subprocess.DEVNULL,
                       env={"PATH": os.environ["PATH"], "DATABASE_URL": self.postgres.url})
        subprocess.run(["bash", f"{folder}/start", "blue", str(self.ports["blue"])], check=True)
        wait(lambda: self.is_ready("blue"), 30, lambda: self.log("blue"))
        self.nginx = IncludingNginx(self.upstream)
        self.write("settings", self.read("settings") + f"""NGINX_TEST='nginx -t -q -e {self.nginx.folder.name}/error.log -c {self.nginx.folder.name}/nginx.conf'
NGINX_RELOAD='kill -HUP {self.nginx.process.pid}' NGINX_PID={self.nginx.folder.name}/pid
URL=http://127.0.0.1:{self.nginx.port}
""")

    def write(self, name, text):
        with open(f"{self.folder}/{name}", "w") as file:
            file.write(text)

    def read(self, name):
        with open(f"{self.folder}/{name}") as file:
            return file.read()

    def log(self, colour):
        return self.read(f"{colour}/log")[-3000:]

    def get(self, port, path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def is_ready(self, colour):
        try:
            return self.get(self.ports[colour], "/health/ready")[0] == 200
        except OSError:
            return False

    def version(self, colour):
        return re.search(r'towow_build_info\{.*version="([^"]+)"', self.get(self.ports[colour], "/metrics")[1])[1]

    def pid(self, colour):
        return int(self.read(f"{colour}/pid"))

    def live(self):
        port = int(re.search(r"127\.0\.0\.1:(\d+)", self.read("upstream.conf"))[1])
        return next(colour for colour, own in self.ports.items() if own == port)

    def script(self, *arguments, settings=""):
        self.write("settings.now", self.read("settings") + settings)
        return subprocess.Popen([SCRIPT, *arguments, "--config", f"{self.folder}/settings.now"], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin"})

    def run(self, *arguments, expect=0, **options):
        process = self.script(*arguments, **options)
        output = process.communicate(timeout=120)[0]
        if process.returncode != expect:
            sys.exit(f"bluegreen.sh {' '.join(arguments)}: {process.returncode}\n{output}\n{self.log('blue')}\n"
                     f"{self.log('green') if os.path.exists(self.folder + '/green/log') else ''}")
        return output

    def end(self):
        """Whatever way this ends: what the script started is nobody's child."""
        for colour in self.ports:
            with contextlib.suppress(OSError):
                if f"{self.folder}/" in os.readlink(f"/proc/{self.pid(colour)}/exe"):
                    os.kill(self.pid(colour), signal.SIGKILL)

    def close(self):
        self.nginx.close()
        for colour in self.ports:
            subprocess.run(["bash", f"{self.folder}/stop", colour], check=True)
        self.postgres.close()


class IncludingNginx(Nginx):
    """nginx whose upstream is the file that the script writes."""

    def __init__(self, upstream):
        self.upstream = upstream
        super().__init__([])

    def write(self, ports):
        super().write([0])
        path = self.folder.name + "/nginx.conf"
        with open(path) as file:
            text = file.read()
        text, count = re.subn(r"^ *server 127\.0\.0\.1:0 .*$", f"        include {self.upstream};", text, flags=re.M)
        assert count == 1
        with open(path, "w") as file:
            file.write(text)


def check_switches(site, load, times):
    for number in range(times):
        old = site.live()
        new = "green" if old == "blue" else "blue"
        # There is something half done at each switch, and somebody who watches.
        wait(lambda: load.under_way() >= 5, 60, "too few negotiations are under way")
        watching = [(viewer, viewer.connections) for viewer in list(load.viewers) if not viewer.done and viewer.connections]
        started = time.monotonic()
        first = () if os.path.exists(f"{site.folder}/{new}/towow") else ("--program", site.versions[new][1])
        # The second time it is a rollback, which is the same thing by another name.
        site.run(*(("rollback",) if number % 2 else ("switch", *first)))
        took = time.monotonic() - started
        assert site.live() == new and site.is_ready(new) and not site.is_ready(old)
        assert site.version(new) == site.versions[new][0], site.version(new)
        wait(lambda: all(viewer.done or viewer.connections > count for viewer, count in watching), 20, "viewers do not come back")
        gaps = [gap for viewer, _ in watching for moment, gap in viewer.gaps if moment > started]
        print(f"  switch {number + 1}, to {new} {site.versions[new][0]}: {took:.1f} s; {len(watching)} viewers, {len(gaps)} came back, all "
              f"within {max(gaps, default=0) * 1000:.0f} ms", flush=True)


def check_repeated(site):
    live = site.live()
    pid = site.pid(live)
    other = "green" if live == "blue" else "blue"
    assert f"{live} is live" in site.run("switch", "--to", live) and site.pid(live) == pid
    # An earlier run was killed before it drained the other colour.
    subprocess.run(["bash", f"{site.folder}/start", other, str(site.ports[other])], check=True)
    wait(lambda: site.is_ready(other), 30, lambda: site.log(other))
    site.run("switch", "--to", live)
    assert not site.is_ready(other) and site.is_ready(live) and site.pid(live) == pid
    output = site.run("switch", "--dry-run")
    assert "would start" in output and site.live() == live and not site.is_ready(other)
    status = site.run("status")
    assert re.search(rf"^{live} +live +port {site.ports[live]} +ready +runs {re.escape(site.versions[live][0])},", status, re.M), status
    assert re.search(rf"^{other} +port {site.ports[other]} +stopped ", status, re.M), status
    with open(f"{site.folder}/lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        site.run("switch", expect=3)
    site.run("switch", "--to", "red", expect=2)
    site.run("switch", "--to", live, "--program", BINARY, expect=2)
    print("  repeated: nothing to do; what a killed run left is finished; two at once: refused")


def check_bad(site, is_full):
    live = site.live()
    other = "green" if live == "blue" else "blue"
    pid = site.pid(live)
    good = open(f"{site.folder}/{other}/towow", "rb").read()

    def refused(what, *arguments, why, settings="", is_drained=False):
        started = time.monotonic()
        output = site.run("switch", *arguments, expect=1, settings=settings)
        assert why in output and "rolling back" in output and f"{live} serves, version {site.versions[live][0]}" in output, output
        # One that was drained already was started again.
        assert site.live() == live and (site.pid(live) != pid) == is_drained and site.is_ready(live), output
        assert site.version(live) == site.versions[live][0]
        assert not site.is_ready(other), output
        with open(f"{site.folder}/{other}/towow", "rb") as file:
            assert file.read() == good, "the other colour's program was not put back"
        assert f'server 127.0.0.1:{site.ports[live]} max_fails=0;' in site.read("upstream.conf")
        print(f"  {what}: rolled back after {time.monotonic() - started:.1f} s", flush=True)

    reasons = ["ended by itself", "not ready after", "does not serve its page"]
    for (what, serve), why in zip(WRAPPERS.items(), reasons):
        site.write("bad", f'#!/bin/bash\ncase "$1" in\n    serve) {serve.format(folder=site.folder)} ;;\n'
                          f'    *) exec {site.versions[other][1]} "$@" ;;\nesac\n')
        os.chmod(f"{site.folder}/bad", 0o755)
        # Only one that hangs is waited for in vain.
        refused(what, "--program", f"{site.folder}/bad", why=why, settings="WAIT_READY=4\n" if why == "not ready after" else "")
        if not is_full:
            return
    refused("a self-check of one's own", why="self-check", settings="SELF_CHECK=false\n")
    # Its last step did run but is not noted: to run it again fails.
    name, moment = site.postgres.query("SELECT name, applied_at FROM schema_migrations ORDER BY name DESC LIMIT 1")[0]
    site.postgres.query(f"DELETE FROM schema_migrations WHERE name = '{name}'")
    refused("a migration that fails", why="", settings="WAIT_READY=8\n")
    site.postgres.query(f"INSERT INTO schema_migrations VALUES ('{name}', {moment})")
    refused("nginx does not accept its configuration", why="does not accept", settings="NGINX_TEST=false\n")
    refused("nginx is not told", why="does not take", settings="NGINX_RELOAD=true WAIT_NGINX=1\n")
    refused("the site does not answer", why="does not answer", settings=f"URL=http://127.0.0.1:{free_port()}\n")
    refused("a self-check that fails once people come", why="self-check", settings=f"SELF_CHECK='! grep {{port}} {site.upstream}'\n")
    pid = site.pid(live)
    refused("a self-check that fails once the old one has ended", why="draining", is_drained=True,
            settings=f"SELF_CHECK='exec 3<> /dev/tcp/127.0.0.1/{site.ports[live]}'\n")
    # The operator loses patience while it starts.
    site.write("bad", f'#!/bin/bash\n[ "$1" = serve ] && exec sleep 1000\nexec {site.versions[other][1]} "$@"\n')
    process = site.script("switch", "--program", f"{site.folder}/bad")
    wait(lambda: site.pid(other) and os.path.exists(f"/proc/{site.pid(other)}/exe") and b"sleep" in open(f"/proc/{site.pid(other)}/cmdline", "rb").read(), 30, "not started")
    process.send_signal(signal.SIGTERM)
    output = process.communicate(timeout=60)[0]
    assert process.returncode == 1 and "rolling back" in output and site.is_ready(live) and site.live() == live, output
    assert not os.path.exists(f"/proc/{site.pid(other)}/exe") and open(f"{site.folder}/{other}/towow", "rb").read() == good
    print("  interrupted: rolled back")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--demands", type=int, default=24)
    options = parser.parse_args()
    if not options.full:
        Mix.ANSWERS_AFTER = (1, 3)
    with tempfile.TemporaryDirectory(prefix="towow-colours-") as folder, contextlib.ExitStack() as stack:
        site = Site(folder, 12 if options.full else 3)
        stack.callback(site.end)
        load = Mix(site.nginx.port, options.demands, options.rate)
        check_switches(site, load, options.times)
        if options.full:
            site.run("switch", "--dry-run")
            check_repeated(site)
        check_bad(site, options.full)
        load.stop()
        if not options.full:
            load.cancel()
        unfinished = "SELECT count(*) FROM demands WHERE completed_at IS NULL"
        wait(lambda: site.postgres.query(unfinished) == [["0"]], 180, lambda: "demands never end: " + str(site.postgres.query(
            "SELECT id, status, head, lease_owner, (SELECT type FROM events WHERE demand = number AND seq = head) FROM demands WHERE "
            "completed_at IS NULL LIMIT 5")))
        faults = list(load.faults)
        for viewer in load.viewers:
            viewer.join(30)
            log = [json.loads(line) for line in site.get(site.nginx.port, f"/api/v1/demand/{viewer.demand}/export")[1].splitlines()]
            faults += log_faults(viewer.demand, log) + viewer.compare(log)
        if int(site.postgres.query("SELECT count(*) FROM demands")[0][0]) != len(load.demands):
            faults.append("the store has other demands than were answered 200")
        gaps = [gap for viewer in load.viewers for _, gap in viewer.gaps]
        site.close()
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{options.times} switches, {load.count} calls {dict(sorted(load.statuses.items()))}, slowest {load.slowest * 1000:.0f} ms; "
          f"{len(load.demands)} demands, all ended; {len(gaps)} streams came back, the last after {max(gaps, default=0) * 1000:.0f} ms; "
          f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
