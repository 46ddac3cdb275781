"""What has to hold behind any proxy that ends TLS in front of ToWow. A `front` has `secure_port`, `plain_port`, `certificate` and
`switch(port)`, which leads people to another instance."""
import datetime, http.client, itertools, json, re, socket, ssl, subprocess, threading, time

from _server import Server
from _wire import wait_for
from group import MEMBERS, TEXT

NAME = "towow.example"
KEY = "operator-key-of-the-front-check"
ALLOWANCE = 4  # RATE_LIMIT_USER_MAX and a burst of two
SECURITY = ["content-security-policy", "x-frame-options", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
            "cross-origin-resource-policy", "permissions-policy", "strict-transport-security", "x-request-id", "date"]
# Development brings members; everything else is as in production.
SETTINGS = {"LOG_FORMAT": "json", "DEBUG": "false", "APP_HOST": "127.0.0.1", "ADMIN_API_KEY": KEY, "LOG_LEVEL": "info", "ENABLE_RATE_LIMIT": "true",
            "TOWOW_RESPONSE_TIMEOUT": "1500", "RATE_LIMIT_USER_MAX": str(ALLOWANCE - 2), "TOWOW_SSE_PER_IP": "3", "TRUSTED_PROXIES": "127.0.0.1,::1"}
CLARIFY = {"raw_input": "help", "clarify": True}
faults = []


def expect(condition, what):
    if not condition:
        faults.append(what)
        print("FAULT", what, flush=True)


def make_certificate(folder):
    """(certificate, key) for NAME, signed by itself."""
    certificate, key = folder + "/fullchain.pem", folder + "/privkey.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
                    "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", key, "-out", certificate],
                   check=True, stderr=subprocess.DEVNULL)
    return certificate, key


def connect(front, source="127.0.0.1", timeout=30):
    """A connection of HTTP/1.1 over TLS, checked against the certificate and its name."""
    raw = socket.create_connection(("127.0.0.1", front.secure_port), timeout, (source, 0))
    connection = http.client.HTTPConnection(NAME, front.secure_port, timeout=timeout)
    connection.sock = ssl.create_default_context(cafile=front.certificate).wrap_socket(raw, server_hostname=NAME)
    return connection


def ask(front, source, method="GET", path="/health", body=None, headers=None, connection=None):
    """(status, headers, body)"""
    own = connection or connect(front, source)
    data = json.dumps(body) if isinstance(body, (dict, list)) else body
    try:
        own.request(method, path, data, {**({"Content-Type": "application/json"} if data else {}), **(headers or {})})
    except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
        pass  # The answer may have come before the whole body was sent.
    answer = own.getresponse()
    content = answer.read()
    if not connection:
        own.close()
    return answer.status, answer.headers, content


