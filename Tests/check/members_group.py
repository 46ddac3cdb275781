#!/usr/bin/env python3
"""Members who answer by hand at two instances on one PostgreSQL: races, a killed owner, many who watch their inbox.

    members_group.py [--watchers 60] [--negotiations 12] [--races 6]

Members register at one instance, demands are submitted at the other, and answers go to both in turn. Then both are raced:
the same question is answered at both at once, an answer meets its deadline, members withdraw while the plan is made and leave the
network while it is voted on. The owner of demands with open questions is killed; the other takes over, and each question is answered
at most once. At the end many members watch their inboxes as streams and answer whatever comes.

`--watchers 200 --negotiations 50 --races 40` is the long form.
"""
import argparse, asyncio, collections, datetime, http.client, json, random, statistics, threading, time

from _group import Postgres
from _members import Member, profile
from _server import Server, log_faults

KEY = "operator-key-of-the-members-check"
TEXT = "I need a venue and a photographer for a meetup of 30 people in Beijing"
RESPONSE_SECONDS = 300
# For answers that meet their deadline: time enough for a slow machine to ask and to hear the other member before.
SHORT_RESPONSE_SECONDS = 8
ADMIN = {"X-Admin-Key": KEY}


class Watcher(threading.Thread):
    """Follows an inbox at one instance and keeps every message."""

    def __init__(self, member, server):
        super().__init__(daemon=True)
        self.member, self.server, self.messages, self.ended = member, server, [], False
        # Four heartbeats: nothing shorter says that the stream is dead.
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.connection.request(
            "GET", f"/api/v1/agents/{member.id}/inbox?limit=100", headers={**member.bearer, "Accept": "text/event-stream"})
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200, self.answer.status
        self.start()

    def run(self):
        try:
            while line := self.answer.readline():
                if line.startswith(b"data:"):
                    self.messages.append(json.loads(line[5:])["payload"])
        except OSError:
            pass
        self.ended = True

    def until(self, what, condition, seconds=20):
        end = time.monotonic() + seconds
        while not any(condition(message) for message in list(self.messages)):
            assert time.monotonic() < end, f"the inbox of {self.member.id} never showed: {what}"
            time.sleep(0.01)


def submit(server, text=TEXT):
    status, _, body = server.request("POST", "/api/v1/demand/submit", {"raw_input": text, "language": "en"})
    assert status == 200, body
    return json.loads(body)["demand_id"]


def record(server, demand):
    return json.loads(server.request("GET", f"/api/v1/demand/{demand}")[2])


