"""Runs the shell scripts of packaging/container and packaging/pipeline: against a real nginx where they need one, else against stand-ins on
PATH for `docker`, `ssh`, `apt-get` and the like that keep their state in a folder and fail when they are told to."""
import http.server, os, shutil, stat, subprocess, sys, tempfile, threading, time, urllib.error, urllib.request

from _server import free_port

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
CONTAINER = os.path.join(ROOT, "packaging", "container")

# Which containers run, which colour nginx took; FAIL names what goes wrong.
DOCKER = r"""#!/usr/bin/env bash
set -u
echo "$*" >> "$STATE/calls"
[ "$1" = compose ] || exit 64
shift 5
verb=$1; shift
fails() { grep -qx "$1" "$STATE/fail" 2> /dev/null; }
case $verb in
  up)
    for service in "$@"; do
      case $service in blue | green | postgres | nginx) ;; *) continue ;; esac
      touch "$STATE/run.$service"
      if [ $service = nginx ]; then cp "$TOWOW_STATE/colour.conf" "$STATE/taken"; fi
      if fails "up $service"; then exit 1; fi
    done ;;
  kill) [ "$1 $2" = "-s USR2" ] && [ -e "$STATE/run.$3" ] && echo 2 > "$STATE/old-workers" ;;
  stop) for service in "$@"; do rm -f "$STATE/run.$service"; done; if fails "stop"; then exit 1; fi ;;
  exec)
    [ "$1" = -T ] && shift
    service=$1; shift
    [ -e "$STATE/run.$service" ] || exit 1
    case "$*" in
      "towow healthcheck") if fails "health $service"; then exit 1; fi ;;
      "nginx -t -q") if fails "nginx -t"; then exit 1; fi ;;
      *"worker process is shutting dow[n]"*)
        left=$(cat "$STATE/old-workers")
        echo $((left - 1)) > "$STATE/old-workers"
        [ "$left" -gt 0 ] ;;
      "nginx -s reload") cp "$TOWOW_STATE/colour.conf" "$STATE/taken" ;;
      *"/-/colour") sed -n 's/^ *default \(.*\);$/\1/p' "$STATE/taken" ;;
      *"/health/ready")
        colour=$(sed -n 's/^ *default \(.*\):.*$/\1/p' "$STATE/taken")
        [ -e "$STATE/run.$colour" ] || exit 22
        if fails "front $colour"; then exit 22; fi ;;
      *) exit 64 ;;
    esac ;;
  *) exit 64 ;;
esac
"""

# A host of its own: what apt installs becomes the version that runs, unless the package is one that does not work.
HOST = {
    "scp": 'set -- "${@: -2}"; cp "$1" "${2#*:}"',
    "ssh": 'while [ "$1" != sh ]; do shift; done; exec "$@"',
    "sudo": 'exec "$@"',
    "dpkg-query": 'cat "$STATE/installed"',
    "apt-get": r"""
package="${@: -1}"; version=$(basename "$package" | cut -d _ -f 2)
echo "apt-get $version" >> "$STATE/calls"
case $(cat "$package") in
  *refused*) exit 100 ;;
  *broken*) printf '%s' "$version" > "$STATE/installed"; echo broken > "$STATE/health"; exit 0 ;;
  *) printf '%s' "$version" > "$STATE/installed"; echo fine > "$STATE/health" ;;
esac""",
    "towow": r"""
case $1 in
  --version) echo "towow $(cat "$STATE/installed")" ;;
  healthcheck) [ "$(cat "$STATE/health")" = fine ] ;;
esac""",
    "sleep": "exit 0",
}


def executable(path, text):
    with open(path, "w") as file:
        file.write(text)
    os.chmod(path, 0o755)


