#!/usr/bin/env python3
"""Variables of the configuration, each with what it changes on the real server. docs/configuration.md says which check proves which
variable; here are those that no other check is about.

    configuration.py [name of a proof …]
"""
import contextlib, hashlib, http.server, json, os, socket, sqlite3, subprocess, sys, tempfile, threading, time

from _claude import Fake
from _group import Postgres
from _server import BINARY, Server
from _wire import Wire, wait_for
from members import Member, profile

KEY = "operator-key-of-the-configuration-check"
EMPTY = {"APP_ENV": "production", "ADMIN_API_KEY": KEY, "TOWOW_OPEN_REGISTRATION": "true"}
THREE = "I need a venue, a photographer and catering for a meetup of 30 people in Beijing"
FINAL = ("completed", "failed", "cancelled")
faults = []


def expect(condition, what):
    if not condition:
        faults.append(what)
        print("FAULT", what, flush=True)


@contextlib.contextmanager
def serving(environment=None, **more):
    server = Server({**EMPTY, **(environment or {}), **more})
    try:
        yield server
    finally:
        expect(server.stop() == 0, f"{more}: ends properly")


def submit(server, text=THREE, **more):
    status, _, body = server.request("POST", "/api/v1/demand/submit", {"raw_input": text, "language": "en", **more})
    assert status == 200, body
    answer = json.loads(body)
    return answer["demand_id"], answer["owner_token"]


def record(server, demand):
    return json.loads(server.request("GET", f"/api/v1/demand/{demand}")[2])


def finished(server, demand, seconds=20):
    return wait_for(lambda: record(server, demand)["status"] in FINAL, seconds)


def team(server, *skills):
    return [Member(server, profile(skill.title(), skill)) for skill in skills or ("venue", "photographer", "catering")]


def types(server, demand):
    return [event["event_type"].removeprefix("towow.") for event in server.events(demand)]


# --- Negotiation

def vote(server, votes):
    """Three members take part and vote on the first plan: the outcome, or that there is a second plan."""
    members = team(server)
    demand, _ = submit(server)
    for member in members:
        channel = member.question("invitation")["channel_id"]
        member.say("offers", channel, {"message_id": "o-" + member.id, "decision": "participate", "contribution": "All of it"})
    for member, said in zip(members, votes):
        member.question("review", 1)
        status, answer = member.say("feedback", channel, {"message_id": "f-" + member.id, "version": 1, "feedback_type": said,
                                    **({} if said == "accept" else {"adjustment_request": "Another day, please"})})
        assert status == 200, answer
    assert wait_for(lambda: record(server, demand)["status"] in FINAL or record(server, demand)["round"] > 1)
    return record(server, demand)["outcome"] if record(server, demand)["status"] in FINAL else "another round"


def agreement():
    """TOWOW_ACCEPT_THRESHOLD_HIGH, TOWOW_ACCEPT_THRESHOLD_LOW, TOWOW_MAX_NEGOTIATION_ROUNDS"""
    two_accept, two_reject = ("accept", "accept", "negotiate"), ("reject", "reject", "accept")
    for votes, settings, expected in (
            (two_accept, {}, "another round"), (two_accept, {"TOWOW_ACCEPT_THRESHOLD_HIGH": "0.6"}, "finalized"),
            (two_reject, {}, "failed"), (two_reject, {"TOWOW_ACCEPT_THRESHOLD_LOW": "0.2"}, "another round"),
            (two_accept, {"TOWOW_MAX_NEGOTIATION_ROUNDS": "1"}, "force_finalized")):
        with serving(**settings) as server:
            found = vote(server, votes)
            expect(found == expected, f"{settings} {votes}: {found}, not {expected}")