class Stream:
    """An event stream, read line by line in a thread; each line with the moment it came."""

    def __init__(self, front, demand, source="127.0.5.1", headers=None):
        self.lines, self.events, self.ended = [], [], threading.Event()
        self.connection = connect(front, source, timeout=60)
        self.socket, self.begin = self.connection.sock, time.monotonic()
        self.connection.request("GET", f"/api/v1/events/negotiations/{demand}/stream",
                                headers={"Accept": "text/event-stream", "Accept-Encoding": "gzip, br, zstd, deflate", **(headers or {})})
        self.answer = self.connection.getresponse()
        self.status, self.headers = self.answer.status, self.answer.headers
        if self.status == 200:
            threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            while line := self.answer.readline():
                self.lines.append((time.monotonic(), line))
                if line.startswith(b"data:"):
                    self.events.append((time.time(), json.loads(line[5:])))
        except (OSError, http.client.HTTPException, ValueError):
            pass
        self.ended.set()

    def comments(self):
        return [(moment, line) for moment, line in list(self.lines) if line.startswith(b":")]

    def close(self):
        """The reading thread sees the end."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def submit(server, body, numbers=itertools.count(1)):
    """Past the proxy, and each time as another client, so that no allowance is used up: (demand, owner's token)"""
    status, _, answer = server.request("POST", "/api/v1/demand/submit", body, {"X-Forwarded-For": f"10.0.0.{next(numbers)}"})
    assert status == 200, (status, answer)
    answer = json.loads(answer)
    return answer["demand_id"], answer["owner_token"]


def cancel(server, demand, token):
    status, _, answer = server.request("POST", f"/api/v1/demand/{demand}/cancel", {}, {"Authorization": "Bearer " + token})
    assert status == 200, (status, answer)


def waiting_demand(server):
    """One that rests until its owner answers: (demand, owner's token)"""
    demand, token = submit(server, CLARIFY)
    assert wait_for(lambda: any(event["event_type"] == "towow.demand.clarification_needed" for event in server.events(demand)) or
                 len(server.events(demand)) > 1), "no demand that waits for an answer"
    return demand, token


def tls(front):
    def handshake(*options):
        done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{front.secure_port}", "-servername", NAME, "-CAfile",
                               front.certificate, "-verify_return_error", "-brief", *options],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode == 0, done.stdout

    old = ("-cipher", "ALL:@SECLEVEL=0")
    for version in ("-tls1", "-tls1_1"):
        expect(not handshake(version, *old)[0], f"a client of {version} is let in")
    for version, name in (("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")):
        good, text = handshake(version)
        expect(good and name in text, f"{version}: {text[-300:]}")
    expect(not handshake("-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256:AES128-SHA:@SECLEVEL=0")[0], "a cipher without AEAD")
    done = subprocess.run(curl(front, "/health") + ["--http2", "-s", "-o", "/dev/null", "-w", "%{http_version} %{http_code}"],
                          stdout=subprocess.PIPE, text=True)
    expect(done.stdout == "2 200", f"HTTP/2: {done.stdout}")
    print("  TLS 1.2 and 1.3 alone, ciphers with AEAD alone, HTTP/2")


def curl(front, path):
    return ["curl", "--noproxy", "*", "--cacert", front.certificate, "--connect-to", f"::127.0.0.1:{front.secure_port}",
            f"https://{NAME}:{front.secure_port}{path}"]


def redirect(front):
    for method, path in (("GET", "/negotiation/x?y=1&z=%20"), ("POST", "/api/v1/demand/submit"), ("GET", "/metrics")):
        connection = http.client.HTTPConnection("127.0.0.1", front.plain_port, timeout=20)
        connection.request(method, path, headers={"Host": NAME})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        expect((answer.status, answer.headers["Location"]) == (308, f"https://{NAME}{path}"),
               f"redirect of {path}: {answer.status} {answer.headers['Location']}")
    print("  http:// leads to https:// by 308, path and query kept")


def clients(front, server):
    """Each has its own allowance, whatever it says of itself."""
    def write(source, said=None):
        return ask(front, source, "POST", "/api/v1/demand/submit", {"raw_input": "a venue in London"}, said)

    found = [write("127.0.1.1")[0] for _ in range(ALLOWANCE + 1)]
    expect(found == [200] * ALLOWANCE + [429], f"allowance of a client: {found}")
    status, headers, body = write("127.0.1.1")
    expect(status == 429 and int(headers["Retry-After"]) >= 1 and json.loads(body)["error_code"] == "E029", f"429: {status} {body[:200]}")
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        said = {name: "for=127.0.1.9" if name == "Forwarded" else "127.0.1.9"}
        expect(write("127.0.1.1", said)[0] == 429, f"another client by {name}")
    expect(write("127.0.1.9")[0] == 200, "a client in whose name another one spoke")
    expect(write("127.0.1.2")[0] == 200, "another client")

    def logged():
        with open(server.folder.name + "/log") as file:
            # The last line may be in the middle of being written.
            lines = [json.loads(line) for line in file if line.startswith("{") and line.endswith("\n")]
        return {line["client"] for line in lines if line["message"] == "request" and line["client"].startswith("127.0.1.")}

    expect(wait_for(lambda: logged() == {"127.0.1.1", "127.0.1.2", "127.0.1.9"}), f"clients in the log: {sorted(logged())}")
    print(f"  client addresses: {ALLOWANCE} writes each, then 429 with Retry-After and body; the log names them")


