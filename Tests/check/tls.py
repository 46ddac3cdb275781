#!/usr/bin/env python3
"""TLS in the process, on the real binary: versions, protocols, every kind of call over both; the certificate renewed under open
streams; the plain port beside it; a restart with open HTTP/2 streams; sockets handed over by name."""
import json, os, re, shutil, signal, socket, subprocess, sys, tempfile, time
from playwright.sync_api import sync_playwright
from _h2 import Client, SecureServer, make_certificate, put, serial
from _server import BINARY, free_port

folder = tempfile.TemporaryDirectory(prefix="towow-tls-")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
faults = []


def expect(condition, what):
    if not condition:
        faults.append(what)
        print("FAILED:", what)


def wait(condition, seconds, what):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            expect(False, f"{what} within {seconds} s")
            return False
        time.sleep(0.02)
    return True


def s_client(port, *options):
    return subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", *options], input=b"", capture_output=True,
                          timeout=20)


def versions(server):
    for option, accepted in (("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)):
        result = s_client(server.port, option, "-cipher", "DEFAULT@SECLEVEL=0", "-alpn", "h2,http/1.1")
        output = result.stdout + result.stderr
        expect((b"ALPN protocol: h2" in output) == accepted, f"{option} accepted: {accepted}")
        if not accepted:
            expect(b"protocol version" in output, f"{option} is refused for its version")
    weak = s_client(server.port, "-tls1_2", "-cipher", "AES128-SHA:AES256-GCM-SHA384:@SECLEVEL=0")
    expect(b"Cipher is (NONE)" in weak.stdout, "ciphers without forward secrecy are refused")
    plain = s_client(server.port, "-alpn", "http/1.1")
    expect(b"ALPN protocol: http/1.1" in plain.stdout, "http/1.1 alone is taken")


def curl(server, *options):
    result = subprocess.run(["curl", "-sk", "--max-time", "20", "-w", "\n%{http_code} %{http_version}", *options],
                            capture_output=True)
    body, _, last = result.stdout.decode().rpartition("\n")
    status, version = last.split()
    return int(status), version, body


def calls(server):
    submit = ["-X", "POST", "-H", "content-type: application/json"]
    with open(folder.name + "/large", "w") as f:
        f.write("x" * 70_000)
    for option, version in (("--http1.1", "1.1"), ("--http2", "2")):
        def status(path, *options):
            code, used, body = curl(server, option, *options, server.url(path))
            expect(used == version, f"{path} came over HTTP {used}, asked {version}")
            return code, body
        expect(status("/health/ready")[0] == 200, f"{version}: GET")
        code, body = status("/", "-i")
        expect(code == 200 and "strict-transport-security: max-age=" in body.lower(), f"{version}: the page, with HSTS")
        code, body = status("/", "-I")
        expect(code == 200 and "<" not in body, f"{version}: HEAD")
        expect(status("/nowhere")[0] == 404, f"{version}: 404")
        expect(status("/health", "-X", "DELETE")[0] == 405, f"{version}: 405")
        expect(status("/health", "-X", "OPTIONS")[0] == 204, f"{version}: 204")
        etag = re.search(r'etag: (\S+)', status("/", "-i")[1], re.I).group(1)
        expect(status("/", "-H", f"if-none-match: {etag}")[0] == 304, f"{version}: 304")
        code, body = status("/api/v1/demand/submit", *submit, "-d", '{"raw_input":"A photographer for Saturday"}')
        expect(code == 200, f"{version}: POST")
        demand = json.loads(body)["demand_id"]
        expect(status("/api/v1/demand/submit", *submit, "-d", "{}")[0] == 400, f"{version}: 400")
        for more in ([], ["-H", "transfer-encoding: chunked"] if version == "1.1" else ["-H", "content-length:"]):
            code, body = status("/api/v1/demand/submit", *submit, *more, "--data-binary", f"@{folder.name}/large")
            expect(code == 413 and "E001" in body, f"{version}: 413 {more}")
        code, body = status(f"/api/v1/events/negotiations/{demand}/stream", "-N", "-i")
        types = re.findall(r'"event_type":"([^"]+)"', body)
        expect(code == 200 and types[-1:] == ["towow.demand.completed"], f"{version}: the stream ends with its demand")
        if version == "2":
            names = {line.split(":")[0].lower() for line in body.split("\r\n\r\n")[0].splitlines()[1:]}
            expect(not names & {"connection", "transfer-encoding", "keep-alive"}, "2: no fields of HTTP/1 connections")
    expect(b"400 Bad Request" in talk(server.port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"), "plain HTTP is told so")
    talk(server.port, b"\x16\x03\x01\x00\x05hello")


def talk(port, data, seconds=9):
    """What a connection says to some bytes until it closes: at once, and not after the 10 s for a head or a handshake."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.sendall(data)
        answer = b""
        try:
            while chunk := connection.recv(4096):
                answer += chunk
        except ConnectionResetError:
            pass
        except TimeoutError:
            expect(False, f"a connection stays open after {data[:20]}")
        return answer


def ask_for_streams(server):
    """A demand that waits for its owner, watched over both protocols."""
    body = {"raw_input": "I need help", "clarify": True, "language": "en"}
    status, _, answer = server.request("POST", "/api/v1/demand/submit", body)
    assert status == 200, answer
    demand = json.loads(answer)
    path = f"/api/v1/events/negotiations/{demand['demand_id']}/stream"
    first = subprocess.Popen(["curl", "-skN", "--http1.1", "-o", folder.name + "/h1", server.url(path)])
    second = Client(server.port)
    stream = second.begin(path)
    expect(second.pump(lambda: b"clarif" in second.streams[stream]["data"]), "the stream waits for the owner")
    wait(lambda: os.path.exists(folder.name + "/h1") and "clarif" in open(folder.name + "/h1").read(), 20, "HTTP/1 waits too")
    return demand, first, second, stream


def renewal(server):
    demand, first, second, stream = ask_for_streams(server)
    old = serial(server.port)
    server.renew(make_certificate(folder.name, "second"))
    begun = time.monotonic()
    if wait(lambda: serial(server.port) != old, 20, "the renewed certificate is taken"):
        print(f"renewed certificate taken after {time.monotonic() - begun:.1f} s")
    now = serial(server.port)
    # A key that is not the certificate's.
    def complaints():
        return server.read_log().count("cannot be used")

    # Not those of pairs that it saw half renewed.
    before = complaints()
    put(make_certificate(folder.name, "third")[1], server.key)
    wait(lambda: complaints() > before, 20, "a broken pair is reported")
    expect(complaints() == before + 1, "a broken pair is reported once")
    expect(serial(server.port) == now, "a broken pair changes nothing")
    server.renew(make_certificate(folder.name, "fourth"))
    server.process.send_signal(signal.SIGHUP)
    begun = time.monotonic()
    if wait(lambda: serial(server.port) != now, 20, "SIGHUP takes the certificate"):
        print(f"after SIGHUP {time.monotonic() - begun:.2f} s")
    expect(first.poll() is None and not second.done(stream), "open streams go on through renewals")
    headers = {"Authorization": f"Bearer {demand['owner_token']}"}
    status, _, body = server.request("POST", f"/api/v1/demand/{demand['demand_id']}/clarify", {"answers": []}, headers)
    expect(status == 200, f"clarify: {status} {body}")
    expect(second.pump(lambda: second.done(stream)), "the HTTP/2 stream ends")
    expect(first.wait(30) == 0, "the HTTP/1 stream ends properly")
    last = "towow.demand.completed"
    expect(last in open(folder.name + "/h1").read(), "HTTP/1 saw the end")
    expect(last.encode() in second.streams[stream]["data"] and second.streams[stream]["ended"], "HTTP/2 saw the end")
    expect(second.ask("/health")[0] == 200, "the connection of the stream goes on")
    second.close()


def browser(server):
    """The live page in a real browser, all of it over HTTP/2."""
    _, _, answer = server.request("POST", "/api/v1/demand/submit", {"raw_input": "I need help", "clarify": True, "language": "en"})
    demand = json.loads(answer)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page(ignore_https_errors=True, locale="en-US")
        page.goto(server.url(f"/negotiation/{demand['demand_id']}"))
        page.get_by_text("I need help").first.wait_for(timeout=30_000)
        headers = {"Authorization": f"Bearer {demand['owner_token']}"}
        server.request("POST", f"/api/v1/demand/{demand['demand_id']}/clarify", {"answers": []}, headers)
        # Only the stream tells the page.
        page.get_by_text("Finished").first.wait_for(timeout=30_000)
        protocols = page.evaluate("performance.getEntriesByType('resource').map(each => each.nextHopProtocol)")
        expect(len(protocols) > 5 and set(protocols) == {"h2"}, f"a page by HTTP/2: {protocols}")
        print(f"Chromium: live page to its end, {len(protocols)} files by h2")
        chromium.close()


def plain_port(server, port, webroot):
    def ask(path, host=f"localhost:{port}", method="GET"):
        answer = talk(port, f"{method} {path} HTTP/1.1\r\n{f'Host: {host}' if host else 'X: y'}\r\nConnection: close\r\n\r\n".encode())
        head, _, body = answer.decode().partition("\r\n\r\n")
        location = re.search(r"^location: (.*)$", head, re.M | re.I)
        expect("strict-transport-security" not in head.lower(), "no HSTS over plain HTTP")
        return int(head.split()[1]), location.group(1).strip() if location else None, body
    there = f"https://localhost:{server.port}"
    for method in ("GET", "HEAD", "POST"):
        expect(ask("/a/b?c=d&e=%2F", method=method)[:2] == (308, there + "/a/b?c=d&e=%2F"), f"{method} is redirected")
    expect(ask("//evil.example/x")[1] == there + "//evil.example/x", "two slashes lead nowhere else")
    expect(ask("/x", host="towow.example")[1] == "https://towow.example/x", "behind a mapping of port 80 to 443")
    expect(ask("/x", host="[::1]")[1] == "https://[0:0:0:0:0:0:0:1]/x", "an IPv6 address")
    for host in ("", "evil.example/", "a@b", "a b", "-a", "[::1", "a:0", "a:99999", "a..b", "x" * 70, "a\"b", "<script>"):
        expect(ask("/x", host=host)[0] == 400, f"Host {host!r} is refused")
    expect(ask("/health")[0] == 308, "nothing but the way to HTTPS")
    tokens = f"{webroot}/.well-known/acme-challenge"
    os.makedirs(tokens)
    with open(f"{tokens}/tok-en_1", "w") as f:
        f.write("tok-en_1.thumb")
    with open(f"{tokens}/large", "w") as f:
        f.write("x" * 5000)
    os.symlink("/etc/passwd", f"{tokens}/link")
    os.mkdir(f"{tokens}/folder")
    os.mkfifo(f"{tokens}/pipe")
    prefix = "/.well-known/acme-challenge/"
    expect(ask(prefix + "tok-en_1")[::2] == (200, "tok-en_1.thumb"), "the challenge on the plain port")
    status, headers, body = server.request("GET", prefix + "tok-en_1")
    expect((status, body, headers["content-type"]) == (200, b"tok-en_1.thumb", "text/plain"), "the challenge over TLS")
    for token in ("large", "link", "folder", "pipe", "absent", "", "..", "../../secret", "%2e%2e%2fsecret", "a.b", "x" * 300):
        expect(ask(prefix + token)[0] == 404, f"the challenge {token!r} is none")


def silent(server, connections):
    """Clients that connect and say nothing: everybody else is served, and they are closed."""
    begun = time.monotonic()
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(connections)]
    half = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(connections)]
    for connection in half:
        connection.sendall(b"\x16\x03\x01\x02\x00\x01")
    worst = 0
    for _ in range(20):
        start = time.monotonic()
        expect(server.request("GET", "/health")[0] == 200, "served beside silent clients")
        worst = max(worst, time.monotonic() - start)
    print(f"beside {2 * connections} unfinished handshakes a new connection is answered within {worst * 1000:.0f} ms")

    def end():
        for connection in held + half:
            connection.settimeout(max(0.1, 14 - (time.monotonic() - begun)))
            try:
                while connection.recv(100):
                    pass
            except TimeoutError:
                expect(False, "an unfinished handshake is still open after 14 s")
                return
            except OSError:
                pass
        print(f"all closed after {time.monotonic() - begun:.1f} s")
    return end


def restart(server):
    demand, first, second, stream = ask_for_streams(server)
    idle = Client(server.port)
    expect(idle.ask("/health")[0] == 200, "a connection before the end")
    begun = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    expect(second.pump(lambda: second.done(stream), 8), "the HTTP/2 stream is ended")
    took = time.monotonic() - begun
    expect(second.streams[stream]["ended"] and b": restarting" in second.streams[stream]["data"], "with a retry hint, properly")
    expect(second.pump(lambda: second.gone is not None, 8) and second.gone == 0, "GOAWAY without an error")
    expect(idle.pump(lambda: idle.closed, 8) and idle.gone == 0, "idle connections get GOAWAY and close")
    expect(first.wait(20) == 0, "the HTTP/1 stream is ended properly")
    status = server.process.wait(20)
    print(f"SIGTERM: streams ended after {took:.2f} s, process after {time.monotonic() - begun:.2f} s")
    expect(status == 0, f"exit status {status}")
    # Within a second, but for a machine that stands still; what is not ended is cut off much later, and not properly.
    expect(took < 4, "streams end at once")


def handed_over():
    """Sockets by name: https, http and redirect; one without a name is for TLS."""
    certificate, key = make_certificate(folder.name, "handed")
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(4)]
    ports = [each.getsockname()[1] for each in sockets]

    def arrange():
        copies = [os.dup(each.fileno()) for each in sockets]
        high = [os.dup2(copy, 50 + index) for index, copy in enumerate(copies)]
        for index, copy in enumerate(high):
            os.dup2(copy, 3 + index)
    environment = {"PATH": os.environ["PATH"], "TOWOW_DATA_DIR": folder.name + "/handed", "TLS_CERT_FILE": certificate,
                   "TLS_KEY_FILE": key, "LISTEN_FDS": "4", "LISTEN_FDNAMES": "redirect:https:http:towow.socket",
                   "LOG_LEVEL": "warning", "DEBUG": "false"}
    process = subprocess.Popen(["sh", "-c", f'LISTEN_PID=$$ exec "{BINARY}" serve'], env=environment, preexec_fn=arrange,
                               close_fds=False, stderr=open(folder.name + "/handed.log", "w"), stdout=subprocess.DEVNULL)
    try:
        def code(scheme, port):
            shown = subprocess.run(["curl", "-sk", "-o", "/dev/null", "--max-time", "20", "-w", "%{http_code}",
                                    f"{scheme}://127.0.0.1:{port}/health"], capture_output=True)
            return shown.stdout.decode()
        expect(code("https", ports[1]) == "200", "the socket named https")
        expect(code("http", ports[2]) == "200", "the socket named http")
        expect(code("http", ports[0]) == "308", "the socket named redirect")
        expect(code("https", ports[3]) == "200", "the socket without a known name")
        for each in ("http", "https"):
            health = subprocess.run([BINARY, "healthcheck", f"{each}://127.0.0.1:{ports[2 if each == 'http' else 1]}/health"],
                                    capture_output=True)
            expect(health.returncode == 0, f"healthcheck by {each}: {health.stderr}")
    finally:
        process.terminate()
        expect(process.wait(15) == 0, "the server on handed sockets ends properly")


def faulty_starts():
    certificate, key = make_certificate(folder.name, "good")
    other = make_certificate(folder.name, "other")[1]
    for pair, words in (((certificate, other), "is not the key"), ((folder.name + "/none", key), "cannot be read"),
                        ((key, key), "no certificate"), ((certificate, certificate), "no private key")):
        environment = {"PATH": os.environ["PATH"], "TLS_CERT_FILE": pair[0], "TLS_KEY_FILE": pair[1],
                       "TOWOW_DATA_DIR": folder.name + "/faulty", "APP_PORT": str(free_port())}
        result = subprocess.run([BINARY, "serve"], env=environment, capture_output=True, timeout=20)
        lines = result.stderr.decode().strip().splitlines()
        expect(result.returncode == 1 and len(lines) == 1 and words in lines[0], f"start with {words}: {lines}")


redirect, webroot = free_port(), folder.name + "/webroot"
server = SecureServer(folder.name, {"HTTP_REDIRECT_PORT": str(redirect), "ACME_WEBROOT": webroot})
closed = silent(server, 150)
for step in (lambda: versions(server), lambda: calls(server), lambda: plain_port(server, redirect, webroot),
             lambda: renewal(server), lambda: browser(server), closed, lambda: restart(server), handed_over, faulty_starts):
    step()
if faults:
    print(server.read_log())
    sys.exit(f"{len(faults)} faults")
print("tls: passed")