def patience():
    """TOWOW_RESPONSE_TIMEOUT, TOWOW_FEEDBACK_TIMEOUT, TOWOW_DEMAND_TIMEOUT"""
    with serving(TOWOW_RESPONSE_TIMEOUT="1") as server:
        team(server, "venue")
        demand, _ = submit(server)
        expect(finished(server, demand), "TOWOW_RESPONSE_TIMEOUT: an invitation that nobody answers stays open")
    with serving(TOWOW_FEEDBACK_TIMEOUT="1") as server:
        member, = team(server, "venue")
        demand, _ = submit(server)
        channel = member.question("invitation")["channel_id"]
        member.say("offers", channel, {"message_id": "o", "decision": "participate", "contribution": "A hall"})
        expect(finished(server, demand), "TOWOW_FEEDBACK_TIMEOUT: a plan that nobody votes on stays open")
    with serving(TOWOW_DEMAND_TIMEOUT="1.5") as server:
        team(server, "venue")
        demand, _ = submit(server)
        expect(finished(server, demand), "TOWOW_DEMAND_TIMEOUT: stays open")
        reason = server.events(demand)[-1]["payload"].get("reason_code")
        expect(reason == "timeout", f"TOWOW_DEMAND_TIMEOUT: {reason}")


def invitations():
    """TOWOW_MAX_CANDIDATES, TOWOW_MAX_SUBNETS, TOWOW_MAX_ACTIVE"""
    for subnets, expected in (("1", True), ("0", False)):
        with serving(TOWOW_MAX_CANDIDATES="2", TOWOW_MAX_SUBNETS=subnets) as server:
            members = team(server)
            demand, _ = submit(server)
            assert wait_for(lambda: sum(len(member.inbox()["questions"]) for member in members) == 2)
            invited = [member for member in members if member.inbox()["questions"]]
            for member in invited:
                channel = member.question("invitation")["channel_id"]
                member.say("offers", channel, {"message_id": "o", "decision": "participate", "contribution": "All of it"})
            for member in invited:
                member.question("review", 1)
                member.say("feedback", channel, {"message_id": "f", "version": 1, "feedback_type": "accept"})
            assert wait_for(lambda: "gap.identified" in types(server, demand))
            if expected:
                expect(wait_for(lambda: "subnet.triggered" in types(server, demand)), f"TOWOW_MAX_SUBNETS=1: {types(server, demand)}")
            else:
                expect(finished(server, demand) and "subnet.triggered" not in types(server, demand), f"TOWOW_MAX_SUBNETS=0: {types(server, demand)}")
            invitations = types(server, demand).count("offer.submitted")
            expect(invitations == 2, f"TOWOW_MAX_CANDIDATES=2: {invitations} were asked")
    for most, expected in (("1", 1), ("256", 2)):
        with serving(TOWOW_MAX_ACTIVE=most) as server:
            member, = team(server, "venue")
            first, second = submit(server), submit(server)
            assert wait_for(lambda: len(member.inbox()["questions"]) >= expected)
            # A third demand that waits behind both shows that the second had its chance.
            heads = [len(server.events(demand)) for demand, _ in (first, second)]
            expect((min(heads) > 3) == (expected == 2), f"TOWOW_MAX_ACTIVE={most}: {heads} events")
            working = first if heads[0] > heads[1] else second
            server.request("POST", f"/api/v1/demand/{working[0]}/cancel", {}, {"Authorization": f"Bearer {working[1]}"})
            waiting = (second if working is first else first)[0]
            expect(wait_for(lambda: len(server.events(waiting)) > 3), f"TOWOW_MAX_ACTIVE={most}: the next one's turn")


# --- Claude

@contextlib.contextmanager
def thinking(*told, **settings):
    """A server with bundled members that asks the fake."""
    fake = Fake()
    fake.tell(*told)
    # ANTHROPIC_API_KEY and ANTHROPIC_BASE_URL of the fake.
    server = Server({**fake.environment, **settings})
    try:
        yield server, fake
    finally:
        expect(server.stop() == 0, f"{settings}: ends properly")
        fake.close()


def outcome(server, text="I need a photographer in London"):
    demand, _ = submit(server, text)
    assert finished(server, demand, 40), types(server, demand)
    return server.events(demand)[-1]["payload"]


