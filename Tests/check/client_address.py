#!/usr/bin/env python3
"""Who a client is behind the real nginx: each has its own allowance, and nothing that it says of itself changes that."""
import http.client, json, sys

import _group
from _server import Server, free_port
from _wire import Malformed, Wire

KEY = "operator-key-of-the-address-check"
PROXY, EDGE = "127.0.0.77", "127.0.0.88"
ALLOWANCE = 4  # RATE_LIMIT_USER_MAX and a burst of two
SPOOFS = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Forwarded-Host", "Via")
HINT = "TRUSTED_PROXIES does not name it"
faults = []


def expect(condition, what):
    if not condition:
        faults.append(what)
        print("FAULT", what, flush=True)


class Nginx(_group.Nginx):
    """Two sites: one by http, one that says that its clients came by https. It calls from an address of its own."""

    def write(self, ports):
        super().write(ports)
        path = self.folder.name + "/nginx.conf"
        with open(path) as file:
            text = file.read()
        self.secure_port = free_port()
        text = text.replace("proxy_pass http://towow;", f"proxy_pass http://towow;\n            proxy_bind {PROXY};\n"
                            "            proxy_set_header X-Forwarded-Proto $towow_scheme;")
        text = text.replace("proxy_buffering off;", "proxy_buffering off;\n"
                            "            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;")
        site = text[text.index("    server {\n        listen"):text.rindex("}")]
        secure = site.replace(f"listen 127.0.0.1:{self.port}", f"listen 127.0.0.1:{self.secure_port}")
        schemes = f"    map $server_port $towow_scheme {{ default http; {self.secure_port} https; }}\n"
        with open(path, "w") as file:
            file.write(text[:text.index("    upstream")] + schemes + text[text.index("    upstream"):text.rindex("}")] + secure + "}\n")


def ask(port, source, method="GET", path="/health", headers=None, body=None):
    """(status, headers)"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(source, 0))
    data = json.dumps(body) if body is not None else None
    connection.request(method, path, data, {**({"Content-Type": "application/json"} if data else {}), **(headers or {})})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


def submit(port, source, headers=None):
    return ask(port, source, "POST", "/api/v1/demand/submit", headers, {"raw_input": "a venue in London"})


def spoofed(value):
    """Every header at once, and each alone."""
    value_of = {"Forwarded": f"for={value};proto=https"}
    every = {name: value_of.get(name, value) for name in SPOOFS}
    return [every] + [{name: text} for name, text in every.items()]


def writes(direct, proxied):
    """Through the proxy each client is itself; past it everybody is."""
    def statuses(port, source, headers):
        return [submit(port, source, each)[0] for each in headers]

    honest = statuses(proxied, "127.0.1.1", [None] * (ALLOWANCE + 2))
    expect(honest == [200] * ALLOWANCE + [429] * 2, f"through nginx: {honest}")
    status, headers = submit(proxied, "127.0.1.1")
    expect(status == 429 and int(headers.get("Retry-After", "0")) >= 1, f"429 says when: {headers.get('Retry-After')}")
    for value in ("9.9.9.9", "127.0.0.77", "127.0.0.1", "::1", "127.0.1.2", "unknown", "9.9.9.9, 127.0.0.77", ","):
        found = statuses(proxied, "127.0.1.1", spoofed(value))
        expect(set(found) == {429}, f"through nginx as {value}: {found}")
    other = statuses(proxied, "127.0.1.2", [None] * ALLOWANCE)
    expect(other == [200] * ALLOWANCE, f"another client beside a limited one, and after others spoke in its name: {other}")
    # Past the proxy, with another name in every request.
    found = statuses(direct, "127.0.1.3", [{name: f"8.8.{index}.1"} for index in range(3) for name in SPOOFS])
    expect(found.count(200) == ALLOWANCE and set(found[ALLOWANCE:]) == {429}, f"directly, as many: {found}")
    statuses(direct, "127.0.1.4", [{"X-Forwarded-For": "127.0.1.5"}] * 8)
    victim = statuses(proxied, "127.0.1.5", [None] * ALLOWANCE)
    expect(victim == [200] * ALLOWANCE, f"somebody used up the allowance of another: {victim}")
    print("  writes: each client its own allowance, whatever it says")


def keys(proxied):
    """Guessing is stopped for who guesses, not for others behind the same proxy."""
    found = [ask(proxied, "127.0.2.1", path="/admin/config", headers={"X-Admin-Key": "guess", "X-Forwarded-For": f"7.7.7.{number}"})[0]
             for number in range(15)]
    expect(found == [403] * 10 + [429] * 5, f"guesses: {found}")
    expect(ask(proxied, "127.0.2.1", path="/admin/config", headers={"X-Admin-Key": KEY})[0] == 429, "even the right key")
    expect(ask(proxied, "127.0.2.2", path="/admin/config", headers={"X-Admin-Key": KEY})[0] == 200, "the operator beside it")
    print("  keys: ten guesses, and only the guesser is stopped")


def metrics(direct, proxied):
    """Through the proxy come clients of another proxy, EDGE, which says who they are."""
    def through(client, headers=None):
        return ask(proxied, EDGE, path="/metrics", headers={"X-Forwarded-For": client, **(headers or {})})[0]

    expect(ask(direct, "127.0.1.1", path="/metrics")[0] == 200, "/metrics from this host")
    expect(through("203.0.113.5") == 403, "/metrics through the proxy")
    expect(through("198.51.100.7") == 200, "/metrics through the proxy from a network that may")
    for claim in ("127.0.0.1", "::1", "198.51.100.7"):
        for headers in spoofed(claim):
            said = headers.pop("X-Forwarded-For", None)
            expect(through(f"{said}, 203.0.113.5" if said else "203.0.113.5", headers) == 403, f"/metrics through the proxy with {said} {headers}")
    for claim in ("127.0.0.1", "127.0.0.5"):
        expect(through(claim) == 403, f"/metrics through proxies that are believed, from {claim}")
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Proto", "X-Forwarded-Host", "Via"):
        expect(ask(direct, "127.0.1.1", path="/metrics", headers={name: "127.0.0.1"})[0] == 403, f"/metrics with {name}")
    print("  metrics: from this host and METRICS_ALLOW, never because somebody says so")


def schemes(direct, nginx):
    def told(port, headers=None):
        return "Strict-Transport-Security" in ask(port, "127.0.1.1", headers=headers)[1]

    expect(told(nginx.secure_port), "https at the proxy: HSTS")
    expect(not told(nginx.port), "http at the proxy: no HSTS")
    for headers in ({"X-Forwarded-Proto": "https"}, {"Forwarded": "proto=https"}, {"X-Forwarded-Ssl": "on"}):
        expect(not told(direct, headers), f"no HSTS because a client says {headers}")
        expect(not told(nginx.port, headers), f"no HSTS through the proxy because a client says {headers}")
    print("  https: only as the proxy says")


def places(server, nginx):
    """Streams and connections are counted by client; a trusted proxy's connections are not."""
    status, _, body = server.request("POST", "/api/v1/demand/submit", {"raw_input": "a venue", "clarify": True})
    path = f"/api/v1/events/negotiations/{json.loads(body)['demand_id']}/stream"

    def stream(source, headers=""):
        wire = Wire(nginx.port, source)
        wire.send(f"GET {path} HTTP/1.1\r\nHost: x\r\n{headers}\r\n")
        return wire, wire.until(b"\r\n\r\n")[9:12]

    kept = [stream("127.0.3.1", f"X-Forwarded-For: 6.6.6.{number}\r\n") for number in range(4)]
    expect([status for _, status in kept] == [b"200", b"200", b"503", b"503"], f"two streams each: {[status for _, status in kept]}")
    other = stream("127.0.3.2")
    expect(other[1] == b"200", "another client's stream")

    def connections(source, count):
        wires, good = [], 0
        for _ in range(count):
            wire = Wire(server.port, source)
            wire.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            wires.append(wire)
            try:
                good += wire.answer()[0] == 200
            except (OSError, Malformed):
                pass
        for wire in wires:
            wire.close()
        return good

    expect((found := connections("127.0.3.3", 20)) == 8, f"eight connections of one address, not {found}")
    expect((found := connections(PROXY, 20)) == 20, f"a proxy has no such limit, but got {found}")
    for wire, _ in kept + [other]:
        wire.close()
    print("  places: two streams and eight connections each, none for the proxy's own")


