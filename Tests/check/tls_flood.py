#!/usr/bin/env python3
"""HTTP/2 under abuse: rapid resets, floods of frames that carry no request, heads without end, windows that never open, and an honest
crowd of requests beside them. After each the server serves as before, and its memory is bounded."""
import re, struct, subprocess, sys, tempfile, time
import hpack
from _h2 import CALM, Client, SecureServer

folder = tempfile.TemporaryDirectory(prefix="towow-flood-")
server = SecureServer(folder.name)
faults = []


def expect(condition, what):
    if not condition:
        faults.append(what)
        print("FAILED:", what)


def memory():
    """MiB of the server."""
    with open(f"/proc/{server.process.pid}/status") as f:
        return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1)) / 1024


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def head(path="/health", method="GET", more=()):
    fields = [(":method", method), (":scheme", "https"), (":authority", "localhost"), (":path", path), *more]
    return hpack.Encoder().encode(fields, huffman=False)


def abuse(name, frames, codes=(CALM,), seconds=10):
    """Sends the frames until the server has enough of them."""
    client = Client(server.port)
    expect(client.ask("/health")[0] == 200, f"{name}: served before")
    for batch in frames():
        client.raw(batch)
        if client.pump(lambda: client.closed or client.gone is not None, 0.001):
            break
    expect(client.pump(lambda: client.closed, seconds), f"{name}: the connection is closed")
    # A client that still sends may lose the last words to a reset.
    expect(client.gone in (*codes, None), f"{name}: GOAWAY with {codes}, not {client.gone}")
    begun = time.monotonic()
    expect(Client(server.port).ask("/health")[0] == 200, f"{name}: served after")
    print(f"{name}: ended with {client.gone}; a new connection is answered in {(time.monotonic() - begun) * 1000:.0f} ms; "
          f"{memory():.0f} MiB")


def batches(make, count=100, size=50):
    def frames():
        number = 3
        for _ in range(count):
            batch = b""
            for _ in range(size):
                batch += make(number)
                number += 2
            yield batch
    return frames


def continuations():
    yield frame(1, 0x1, 3, head())
    for _ in range(200):
        yield frame(9, 0, 3, b"\x00\x01a\x01b" * 10)


def large_head():
    yield frame(1, 0x1, 3, head())
    for _ in range(4):
        yield frame(9, 0, 3, b"".join(hpack.Encoder().encode([(f"x-{i}", "y" * 400)], huffman=False) for i in range(30)))


def honest():
    """1,000 requests over one connection, as many at a time as it allows."""
    client = Client(server.port)
    expect(client.pump(lambda: client.limit is not None), "settings")
    expect(client.limit == 100, f"100 streams at a time, not {client.limit}")
    begun, running, left, good = time.monotonic(), [], 1000, 0
    while left or running:
        while left and len(running) < 100:
            running.append(client.begin("/health/ready"))
            left -= 1
        client.pump(lambda: any(client.done(stream) for stream in running))
        good += sum(client.streams[stream]["headers"].get(":status") == "200" for stream in running if client.done(stream))
        running = [stream for stream in running if not client.done(stream)]
    print(f"1,000 requests over one connection: {good} answered in {time.monotonic() - begun:.2f} s")
    expect(good == 1000, "every honest request is answered")


def too_many():
    """A client that does not keep to the number of streams it was told."""
    client = Client(server.port)
    client.ask("/health")
    for number in range(101):
        client.raw(frame(1, 0x4, 3 + 2 * number, head("/api/v1/demand/submit", "POST", [("content-length", "100")])))
    expect(client.pump(lambda: client.closed, 5) and client.gone == 1, "101 streams at once end the connection")
    expect(Client(server.port).ask("/health")[0] == 200, "served after too many streams")