def bodies(front):
    def send(size, path="/api/v1/demand/submit"):
        return ask(front, "127.0.2.1", "POST", path, json.dumps({"raw_input": "x" * (size - 16)}))

    for size, times in ((65 * 1024, 20), (100 * 1024, 20), (1024 * 1024, 5), (20 * 1024 * 1024, 2)):
        for _ in range(times):
            status, headers, body = send(size)
            good = status == 413 and json.loads(body)["error_code"] == "E001" and headers["X-Request-ID"]
            expect(good, f"a body of {size} bytes: {status} {body[:200]}")
            if not good:
                break
    members = [{"id": f"bulk-{number}", "display_name": f"Member {number}", "kind": "auto", "summary": "b" * 1400,
                "capabilities": [{"name": "Photography", "tags": ["photo"]}]} for number in range(4500)]
    text = json.dumps(members)
    assert 6 << 20 < len(text) < 8 << 20, len(text)
    path = "/api/v1/admin/agents/import?dry_run=true"
    status, _, body = ask(front, "127.0.2.1", "POST", path, text, {"X-Admin-Key": KEY})
    expect(status == 200, f"import of {len(text) >> 20} MiB: {status} {body[:300]}")
    large = ask(front, "127.0.2.1", "POST", path, text + " " * (8 << 20), {"X-Admin-Key": KEY})
    expect(large[0] == 413 and json.loads(large[2])["error_code"] == "E001", f"import of more than 8 MiB: {large[0]} {large[2][:200]}")
    # Between the two limits: ToWow's own.
    larger = ask(front, "127.0.2.1", "POST", path, text + " " * ((8 << 20) + 4096 - len(text)), {"X-Admin-Key": KEY})
    expect(larger[0] == 413 and json.loads(larger[2])["error_code"] == "E001", f"import of 8 MiB and 4 KiB: {larger[0]} {larger[2][:200]}")
    print(f"  413 as JSON from 65 KiB to 20 MiB, 47 of 47; an import of {len(text) / (1 << 20):.1f} MiB passes")


def once(front, server):
    demand, _ = waiting_demand(server)
    stream = Stream(front, demand, "127.0.2.2")
    answers = {path: ask(front, "127.0.2.2", path=path)[1] for path in ("/", "/no-such-page", "/api/v1/agents/nobody", "/health")}
    answers["a stream"] = stream.headers
    for path, headers in answers.items():
        for name in SECURITY:
            found = headers.get_all(name) or []
            expect(len(found) == 1, f"{name} of {path}: {found}")
        expect("towow" not in (headers["Server"] or "").lower() and not re.search(r"\d", headers["Server"] or ""), f"Server: {headers['Server']}")
    stream.close()
    print(f"  {len(SECURITY)} headers, HSTS among them, once each on pages, errors and streams")


def compression(front):
    headers = {"Accept-Encoding": "gzip, br"}
    status, found, page = ask(front, "127.0.2.3", path="/", headers=headers)
    expect(status == 200 and found["Content-Encoding"] in ("br", "gzip"), f"a page: {found['Content-Encoding']}")
    expect(ask(front, "127.0.2.3", path="/", headers={**headers, "If-None-Match": found["ETag"]})[0] == 304, "a page that is known already")
    expect(ask(front, "127.0.2.3", path="/")[1]["Content-Encoding"] is None, "compressed for who did not ask")
    print(f"  pages come {found['Content-Encoding']} as ToWow packs them, plain for who did not ask; ETags hold")


def metrics(front, server):
    expect(server.request("GET", "/metrics")[0] == 200, "/metrics from this host")
    for path in ("/metrics", "/metrics?x=1", "/%6Detrics", "//metrics", "/metrics/", "/./metrics", "/x/../metrics", "/METRICS", "/metrics/x"):
        status, found, body = ask(front, "127.0.2.4", path=path)
        # ToWow has a 403 of its own for who comes through a proxy: it must not get to see the request.
        refused = status in (400, 404) or status == 403 and found["X-Request-ID"] is None
        expect(refused and b"process_" not in body, f"{path}: {status} {found['X-Request-ID']}")
    expect(ask(front, "127.0.2.4", path="/metrics")[0] == 403, "/metrics is refused by the proxy")
    print("  /metrics is refused, also spelled in eight other ways")