def finish(server, demand, outcomes, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if outcome := record(server, demand).get("outcome"):
            events = server.events(demand)
            assert outcome in outcomes, (outcome, [event["event_type"] for event in events])
            faults = log_faults(demand, events)
            assert not faults, faults
            return events
        time.sleep(0.02)
    raise AssertionError(f"{demand} did not end: {record(server, demand)}")


def count(events, name, agent):
    return sum(event["event_type"] == "towow." + name and event["payload"].get("agent_id") == agent for event in events)


def confirmed(events):
    finals = [event["payload"] for event in events if event["event_type"].endswith(("proposal.finalized", "force_finalized"))]
    return finals[0]["confirmed_participants"] if finals else []


def at_once(*calls):
    """Makes calls at the same moment. Their results, in order."""
    results, gate = [None] * len(calls), threading.Barrier(len(calls))

    def run(index, call):
        gate.wait()
        results[index] = call()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def yes(number, contribution="Work"):
    return {"message_id": f"{number}", "decision": "participate", "contribution": contribution}


def accept(number, version):
    return {"message_id": f"{number}", "version": version, "feedback_type": "accept"}


def until_taken(say, seconds=60):
    """Repeats a call with the same message id until an instance can take it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, answer = say()
        if status != 503:
            assert status == 200, (status, answer)
            return answer
        time.sleep(0.2)
    raise AssertionError("nobody took the answer")


def agree(a, b, members, demand):
    """Everybody accepts version 1, at both instances in turn."""
    for index, member in enumerate(members):
        review = member.question("review", 1, demand)
        status, answer = member.say("feedback", review["channel_id"], accept("vote", 1), server=(b, a)[index % 2])
        assert status == 200 and answer["counted"] and not answer["duplicate"], answer


def alternately(a, b, hall, camera):
    """Registered at A, submitted at B, answered at A and B in turn; the inbox at A shows what B owns."""
    watcher = Watcher(hall, a)
    demand = submit(b)
    watcher.until("the invitation", lambda inbox: any(q["kind"] == "invitation" and q["demand_id"] == demand for q in inbox["questions"]))
    channel = hall.question("invitation", demand=demand)["channel_id"]
    for server, member in ((a, hall), (b, camera)):
        assert member.question("invitation", demand=demand, server=b) == member.question("invitation", demand=demand, server=a)
        status, answer = member.say("offers", channel, yes("offer"), server=server)
        assert status == 200 and not answer["duplicate"], answer
        other = b if server is a else a
        status, answer = member.say("offers", channel, yes("offer"), server=other)
        assert status == 200 and answer["duplicate"], answer
    watcher.until("the review", lambda inbox: any(q["kind"] == "review" and q["demand_id"] == demand for q in inbox["questions"]))
    status, answer = camera.say("bargain", channel, {"message_id": "b", "content": "From noon on"}, server=a)
    assert status == 200, answer
    agree(a, b, (hall, camera), demand)
    finish(a, demand, {"finalized"})
    watcher.until("confirmed", lambda inbox: any(c["demand_id"] == demand and c["participation"] == "confirmed" for c in inbox["channels"]))
    watcher.connection.sock and watcher.connection.sock.close()


def answered_at_both(a, b, hall, camera, races):
    """The same question, answered at both instances at the same moment: one counts."""
    for number in range(races):
        demand = submit((a, b)[number % 2])
        channel = hall.question("invitation", demand=demand)["channel_id"]
        bodies = (yes("same"), yes("same")) if number % 2 else (yes("one"), {"message_id": "two", "decision": "decline"})
        answers = at_once(*[lambda body=body, server=server: hall.say("offers", channel, body, server=server)
                            for body, server in zip(bodies, (a, b))])
        assert [status for status, _ in answers] == [200, 200], answers
        # Two that are one message may both hear that it was taken.
        firsts = sum(not answer["duplicate"] for _, answer in answers)
        assert firsts == 1 or (firsts == 2 and bodies[0] == bodies[1]), answers
        assert camera.say("offers", channel, yes("offer"))[0] == 200
        taken = [body for body, (_, answer) in zip(bodies, answers) if not answer["duplicate"]][0]
        events = a.events(demand)
        offers = [event["payload"] for event in events if event["event_type"] == "towow.offer.submitted" and event["payload"]["agent_id"] == hall.id]
        assert [offer["decision"] for offer in offers] == [taken["decision"]], (offers, answers)
        voters = (hall, camera) if taken["decision"] == "participate" else (camera,)
        for member in voters:
            member.question("review", 1, demand)
        for member in voters:
            votes = at_once(*[lambda server=server: member.say("feedback", channel, accept("v" + str(server.port), 1), server=server)
                              for server in (a, b)])
            # The second one may also come after the end.
            assert sorted(status for status, _ in votes) in ([200, 200], [200, 409]), votes
            assert sum(status == 200 and not answer["duplicate"] for status, answer in votes) == 1, votes
        finish(b, demand, {"finalized", "force_finalized"})


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def meets_deadline(a, b, hall, camera, races):
    """An answer in the very moment of its deadline counts, or is refused and then stands for nothing. Returns how many counted."""
    def set_timeout(seconds):
        status, _, body = a.request("POST", "/admin/config", {"TOWOW_RESPONSE_TIMEOUT": seconds}, ADMIN)
        assert status == 200, body
        # Whichever instance takes a demand says how long its members have.
        wanted = RESPONSE_SECONDS if seconds is None else seconds
        end = time.monotonic() + 20
        while any(response_timeout(server) != wanted for server in (a, b)):
            assert time.monotonic() < end, "the setting is not in force at both instances"
            time.sleep(0.01)

    set_timeout(SHORT_RESPONSE_SECONDS)
    taken = collections.Counter()
    for first in range(0, races, 6):
        at_once(*[lambda number=number: one_deadline(a, b, hall, camera, number, taken)
                  for number in range(first, min(races, first + 6))])
    set_timeout(None)
    assert sum(taken.values()) == races, taken
    return dict(taken)


def response_timeout(server):
    settings = json.loads(server.request("GET", "/api/v1/admin/config", headers=ADMIN)[2])["settings"]
    return next(entry["value"] for entry in settings if entry["name"] == "TOWOW_RESPONSE_TIMEOUT")


def one_deadline(a, b, hall, camera, number, taken):
    server = (a, b)[number % 2]
    demand = submit(a)
    question = hall.question("invitation", demand=demand)
    channel, due = question["channel_id"], moment(question["due_at"])
    assert due - time.time() < 2 * SHORT_RESPONSE_SECONDS, "the live setting"
    assert camera.say("offers", channel, yes("offer"))[0] == 200
    time.sleep(max(0, due - time.time() + random.uniform(-0.02, 0.01)))
    status, answer = hall.say("offers", channel, yes("late"), server=server)
    review = camera.question("review", 1, demand)
    events = a.events(demand)
    offers, silences = count(events, "offer.submitted", hall.id), count(events, "agent.no_answer", hall.id)
    assert (status, offers, silences) in ((200, 1, 0), (409, 0, 1)), (status, answer, offers, silences)
    taken["counted" if status == 200 else "refused"] += 1
    assert len(review["proposal"]["assignments"]) >= 1
    for member in (camera, hall) if offers else (camera,):
        assert member.say("feedback", channel, accept("vote", 1))[0] == 200
    finish(b, demand, {"finalized", "force_finalized"})


def withdraws_while_composing(a, b, hall, camera, races):
    """The last offer starts the plan; the other member withdraws in that moment. Nobody who left is in what was agreed on."""
    for number in range(races):
        demand = submit((a, b)[number % 2])
        channel = hall.question("invitation", demand=demand)["channel_id"]
        assert hall.say("offers", channel, yes("offer"))[0] == 200
        answers = at_once(lambda: camera.say("offers", channel, yes("offer"), server=b),
                          lambda: hall.say("withdraw", channel, {"message_id": "w", "reason": "A burst pipe"}, server=a))
        assert [status for status, _ in answers] == [200, 200], answers
        version = camera.question("review", demand=demand)["version"]
        assert camera.say("feedback", channel, accept("vote", version))[0] == 200
        end = time.monotonic() + 20
        while not (record(a, demand).get("outcome") or any(
                q["version"] > version for q in camera.inbox()["questions"] if q["demand_id"] == demand and q["kind"] == "review")):
            assert time.monotonic() < end, record(a, demand)
            time.sleep(0.02)
        for question in camera.inbox()["questions"]:
            if question["demand_id"] == demand:
                assert camera.say("feedback", channel, accept("vote-again", question["version"]))[0] == 200
        events = finish(b, demand, {"finalized", "force_finalized", "failed"})
        assert count(events, "agent.withdrawn", hall.id) == 1 and hall.id not in confirmed(events), confirmed(events)


def leaves_while_voting(a, b, hall, camera, races):
    """A member votes at one instance while they leave the network at the other. Returns how often they were still in what was agreed on."""
    stayed = 0
    for number in range(races):
        guest = Member(a, profile(f"Guest {number}", "photographer", agent_id=f"guest-{number}"))
        end = time.monotonic() + 20
        while json.loads(b.request("GET", f"/api/v1/agents?q={guest.id}")[2])["total"] == 0:
            assert time.monotonic() < end, "B never heard of the new member"
            time.sleep(0.01)
        demand = submit(b, "I need a venue and photographers for a meetup of 30 people in Beijing")
        channel = guest.question("invitation", demand=demand, server=b)["channel_id"]
        asked = [guest, hall, camera]
        for member in asked:
            member.question("invitation", demand=demand)
            assert member.say("offers", channel, yes("offer"))[0] == 200
        for member in asked:
            end = time.monotonic() + 20
            while record(a, demand)["channel_status"] != "negotiating":
                assert time.monotonic() < end, record(a, demand)
                time.sleep(0.02)
        voters = [member for member in asked if any(q["demand_id"] == demand for q in member.inbox()["questions"])]
        for member in voters:
            if member is not guest:
                assert member.say("feedback", channel, accept("vote", 1))[0] == 200
        (status, answer), (left, _, body) = at_once(
            lambda: guest.say("feedback", channel, accept("vote", 1), server=a),
            lambda: b.request("DELETE", f"/api/v1/agents/{guest.id}", headers=ADMIN))
        assert left == 200, body
        assert status in (200, 403, 409), answer
        events = finish(a, demand, {"finalized", "force_finalized", "failed"})
        kicked = count(events, "agent.kicked", guest.id)
        assert kicked <= 1
        if guest.id in confirmed(events):
            assert status == 200 and not kicked, "agreed on before they left"
            stayed += 1
        if number == 0:
            # Not again and again: who tries many wrong tokens is made to wait.
            assert a.request("GET", f"/api/v1/agents/{guest.id}/inbox", headers=guest.bearer)[0] == 403
    return stayed


class Killed:
    """Demands of B whose owner is killed while questions are open."""

    def __init__(self, postgres, a, b, hall, camera):
        self.postgres, self.a, self.b, self.hall, self.camera = postgres, a, b, hall, camera
        self.demands = [self.submit() for _ in range(4)]
        self.watcher = Watcher(camera, a)
        for index, demand in enumerate(self.demands):
            channel = camera.question("invitation", demand=demand)["channel_id"]
            assert hall.say("offers", channel, yes("offer"), server=(a, b)[index % 2])[0] == 200
            if index == 3:
                # This one waits for a vote.
                assert camera.say("offers", channel, yes("offer"), server=a)[0] == 200
                hall.question("review", 1, demand)
                assert hall.say("feedback", channel, accept("vote", 1), server=a)[0] == 200
        b.kill()
        self.since = time.monotonic()
        # Questions of a demand without an owner stay in the inbox.
        for demand in self.demands:
            assert any(question["demand_id"] == demand for question in camera.inbox(a)["questions"]), demand
        b.start()
        # Answers wait for the next owner meanwhile, each said at both instances again and again.
        self.results = collections.defaultdict(list)
        self.threads = [threading.Thread(target=self.answer, args=(demand, server), daemon=True) for demand in self.demands for server in (a, b)]
        for thread in self.threads:
            thread.start()

    def submit(self):
        """A demand that B owns. A may have been looking for work in the very moment of the submit: that demand is cancelled."""
        name = json.loads(self.b.request("GET", "/api/v1/admin/health", headers=ADMIN)[2])["instance_id"]
        for _ in range(20):
            demand = submit(self.b)
            self.camera.question("invitation", demand=demand)
            if self.postgres.query(f"SELECT lease_owner FROM demands WHERE id = '{demand}'") == [[name]]:
                return demand
            status, _, body = self.b.request("POST", f"/api/v1/admin/demands/{demand}/cancel", {}, ADMIN)
            assert status == 200, body
        raise AssertionError("B owns nothing of what it takes in")

    def answer(self, demand, server):
        channel = "collab-" + demand[2:]
        if demand == self.demands[3]:
            answer = until_taken(lambda: self.camera.say("feedback", channel, accept("vote", 1), server=server))
        else:
            answer = until_taken(lambda: self.camera.say("offers", channel, yes("offer"), server=server))
        self.results[demand].append(answer)

    def finish(self):
        for thread in self.threads:
            thread.join()
        seconds = time.monotonic() - self.since
        for index, demand in enumerate(self.demands):
            answers = self.results[demand]
            assert len(answers) == 2 and all(answer["counted"] for answer in answers), answers
            if index != 3:
                agree(self.a, self.b, (self.hall, self.camera), demand)
            events = finish(self.a, demand, {"finalized"}, seconds=60)
            for member in (self.hall, self.camera):
                assert count(events, "offer.submitted", member.id) == 1 and count(events, "proposal.feedback", member.id) == 1
            assert {self.hall.id, self.camera.id} == set(confirmed(events)), confirmed(events)
            self.watcher.until("the end", lambda inbox: any(
                c["demand_id"] == demand and c["participation"] == "confirmed" for c in inbox["channels"]))
        assert not self.watcher.ended, "A lived all the time, and so did its streams"
        return seconds


# MARK: Many who watch

async def request(port, method, path, body, token):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    data = json.dumps(body).encode() if body is not None else b""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n"
    if data:
        head += f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n"
    writer.write(head.encode() + b"\r\n" + data)
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]), answer.partition(b"\r\n\r\n")[2]


class ManyWatchers:
    """Members who follow their inboxes, half of them at each instance, and answer every question at the other one."""

    def __init__(self, a, b, count, others):
        self.servers, self.members, self.latencies, self.faults, self.answers = (a, b), list(others), [], [], set()
        for number in range(count):
            member = Member(self.servers[number % 2], profile(f"Stand {number}", f"zone{number % 20:02d} catering", agent_id=f"stand-{number:03d}"))
            self.members.append(member)

    async def watch(self, index, member):
        port, other = (self.servers[(index + offset) % 2].port for offset in (0, 1))
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2 ** 24)
        writer.write((f"GET /api/v1/agents/{member.id}/inbox?limit=100 HTTP/1.0\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                      f"Authorization: Bearer {member.token}\r\n\r\n").encode())
        seen = set()
        while line := await reader.readline():
            if not line.startswith(b"data:"):
                continue
            now = time.time()
            for question in json.loads(line[5:])["payload"]["questions"]:
                if question["message_id"] in seen or "zone" not in question["demand"]["text"]:
                    continue
                seen.add(question["message_id"])
                wait = 120 if question["kind"] == "review" else RESPONSE_SECONDS
                self.latencies.append(now - (moment(question["due_at"]) - wait))
                self.answers.add(asyncio.ensure_future(self.answer(other, member, question)))

    async def answer(self, port, member, question):
        review = question["kind"] == "review"
        body = accept(question["message_id"][-60:], question["version"]) if review else yes(question["message_id"][-60:])
        path = f"/api/v1/channels/{question['channel_id']}/{'feedback' if review else 'offers'}"
        while True:
            status, answer = await request(port, "POST", path, body, member.token)
            if status == 503:
                await asyncio.sleep(0.2)
                continue
            if status != 200 or json.loads(answer)["duplicate"]:
                # A vote may come after enough others have ended it only when the deadline did; here everybody votes.
                self.faults.append((member.id, question["kind"], status, answer))
            return

    async def run(self, negotiations):
        watching = [asyncio.ensure_future(self.watch(index, member)) for index, member in enumerate(self.members)]
        loop = asyncio.get_running_loop()
        demands = []
        for number in range(negotiations):
            server = self.servers[number % 2]
            text = f"I need zone{number % 20:02d} catering for a meetup of 30 people in Beijing"
            demands.append(await loop.run_in_executor(None, submit, server, text))
        for demand in demands:
            try:
                await loop.run_in_executor(None, finish, self.servers[0], demand, {"finalized"}, 60)
            except AssertionError as error:
                raise AssertionError(f"answers that were refused: {self.faults[:3]}") from error
        await asyncio.gather(*self.answers)
        for task in watching:
            assert not task.done(), task
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        return demands


def many(a, b, others, watchers, negotiations):
    crowd = ManyWatchers(a, b, watchers, others)
    begin = time.monotonic()
    demands = asyncio.run(crowd.run(negotiations))
    seconds = time.monotonic() - begin
    assert not crowd.faults, crowd.faults[:3]
    answers = sum(sum(event["event_type"] in ("towow.offer.submitted", "towow.proposal.feedback") for event in a.events(demand))
                  for demand in demands)
    latencies = sorted(crowd.latencies)
    assert len(latencies) == answers, ("every question was seen once in an inbox, and answered once", len(latencies), answers)
    quantiles = statistics.quantiles(latencies, n=20)
    return (f"{watchers} watchers, {negotiations} negotiations, {len(latencies)} questions in {seconds:.1f} s; question → inbox event: "
            f"median {1000 * statistics.median(latencies):.0f} ms, p95 {1000 * quantiles[18]:.0f} ms, most {1000 * latencies[-1]:.0f} ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--watchers", type=int, default=60)
    parser.add_argument("--negotiations", type=int, default=12)
    parser.add_argument("--races", type=int, default=6)
    options = parser.parse_args()
    postgres = Postgres()
    environment = {"APP_ENV": "production", "ADMIN_API_KEY": KEY, "TOWOW_OPEN_REGISTRATION": "true", "DATABASE_URL": postgres.url,
                   "TOWOW_MAX_SUBNETS": "0", "TOWOW_CONFIG": ""}
    a, b = Server(environment), Server(environment)
    hall = Member(a, profile("The Hall", "venue", agent_id="hall", capacity={"max": 40}))
    camera = Member(a, profile("Camera", "photographer", agent_id="camera"))

    def step(name, body, *arguments):
        start = time.monotonic()
        result = body(*arguments)
        print(f"ok      {name} ({time.monotonic() - start:.1f} s){'' if result is None else ': ' + str(result)}", flush=True)

    step("answers at both in turn", alternately, a, b, hall, camera)
    start = time.monotonic()
    killed = Killed(postgres, a, b, hall, camera)
    print(f"ok      the owner is killed with questions open ({time.monotonic() - start:.1f} s)", flush=True)
    # The dead owner's leases run out meanwhile.
    step("answered at both at once", answered_at_both, a, b, hall, camera, options.races)
    step("answers that meet their deadline", meets_deadline, a, b, hall, camera, options.races)
    step("withdraws while the plan is made", withdraws_while_composing, a, b, hall, camera, options.races)
    step("leaves while it is voted on, still in", leaves_while_voting, a, b, hall, camera, max(2, options.races // 2))
    step("inboxes as streams", many, a, b, (hall, camera), options.watchers, options.negotiations)
    start = time.monotonic()
    seconds = killed.finish()
    print(f"ok      every question answered once; the next owner was there {seconds:.1f} s after the kill", flush=True)
    assert a.stop() == 0 and b.stop() == 0
    postgres.close()


if __name__ == "__main__":
    main()
