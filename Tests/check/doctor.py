#!/usr/bin/env python3
"""`towow doctor` beside a real server, and with one thing wrong at a time: the right check says so, and the exit status with it."""
import contextlib, http.server, json, os, socket, subprocess, sys, tempfile, threading

import _server
from _server import Server, free_port

KEY = "the-operators-key-of-this-check"
checks = 0


def doctor(environment, *options):
    """(exit status, findings by check)"""
    done = subprocess.run([_server.BINARY, "doctor", "--json", *options], env={"PATH": os.environ["PATH"], **environment}, cwd="/",
                          capture_output=True, text=True, timeout=60)
    if done.returncode not in (0, 1):
        sys.exit(f"doctor {options}: status {done.returncode}\n{done.stderr}")
    report = json.loads(done.stdout)
    assert (report["status"] == "fail") == (done.returncode == 1), (done.returncode, report)
    found = {}
    for finding in report["checks"]:
        assert finding["status"] == "ok" or finding["advice"], finding
        found.setdefault(finding["check"], []).append(finding)
    return done.returncode, found


def expect(environment, check, status, text, *options):
    global checks
    checks += 1
    _, found = doctor(environment, *options)
    if not any(f["status"] == status and text in f["message"] for f in found.get(check, [])):
        sys.exit(f"{check} should be {status} with {text!r}, but is {found.get(check)}")


