"""A site full of people while its server is replaced: traffic.c beside negotiations that wait for a member, and what must have become of
all of them."""
import argparse, atexit, http.client, json, os, re, select, subprocess, sys, tempfile, time, zlib

from _members import Member, profile
from _server import ROOT, ask, end, log_faults
from _wire import wait_for

# What a server under this traffic needs: negotiations wait for as long as the member is silent.
SETTINGS = {"TOWOW_RESPONSE_TIMEOUT": "86400", "TOWOW_DEMAND_TIMEOUT": "604800", "TOWOW_OPEN_REGISTRATION": "true", "ENABLE_RATE_LIMIT": "false"}
SAMPLE = 200  # viewers of short negotiations whose events are compared one by one


def arguments(text, **more):
    """The numbers of the traffic; `--times` replacements of the server."""
    parser = argparse.ArgumentParser(description=text)
    for name, value in {"times": 1, "rate": 120, "streams": 300, "negotiations": 20, **more}.items():
        if isinstance(value, bool):
            parser.add_argument(f"--{name}", action="store_true")
        else:
            parser.add_argument(f"--{name}", type=type(value), default=value)
    return parser.parse_args()


class Traffic:
    """People at `port`. `expect` takes notes of what must not be; `stored` gives {demand: its last event's number, or None while it goes on}."""

    def __init__(self, port, options, stored):
        self.port, self.options, self.stored, self.faults = port, options, stored, []
        self.folder = tempfile.TemporaryDirectory(prefix="towow-traffic-")
        program = self.folder.name + "/traffic"
        subprocess.run([os.path.join(ROOT, "scripts", "deps.sh"), "gcc", "libc6-dev"], check=True)
        subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", program, os.path.join(ROOT, "Tests", "check", "_traffic.c")], check=True)
        self.member = Member(self, profile("Silent", "Lion dance"))
        self.waiting = []
        for _ in range(options.negotiations):
            status, _, body = self.request("POST", "/api/v1/demand/submit", {"raw_input": "I need a lion dance in Beijing", "language": "en"})
            assert status == 200, (status, body)
            self.waiting.append(json.loads(body)["demand_id"])
        for demand in self.waiting:
            self.member.question("invitation", demand=demand)
        page = self.request("GET", "/")[2].decode()
        pages = ["/"] + re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', page)
        for name, lines in (("pages", pages), ("demands", self.waiting)):
            with open(f"{self.folder.name}/{name}", "w") as file:
                file.writelines(line + "\n" for line in lines)
        # Every fourth new negotiation is followed: those are in the middle of something when the server goes.
        self.process = subprocess.Popen(
            [program, str(port), str(options.rate), str(options.streams), "4", *(f"{self.folder.name}/{name}" for name in ("pages", "demands", "results"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        atexit.register(end, self.process)
        opened = self.hear(120)
        print(f"  {opened['open']} streams of {len(self.waiting)} negotiations open in {opened['seconds']:.1f} s", flush=True)
        self.tell("go")
        self.reach(options.rate)

    def request(self, method, path, body=None, headers=None):
        """(status, headers, body bytes)"""
        return ask(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30), method, path, body, headers)

    def tell(self, command):
        self.process.stdin.write(command + "\n")

    def hear(self, seconds):
        if not select.select([self.process.stdout], [], [], seconds)[0]:
            sys.exit(f"the traffic says nothing for {seconds} s")
        line = self.process.stdout.readline()
        return json.loads(line) if line else sys.exit("the traffic ended by itself")

    def report(self, command="report"):
        self.tell(command)
        return self.hear(60)

    def expect(self, condition, what):
        if not condition:
            self.faults.append(what)
            print("FAULT", what, flush=True)

    def reach(self, count):
        """Until so many more requests are answered."""
        begin = self.report()["answered"]
        if not self.until(lambda now: now["answered"] >= begin + count):
            sys.exit(f"not {count} answers within 60 s: {self.report()}")

    def until(self, condition, seconds=60):
        """Whether `condition` on the figures came true; asked less often than `wait_for` does, because counting takes its time."""
        deadline = time.monotonic() + seconds
        while not (is_so := condition(self.report())) and time.monotonic() < deadline:
            time.sleep(0.1)
        return is_so

    def through(self, what, replace):
        """`replace` replaces the server once; returns when it is back to normal."""
        self.tell("mark")
        # It has heard it when it answers.
        self.report()
        begin = time.monotonic()
        replace()
        took = time.monotonic() - begin
        # The last one was told to come back after five seconds.
        is_back = self.until(lambda now: now["came_back"] >= self.options.streams and now["held"] == self.options.streams)
        self.reach(self.options.rate)
        now = self.report()
        self.expect(is_back, f"{what}: viewers are not back: {now['held']} of {self.options.streams}, {now['came_back']} came back")
        self.expect(now["failed"] == 0, f"{what}: {now['failed']} failed")
        self.expect(self.process.poll() is None, "the traffic ended")
        worst = max(values[3] for values in now["milliseconds"].values())
        print(f"  {what}: {took:.1f} s; {now['answered']} requests, {now['failed']} failed, {now['again']} sent again, slowest {worst:.0f} ms; all {self.options.streams} "
              f"viewers back {now['all_back']:.2f} s after the first was sent away, each within {now['longest_away']:.2f} s"
              + (f"; {now['late']} began late" if now["late"] else ""), flush=True)

    def answer_all(self):
        """The member says yes to everything, until nothing is asked any more."""
        def say_once():
            for question in self.member.inbox()["questions"]:
                demand, channel = question["demand_id"], question["channel_id"]
                if question["kind"] == "invitation":
                    body, call = {"message_id": f"{demand}-offer", "decision": "participate", "contribution": "Two lions"}, "offers"
                else:
                    body = {"message_id": f"{demand}-{question['version']}", "version": question["version"], "feedback_type": "accept"}
                    call = "feedback"
                status, answer = self.member.say(call, channel, body)
                # 409: it ended since the inbox was read.
                self.expect(status in (200, 409), f"answer of the member: {status} {answer}")
            return not self.going_on()
        self.expect(wait_for(say_once, 120), f"{len(self.going_on())} negotiations do not end")

    def going_on(self):
        return [demand for demand, head in self.stored().items() if head is None]

    def finish(self):
        """Everybody gets to the end; then each log is looked at. Returns the faults."""
        self.tell("finish")
        last = self.hear(60)
        self.answer_all()
        self.tell("end")
        self.hear(60)
        assert self.process.wait(10) == 0
        submitted, views = [], []
        with open(self.folder.name + "/results") as file:
            for line in file:
                kind, *values = line.split()
                (submitted if kind == "submit" else views).append(values)
        submitted = [values[0] for values in submitted]
        stored = self.stored()
        self.expect(len(set(submitted)) == len(submitted), "two submits got the same demand")
        self.expect(set(stored) == set(submitted) | set(self.waiting), f"{len(stored)} demands are stored, {len(submitted)} + {len(self.waiting)} were answered 200")
        for demand, count, _ in views:
            self.expect(stored.get(demand) == int(count), f"a viewer of {demand} saw {count} events of {stored.get(demand)}")
        sums = {}
        for demand in dict.fromkeys([*self.waiting, *[view[0] for view in views[self.options.streams:][-SAMPLE:]]]):
            status, _, log = self.request("GET", f"/api/v1/demand/{demand}/export")
            self.expect(status == 200, f"export of {demand}: {status}")
            sums[demand] = f"{zlib.crc32(log):08x}"
            self.faults += log_faults(demand, [json.loads(line) for line in log.splitlines()])
        for demand, _, found in views:
            self.expect(demand not in sums or sums[demand] == found, f"a viewer of {demand} saw other events than the log has")
        self.expect(last["all_failed"] == 0, f"{last['all_failed']} failed")
        seen = sum(int(view[1]) for view in views)
        print(f"  in all {last['all_sent']} requests, {last['all_failed']} failed, {last['all_again']} sent again on a new connection; {len(submitted)} submits "
              f"answered, {len(stored)} demands stored, all ended; {len(views)} viewers saw {seen} events, none lost or doubled", flush=True)
        self.folder.cleanup()
        return self.faults
