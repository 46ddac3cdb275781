#!/usr/bin/env python3
"""Prints what ToWow costs on this machine, with the load generator on the same cores.

    bench.py [--seconds 5] [--runs 3] [--only start,submit,...] [BINARY]

Needs wrk, cc and the release binary. Every figure is the median of the runs, worst is the worst single request of all.
Nothing is asserted: a figure beside its target is printed, a missed target is marked.
"""
import argparse, json, os, re, signal, socket, sqlite3, statistics, subprocess, sys, tempfile, time, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """One `towow serve` with a data directory of its own and the bundled members."""

    def __init__(self, binary, environment=None):
        self.folder = tempfile.TemporaryDirectory(prefix="towow-bench-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        env = {"PATH": os.environ["PATH"], "APP_HOST": "127.0.0.1", "APP_PORT": str(self.port), "LOG_LEVEL": "error",
               "DEBUG": "false", "TOWOW_DATA_DIR": self.folder.name + "/data", **(environment or {})}
        self.started = time.monotonic()
        self.log = open(self.folder.name + "/log", "w")
        self.process = subprocess.Popen([binary, "serve"], env=env, stdout=self.log, stderr=self.log, cwd=self.folder.name)
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as s:
                    s.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    if b" 200 " in s.recv(4096):
                        break
            except OSError:
                if self.process.poll() is not None:
                    sys.exit(f"the server ended: {open(self.folder.name + '/log').read()}")
                time.sleep(0.002)
        self.cold_start = time.monotonic() - self.started

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def post(self, path, body, token=None):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(self.url(path), json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def memory(self):
        """Resident bytes."""
        with open(f"/proc/{self.process.pid}/status") as f:
            return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1)) * 1024

    def cpu(self):
        """Seconds of processor time so far."""
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def unfinished(self):
        with sqlite3.connect(f"file:{self.folder.name}/data/towow.db?mode=ro", uri=True, timeout=10) as database:
            return database.execute(
                "SELECT count(*) FROM demands WHERE status NOT IN ('completed','failed','cancelled')").fetchone()[0]

    def drain(self):
        """Waits until every demand has ended; returns the seconds it took."""
        start = time.monotonic()
        while self.unfinished():
            time.sleep(0.05)
        return time.monotonic() - start

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.log.close()
        self.folder.cleanup()


def wrk(server, path, script, connections, seconds):
    out = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", os.path.join(HERE, script),
         server.url(path)], capture_output=True, text=True, check=True).stdout
    found = re.search(r"RESULT (.*)", out)
    if not found:
        sys.exit(out)
    return {k: float(v) for k, v in (pair.split("=") for pair in found.group(1).split())}


def say(name, value, unit="", target=None, ok=None):
    mark = "" if ok is None else ("  ok" if ok else "  MISSED")
    print(f"{name:<58}{value:>12} {unit:<10}{'target ' + target if target else '':<22}{mark}", flush=True)


def bench_start(options):
    starts, memories = [], []
    for _ in range(max(3, options.runs)):
        server = Server(options.binary)
        starts.append(server.cold_start * 1000)
        server.stop()
    server = Server(options.binary)
    time.sleep(3)
    memories.append(server.memory() / 2**20)
    server.stop()
    value = statistics.median(starts)
    say("first start to first 200, empty database (with member import)", f"{value:.0f}", "ms", "<= 200", value <= 200)
    say("idle memory", f"{memories[0]:.1f}", "MiB", "<= 40", memories[0] <= 40)
    size = os.path.getsize(options.binary) / 1e6
    say("size of the binary", f"{size:.1f}", "MB", "<= 30", size <= 30)


def bench_submit(options):
    for connections, target in ((1, 1000), (32, 2100), (256, 2100)):
        rates, p50, p99, worst, backlog, drained, errors = [], [], [], [], [], [], 0
        for _ in range(options.runs):
            server = Server(options.binary)
            result = wrk(server, "/", "submit.lua", connections, options.seconds)
            rates.append(result["requests"] / result["seconds"])
            p50.append(result["p50"]); p99.append(result["p99"]); worst.append(result["worst"])
            errors += result["errors"]
            backlog.append(server.unfinished())
            drained.append(server.drain())
            server.stop()
        rate = statistics.median(rates)
        say(f"durable submits, {connections} connections", f"{rate:.0f}", "/s", f">= {target}", rate >= target)
        say("  p50 / p99", f"{statistics.median(p50):.1f}/{statistics.median(p99):.1f}", "ms")
        say("  worst single request", f"{max(worst):.0f}", "ms", "< 500", max(worst) < 500)
        say("  backlog left / time to drain it", f"{statistics.median(backlog):.0f}/{statistics.median(drained):.1f}", "/ s")
        if errors:
            say("  failed requests", f"{errors:.0f}", "", "0", False)


