"""Requests that are wrong on purpose. Each case: its name, the bytes, the statuses that come back in order, and whether the server closes
after them. Where a second request is hidden in the bytes it asks for /health-fe: its answer must never be seen."""

HIDDEN = b"GET /health-fe HTTP/1.1\r\nHost: x\r\n\r\n"
GET = b"GET /health HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /health HTTP/1.1\r\nHost: x\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n"
CHUNKS = b"5\r\nhello\r\n0\r\n\r\n"
LARGE = 64 * 1024


def refused(name, data, status=400):
    return name, data, [status], True


def passed(name, data, *statuses):
    return name, data, list(statuses), False


def framing():
    """How long a body is must be said once, in one way (RFC 9112 §6)."""
    both = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
    yield refused("length and chunked", POST + both + CHUNKS + HIDDEN)
    yield refused("chunked and length", POST + b"Transfer-Encoding: chunked\r\nContent-Length: 48\r\n\r\n0\r\n\r\n" + HIDDEN)
    for value in (b"xchunked", b"chunked, chunked", b"chunked, identity", b"identity", b"gzip, chunked", b"chunked, gzip", b"chu nked",
                  b"\x0bchunked", b"\"chunked\"", b"chunked;q=1", b"", b",chunked", b"chunked \t", b"chunked\x00", b"chunked\x85", b"chunked\rX: y"):
        yield refused(f"transfer-encoding {value!r}", POST + b"Transfer-Encoding: " + value + b"\r\n\r\n" + CHUNKS + HIDDEN)
    for value in (b"Chunked", b"CHUNKED", b"  chunked"):
        yield passed(f"transfer-encoding {value!r}", POST + b"Transfer-Encoding: " + value + b"\r\n\r\n" + CHUNKS, 405)
    yield refused("two transfer-encodings", POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS + HIDDEN)
    yield refused("chunked, then identity", POST + b"Transfer-Encoding: chunked\r\nTransfer-encoding: identity\r\n\r\n" + CHUNKS + HIDDEN)
    yield refused("space before the colon", POST + b"Transfer-Encoding : chunked\r\n\r\n" + CHUNKS + HIDDEN)
    yield refused("folded transfer-encoding", POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n" + CHUNKS + HIDDEN)
    yield refused("folded header", GET + b"X: a\r\n b\r\n\r\n")
    yield refused("chunked by HTTP/1.0", b"POST /health HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS + HIDDEN)
    for value in (b"5, 5", b"5,6", b"+5", b"-5", b"0x5", b"5 5", b"", b"5.0", b"5a", b"5 ", b"\xd9\xa5", b"99999999999999999999",
                  b"18446744073709551621", b"5\x00"):
        yield refused(f"content-length {value!r}", POST + b"Content-Length: " + value + b"\r\n\r\nhello" + HIDDEN)
    yield refused("two equal lengths", POST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello" + HIDDEN)
    yield refused("two lengths", POST + b"Content-Length: 5\r\nContent-Length: 0\r\n\r\nhello" + HIDDEN)
    yield refused("space before the colon of a length", POST + b"Content-Length : 5\r\n\r\nhello" + HIDDEN)
    yield refused("folded length", POST + b"Content-Length:\r\n 5\r\n\r\nhello" + HIDDEN)
    yield passed("length with spaces before", POST + b"Content-Length:  5\r\n\r\nhello", 405)
    yield passed("length with zeros before", POST + b"Content-Length: 0005\r\n\r\nhello", 405)
    yield passed("body of a GET", GET + b"Content-Length: %d\r\n\r\n" % len(HIDDEN) + HIDDEN, 200)
    yield passed("chunked body of a GET", GET + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(HIDDEN) + HIDDEN + b"\r\n0\r\n\r\n", 200)
    yield "another name than Content-Length", POST + b"Content_Length: 5\r\n\r\nhello", [405, 400], True
    yield refused("expectation beside two lengths", POST + b"Expect: 100-continue\r\n" + both + CHUNKS)
    yield refused("unknown expectation", POST + b"Expect: 200-ok\r\nContent-Length: 5\r\n\r\nhello", 417)


def chunks():
    """RFC 9112 §7.1."""
    for value in (b"5;a=b", b"5;a", b"5;a=\"b;c\"", b"0005"):
        yield passed(f"chunk size {value!r}", CHUNKED + b"\r\n" + value + b"\r\nhello\r\n0\r\n\r\n", 405)
    for value in (b"0x5", b"+5", b"-5", b"", b"g", b"5\x00", b"\x0b5", b"FFFFFFFFFFFFFFFF1", b"10000000000000005", b"5\n", b"5;a\n", b"5;a=\"\nb\"",
                  b"5;a\rb", b"5;\x00"):
        yield refused(f"chunk size {value!r}", CHUNKED + b"\r\n" + value + b"\r\nhello\r\n0\r\n\r\n" + HIDDEN)
    yield refused("bare LF behind a chunk size", CHUNKED + b"\r\n5\nhello\r\n0\r\n\r\n" + HIDDEN)
    yield refused("bare LF behind a chunk", CHUNKED + b"\r\n5\r\nhello\n0\r\n\r\n" + HIDDEN)
    yield refused("chunk longer than it says", CHUNKED + b"\r\n5\r\nhelloXY0\r\n\r\n" + HIDDEN)
    yield refused("chunk shorter than it says", CHUNKED + b"\r\n6\r\nhello\r\n0\r\n\r\n" + HIDDEN)
    yield refused("chunk above the limit", CHUNKED + b"\r\n%x\r\n" % (LARGE + 1) + b"x" * (LARGE + 1) + b"\r\n0\r\n\r\n", 413)
    yield refused("chunks above the limit", CHUNKED + b"\r\n" + (b"4000\r\n" + b"x" * 0x4000 + b"\r\n") * 5 + b"0\r\n\r\n", 413)
    yield refused("bare LF in a trailer", CHUNKED + b"\r\n5\r\nhello\r\n0\r\nX: y\n\r\n" + HIDDEN)
    yield passed("trailer", CHUNKED + b"\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n", 405)
    yield refused("framing in a trailer", CHUNKED + b"\r\n5\r\nhello\r\n0\r\nContent-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n" + HIDDEN)


def lines():
    """Ends of lines, names and values (RFC 9112 §2.2, §5; RFC 9110 §5.5)."""
    # To the parser the line end is part of a version that it does not know.
    yield refused("bare LF everywhere", b"GET /health HTTP/1.1\nHost: x\n\n" + HIDDEN, 505)
    yield refused("bare LF behind the request line", b"GET /health HTTP/1.1\nHost: x\r\n\r\n" + HIDDEN, 505)
    yield refused("bare LF behind a header", b"GET /health HTTP/1.1\r\nHost: x\nX: y\r\n\r\n" + HIDDEN)
    yield refused("bare LF at the end of the head", b"GET /health HTTP/1.1\r\nHost: x\r\n\n" + HIDDEN)
    yield refused("bare CR everywhere", b"GET /health HTTP/1.1\rHost: x\r\r\n\r\n" + HIDDEN)
    for value in (b"a\rb", b"a\x00b", b"a\x07b", b"\x1b[31m", b"a\x7fb"):
        yield refused(f"header value {value!r}", GET + b"X: " + value + b"\r\n\r\n" + HIDDEN)
    for name in (b"X y", b"X(", b"X\x00", b"X\xc3\xa9", b"", b"X\t", b"X;", b"X\x7f", b" X", b"\tX"):
        yield refused(f"header name {name!r}", GET + name + b": y\r\n\r\n" + HIDDEN)
    yield refused("header without a colon", GET + b"nonsense\r\n\r\n" + HIDDEN)
    yield refused("space before the first header", b"GET /health HTTP/1.1\r\n Host: x\r\n\r\n" + HIDDEN)
    for value in ("é".encode(), b"\xff\xfe", b"\xc0\xaf", b"a\tb", b"\xed\xa0\x80"):
        yield passed(f"header value {value!r}", GET + b"X: " + value + b"\r\n\r\n", 200)
    yield passed("empty lines before a request", b"\r\n\r\n" + GET + b"\r\n", 200)


def requests():
    """Request lines, hosts and versions (RFC 9112 §3)."""
    for line in (b"GET  /health HTTP/1.1", b"GET /health  HTTP/1.1"):
        yield passed(f"request line {line!r}", line + b"\r\nHost: x\r\n\r\n", 200)
    for line in (b"GET\t/health\tHTTP/1.1", b" GET /health HTTP/1.1",
                 b"GET /he alth HTTP/1.1", b"GET /health http/1.1", b"GET /health HTTPS/1.1",
                 b"GET health HTTP/1.1", b"GET * HTTP/1.1", b"GET x:80 HTTP/1.1", b"GET /h\x00 HTTP/1.1", b"GET /\xff HTTP/1.1",
                 b"GET /\xc0\xaf HTTP/1.1", b"GET /\xe4\xb8\xad HTTP/1.1", b"GET /\x7f HTTP/1.1", b"GET /health?q=\xff HTTP/1.1",
                 b"GET http://y/health HTTP/1.1", b"GET http://x@y/health HTTP/1.1", b"GET ftp://x/health HTTP/1.1", b"GET http:/health HTTP/1.1",
                 b"G\x00T /health HTTP/1.1", b"GET", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"SSH-2.0-x", b"CONNECT x:80 HTTP/1.1", b"BREW /health HTTP/1.1"):
        yield refused(f"request line {line!r}", line + b"\r\nHost: x\r\n\r\n" + HIDDEN)
    yield refused("HTTP/0.9", b"GET /health\r\n\r\n", 505)
    for version in (b"HTTP/0.9", b"HTTP/1", b"HTTP/1.1 ", b"HTTP/1.1x", b"HTTP/1.2", b"HTTP/1.9", b"HTTP/2.0", b"HTTP/3.0"):
        yield refused(f"version {version!r}", b"GET /health " + version + b"\r\nHost: x\r\n\r\n" + HIDDEN, 505)
    yield refused("preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    for host in (b"", b"Host: x\r\nHost: x\r\n", b"Host: x\r\nhost: y\r\n", b"Host: a b\r\n", b"Host: a/b\r\n", b"Host: a@b\r\n", b"Host: a,b\r\n",
                 b"Host: x:8x\r\n", b"Host: x:80:80\r\n", b"Host: [::1\r\n", b"Host: \xff\r\n", b"Host: x?\r\n", b"Host: x#\r\n", b"Host: a\\b\r\n"):
        yield refused(f"host {host!r}", b"GET /health HTTP/1.1\r\n" + host + b"\r\n" + HIDDEN)
    for host in (b"x", b"x:80", b"x:", b"[::1]:80", b"127.0.0.1", b"a-b.example", b"xn--fiq228c.example", b"a_b", b"", b"%41"):
        yield passed(f"host {host!r}", b"GET /health HTTP/1.1\r\nHost: " + host + b"\r\n\r\n", 200)
    yield passed("absolute form", b"GET http://x/health HTTP/1.1\r\nHost: x\r\n\r\n", 200)
    yield passed("absolute form without a path", b"GET http://x HTTP/1.1\r\nHost: x\r\n\r\n", 200)
    yield passed("OPTIONS *", b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 204)
    yield "HTTP/1.0", b"GET /health HTTP/1.0\r\n\r\n" + HIDDEN, [200], True
    yield "HTTP/1.0 that asks to stay", b"GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + HIDDEN, [200], True
    yield "close, and more behind it", GET + b"Connection: close\r\n\r\n" + HIDDEN, [200], True
    yield ("upgrade to h2c", GET + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n",
           [200], True)
    yield ("upgrade to websocket", GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n" + HIDDEN, [200], True)
    yield "upgrade with a body", POST + b"Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 5\r\n\r\nhello" + HIDDEN, [405], True


def pipelines():
    yield passed("three at once", (GET + b"\r\n") * 3, 200, 200, 200)
    yield "two, then nonsense", (GET + b"\r\n") * 2 + b"nonsense\r\n\r\n" + HIDDEN, [200, 200, 400], True
    yield "one, then TLS", GET + b"\r\n\x16\x03\x01\x02\x00\x01" + HIDDEN, [200, 400], True
    yield "one, then two framings", GET + b"\r\n" + POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS + HIDDEN, [200, 400], True
    yield "body longer than it says", POST + b"Content-Length: 5\r\n\r\nhello!" + HIDDEN, [405, 400], True
    yield "nothing but NUL", b"\x00" * 64, [400], True


def sizes():
    yield refused("a header of 17 KiB", GET + b"X: " + b"y" * 17_000 + b"\r\n\r\n", 431)
    yield refused("headers of 17 KiB", GET + b"".join(b"X%d: %s\r\n" % (i, b"y" * 400) for i in range(42)) + b"\r\n", 431)
    yield refused("101 headers", GET + b"".join(b"X%d: y\r\n" % i for i in range(100)) + b"\r\n", 431)
    yield passed("100 headers", GET + b"".join(b"X%d: y\r\n" % i for i in range(99)) + b"\r\n", 200)
    yield refused("a header without end", GET + b"X: " + b"y" * 1_000_000, 431)
    yield refused("a header name without end", GET + b"y" * 1_000_000, 431)
    yield refused("headers without end", GET + b"X: y\r\n" * 100_000, 431)
    yield refused("a path of 9 KiB", b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414)
    yield refused("a method without end", b"A" * 1_000_000)
    yield refused("an announced body above the limit", POST + b"Content-Length: %d\r\n\r\n" % (LARGE + 1), 413)
    yield refused("an announced body far above it", POST + b"Content-Length: 9000000000000000000\r\n\r\n" + HIDDEN, 413)


def paths():
    """Nothing that is encoded in a path, a query or a header comes back as a line of an answer."""
    injected = "%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0aHTTP/1.1%20200%20OK"
    for path in ("/" + injected, "/api/v1/demand/" + injected, "/api/v1/demand/d-aaaaaaaaaaaaaaaaaaaaaaaaaa" + injected, "/demand/" + injected,
                 "/api/v1/agents/" + injected, "/api/v1/channels/" + injected, "/api/v1/demand/%00", "/api/v1/demand/%c0%af", "/api/v1/demand/%ff",
                 "/api/v1/demand/%ed%a0%80", "/api/v1/demand/%", "/api/v1/demand/%zz", "/..%2f..%2f..%2fetc/passwd", "/../../../etc/passwd",
                 "/%2e%2e/%2e%2e/etc/passwd", "/.env", "/.git/config", "/assets/..%2f..%2f.env", "/%00", "/health%00", "/health%0d%0a", "/HEALTH",
                 "/health/ready/%2e%2e", "/\\etc", "/%5c..%5c", "/a" * 2_000, "/api/v1/events/negotiations/" + injected + "/stream",
                 "/api/v1/events/negotiations/%00/recent"):
        yield passed(f"path {path[:60]}", f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), 404)
    for query in ("q=%ff", "q=%00", "q=%c0%80", "q=%", "q=%zz"):
        yield passed(f"query {query}", f"GET /api/v1/agents?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), 400)
    for query in ("limit=-1", "limit=99999999999999999999", "limit=1e3", "cursor=" + injected, "cursor=%00"):
        yield passed(f"query {query[:30]}", f"GET /api/v1/agents?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), 400)
    yield passed("query of thousands of parts", b"GET /api/v1/agents?" + b"a=b&" * 2_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 200)
    for name in ("X-Request-ID", "Origin", "Accept-Language", "Last-Event-ID", "Referer", "User-Agent"):
        yield passed(f"{name} with encoded lines", GET + f"{name}: {injected}\r\n\r\n".encode(), 200)
        yield refused(f"{name} with a bare CR", GET + f"{name}: a\rSet-Cookie: a=b\r\n\r\n".encode())


def bodies():
    """JSON that is none, or too much of it; the connection stays."""
    deep = 30_000
    for name, body in (("bad UTF-8", b'{"raw_input":"\xff\xfe"}'), ("overlong UTF-8", b'{"raw_input":"\xc0\x80"}'),
                       ("a surrogate in UTF-8", b'{"raw_input":"\xed\xa0\x80"}'), ("a raw NUL", b'{"raw_input":"a\x00b"}'),
                       ("an escaped NUL", b'{"raw_input":"a\\u0000b"}'), ("half a surrogate pair", b'{"raw_input":"\\ud800"}'),
                       ("UTF-16", '{"raw_input":"hello"}'.encode("utf-16")), ("nothing", b""), ("a list", b"[]"), ("a number", b"1"),
                       ("deep lists", b'{"raw_input":' + b"[" * deep + b"]" * deep + b"}"), ("open lists", b"[" * 2 * deep),
                       ("deep objects", b'{"a":' * 10_000 + b"1" + b"}" * 10_000), ("open text", b'{"raw_input":"'), ("an unknown escape", b'{"raw_input":"\\x"}'),
                       ("a huge number", b'{"raw_input":"a","utc_offset_minutes":1e999}'), ("a long number", b'{"raw_input":"a","utc_offset_minutes":' + b"9" * 5_000 + b"}"),
                       ("a fraction", b'{"raw_input":"a","utc_offset_minutes":0.5}'), ("only blanks", b'{"raw_input":" \\t\\n\\u3000"}'),
                       ("8,001 characters", b'{"raw_input":"' + b"x" * 8_001 + b'"}'), ("another language", b'{"raw_input":"a","language":"xx"}')):
        yield passed(f"body: {name}", b"POST /api/v1/demand/submit HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                     % len(body) + body, 400)
    yield passed("body of another type", b"POST /api/v1/demand/submit HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 415)


GROUPS = [framing, chunks, lines, requests, pipelines, sizes, paths, bodies]
