"""What the checks of TLS share: certificates made on the spot, a server that speaks HTTPS, and a client of HTTP/2 that does exactly
what it is told."""
import http.client, os, socket, ssl, subprocess, time
import h2.config, h2.connection, h2.errors, h2.events, h2.exceptions, h2.settings
from _server import Server

CALM = int(h2.errors.ErrorCodes.ENHANCE_YOUR_CALM)


def trusting(*protocols):
    """A TLS context for servers whose certificate we made ourselves."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context


def make_certificate(folder, name, days=30):
    """Paths of a new certificate for localhost and of its key."""
    certificate, key = f"{folder}/{name}.pem", f"{folder}/{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", certificate, "-days", str(days), "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    os.chmod(key, 0o600)
    return certificate, key


def put(source, target):
    """Replaces a file in one step, as renewal does."""
    with open(source, "rb") as f, open(target + ".new", "wb") as copy:
        os.chmod(target + ".new", 0o600)
        copy.write(f.read())
    os.rename(target + ".new", target)


def serial(port):
    """The serial number of the certificate that a new connection gets."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
        with trusting().wrap_socket(plain) as secure:
            shown = subprocess.run(["openssl", "x509", "-inform", "der", "-noout", "-serial"], check=True, capture_output=True,
                                   input=secure.getpeercert(binary_form=True))
    return shown.stdout.decode().strip().removeprefix("serial=")


class SecureServer(Server):
    """A server with a certificate of its own, which `renew` replaces."""

    def __init__(self, folder, environment=None):
        self.certificate, self.key = f"{folder}/server.pem", f"{folder}/server.key"
        self.renew(make_certificate(folder, "first"))
        super().__init__({"TLS_CERT_FILE": self.certificate, "TLS_KEY_FILE": self.key, **(environment or {})})

    def renew(self, pair):
        put(pair[0], self.certificate)
        put(pair[1], self.key)

    def url(self, path=""):
        return f"https://127.0.0.1:{self.port}{path}"

    def connection(self):
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=trusting("http/1.1"))


class Client:
    """One connection. `streams` has what came on each stream: `headers`, `data`, `ended`, `reset` (error code)."""

    def __init__(self, port, window=None):
        plain = socket.create_connection(("127.0.0.1", port), timeout=15)
        self.socket = trusting("h2").wrap_socket(plain)
        assert self.socket.selected_alpn_protocol() == "h2"
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(header_encoding="utf-8", validate_outbound_headers=False))
        if window is not None:
            self.h2.local_settings[h2.settings.SettingCodes.INITIAL_WINDOW_SIZE] = window
        self.acknowledges, self.streams, self.gone, self.closed, self.limit = window is None, {}, None, False, None
        self.h2.initiate_connection()
        self.flush()

    def flush(self):
        data = self.h2.data_to_send()
        if data and not self.closed:
            self.send(data)

    def raw(self, data):
        """Sends bytes past the library, which refuses to misbehave."""
        self.flush()
        self.send(data)

    def send(self, data):
        # Not what is left of the last wait: a server that takes nothing for a moment has not closed.
        self.socket.settimeout(15)
        try:
            self.socket.sendall(data)
        except TimeoutError:
            raise
        except (OSError, ssl.SSLError):
            self.closed = True

    def begin(self, path, method="GET", headers=(), body=None, ends=True):
        stream = self.h2.get_next_available_stream_id()
        fields = [(":method", method), (":scheme", "https"), (":authority", "localhost"), (":path", path), *headers]
        self.h2.send_headers(stream, fields, end_stream=ends and body is None)
        self.streams[stream] = {"headers": {}, "data": b"", "ended": False, "reset": None}
        if body is not None:
            for start in range(0, len(body), 16_000):
                self.h2.send_data(stream, body[start:start + 16_000])
            if ends:
                self.h2.end_stream(stream)
        self.flush()
        return stream

    def pump(self, until, seconds=10):
        """Takes what comes until a condition holds; False when it never did."""
        deadline = time.monotonic() + seconds
        while not until():
            rest = deadline - time.monotonic()
            if self.closed or rest <= 0:
                return until()
            self.socket.settimeout(rest)
            try:
                data = self.socket.recv(65536)
            except (TimeoutError, socket.timeout):
                continue
            except (OSError, ssl.SSLError):
                data = b""
            if not data:
                self.closed = True
                continue
            try:
                events = self.h2.receive_data(data)
            except h2.exceptions.ProtocolError:
                self.closed = True
                continue
            for event in events:
                self.take(event)
            self.flush()
        return True

    def take(self, event):
        known = self.streams.get(getattr(event, "stream_id", None))
        if isinstance(event, h2.events.RemoteSettingsChanged):
            changed = event.changed_settings.get(h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS)
            self.limit = changed.new_value if changed else self.limit
        elif isinstance(event, h2.events.ConnectionTerminated):
            # The first notice of a graceful end names the highest number there is.
            self.gone = int(event.error_code)
        elif known is None:
            return
        elif isinstance(event, h2.events.ResponseReceived):
            known["headers"] = dict(event.headers)
        elif isinstance(event, h2.events.DataReceived):
            known["data"] += event.data
            if self.acknowledges and event.flow_controlled_length:
                self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            known["ended"] = True
        elif isinstance(event, h2.events.StreamReset):
            known["reset"] = int(event.error_code)

    def done(self, stream):
        return self.streams[stream]["ended"] or self.streams[stream]["reset"] is not None

    def ask(self, path, method="GET", headers=(), body=None):
        """(status, headers, body) of one request."""
        stream = self.begin(path, method, headers, body)
        assert self.pump(lambda: self.done(stream)), f"no answer to {method} {path}"
        answer = self.streams[stream]
        return int(answer["headers"].get(":status", 0)), answer["headers"], answer["data"]

    def close(self):
        self.socket.close()