def bench_negotiations(options):
    rates, cpus, grown, events = [], [], [], []
    for _ in range(options.runs):
        server = Server(options.binary)
        wrk(server, "/", "submit.lua", 8, 1)
        server.drain()
        with sqlite3.connect(f"file:{server.folder.name}/data/towow.db?mode=ro", uri=True) as database:
            before = database.execute("SELECT count(*) FROM demands").fetchone()[0]
        cpu, start, memory = server.cpu(), time.monotonic(), server.memory()
        wrk(server, "/", "submit.lua", 16, options.seconds)
        server.drain()
        seconds = time.monotonic() - start
        with sqlite3.connect(f"file:{server.folder.name}/data/towow.db?mode=ro", uri=True) as database:
            done = database.execute("SELECT count(*) FROM demands").fetchone()[0] - before
            events.append(database.execute("SELECT avg(head) FROM demands").fetchone()[0])
        rates.append(done / seconds)
        cpus.append((server.cpu() - cpu) / done * 1000)
        grown.append((server.memory() - memory) / done)
        server.stop()
    say("whole negotiations, rules, taken in and ended", f"{statistics.median(rates):.0f}", "/s", ">= 300",
        statistics.median(rates) >= 300)
    say("  events a demand", f"{statistics.median(events):.0f}", "")
    say("  processor time a demand (submit included)", f"{statistics.median(cpus):.2f}", "ms", "<= 3",
        statistics.median(cpus) <= 3)
    say("  memory kept a finished demand", f"{statistics.median(grown):.0f}", "bytes", "0 (allocator noise)")


def bench_pages(options):
    server = Server(options.binary)
    for path in ("/health", "/"):
        results = [wrk(server, path, "get.lua", 64, options.seconds) for _ in range(options.runs)]
        rate = statistics.median(r["requests"] / r["seconds"] for r in results)
        say(f"GET {path}, 64 connections", f"{rate:.0f}", "/s", ">= 30000", rate >= 30000)
        say("  worst single request", f"{max(r['worst'] for r in results):.0f}", "ms")
    server.stop()


def bench_streams(options):
    tool = os.path.join(tempfile.mkdtemp(prefix="towow-bench-"), "streams")
    subprocess.run(["cc", "-O2", "-o", tool, os.path.join(HERE, "streams.c")], check=True)
    for count, target in ((1000, 30), (2000, 60), (10000, 400)):
        lasts, each = [], []
        for _ in range(options.runs):
            server = Server(options.binary)
            time.sleep(1)
            demand = server.post("/api/v1/demand/submit", {"raw_input": "help me with something", "clarify": True})
            path = f"/api/v1/events/negotiations/{demand['demand_id']}/stream"
            before = server.memory()
            client = subprocess.Popen(
                [tool, "127.0.0.1", str(server.port), path, str(count), "2", "demand.completed"],
                stdout=subprocess.PIPE, text=True)
            opened = client.stdout.readline().split()
            if not opened or int(opened[1]) != count:
                sys.exit(f"only {opened} of {count} streams opened")
            time.sleep(1)
            each.append((server.memory() - before) / count / 1024)
            start = time.monotonic()
            server.post(f"/api/v1/demand/{demand['demand_id']}/cancel", {}, demand["owner_token"])
            seen = client.stdout.readline().split()
            lasts.append((float(seen[3]) - start) * 1000)
            client.wait(30)
            server.stop()
        say(f"{count} streams: call to the last viewer, worst of {options.runs}", f"{max(lasts):.0f}", "ms", f"<= {target}",
            max(lasts) <= target)
        say("  memory each", f"{statistics.median(each):.1f}", "KiB", "<= 25, stretch 16", statistics.median(each) <= 25)
    server = Server(options.binary, {"TOWOW_SSE_MAX": "50"})
    demand = server.post("/api/v1/demand/submit", {"raw_input": "help me with something", "clarify": True})
    path = f"/api/v1/events/negotiations/{demand['demand_id']}/stream"
    client = subprocess.Popen([tool, "127.0.0.1", str(server.port), path, "50", "2", "demand.completed"],
                              stdout=subprocess.PIPE, text=True)
    client.stdout.readline()
    try:
        urllib.request.urlopen(server.url(path), timeout=5)
        answer = "200"
    except urllib.error.HTTPError as error:
        answer = f"{error.code} retry {error.headers['Retry-After']}"
    say("the stream above TOWOW_SSE_MAX gets", answer, "", "503", answer.startswith("503"))
    client.kill()
    client.wait()
    server.stop()


PARTS = {"start": bench_start, "pages": bench_pages, "submit": bench_submit, "negotiations": bench_negotiations,
         "streams": bench_streams}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=os.path.join(HERE, "..", ".build", "release", "towow"))
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default=",".join(PARTS))
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    with open("/proc/cpuinfo") as f:
        model = re.search(r"model name\s*: (.*)", f.read())
    print(f"{os.cpu_count()} cores, {model.group(1) if model else 'unknown processor'}; medians of {options.runs} runs of "
          f"{options.seconds} s; load generator on the same cores\n")
    for name in options.only.split(","):
        PARTS[name](options)


if __name__ == "__main__":
    main()