class Refusing(http.server.BaseHTTPRequestHandler):
    """The list of models, as a service that knows one key and one model has it."""

    asked = []

    def do_GET(self):
        Refusing.asked.append((self.command, self.path))
        right = self.headers.get("x-api-key") == "right-key"
        known = self.path in ("/v1/models?limit=1", "/v1/models/claude-known")
        status = 401 if not right else 200 if known else 404
        self.send_response(status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


def main():
    server = Server({"ADMIN_API_KEY": KEY})
    base = {**{k: server.environment[k] for k in server.environment}, "APP_HOST": "127.0.0.1", "APP_PORT": str(server.port),
            "TOWOW_DATA_DIR": server.folder.name + "/data"}
    status, found = doctor(base)
    assert status == 0, found
    expect(base, "port", "ok", "a server of this version answers")
    expect(base, "pending", "ok", "uses this configuration")
    expect(base, "database", "ok", "up to date")
    expect(base, "data", "ok", "writable and private")
    expect(base, "admin-key", "ok", "set")
    expect({**base, "ADMIN_API_KEY": "another-key-than-the-servers"}, "pending", "warn", "does not take")
    expect({**base, "ADMIN_API_KEY": "short"}, "admin-key", "warn", "fewer than 16")
    assert server.stop() == 0

    with tempfile.TemporaryDirectory(prefix="towow-doctor-") as folder:
        data = folder + "/data"
        plain = {"TOWOW_DATA_DIR": data, "APP_PORT": str(free_port())}
        expect(plain, "data", "ok", "does not exist yet")
        expect(plain, "database", "ok", "does not exist yet")
        expect(plain, "port", "ok", "is free")
        expect({**plain, "APP_PORT": "x"}, "configuration", "fail", "APP_PORT")
        expect({**plain, "TOWOW_NO_SUCH": "1"}, "configuration", "fail", "TOWOW_NO_SUCH is unknown")
        expect({**plain, "APP_HOST": "192.0.2.1"}, "port", "fail", "no address of this machine")
        expect({**plain, "TRUSTED_PROXIES": "0.0.0.0/0"}, "proxies", "warn", "believes everybody")
        expect({**plain, "APP_ENV": "production", "APP_HOST": "127.0.0.1", "ADMIN_API_KEY": KEY}, "proxies", "warn", "TRUSTED_PROXIES")
        expect({**plain, "APP_ENV": "production", "ADMIN_API_KEY": KEY}, "tls", "warn", "plain HTTP")
        expect({**plain, "DATABASE_URL": f"postgresql://u:secret@127.0.0.1:{free_port()}/x"}, "database", "fail", "cannot use the database")
        expect(plain, "openagents", "ok", "off")
        network = {"OPENAGENT_HOST": "127.0.0.1", "OPENAGENT_HTTP_PORT": str(free_port())}
        expect({**plain, **network}, "openagents", "warn", "nobody answers")
        expect({**plain, "OPENAGENT_HOST": "http://net"}, "configuration", "fail", "OPENAGENT_HOST must be a host name")
        assert "secret" not in json.dumps(doctor({**plain, "DATABASE_URL": f"postgresql://u:secret@127.0.0.1:{free_port()}/x"}))

        # Open to others, and mended on request.
        os.mkdir(data, 0o755)
        expect(plain, "data", "warn", "open to others")
        expect(plain, "data", "ok", "0700 now", "--fix")
        assert os.stat(data).st_mode & 0o777 == 0o700
        with open(data + "/towow.db", "w") as file:
            file.write("this is no database, but long enough to be taken for one" * 100)
        expect(plain, "database", "fail", "cannot use the database")
        os.remove(data + "/towow.db")

        # Somebody else at the port.
        taken = socket.create_server(("127.0.0.1", int(plain["APP_PORT"])))
        threading.Thread(target=answer_nonsense, args=(taken,), daemon=True).start()
        expect(plain, "port", "fail", "something else answers")
        taken.close()

        # Certificates: good, soon to end, ended, with another key, with a key that others may read.
        def certificate(name, days, *more):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
                            "/CN=localhost", "-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.pem", "-days", str(days), *more],
                           check=True, capture_output=True)
            os.chmod(f"{folder}/{name}.key", 0o600)
            return {**plain, "TLS_CERT_FILE": f"{folder}/{name}.pem", "TLS_KEY_FILE": f"{folder}/{name}.key"}
        good = certificate("good", 90)
        soon = certificate("soon", 3)
        expect(good, "tls", "ok", "valid until")
        expect(soon, "tls", "warn", "ends in")
        expect({**good, "TLS_KEY_FILE": f"{folder}/soon.key"}, "tls", "fail", "is not the key of")
        expect({**good, "TLS_CERT_FILE": folder + "/none"}, "tls", "fail", "cannot be read")
        os.chmod(f"{folder}/good.key", 0o644)
        expect(good, "tls", "warn", "others than its owner")
        expect(good, "tls", "ok", "0600 now", "--fix")

        # The model: asked only on request, and never for an answer that costs.
        models = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
        threading.Thread(target=models.serve_forever, daemon=True).start()
        claude = {**plain, "ANTHROPIC_API_KEY": "right-key", "ANTHROPIC_BASE_URL": f"http://127.0.0.1:{models.server_port}"}
        expect(claude, "claude", "ok", "--online")
        assert Refusing.asked == [], Refusing.asked
        expect(claude, "claude", "ok", "takes the key", "--online")
        expect({**claude, "LLM_MODEL": "claude-known"}, "claude", "ok", "takes the key", "--online")
        expect({**claude, "LLM_MODEL": "claude-none"}, "claude", "fail", "no model claude-none", "--online")
        expect({**claude, "ANTHROPIC_API_KEY": "wrong"}, "claude", "fail", "refuses the key", "--online")
        assert {method for method, _ in Refusing.asked} == {"GET"}, Refusing.asked
        models.shutdown()
        expect({**claude, "ANTHROPIC_BASE_URL": f"http://127.0.0.1:{free_port()}"}, "claude", "warn", "cannot be reached", "--online")
    print(f"doctor: {checks} findings as they should be")


def answer_nonsense(taken):
    while True:
        try:
            connection, _ = taken.accept()
        except OSError:
            return
        # Whoever only looks whether somebody listens may be gone already.
        with connection, contextlib.suppress(OSError):
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")


if __name__ == "__main__":
    main()