def lines(server):
    with open(server.folder.name + "/log") as file:
        # The last one may be half written.
        return [json.loads(line) for line in file if line.startswith("{") and line.endswith("\n")]


def main():
    settings = {"APP_ENV": "production", "APP_HOST": "127.0.0.1", "ADMIN_API_KEY": KEY, "LOG_LEVEL": "info", "ENABLE_RATE_LIMIT": "true",
                "RATE_LIMIT_USER_MAX": str(ALLOWANCE - 2), "TOWOW_SSE_PER_IP": "2", "TOWOW_CONN_PER_IP": "8"}
    server = Server({**settings, "TRUSTED_PROXIES": f"{PROXY},{EDGE},10.0.0.0/8",
                     "METRICS_ALLOW": "198.51.100.0/24"})
    nginx = Nginx([server.port])
    writes(server.port, nginx.port)
    keys(nginx.port)
    metrics(server.port, nginx.port)
    schemes(server.port, nginx)
    places(server, nginx)
    logged = {line["client"] for line in lines(server) if line["message"] == "request"}
    expect(all(client.startswith(("127.0.", "203.0.113.", "198.51.100.")) for client in logged), f"the log believes clients: {sorted(logged)}")
    named = {line["client"] for line in lines(server) if line["message"] == "request" and line["path"] == "/admin/config"}
    expect(named == {"127.0.2.1", "127.0.2.2"}, f"the log names clients, not the proxy: {named}")
    expect(server.stop() == 0, "ends properly")

    # Nobody told this one of the proxy: then all behind it are one client, and the operator is told.
    server = Server(settings)
    nginx.switch([server.port])
    expect(not [line for line in lines(server) if HINT in line["message"]], "no hint before there is a reason")
    found = [submit(nginx.port, f"127.0.4.{number + 1}")[0] for number in range(ALLOWANCE + 1)]
    expect(found == [200] * ALLOWANCE + [429], f"without TRUSTED_PROXIES: {found}")
    expect(ask(nginx.port, "127.0.1.1", path="/metrics")[0] == 403, "/metrics through an unknown proxy")
    hints = [line for line in lines(server) if HINT in line["message"]]
    expect(len(hints) == 1 and hints[0]["level"] == "warning", f"one hint: {hints}")
    print("  without TRUSTED_PROXIES: one allowance for all, one line that says why")
    nginx.close()
    expect(server.stop() == 0, "ends properly")
    if faults:
        sys.exit(f"{len(faults)} faults")
    print("client_address: passed")


if __name__ == "__main__":
    main()
