#!/usr/bin/env python3
"""A steady load: many open streams and so many requests a second, for a while. No call fails, no stream is lost, and memory and
descriptors of the server stay where they are.

    steady_load.py [--streams 1000] [--rate 100] [--seconds 40] [--warm-up 12] [BINARY]

Of the requests 40 % ask for recent events, 40 % are pages and states, 20 % submit demands, whose negotiations then run. Requests are
sent at their times, whether or not earlier ones are late: a time counts from the moment at which the request was due. A client beside
them submits and follows its demands to the end.
"""
import argparse, http.client, json, multiprocessing, os, random, re, resource, select, signal, statistics, sys, time

import _server
from _members import Member, profile
from _server import BINARY, Server
from _wire import Malformed, Wire, descriptors, memory, percentile, wait_for

DEMANDS = ["A photographer in London next weekend", "想在北京办一场50人的AI交流会，需要场地和讲师", "找一个会做原型的设计师",
           "I need a room and a speaker for an AI meetup in Beijing"]
HEARTBEAT = 15
WAITING = 20  # demands that the open streams look at
faults = []


def expect(condition, what):
    if not condition:
        faults.append(what)
        print("FAULT", what, flush=True)


def message(method, path, body=None, more=""):
    data = json.dumps(body).encode() if body is not None else b""
    kind = f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n" if data else ""
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n{kind}{more}\r\n".encode() + data


class Holder:
    """A process with many streams that it only reads; says when all are open, and at the end what became of them."""

    def __init__(self, port, number, count, demands):
        self.pipe, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=self.run, args=(port, number, count, demands, other), daemon=True)
        self.process.start()

    @staticmethod
    def run(port, number, count, demands, pipe):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        poll, streams, lost, ended, quiet, refused = select.epoll(), {}, 0, 0, 0, []
        for index in range(count):
            wire = Wire(port, f"127.2.{number}.{index // 1000 + 1}", timeout=30)
            wire.send(message("GET", f"/api/v1/events/negotiations/{demands[index % len(demands)]}/stream"))
            if (head := wire.until(b"\r\n\r\n"))[9:12] != b"200":
                refused.append(head[:40])
            wire.socket.setblocking(False)
            poll.register(wire.socket, select.EPOLLIN)
            streams[wire.socket.fileno()] = [wire.socket, time.monotonic()]
        poll.register(pipe, select.EPOLLIN)
        pipe.send(refused)
        ending = False
        deadline = None
        while (streams or not ending) and (deadline is None or time.monotonic() < deadline):
            for descriptor, _ in poll.poll(1):
                if descriptor == pipe.fileno():
                    # From now on streams are expected to end.
                    quiet = sum(time.monotonic() - last > HEARTBEAT + 10 for _, last in streams.values())
                    pipe.recv()
                    pipe.send((len(streams), lost, quiet))
                    ending, deadline = True, time.monotonic() + 30
                    continue
                stream = streams[descriptor]
                try:
                    data = stream[0].recv(65536)
                except BlockingIOError:
                    continue
                except OSError:
                    data = b""
                if data:
                    stream[1] = time.monotonic()
                    continue
                lost, ended = (lost, ended + 1) if ending else (lost + 1, ended)
                poll.unregister(descriptor)
                stream[0].close()
                del streams[descriptor]
        pipe.send((ended, len(streams)))

    def opened(self):
        return self.pipe.recv()

    def report(self):
        """(open, lost, without a heartbeat)"""
        self.pipe.send("report")
        return self.pipe.recv()

    def last(self):
        """(ended, still open)"""
        found = self.pipe.recv()
        self.process.join(10)
        return found