def streams(front, server):
    """First bytes at once (a proxy that gathers them would wait for the heartbeat after 15 s), events as they come, never compressed, and
    not more than allowed."""
    demand, token = waiting_demand(server)
    kept = [Stream(front, demand), Stream(front, demand)]
    for stream in kept:
        expect(stream.status == 200 and stream.headers["Content-Type"].startswith("text/event-stream"), f"a stream: {stream.status}")
        expect(stream.headers["Content-Encoding"] is None, f"a stream is compressed: {stream.headers['Content-Encoding']}")
        expect(wait_for(lambda: stream.events), "no event of what was before")
    first = max(stream.lines[0][0] - stream.begin for stream in kept)
    expect(first < 10, f"first bytes after {first:.2f} s")
    # The same over HTTP/2.
    two = subprocess.Popen(curl(front, f"/api/v1/events/negotiations/{demand}/stream") + ["--http2", "-s", "-N", "--interface", "127.0.5.2"],
                           stdout=subprocess.PIPE)
    begin = time.monotonic()
    expect(two.stdout.readline().startswith(b"retry:"), "first line over HTTP/2")
    expect(time.monotonic() - begin < 10, f"first bytes over HTTP/2 after {time.monotonic() - begin:.2f} s")
    third, fourth = Stream(front, demand), Stream(front, demand)
    text = fourth.answer.read() if fourth.status != 200 else b"{}"
    expect((third.status, fourth.status) == (200, 503) and fourth.headers["Retry-After"] and json.loads(text).get("error_code") == "E030",
           f"a fourth stream of one client: {third.status} {fourth.status} {text[:200]}")
    third.close()
    fourth.close()
    known = len(kept[0].events)
    status, _, body = server.request("POST", f"/api/v1/demand/{demand}/clarify", {"answers": [{"id": "q1", "text": "a room in Beijing"}]},
                                     {"Authorization": "Bearer " + token})
    expect(status == 200, f"an answer: {status} {body[:200]}")
    expect(all(stream.ended.wait(20) for stream in kept), "the stream does not end with its demand")
    log = server.events(demand)
    for stream in kept:
        expect([event for _, event in stream.events] == log, f"{len(stream.events)} of {len(log)} events")
    late = max(moment - stamp(event) for stream in kept for moment, event in stream.events[known:])
    expect(late < 10, f"an event came {late:.2f} s late")
    over = two.stdout.read()
    two.wait(20)
    expect(over.count(b"data:") == len(log), f"over HTTP/2: {over.count(b'data:')} of {len(log)} events")
    after = Stream(front, demand, headers={"Last-Event-ID": log[-1]["event_id"]})
    expect(after.status == 204, f"after the end: {after.status}")
    print(f"  streams: first bytes within {first * 1000:.0f} ms, {len(log)} events at most {late * 1000:.0f} ms late, also over HTTP/2; 503 passes")


def stamp(event):
    return datetime.datetime.fromisoformat(event["timestamp"].replace("Z", "+00:00")).timestamp()