def model():
    """ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, LLM_MODEL, LLM_BUDGET_TOTAL, LLM_BUDGET_PER_DEMAND, LLM_PRICES_FILE, LLM_TIMEOUT"""
    with thinking(LLM_MODEL="claude-haiku-5-5") as (server, fake):
        usual = outcome(server)
        asked = {request["body"]["model"] for request in fake.log()["requests"]}
        expect(asked == {"claude-haiku-5-5"} and usual["decided_by"].get("claude-haiku-5-5"), f"LLM_MODEL: {asked} {usual['decided_by']}")
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"claude-haiku-5-5": {"input": 1000, "output": 5000}}, file)
        file.flush()
        with thinking(LLM_MODEL="claude-haiku-5-5", LLM_PRICES_FILE=file.name) as (server, fake):
            dear = outcome(server)
            expect(dear["usage"]["cost_usd"] > 100 * usual["usage"]["cost_usd"], f"LLM_PRICES_FILE: {dear['usage']} {usual['usage']}")
    expect(not usual["decided_by"].get("fallback"), f"without a budget: {usual['decided_by']}")
    cost = usual["usage"]["cost_usd"]
    with thinking(LLM_MODEL="claude-haiku-5-5", LLM_BUDGET_PER_DEMAND=f"{cost / 2:.6f}") as (server, fake):
        poor = outcome(server)
        expect(poor["decided_by"].get("fallback", 0) > 0 and poor.get("usage", {}).get("cost_usd", 0) <= cost / 2, f"LLM_BUDGET_PER_DEMAND: {poor}")
    with thinking(LLM_MODEL="claude-haiku-5-5", LLM_BUDGET_TOTAL=f"{2.5 * cost:.6f}") as (server, fake):
        calls, fallbacks = [0], []
        for _ in range(4):
            fallbacks.append(outcome(server)["decided_by"].get("fallback", 0))
            calls.append(fake.stats()["calls"])
        expect(0 < calls[1] > calls[4] - calls[3] and fallbacks[3] > 0, f"LLM_BUDGET_TOTAL: {calls} calls, {fallbacks} fallbacks")
    with thinking({"latency_ms": 3000}, LLM_TIMEOUT="0.2", LLM_FAILURE_THRESHOLD="1000") as (server, fake):
        begin = time.monotonic()
        impatient = outcome(server)
        expect(impatient["decided_by"].get("fallback", 0) > 0 and time.monotonic() - begin < 30, f"LLM_TIMEOUT: {impatient['decided_by']}")


def model_calls():
    """LLM_MAX_CONCURRENT, LLM_FAILURE_THRESHOLD, LLM_RECOVERY_TIMEOUT"""
    for most in (1, 3):
        with thinking({"latency_ms": 50}, LLM_MAX_CONCURRENT=str(most)) as (server, fake):
            demands = [submit(server, "I need a photographer in London")[0] for _ in range(3)]
            assert all(finished(server, demand, 60) for demand in demands)
            expect(fake.stats()["max_concurrent"] == most, f"LLM_MAX_CONCURRENT={most}: {fake.stats()}")
    # Two failures open the breaker; what was down is back, but only who may try again sees it.
    for recovery, expected in (("0.5", True), ("600", False)):
        with thinking([{"mode": "http_500"}], LLM_MODEL="claude-haiku-5-5", LLM_FAILURE_THRESHOLD="2", LLM_RECOVERY_TIMEOUT=recovery) as (server, fake):
            expect(outcome(server)["decided_by"].get("fallback", 0) > 0, "rules stand in")
            fake.tell([])
            before, deadline, back = fake.stats()["answered"], time.monotonic() + (20 if expected else 2), False
            while time.monotonic() < deadline and not back:
                outcome(server)
                back = fake.stats()["answered"] > before
            expect(back == expected, f"LLM_RECOVERY_TIMEOUT={recovery}: {fake.stats()}")


# --- Limits

