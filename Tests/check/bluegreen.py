#!/usr/bin/env python3
# check: beside
"""Blue/green behind nginx on one PostgreSQL: the new one up, nginx told, the old one drained; there and back, under load.

    bluegreen.py [--switches 2] [--old BINARY] [--demands 60] [BINARY]

All the time demands are submitted, their state is asked for and viewers follow them through nginx. Some negotiations wait for
members who never answer or for a clarifying answer, so that every switch meets them half done. No call may fail (one that nginx
answers for an instance that is gone counts as failed), every demand must end once, and every viewer, resuming by event id, must
have seen exactly the log. With `--old` the two colours are different versions; else they are the same one.
"""
import argparse, http.client, json, os, random, signal, subprocess, sys, tempfile, threading, time

import _server
from _group import Nginx, Postgres
from _server import BINARY, Server, Viewer, log_faults
from _wire import wait_for
from group import MEMBERS, TEXT, VAGUE

RESPONSE_SECONDS = 10


class Load:
    """Calls through nginx, each on a connection of its own; each must be answered as if nothing happened."""

    # Seconds until somebody who was asked a question answers.
    ANSWERS_AFTER = (1, 12)

    def __init__(self, port, most):
        self.port, self.most, self.lock, self.ended, self.over = port, most, threading.Lock(), threading.Event(), threading.Event()
        self.demands, self.viewers, self.faults, self.statuses, self.slowest, self.count = {}, [], [], {}, 0, 0
        self.threads = [threading.Thread(target=self.submit_all, daemon=True)]
        self.threads += [threading.Thread(target=self.ask, args=(seed,), daemon=True) for seed in range(3)]
        for thread in self.threads:
            thread.start()

    def call(self, method, path, body=None, headers=None, until=(200,)):
        begin = time.monotonic()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            data = json.dumps(body).encode() if body is not None else None
            connection.request(method, path, data, {**({"Content-Type": "application/json"} if data else {}), **(headers or {})})
            answer = connection.getresponse()
            text = answer.read()
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            with self.lock:
                self.faults.append(f"{method} {path}: {error!r}")
            return None
        with self.lock:
            self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
            self.slowest = max(self.slowest, time.monotonic() - begin)
            self.count += 1
            if answer.status not in until:
                self.faults.append(f"{method} {path}: {answer.status} {text[:200]}")
                return None
        return json.loads(text)

    def submit_all(self):
        number = 0
        while not self.ended.is_set():
            time.sleep(0.1)
            if not self.has_room(number):
                continue
            number += 1
            text, clarify = (VAGUE, True) if number % 3 == 0 else (TEXT.format(20 + number), False)
            answer = self.call("POST", "/api/v1/demand/submit", {"raw_input": text, "clarify": clarify})
            if answer:
                with self.lock:
                    self.demands[answer["demand_id"]] = answer["owner_token"]
                viewer = Viewer(lambda: self.port, answer["demand_id"])
                viewer.start()
                self.viewers.append(viewer)
                if clarify:
                    threading.Timer(random.uniform(*self.ANSWERS_AFTER), self.answer, (answer["demand_id"],)).start()

    def has_room(self, number):
        """Whether to submit one more after `number`."""
        return number < self.most

    def under_way(self):
        return sum(not viewer.done for viewer in list(self.viewers))

    def answer(self, demand):
        """Until it is taken, or nobody waits for it any more (`over`): in the middle of a change of hands the question may not have been
        asked yet (409), and unanswered the demand would wait for two minutes."""
        headers = {"Authorization": "Bearer " + self.demands[demand]}
        body = {"answers": [{"id": "q1", "text": "Beijing"}]}
        for _ in range(120):
            answer = self.call("POST", f"/api/v1/demand/{demand}/clarify", body, headers, until=(200, 409))
            if not answer or "error_code" not in answer or self.has_seen_end(demand) or self.over.wait(0.5):
                return

    def has_seen_end(self, demand):
        return any(viewer.demand == demand and viewer.done for viewer in list(self.viewers))

    def ask(self, seed):
        rng = random.Random(seed)
        while not self.ended.is_set():
            with self.lock:
                demands = list(self.demands)
            if demands:
                demand = rng.choice(demands)
                path = rng.choice(["/status", "", "/export"])
                if path == "/export":
                    self.call("GET", f"/api/v1/events/negotiations/{demand}/recent?count=200")
                else:
                    self.call("GET", f"/api/v1/demand/{demand}{path}")
            time.sleep(0.01)

    def stop(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()


class Steady(Load):
    """As long as it goes on there are negotiations in the middle, however long a switch takes: `most` at a time."""

    def has_room(self, number):
        return self.under_way() < self.most


def wait_for_old_workers(nginx):
    """Until nobody can come to the old instance any more: a worker that took a connection before it heard of the change still asks there.
    Whether none is left."""
    def old():
        with open(f"/proc/{nginx.process.pid}/task/{nginx.process.pid}/children") as file:
            return {int(child) for child in file.read().split()} - nginx.workers()

    return wait_for(lambda: not old(), 60)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default=BINARY)
    parser.add_argument("--switches", type=int, default=2)
    parser.add_argument("--demands", type=int, default=60)
    parser.add_argument("--old", help="the binary of the first colour")
    options = parser.parse_args()
    new = os.path.abspath(options.binary)
    colours = [os.path.abspath(options.old) if options.old else new, new]
    _server.BINARY = colours[0]
    postgres = Postgres()
    environment = {"DATABASE_URL": postgres.url, "TOWOW_RESPONSE_TIMEOUT": str(RESPONSE_SECONDS), "TOWOW_SSE_PER_IP": "0",
                   "ENABLE_RATE_LIMIT": "false"}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in MEMBERS)
        file.flush()
        subprocess.run([_server.BINARY, "agents", "import", file.name], check=True, stdout=subprocess.DEVNULL,
                       env={"PATH": os.environ["PATH"], "DATABASE_URL": postgres.url})
    active = Server(environment)
    nginx = Nginx([active.port])
    faults, load = [], Steady(nginx.port, options.demands)
    begin = time.monotonic()

    def open_demands():
        return int(postgres.query("SELECT count(*) FROM demands WHERE completed_at IS NULL")[0][0])

    for number in range(options.switches):
        wait_for(lambda: load.under_way() >= min(20, options.demands), 60)
        _server.BINARY = colours[(number + 1) % 2]
        following = Server(environment)
        nginx.switch([following.port])
        half_done = open_demands()
        # As bluegreen.sh does it: its streams end, it still answers.
        active.process.send_signal(signal.SIGUSR2)
        if not wait_for_old_workers(nginx):
            faults.append("nginx still has workers of before the switch")
        drain = time.monotonic()
        if active.stop() != 0:
            faults.append("the old instance did not end well")
        drain = time.monotonic() - drain
        if drain > 10:
            faults.append(f"the old instance took {drain:.1f} s to end")
        if not half_done:
            faults.append("no negotiation was under way at a switch")
        # Given back, not left to run out: within a lease's 30 s the new one has everything.
        taken = time.monotonic()
        while time.monotonic() - taken < 20 and int(postgres.query(
                "SELECT count(*) FROM demands WHERE completed_at IS NULL AND lease_owner IS NOT NULL AND lease_expires_at > "
                "floor(extract(epoch FROM clock_timestamp()) * 1000)")[0][0]) < open_demands():
            time.sleep(0.05)
        print(f"{time.monotonic() - begin:6.1f} s  switch {number + 1}: {half_done} negotiations under way, the old instance "
              f"ended within {drain:.2f} s, all were taken up {time.monotonic() - taken:.1f} s after that", flush=True)
        active = following
    time.sleep(2)
    load.stop()
    deadline = time.monotonic() + 120
    while (left := open_demands()) and time.monotonic() < deadline:
        time.sleep(0.2)
    if left:
        faults.append(f"{left} demands never ended")
    load.over.set()
    logs = {demand: active.events(demand) for demand in load.demands}
    for demand, events in logs.items():
        faults += log_faults(demand, events)
    for viewer in load.viewers:
        viewer.join(30)
        faults += viewer.compare(logs[viewer.demand])
    stored = {row[0]: int(row[1]) for row in postgres.query("SELECT id, head FROM demands")}
    if stored != {demand: len(events) for demand, events in logs.items()}:
        faults.append("the store has other demands than were answered 200")
    faults += load.faults
    nginx.close()
    if active.stop() != 0:
        faults.append("the last instance did not end well")
    postgres.close()
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{options.switches} switches, {load.count} calls {dict(sorted(load.statuses.items()))}, slowest {load.slowest * 1000:.0f} "
          f"ms, {len(load.demands)} demands, {len(load.viewers)} viewers with "
          f"{sum(viewer.connections for viewer in load.viewers)} connections, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