def stalled():
    """Clients that ask for much and take nothing: what waits for them is bounded, and others are served."""
    before = memory()
    first = Client(server.port)
    paths = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', first.ask("/")[2].decode())
    page, path = max((len(first.ask(path)[2]), path) for path in paths)
    clients = []
    for _ in range(20):
        client = Client(server.port, window=0)
        for _ in range(100):
            client.begin(path)
        clients.append(client)
    for client in clients:
        client.pump(lambda: all("headers" in each and each["headers"] for each in client.streams.values()), 10)
    begun = time.monotonic()
    expect(Client(server.port).ask("/")[0] == 200, "served beside stalled clients")
    print(f"2,000 answers of {page} bytes that nobody takes: {before:.0f} → {memory():.0f} MiB, a page beside them in "
          f"{(time.monotonic() - begun) * 1000:.0f} ms")
    expect(memory() - before < 150, "what stalled clients hold is bounded")
    for client in clients:
        client.close()


def bad_requests():
    """Heads that are no request cost one stream or the connection, never an answer of 500."""
    client = Client(server.port)
    for fields, status in (([("host", "other")], 400), ([("x", "y" * 3000)], 200), ([(f"x{i}", "y") for i in range(120)], 431)):
        code, _, _ = client.ask("/health", headers=fields)
        expect(code == status, f"{str(fields)[:40]}: {status}, not {code}")
    code, headers, _ = client.ask("/x" * 5000)
    expect(code in (414, 431), f"a long path: {code}")
    for extra in ([("connection", "close")], [("transfer-encoding", "chunked")], [("Upper", "x")], [("te", "gzip")]):
        other = Client(server.port)
        other.h2.config.normalize_outbound_headers = False
        stream = other.begin("/health", headers=extra)
        other.pump(lambda: other.done(stream) or other.closed, 5)
        expect(other.closed or other.streams[stream]["reset"] is not None, f"{extra} is refused")
    early = Client(server.port)
    stream = early.begin("/api/v1/demand/submit", "POST", [("content-type", "application/json"), ("content-length", "100000")],
                         ends=False)
    expect(early.pump(lambda: early.done(stream)), "an announced large body is answered at once")
    expect(early.streams[stream]["headers"].get(":status") == "413", "with 413")
    expect(early.pump(lambda: early.streams[stream]["reset"] is not None or early.streams[stream]["ended"], 5), "and ends")
    expect(early.ask("/health")[0] == 200, "and the connection goes on")


def gone():
    """Clients that leave in the middle of everything."""
    for _ in range(30):
        client = Client(server.port)
        for _ in range(20):
            client.begin("/health/ready")
        client.begin("/api/v1/demand/submit", "POST", [("content-length", "50"), ("content-type", "application/json")], b"{", False)
        client.socket.close()
    expect(Client(server.port).ask("/health")[0] == 200, "served after clients that left")


honest()
too_many()
bad_requests()
gone()
abuse("rapid reset", batches(lambda n: frame(1, 0x5, n, head()) + frame(3, 0, n, struct.pack(">I", 8))))
abuse("rapid reset of submits", batches(lambda n: frame(1, 0x4, n, head("/api/v1/demand/submit", "POST")) +
                                        frame(3, 0, n, struct.pack(">I", 8))))
abuse("PING flood", batches(lambda n: frame(6, 0, 0, b"12345678")))
abuse("SETTINGS flood", batches(lambda n: frame(4, 0, 0)))
abuse("PRIORITY flood", batches(lambda n: frame(2, 0, n, b"\x00\x00\x00\x00\x10")))
abuse("empty DATA flood", lambda: iter([frame(1, 0x4, 3, head("/", "POST"))] + [frame(0, 0, 3)] * 500))
abuse("CONTINUATION flood", lambda: iter([frame(1, 0x1, 3, head())] + [frame(9, 0, 3, b"")] * 500))
abuse("head without end", large_head, codes=(1, CALM))
stalled()
crowd = subprocess.run(["h2load", "-n", "5000", "-c", "20", "-m", "20", server.url("/health")], capture_output=True)
done = re.search(r"finished in ([\d.]+\w+), ([\d.]+) req/s", crowd.stdout.decode())
expect(b"5000 2xx" in crowd.stdout, "the crowd is answered")
print("h2load: 5,000 requests,", done.group(0) if done else crowd.stdout.decode()[-300:])
expect(server.stop() == 0, "ends properly")
if faults:
    sys.exit(f"{len(faults)} faults")
print("tls_flood: passed")