class Switch:
    """switch.sh with a stand-in for Docker."""

    def __init__(self, folder):
        self.folder = folder
        self.live = os.path.join(folder, "live")
        self.tools = os.path.join(folder, "tools")
        os.makedirs(self.tools)
        executable(os.path.join(self.tools, "docker"), DOCKER)

    def run(self, *arguments, fail=()):
        with open(os.path.join(self.folder, "fail"), "w") as file:
            file.write("".join(line + "\n" for line in fail))
        return subprocess.run(
            [os.path.join(CONTAINER, "switch.sh"), *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60,
            env={**os.environ, "PATH": self.tools + ":" + os.environ["PATH"], "STATE": self.folder, "TOWOW_STATE": self.live, "TOWOW_PATIENCE": "1"})

    def expect(self, status, live, images, *arguments, fail=()):
        done = self.run(*arguments, fail=fail)
        said = f"{arguments} {fail}: {done.returncode}\n{done.stdout}{done.stderr}"
        assert done.returncode == status, said
        running = {name[4:] for name in os.listdir(self.folder) if name.startswith("run.")}
        assert running & {"blue", "green"} == ({live} if live else set()), f"{running} run\n{said}"
        shown = self.run("--status").stdout
        assert f"live: {live or 'none'}, {images}" in shown, f"{shown}\n{said}"


def check_switch(times):
    """So many switches, in both directions, and each failure leads back. The number of runs."""
    with tempfile.TemporaryDirectory(prefix="towow-switch-") as folder:
        switch = Switch(folder)
        one, both = "blue: towow:1, green: ", "blue: towow:1, green: towow:2"
        switch.expect(1, None, one, "--image", "towow:1", fail=["up blue"])
        switch.expect(1, None, one, fail=["front blue"])
        switch.expect(0, "blue", one)
        for fault in ("up green", "health green", "nginx -t", "front green"):
            switch.expect(1, "blue", one, "--image", "towow:2", fail=[fault])
        switch.expect(0, "green", both, "--image", "towow:2")
        # Again is nothing, with another image it is a mistake.
        switch.expect(0, "green", both, "--to", "green")
        switch.expect(1, "green", both, "--to", "green", "--image", "towow:3")
        switch.expect(1, "green", both, "--to", "green", fail=["health green"])
        switch.expect(1, "green", both, "--image", "towow:3", fail=["front blue"])
        for turn in range(times):
            switch.expect(0, ("blue", "green")[turn % 2], both)
        assert switch.run("--to", "red").returncode == 1 and switch.run("--colour").returncode == 1
        with open(os.path.join(folder, "calls")) as file:
            calls = file.read().splitlines()
        # The last turn: the old colour drained, nginx was asked until no old worker was left, and only then it ended.
        last = [next(name for name in ("kill -s USR2 blue", "shutting dow[n]", "stop -t 20 blue") if name in line) for line in calls[-5:]]
        assert last == ["kill -s USR2 blue"] + ["shutting dow[n]"] * 3 + ["stop -t 20 blue"], calls[-8:]
        return sum(" up " in line for line in calls)


def check_deploy():
    """deploy.sh on a host of stand-ins: upgrade, way back, refusal, nothing to go back to, package that arrives broken."""
    with tempfile.TemporaryDirectory(prefix="towow-deploy-") as folder:
        tools = os.path.join(folder, "tools")
        os.makedirs(tools)
        for name, text in HOST.items():
            executable(os.path.join(tools, name), "#!/usr/bin/env bash\n" + text)
        for file in ("installed", "health", "calls"):
            open(os.path.join(folder, file), "w").close()

        def package(version, text):
            path = os.path.join(folder, f"towow_{version}_amd64.deb")
            with open(path, "w") as file:
                file.write(text)
            return path

        def deploy(path, host="deploy@towow.example"):
            done = subprocess.run(
                [os.path.join(ROOT, "packaging", "pipeline", "deploy.sh"), "--host", host, "--package", path], capture_output=True, text=True,
                stdin=subprocess.DEVNULL, timeout=60,
                env={**os.environ, "PATH": tools + ":" + os.environ["PATH"], "STATE": folder, "TOWOW_PACKAGES": folder + "/cache"})
            with open(os.path.join(folder, "installed")) as file:
                return done.returncode, file.read(), done.stdout + done.stderr

        def expect(status, version, *arguments):
            got = deploy(*arguments)
            assert got[:2] == (status, version), f"{arguments}: {got}, not {(status, version)}"

        expect(3, "1.0.0", package("1.0.0", "broken"))
        expect(0, "1.0.0", package("1.0.0", "works"))
        expect(0, "1.1.0", package("1.1.0", "works"))
        expect(1, "1.1.0", package("1.2.0", "broken"))
        expect(1, "1.1.0", package("1.3.0", "refused"))
        # The same version, built again, and broken.
        expect(1, "1.1.0", package("1.1.0", "broken"))
        expect(0, "1.0.0", package("1.0.0", "works"))
        for number in range(4, 9):
            expect(0, f"1.{number}.0", package(f"1.{number}.0", "works"))
        kept = [name for name in os.listdir(folder + "/cache") if name != "current"]
        assert len(kept) == 3, kept
        executable(os.path.join(tools, "scp"), "#!/usr/bin/env bash\nset -- \"${@: -2}\"; head -c 3 \"$1\" > \"${2#*:}\"\n")
        expect(2, "1.8.0", package("1.9.0", "works"))
        executable(os.path.join(tools, "scp"), "#!/usr/bin/env bash\nexit 255\n")
        expect(2, "1.8.0", package("1.9.0", "works"))
        expect(2, "1.8.0", package("1.9.0", "works"), "-oProxyCommand=evil")
        expect(2, "1.8.0", folder + "/none.deb")


def check_secrets():
    with tempfile.TemporaryDirectory(prefix="towow-secrets-") as folder:
        environment = {**os.environ, "TOWOW_SECRETS": folder + "/secrets", "TOWOW_OWNER": str(os.getuid())}

        def contents():
            subprocess.run([CONTAINER + "/secrets.sh"], env=environment, check=True, stdin=subprocess.DEVNULL)
            found = {}
            for name in ("admin_api_key", "postgres_password", "openagent_password"):
                with open(f"{folder}/secrets/{name}") as file:
                    found[name] = file.read()
            return found

        first = contents()
        assert contents() == first, "a second run makes others"
        assert all(len(value) == 64 for value in first.values()) and len(set(first.values())) == 3
        assert stat.S_IMODE(os.stat(folder + "/secrets").st_mode) == 0o700
        os.truncate(folder + "/secrets/admin_api_key", 0)
        assert contents()["admin_api_key"] not in ("", first["admin_api_key"]), "an empty secret stays"


def check_certbot():
    """The hook gives ToWow's user both files; the loop ends when it is told to, and outlives a renewal that fails."""
    with tempfile.TemporaryDirectory(prefix="towow-certbot-") as folder:
        for name in ("lineage", "tls", "tools"):
            os.mkdir(f"{folder}/{name}")
        for name in ("privkey.pem", "fullchain.pem"):
            with open(f"{folder}/lineage/{name}", "w") as file:
                file.write(name)
        executable(folder + "/tools/certbot", f'#!/bin/sh\necho "$*" >> {folder}/calls\ncase $1 in renew) exit 1 ;; esac\n')
        environment = {
            **os.environ, "PATH": folder + "/tools:" + os.environ["PATH"], "RENEWED_LINEAGE": folder + "/lineage", "TLS_FOLDER": folder + "/tls",
            "TOWOW_OWNER": f"{os.getuid()}:{os.getgid()}", "TOWOW_DOMAIN": "towow.example", "ACME_EMAIL": "ops@towow.example"}
        script = ["sh", CONTAINER + "/certbot/certbot.sh"]
        subprocess.run([*script, "first"], env=environment, check=True)
        for name in ("privkey.pem", "fullchain.pem"):
            with open(f"{folder}/tls/{name}") as file:
                assert file.read() == name
            assert stat.S_IMODE(os.stat(f"{folder}/tls/{name}").st_mode) == 0o600
        os.remove(folder + "/lineage/fullchain.pem")
        assert subprocess.run([*script, "deploy"], env=environment, stderr=subprocess.DEVNULL).returncode
        assert os.path.exists(folder + "/tls/fullchain.pem"), "a failure takes the certificate away"
        assert subprocess.run(script, env=environment, stderr=subprocess.DEVNULL).returncode == 2
        loop = subprocess.Popen([*script, "renew"], env=environment, start_new_session=True)
        try:
            until("certbot renew", lambda: "\nrenew " in read(folder + "/calls"))
            loop.terminate()
            assert loop.wait(10) == 0
        finally:
            # The sleep that the loop waited for is in its group.
            try:
                os.killpg(loop.pid, 9)
            except ProcessLookupError:
                pass


def read(path):
    with open(path) as file:
        return file.read()


def until(what, condition, patience=20):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.05)
    sys.exit(f"in vain: {what}")


