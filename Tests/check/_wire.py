"""Clients that send exactly what they are told, and one that asks for /health all the while and measures."""
import multiprocessing, os, re, signal, socket, time


class Malformed(Exception):
    """What came is no answer of HTTP/1.1."""


class Wire:
    """One raw connection; `answers` takes them apart strictly, so that nothing hides between two of them."""

    def __init__(self, port, source=None, receive=None, timeout=15):
        self.socket = socket.socket()
        if receive:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        if source:
            self.socket.bind((source, 0))
        self.socket.settimeout(timeout)
        self.socket.connect(("127.0.0.1", port))
        self.buffer = b""

    def send(self, data):
        """What the server does not want any more is lost; whether it closed is seen by reading."""
        try:
            self.socket.sendall(data if isinstance(data, bytes) else data.encode())
        except (BrokenPipeError, ConnectionResetError):
            pass

    def fill(self):
        data = self.socket.recv(65536)
        self.buffer += data
        return bool(data)

    def until(self, mark):
        while mark not in self.buffer:
            if not self.fill():
                raise Malformed(f"ended in {self.buffer[:200]!r}")
        head, _, self.buffer = self.buffer.partition(mark)
        return head

    def take(self, count):
        while len(self.buffer) < count:
            if not self.fill():
                raise Malformed(f"ended {count - len(self.buffer)} bytes too early")
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def answer(self, has_body=True):
        """(status, fields by lower-case name as lists, body)"""
        first, *lines = self.until(b"\r\n\r\n").split(b"\r\n")
        match = re.fullmatch(rb"HTTP/1\.1 (\d{3}) [\x20-\x7e]*", first)
        if not match:
            raise Malformed(repr(first[:200]))
        fields = {}
        for line in lines:
            field = re.fullmatch(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?([\x20-\x7e]*)", line)
            if not field:
                raise Malformed(repr(line[:200]))
            fields.setdefault(field[1].decode().lower(), []).append(field[2].decode())
        status = int(match[1])
        if not has_body or status in (204, 304) or status < 200:
            return status, fields, b""
        if "transfer-encoding" in fields:
            body = b""
            while size := int(self.until(b"\r\n"), 16):
                body += self.take(size)
                self.take(2)
            self.take(2)
            return status, fields, body
        if len(fields.get("content-length", [])) != 1:
            raise Malformed(f"without a length: {fields}")
        return status, fields, self.take(int(fields["content-length"][0]))

    def ended(self):
        """Whether the server closed, and said nothing more before."""
        try:
            while self.fill():
                pass
        except ConnectionResetError:
            pass
        except (TimeoutError, socket.timeout):
            return False
        return not self.buffer

    def close(self):
        self.socket.close()


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


class Prober:
    """Another client, in a process of its own: asks for /health every few milliseconds, every fourth time over a new connection."""

    def __init__(self, port, source="127.0.0.250", pause=0.004):
        self.pipe, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=self.run, args=(port, source, pause, other), daemon=True)
        self.process.start()

    @staticmethod
    def run(port, source, pause, pipe):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        request = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
        times, fresh, faults, wire, count = [], [], [], None, 0
        while True:
            if pipe.poll(pause):
                if pipe.recv() == "end":
                    return
                pipe.send((times, fresh, faults))
                times, fresh, faults = [], [], []
            begin, new = time.monotonic(), wire is None or count % 4 == 0
            try:
                if new:
                    if wire:
                        wire.close()
                    wire = Wire(port, source, timeout=30)
                wire.send(request)
                status, _, body = wire.answer()
                if status != 200 or b"healthy" not in body:
                    faults.append(f"{status} {body[:80]!r}")
                (fresh if new else times).append(time.monotonic() - begin)
            except (OSError, Malformed) as error:
                # A connection that rested may be closed to make room; a new one is never refused.
                if new:
                    faults.append(repr(error))
                wire = None
                continue
            count += 1

    def figures(self):
        """(line of text, faults) since the last call."""
        self.pipe.send("figures")
        times, fresh, faults = self.pipe.recv()
        shown = [f"{percentile(values, 0.5) * 1000:.1f} / {percentile(values, 0.99) * 1000:.1f} / {max(values) * 1000:.0f} ms of {len(values)}"
                 if values else "none" for values in (times, fresh)]
        return f"/health p50 / p99 / worst: kept {shown[0]}, new {shown[1]}", faults

    def close(self):
        self.pipe.send("end")
        self.process.join(15)


def memory(pid):
    """MiB."""
    with open(f"/proc/{pid}/status") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1]) / 1024


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def wait_for(condition, seconds=15):
    """What `condition` returns in the end: as soon as it is true, or when the time is over."""
    deadline = time.monotonic() + seconds
    while not (value := condition()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return value