def writes():
    """ENABLE_RATE_LIMIT, RATE_LIMIT_MAX_CONCURRENT, RATE_LIMIT_QUEUE_SIZE, RATE_LIMIT_USER_MAX"""
    for settings, refused in (({"ENABLE_RATE_LIMIT": "true", "RATE_LIMIT_MAX_CONCURRENT": "1", "RATE_LIMIT_QUEUE_SIZE": "1"}, 4),
                              ({"ENABLE_RATE_LIMIT": "true", "RATE_LIMIT_MAX_CONCURRENT": "1", "RATE_LIMIT_QUEUE_SIZE": "3"}, 2),
                              ({"ENABLE_RATE_LIMIT": "true", "RATE_LIMIT_MAX_CONCURRENT": "3", "RATE_LIMIT_QUEUE_SIZE": "1"}, 2),
                              ({"ENABLE_RATE_LIMIT": "false", "RATE_LIMIT_MAX_CONCURRENT": "1", "RATE_LIMIT_QUEUE_SIZE": "0"}, 0)):
        with serving(RATE_LIMIT_USER_MAX="1000", **settings) as server:
            statuses, path = [], server.folder.name + "/data/towow.db"
            submit(server)

            def one():
                statuses.append(server.request("POST", "/api/v1/demand/submit", {"raw_input": THREE})[0])

            # Nothing can be committed for now, so that whoever writes stays where it is.
            with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as database:
                database.execute("BEGIN IMMEDIATE")
                threads = [threading.Thread(target=one) for _ in range(6)]
                for thread in threads:
                    thread.start()

                def have_come():
                    """Each of the six runs, waits, or was refused."""
                    found = json.loads(server.request("GET", "/api/v1/admin/rate-limiter", headers={"X-Admin-Key": KEY})[2])["stats"]
                    return found["current_concurrent"] + found["current_queue_size"] + len(statuses) == 6

                # After five seconds the store gives up.
                wait_for(have_come, 4.5)
                database.execute("ROLLBACK")
            for thread in threads:
                thread.join()
            expect(sorted(statuses) == [200] * (6 - refused) + [503] * refused, f"{settings}: {sorted(statuses)}")


def viewers():
    """TOWOW_SSE_MAX"""
    with serving(TOWOW_SSE_MAX="3") as server:
        demand, _ = submit(server, clarify=True)
        wires = []
        for _ in range(4):
            wire = Wire(server.port)
            wire.send(f"GET /api/v1/events/negotiations/{demand}/stream HTTP/1.1\r\nHost: x\r\n\r\n")
            wires.append((wire, wire.until(b"\r\n\r\n")[9:12]))
        expect([status for _, status in wires] == [b"200"] * 3 + [b"503"], f"TOWOW_SSE_MAX=3: {[status for _, status in wires]}")
        for wire, _ in wires:
            wire.close()


# --- Data

def postgres():
    """POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB, POSTGRES_HOST, POSTGRES_PORT"""
    database = Postgres()
    database.query("CREATE ROLE visitor LOGIN SUPERUSER PASSWORD 'a:b@c/d'")
    database.query("CREATE DATABASE elsewhere")
    with serving(POSTGRES_USER="visitor", POSTGRES_PASSWORD="a:b@c/d", POSTGRES_DB="elsewhere", POSTGRES_HOST="127.0.0.1",
                 POSTGRES_PORT=str(database.port)) as server:
        demand, _ = submit(server)
        found = database.query("SELECT id FROM demands", database="elsewhere")
        users = database.query("SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'elsewhere' AND usename <> 'towow'")
        expect(found == [[demand]] and users == [["visitor"]], f"POSTGRES_…: {found} {users}")
    database.close()


def retention():
    """TOWOW_RETENTION_DAYS"""
    server = Server({**EMPTY, "TOWOW_RETENTION_DAYS": "5"})
    old, young = submit(server)[0], submit(server)[0]
    assert finished(server, old) and finished(server, young)
    server.end()
    with contextlib.closing(sqlite3.connect(server.folder.name + "/data/towow.db")) as database, database:
        database.execute("UPDATE demands SET completed_at = completed_at - 6 * 86400000 WHERE id = ?", (old,))
    server.start()
    expect(wait_for(lambda: server.request("GET", f"/api/v1/demand/{old}")[0] == 404), "TOWOW_RETENTION_DAYS: the old one stays")
    expect(server.request("GET", f"/api/v1/demand/{young}")[0] == 200, "TOWOW_RETENTION_DAYS: the young one is gone")
    expect(server.stop() == 0, "ends properly")


