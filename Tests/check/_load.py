"""Load that checks put on a server: submits over connections that stay open, and what became of them."""
import contextlib, http.client, json, sqlite3, threading, time

DEMANDS = ["I want to run an AI meetup in Beijing for 50 people, I need a room and speakers",
           "想在北京办一场50人的AI交流会，需要场地和讲师", "找一个会做原型的设计师", "Looking for a photographer in London next weekend"]
FINAL = "('completed','failed','cancelled')"


class Submitters:
    """Submits as fast as the server takes them, until `stop` or `count` are in; remembers every answer. With `pace`
    each thread rests so many seconds after a call.

    A connection that breaks or is refused is made again: its call was not answered 200 and counts as nothing.
    """

    def __init__(self, port, threads=8, count=None, pace=0):
        self.port, self.count, self.pace = port, count, pace
        self.accepted, self.tokens, self.statuses, self.refusals, self.lock = [], {}, {}, [], threading.Lock()
        self.ended, self.broken, self.slowest = threading.Event(), 0, 0
        self.threads = [threading.Thread(target=self.run, args=(number,), daemon=True) for number in range(threads)]
        for thread in self.threads:
            thread.start()

    def run(self, number):
        while not self.is_done():
            connection = http.client.HTTPConnection("127.0.0.1", self.port() if callable(self.port) else self.port, timeout=60)
            try:
                while not self.is_done():
                    number += 1
                    body = json.dumps({"raw_input": DEMANDS[number % len(DEMANDS)]})
                    begin = time.monotonic()
                    connection.request("POST", "/api/v1/demand/submit", body, {"Content-Type": "application/json"})
                    answer = connection.getresponse()
                    data = answer.read()
                    self.slowest = max(self.slowest, time.monotonic() - begin)
                    self.note(answer.status, answer.headers, data)
                    rest = self.pace or (0.02 if answer.status != 200 else 0)
                    if rest:
                        time.sleep(rest)
            except (OSError, http.client.HTTPException):
                with self.lock:
                    self.broken += 1
                time.sleep(0.02)
            finally:
                connection.close()

    def note(self, status, headers, data):
        with self.lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if status == 200:
                answer = json.loads(data)
                self.accepted.append(answer["demand_id"])
                self.tokens[answer["demand_id"]] = answer["owner_token"]
            else:
                self.refusals.append((status, headers.get("Retry-After"), data[:200]))

    def is_done(self):
        return self.ended.is_set() or (self.count is not None and len(self.accepted) >= self.count)

    def join(self):
        for thread in self.threads:
            thread.join()

    def stop(self):
        self.ended.set()
        self.join()


def unfinished(path):
    """Demands in a SQLite file that have not ended."""
    # Closed at once: a connection that outlives a server keeps that server's index of the write-ahead log.
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as database:
        return database.execute(f"SELECT count(*) FROM demands WHERE status NOT IN {FINAL}").fetchone()[0]


def wait_for_the_end(path, seconds=600):
    """How many demands have not ended when all have, or the time is over."""
    deadline = time.monotonic() + seconds
    while (left := unfinished(path)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left