def requester(port, number, rate, end, files, waiting, results):
    """Requests at their times over one connection; results: (kind, seconds) of each and what failed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    rng, times, failed, known, wire = random.Random(number), {}, [], list(waiting), None
    due = time.monotonic() + rng.random() / rate
    while due < end:
        rest = due - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        dice, demand = rng.random(), rng.choice(known)
        if dice < 0.4:
            kind, data = "recent", message("GET", f"/api/v1/events/negotiations/{demand}/recent?count=50")
        elif dice < 0.6:
            kind, data = "page", message("GET", rng.choice(files))
        elif dice < 0.8:
            kind, data = "state", message("GET", f"/api/v1/demand/{demand}" + rng.choice(["", "/status"]))
        else:
            kind, data = "submit", message("POST", "/api/v1/demand/submit", {"raw_input": rng.choice(DEMANDS)})
        try:
            wire = wire or Wire(port, f"127.3.{number}.1", timeout=20)
            wire.send(data)
            status, _, body = wire.answer()
            if status != 200:
                failed.append(f"{kind}: {status} {body[:120]!r}")
            elif kind == "submit":
                known = (known + [json.loads(body)["demand_id"]])[-200:]
        except (OSError, Malformed) as error:
            failed.append(f"{kind}: {error!r}")
            wire = None
        times.setdefault(kind, []).append(time.monotonic() - due)
        due += 1 / rate
    results.put((times, failed))


def follower(port, end, results):
    """Submits, and follows each demand to its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    count, failed, rng = 0, [], random.Random(0)
    while time.monotonic() < end:
        try:
            wire = Wire(port, "127.4.0.1", timeout=60)
            wire.send(message("POST", "/api/v1/demand/submit", {"raw_input": rng.choice(DEMANDS)}))
            demand = json.loads(wire.answer()[2])["demand_id"]
            wire.close()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=("127.4.0.1", 0))
            connection.request("GET", f"/api/v1/events/negotiations/{demand}/stream")
            lines = [json.loads(line[5:]) for line in connection.getresponse().read().split(b"\n") if line.startswith(b"data:")]
            connection.close()
            if [line["seq"] for line in lines] != list(range(1, len(lines) + 1)) or not lines[-1]["event_type"].endswith("demand.completed"):
                failed.append(f"{demand}: {[line['seq'] for line in lines]}")
            count += 1
        except (OSError, Malformed, ValueError, http.client.HTTPException, IndexError, KeyError) as error:
            failed.append(repr(error))
        time.sleep(0.2)
    results.put((count, failed))