def places():
    """APP_HOST, TOWOW_DATA_DIR, DATABASE_URL, CORS_ORIGINS, DEBUG"""
    for host, expected in (("127.0.0.1", False), ("0.0.0.0", True)):
        with serving(APP_HOST=host) as server:
            try:
                socket.create_connection(("127.0.0.9", server.port), timeout=5).close()
                reached = True
            except ConnectionRefusedError:
                reached = False
            expect(reached == expected, f"APP_HOST={host}: reached at another address: {reached}")
    with tempfile.TemporaryDirectory(prefix="towow-configuration-") as folder:
        with serving(TOWOW_DATA_DIR=folder + "/a") as server:
            submit(server)
            expect(os.path.exists(folder + "/a/towow.db"), "TOWOW_DATA_DIR")
            expect(os.stat(folder + "/a").st_mode & 0o777 == 0o700, "TOWOW_DATA_DIR: mode")
        with serving(DATABASE_URL=f"sqlite:////{folder}/b.db".replace("////", "///", 1)) as server:
            submit(server)
            expect(os.path.exists(folder + "/b.db"), "DATABASE_URL")
    with serving(CORS_ORIGINS="https://a.example,https://b.example") as server:
        for origin, expected in (("https://b.example", "https://b.example"), ("https://c.example", None)):
            found = server.request("GET", "/health", headers={"Origin": origin})[1].get("Access-Control-Allow-Origin")
            expect(found == expected, f"CORS_ORIGINS: {origin}: {found}")
    for debug, expected in (("true", True), ("false", False)):
        with serving(DEBUG=debug, LOG_LEVEL="") as server:
            finished(server, submit(server)[0])
            expect(('"level":"debug"' in server.read_log()) == expected, f"DEBUG={debug}")