class LongStream:
    """A stream on which nothing happens but heartbeats, because members who were asked do not answer; looked at when everything else is
    done."""

    def __init__(self, front, server):
        status, _, answer = server.request("POST", "/api/v1/admin/agents/import", MEMBERS, {"X-Admin-Key": KEY})
        assert status == 200, (status, answer)
        self.server, (self.demand, self.token) = server, submit(server, {"raw_input": TEXT.format(50)})
        self.stream = Stream(front, self.demand, "127.0.6.1")

    def finish(self, seconds):
        """It is still there `seconds` after its begin, had its heartbeats, and an event comes through."""
        stream = self.stream
        while time.monotonic() - stream.begin < seconds and not stream.ended.wait(0.1):
            pass
        expected = int((seconds - 1) // 15)

        def beats():
            return [moment - stream.begin for moment, _ in stream.comments() if moment - stream.begin > 5]

        expect(wait_for(lambda: len(beats()) >= expected, 10), f"heartbeats in {seconds} s: {[round(beat) for beat in beats()]}")
        lasted = time.monotonic() - stream.begin
        expect(not stream.ended.is_set(), f"a quiet stream was cut after {lasted:.0f} s")
        # Every 15 s: with one that is held back or lost it would be 30.
        moments = [0, *beats(), lasted]
        gaps = [later - earlier for earlier, later in zip(moments, moments[1:])]
        expect(max(gaps) < 28, f"silence of {max(gaps):.0f} s")
        known = len(stream.events)
        cancel(self.server, self.demand, self.token)
        expect(wait_for(lambda: len(stream.events) > known), "no event after a long silence")
        print(f"  a quiet stream: open after {lasted:.0f} s, {len(beats())} heartbeats, the next event came")
        stream.close()


def keep_alive(front, server):
    """Connections to ToWow are kept: many requests, few connections."""
    def connections():
        with open("/proc/net/tcp") as file:
            rows = [line.split() for line in file.readlines()[1:]]
        return {row[1] for row in rows if row[2] == f"0100007F:{server.port:04X}"}

    before, connection = connections(), connect(front)
    for _ in range(200):
        assert ask(front, None, connection=connection)[0] == 200
    new = connections() - before
    connection.close()
    expect(len(new) < 10, f"200 requests took {len(new)} connections to ToWow")
    print(f"  200 requests one after the other: {len(new)} new connections to ToWow")


def switching(front, blue):
    """To another instance and back; what is open stays with the old one to its end."""
    green = Server(SETTINGS)
    demand, token = waiting_demand(blue)
    other, _ = waiting_demand(green)
    stream = Stream(front, demand, "127.0.7.1")
    statuses, going = [], threading.Event()

    def come(source):
        while not going.is_set():
            try:
                statuses.append(ask(front, source)[0])
            except (OSError, http.client.HTTPException) as error:
                statuses.append(repr(error))

    threads = [threading.Thread(target=come, args=(f"127.0.7.{number}",)) for number in range(2, 6)]
    for thread in threads:
        thread.start()
    for server, own in ((green, other), (blue, demand), (green, other)):
        front.switch(server.port)
        expect(wait_for(lambda: ask(front, "127.0.7.1", path=f"/api/v1/demand/{own}/status")[0] == 200), "people are not led to the other instance")
        so_far = len(statuses)
        expect(wait_for(lambda: len(statuses) > so_far + 5), "nobody is answered")
    cancel(blue, demand, token)
    expect(wait_for(lambda: any(event["event_type"] == "towow.demand.completed" for _, event in stream.events)), "a stream from before the switch has died")
    front.switch(blue.port)
    expect(wait_for(lambda: ask(front, "127.0.7.1", path=f"/api/v1/demand/{demand}/status")[0] == 200), "the way back")
    going.set()
    for thread in threads:
        thread.join()
    wrong = [status for status in statuses if status != 200]
    expect(not wrong, f"{len(wrong)} of {len(statuses)} requests failed: {wrong[:5]}")
    stream.close()
    expect(green.stop() == 0, "the other instance ends properly")
    print(f"  four switches of the upstream: {len(statuses)} requests, {len(wrong)} failed; a stream from before them went on")


def away(front, server):
    server.end()
    status, headers, body = ask(front, "127.0.2.5", path="/api/v1/agents")
    expect(status == 503 and headers["Retry-After"] and json.loads(body)["error_code"] == "E030" and headers["X-Request-ID"],
           f"nobody there: {status} {body[:200]}")
    server.start()
    expect(wait_for(lambda: ask(front, "127.0.2.5")[0] == 200), "does not find ToWow again")
    print("  ToWow away: 503 in its own form with Retry-After; found again at once")


def check(front, server):
    tls(front)
    redirect(front)
    clients(front, server)
    bodies(front)
    once(front, server)
    compression(front)
    metrics(front, server)
    streams(front, server)
    keep_alive(front, server)
    switching(front, server)