def processor(pid):
    """Seconds of processor time."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def value(server, name):
    text = server.request("GET", "/metrics")[2].decode()
    found = re.search(rf"^{re.escape(name)} ([0-9.e+]+)$", text, re.M)
    return float(found[1]) if found else None


def judge(samples, warm_up, streams):
    """Memory and descriptors after the warm-up: the first third of the time against the last."""
    after = [sample for sample in samples if sample[0] >= warm_up]
    third = max(1, len(after) // 3)
    begin, last = (statistics.median(sample[1] for sample in part) for part in (after[:third], after[-third:]))
    # What an allocator keeps moves a little. In minutes a leak of a KiB a request would be far more than that; a short run only
    # sees large ones, and negotiations that pile up for a while when others use the processors.
    allowed = max(8.0 if after[-1][0] > 300 else 20.0, 0.05 * begin)
    expect(last - begin <= allowed, f"memory {begin:.1f} → {last:.1f} MiB")
    counts = [sample[2] for sample in after]
    expect(max(counts) - min(counts) <= 20, f"descriptors {min(counts)} to {max(counts)}")
    expect(min(counts) >= streams, f"{min(counts)} descriptors for {streams} streams")
    print(f"after the warm-up: memory {begin:.1f} → {last:.1f} MiB (medians of thirds; {allowed:.0f} allowed), descriptors {min(counts)} to "
          f"{max(counts)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=BINARY)
    parser.add_argument("--streams", type=int, default=1_000)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--warm-up", type=float, default=12)
    options = parser.parse_args()
    _server.BINARY = os.path.abspath(options.binary)
    server = Server({"TOWOW_RESPONSE_TIMEOUT": "86400", "TOWOW_DEMAND_TIMEOUT": "604800", "TOWOW_OPEN_REGISTRATION": "true"})
    pid = server.process.pid
    # Asked, and never answering: so the demands go on for as long as this check.
    silent = Member(server, profile("Silent", "Lion dance"))
    waiting = {}
    for number in range(WAITING):
        answer = json.loads(server.request("POST", "/api/v1/demand/submit", {"raw_input": "I need a lion dance in Beijing", "language": "en"})[2])
        waiting[answer["demand_id"]] = answer["owner_token"]
    for demand in waiting:
        silent.question("invitation", demand=demand)
    page = server.request("GET", "/")[2].decode()
    files = ["/"] + re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', page)
    empty = memory(pid)
    each = min(2_000, max(1, options.streams // 2))
    counts = [each] * (options.streams // each) + ([options.streams % each] if options.streams % each else [])
    begin = time.monotonic()
    holders = [Holder(server.port, number + 1, count, list(waiting)) for number, count in enumerate(counts)]
    for holder in holders:
        refused = holder.opened()
        expect(not refused, f"{len(refused)} streams refused: {refused[:1]}")
    print(f"{options.streams} streams open in {time.monotonic() - begin:.1f} s by {len(holders)} processes; memory {empty:.0f} → {memory(pid):.0f} MiB",
          flush=True)
    results, followed = multiprocessing.Queue(), multiprocessing.Queue()
    requesters = max(2, int(options.rate / 60))
    begin, processor_begin = time.monotonic(), processor(pid)
    end = begin + options.seconds
    workers = [multiprocessing.Process(target=requester, daemon=True, args=(server.port, number + 1, options.rate / requesters, end, files,
                                                                            list(waiting), results)) for number in range(requesters)]
    workers.append(multiprocessing.Process(target=follower, daemon=True, args=(server.port, end, followed)))
    for worker in workers:
        worker.start()
    samples, shown = [], 0
    while time.monotonic() < end and server.process.poll() is None:
        time.sleep(0.5)
        samples.append((time.monotonic() - begin, memory(pid), descriptors(pid)))
        if samples[-1][0] >= shown * options.seconds / 10:
            shown += 1
            print(f"{samples[-1][0]:6.0f} s  {samples[-1][1]:7.1f} MiB  {samples[-1][2]:6d} descriptors  "
                  f"{(processor(pid) - processor_begin) / samples[-1][0] * 100:5.0f} % processor", flush=True)
    expect(server.process.poll() is None, "the server is gone")
    times, failed = {}, []
    for _ in range(requesters):
        found, bad = results.get(timeout=60)
        failed += bad
        for kind, durations in found.items():
            times.setdefault(kind, []).extend(durations)
    count, bad = followed.get(timeout=90)
    failed += bad
    expect(count > 0, "no demand was followed to its end")
    for worker in workers:
        worker.join(20)
    judge(samples, options.warm_up, options.streams)
    for fault in failed[:5]:
        print("FAULT", fault)
    expect(not failed, f"{len(failed)} calls failed")
    total = sum(map(len, times.values()))
    expect(total >= 0.97 * options.rate * options.seconds, f"the load was {total / options.seconds:.0f} requests a second")
    for kind, durations in sorted(times.items()):
        print(f"{kind:7} {len(durations):7d}  p50 {percentile(durations, 0.5) * 1000:6.1f}  p99 {percentile(durations, 0.99) * 1000:6.1f}  "
              f"worst {max(durations) * 1000:6.0f} ms")
    print(f"{total} requests, {count} demands followed to their ends, {len(failed)} failed")
    kept = [holder.report() for holder in holders]
    expect(sum(each[0] for each in kept) == options.streams and not any(each[1] for each in kept), f"streams were lost: {kept}")
    expect(not any(each[2] for each in kept), f"streams without a heartbeat: {kept}")
    expect(value(server, "sse_dropped_total") in (None, 0.0), "streams were dropped")
    for demand, token in waiting.items():
        server.request("POST", f"/api/v1/demand/{demand}/cancel", {}, {"Authorization": f"Bearer {token}"})
    last = [holder.last() for holder in holders]
    expect(sum(each[0] for each in last) == options.streams, f"streams that did not end with their demands: {last}")
    expect(wait_for(lambda: descriptors(pid) < 100), f"{descriptors(pid)} descriptors at the end")
    expect(server.stop() == 0, "ends properly")
    if faults:
        sys.exit(f"{len(faults)} faults")
    print("steady_load: passed")


if __name__ == "__main__":
    main()