class Network(http.server.ThreadingHTTPServer):
    """As much of an OpenAgents network as the settings need: it notes who registers how and when it is polled. One agent, bob, wants
    to be a member."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), NetworkCalls)
        self.port = self.server_address[1]
        self.registrations, self.polls = [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def health(self):
        now = time.time()
        agents = {name: {"last_seen": now, "group": "team"} for name in ["bob", *{one["agent_id"] for one in self.registrations}]}
        return {"network_uuid": "one", "network_name": "check", "agents": agents, "group_config": [{"name": "team", "has_password": True}]}

    def agents(self):
        profile = {"display_name": "Bob elsewhere", "capabilities": [{"name": "venue"}]}
        return [{"agent_id": "bob", "metadata": {"kind": "towow.participant", "protocol": 1, "profile": profile}}]


class NetworkCalls(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, **fields):
        body = json.dumps({"success": True, **fields}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(data=self.server.health())

    def do_POST(self):
        call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/register":
            self.server.registrations.append(call)
            return self.answer(secret="s" * 64, assigned_group=call.get("agent_group", "team"))
        if call.get("event_name") == "system.poll_messages":
            self.server.polls.append(time.monotonic())
            return self.answer(data={"messages": []})
        self.answer(data={"agents": self.server.agents()})


def elsewhere():
    """OPENAGENT_HOST, OPENAGENT_HTTP_PORT, OPENAGENT_GRPC_PORT, OPENAGENT_AGENT_ID, OPENAGENT_GROUP, OPENAGENT_PASSWORD, OPENAGENT_POLL_MS, OPENAGENT_MEMBERS"""
    def network_of(server):
        return json.loads(server.request("GET", "/health/ready")[2])["openagents"]

    def standing(server):
        found = json.loads(server.request("GET", "/api/v1/admin/agents?q=oa_bob", headers={"X-Admin-Key": KEY})[2])["agents"]
        return [(one["origin"], one["is_active"], one["online"]) for one in found]

    def soon(condition, what):
        expect(wait_for(condition), what)

    def status(environment):
        done = subprocess.run([BINARY, "openagents", "status"], env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    with serving() as server:
        expect(network_of(server) == {"state": "off"}, "OPENAGENT_HOST: off without it")
    network, other = Network(), Network()
    base = {"OPENAGENT_HOST": "127.0.0.1", "OPENAGENT_HTTP_PORT": str(network.port), "OPENAGENT_GRPC_PORT": str(other.port)}
    with serving({**base, "OPENAGENT_AGENT_ID": "we", "OPENAGENT_GROUP": "team", "OPENAGENT_PASSWORD": "hush-hush", "OPENAGENT_POLL_MS": "50"}) as server:
        soon(lambda: network_of(server)["state"] == "connected", "OPENAGENT_HTTP_PORT")
        first = network.registrations[0]
        expect(first["agent_id"] == "we" and network_of(server)["agent_id"] == "we", "OPENAGENT_AGENT_ID")
        expect(first["agent_group"] == "team", "OPENAGENT_GROUP")
        expect(first["password_hash"] == hashlib.sha256(b"hush-hush").hexdigest(), "OPENAGENT_PASSWORD")
        soon(lambda: len(network.polls) > 20, "OPENAGENT_POLL_MS")
        pauses = sorted(b - a for a, b in zip(network.polls, network.polls[1:]))
        expect(0.04 < pauses[len(pauses) // 2] < 0.5, f"OPENAGENT_POLL_MS: {pauses[len(pauses) // 2]:.3f} s between polls")
        change = lambda value: server.request("POST", "/api/v1/admin/config", {"openagent_poll_ms": value}, headers={"X-Admin-Key": KEY})
        expect(change(1)[0] == 400 and change(1_000)[0] == 200, "OPENAGENT_POLL_MS by the operator")
        soon(lambda: network.polls[-1] - network.polls[-2] > 0.9, "OPENAGENT_POLL_MS, live, longer")
        change(60_000)
        soon(lambda: time.monotonic() - network.polls[-1] > 1.5, "OPENAGENT_POLL_MS, live, a minute")
        before, _ = len(network.polls), change(None)
        soon(lambda: len(network.polls) > before + 5, "OPENAGENT_POLL_MS, live, shorter in the midst of a pause")
        soon(lambda: standing(server) == [("openagents", False, True)], "OPENAGENT_MEMBERS: approve")
        server.request("POST", "/api/v1/admin/config", {"openagent_members": "alice,bob"}, headers={"X-Admin-Key": KEY})
        soon(lambda: standing(server) == [("openagents", True, True)], "OPENAGENT_MEMBERS, live")
        code, output = status(base)
        expect(code == 0 and "gRPC      accepts connections" in output, f"OPENAGENT_GRPC_PORT: {output}")
        code, output = status({**base, "OPENAGENT_GRPC_PORT": "1"})
        expect(code == 0 and "does not accept connections" in output, f"OPENAGENT_GRPC_PORT: {output}")
    with serving({**base, "OPENAGENT_MEMBERS": "all"}) as server:
        soon(lambda: standing(server) == [("openagents", True, True)], "OPENAGENT_MEMBERS: all")
        expect(network_of(server)["agent_id"].startswith("towow-"), "OPENAGENT_AGENT_ID: one of our own")


PROOFS = [agreement, patience, invitations, model, model_calls, writes, viewers, postgres, retention, places, elsewhere]


def main():
    for proof in PROOFS:
        if len(sys.argv) > 1 and proof.__name__ not in sys.argv[1:]:
            continue
        begin = time.monotonic()
        proof()
        print(f"{proof.__name__}: {proof.__doc__} ({time.monotonic() - begin:.1f} s)", flush=True)
    if faults:
        sys.exit(f"{len(faults)} faults")
    print("configuration: passed")


if __name__ == "__main__":
    main()