class Backend(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/stream":
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\ndata\n\r\n")
            # The rest only comes when the test has the first part.
            self.server.heard.wait(20)
            self.wfile.write(b"0\r\n\r\n")
            return
        body = f"{self.server.server_port} {self.headers['X-Forwarded-For']} {self.headers['X-Forwarded-Proto']} {self.headers['Host']}".encode()
        self.send_response(503 if self.path == "/503" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def check_nginx():
    """The real nginx with the container's configuration: right backend after a reload, the client's address, no /metrics, streams at once."""
    backends = []
    for _ in range(2):
        backend = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Backend)
        backend.heard = threading.Event()
        threading.Thread(target=backend.serve_forever, daemon=True).start()
        backends.append(backend)
    with tempfile.TemporaryDirectory(prefix="towow-nginx-") as folder:
        port = free_port()
        text = read(CONTAINER + "/nginx/nginx.conf")
        for old, new in (("/tmp/", folder + "/"), ("/etc/nginx/live", folder), ("listen 8080", f"listen 127.0.0.1:{port}"),
                         ("/dev/stderr", folder + "/log"), ("worker_rlimit_nofile 65536;", ""), ("16384", "256")):
            assert old in text, old
            text = text.replace(old, new)
        # Root would hand its workers to another user, who may not read this folder.
        text = ("user root;\n" if os.getuid() == 0 else "") + text
        with open(folder + "/nginx.conf", "w") as file:
            file.write(text)

        def colour(backend):
            with open(folder + "/colour.conf", "w") as file:
                file.write(f'map "" $colour {{\n    default 127.0.0.1:{backend.server_port};\n}}\n')

        def get(path, **headers):
            request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, error.read().decode()

        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        command = [nginx, "-e", folder + "/log", "-c", folder + "/nginx.conf", "-p", folder]
        assert subprocess.run([*command, "-t"], capture_output=True).returncode, "nginx starts without a colour"
        colour(backends[0])
        process = subprocess.Popen([*command, "-g", "daemon off;"])
        try:
            until("nginx answers", lambda: get("/")[0] == 200)
            assert get("/", **{"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}) == (
                200, f"{backends[0].server_port} 203.0.113.7, 127.0.0.1 https 127.0.0.1:{port}")
            assert get("/", **{"X-Forwarded-Proto": "nonsense"})[1].split()[2] == "http"
            assert get("/metrics")[0] == 404 and get("/503")[0] == 503
            assert get("/-/colour") == (200, f"127.0.0.1:{backends[0].server_port}\n")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/stream", timeout=10) as stream:
                assert stream.read(5) == b"data\n"
                backends[0].heard.set()
                assert stream.read() == b""
            colour(backends[1])
            subprocess.run([*command, "-s", "reload"], check=True)
            until("the other colour", lambda: get("/")[1].split()[0] == str(backends[1].server_port))
        finally:
            process.terminate()
            process.wait(20)
            for backend in backends:
                backend.shutdown()
