#!/usr/bin/env python3
"""The operator's API on the real binary: every call; an import of 1,000 members, all or nothing; the model, its breaker and live
models at the strict fake; then two instances on one PostgreSQL: settings hold on both at once and after restarts, and kick and
cancel work at the instance that does not own the negotiation."""
import collections, json, time

from _claude import Fake
from _group import Postgres
from _server import Server, log_faults, saturday

KEY = "operator-key-of-the-admin-check"
ORIGIN = "https://elsewhere.example"
TEXT = f"I need a photographer in Beijing on {saturday()} for a meetup of 30 people"


class Operator:
    def __init__(self, server):
        self.server = server

    def call(self, method, path, body=None, data=None, content_type="application/json"):
        """(status, JSON); `data` are bytes as they are."""
        connection = self.server.connection()
        data = data if data is not None else json.dumps(body).encode() if body is not None else None
        headers = {"X-Admin-Key": KEY, **({"Content-Type": content_type} if data is not None else {})}
        connection.request(method, "/api/v1/admin" + path, data, headers)
        answer = connection.getresponse()
        try:
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def announce(self, path, length):
        """The status that a body of this length gets before any of it is sent: the server does not wait long for those who go on
        sending to one who has been refused."""
        connection = self.server.connection()
        try:
            connection.putrequest("POST", "/api/v1/admin" + path)
            for name, value in (("X-Admin-Key", KEY), ("Content-Type", "text/csv"), ("Content-Length", str(length))):
                connection.putheader(name, value)
            connection.endheaders()
            return connection.getresponse().status
        finally:
            connection.close()

    def get(self, path):
        status, answer = self.call("GET", path)
        assert status == 200, (path, status, answer)
        return answer

    def post(self, path, body=None, **more):
        status, answer = self.call("POST", path, body, **more)
        assert status == 200, (path, status, answer)
        return answer

    def pages(self, path, name):
        """All entries of a list that comes in pages."""
        entries, cursor = [], ""
        while True:
            page = self.get(f"{path}{'&' if '?' in path else '?'}limit=100&cursor={cursor}")
            entries += page[name]
            if page["next_cursor"] is None:
                return entries
            cursor = page["next_cursor"]

    def audit(self):
        return self.pages("/audit", "entries")

    def setting(self, key):
        return next(row for row in self.get("/config")["settings"] if row["key"] == key)

    def instance(self):
        return self.get("/health")["instance_id"]


def until(what, condition, seconds=20):
    """Waits for a condition; how many milliseconds it took."""
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < seconds, f"never: {what}"
        time.sleep(0.01)
    return (time.monotonic() - begin) * 1000


def submit(server, text=TEXT):
    status, _, body = server.request("POST", "/api/v1/demand/submit", {"raw_input": text})
    assert status == 200, (status, body)
    answer = json.loads(body)
    return answer["demand_id"], answer["channel_id"]


def types(server, demand):
    return [event["event_type"] for event in server.events(demand)]


def member(number, kind="auto", **more):
    return {"id": f"{kind}-{number:04}", "display_name": f"Member {number}", "kind": kind,
            "capabilities": [{"name": "photographer", "tags": ["photo", "摄影"]}], "places": [{"city": "Beijing"}], **more}


def lines(members):
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in members).encode()


# One instance, SQLite, the fake Claude


def one(fake):
    environment = {"APP_ENV": "production", "ADMIN_API_KEY": KEY, "TOWOW_CONFIG": "", "LLM_FAILURE_THRESHOLD": "2",
                   "LLM_RECOVERY_TIMEOUT": "3600", **fake.environment}
    server = Server(environment)
    operator = Operator(server)
    imports(operator)
    models(fake, server, operator)
    overview(fake, server, operator)
    audit = operator.audit()
    actions = {entry["action"] for entry in audit}
    expected = {"agents.import", "agent.deactivate", "agent.activate", "config.set", "llm.test", "llm.reset_stats",
                "circuit_breaker.reset", "rate_limiter.reset_stats", "demand.cancel", "channel.kick"}
    assert actions == expected, actions ^ expected
    assert all(entry["title"] != entry["action"] for entry in audit), "each has words of its own"
    assert [entry["number"] for entry in audit] == list(range(len(audit), 0, -1)), "in order, without holes"
    assert all(entry["actor"] == "admin 127.0.0.1" for entry in audit)

    server.kill()
    server.start()
    assert operator.audit() == audit, "the audit survives a crash"
    assert len(operator.pages("/agents", "agents")) == 1000
    assert next(entry for entry in operator.get("/agents?limit=1")["agents"])["is_active"] is False
    assert operator.setting("llm_model")["value"] == {"understand": "claude-opus-5"}
    assert asked(fake, server, operator) == "claude-opus-5", "the model survives a crash"
    assert KEY not in server.read_log()
    assert server.stop() == 0
    print(f"ok      {len(audit)} audit entries, members, models and settings after a crash")


def imports(operator):
    members = [member(number) for number in range(1000)]
    faulty = list(members)
    faulty[499] = {**faulty[499], "price": {"amount": "much"}}
    begin = time.monotonic()
    status, answer = operator.call("POST", "/agents/import", data=lines(faulty), content_type="application/x-ndjson")
    assert status == 400 and answer["faults"] and all(text.startswith("line 500: price") for text in answer["faults"]), answer
    assert operator.get("/agents")["agents"] == [] and operator.audit() == [], "nothing has changed"
    trial = operator.post("/agents/import?dry_run=true", data=lines(members), content_type="application/x-ndjson")
    assert trial["created"] == 1000 and len(trial["agent_ids"]) == 100 and operator.get("/agents")["agents"] == []
    done = operator.post("/agents/import", data=lines(members), content_type="application/x-ndjson")
    assert done["created"] == 1000 and operator.get("/stats")["members"]["active"] == 1000, done
    table = "id,display_name,capabilities\nauto-0001,Changed,photographer\n".encode()
    again = operator.post("/agents/import", data=table, content_type="text/csv")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 1, 0), again
    again = operator.post("/agents/import", members[1:3])
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 1, 1), again
    assert operator.announce("/agents/import", 9 << 20) == 413
    operator.post("/agents/auto-0000/deactivate")
    operator.post("/agents/auto-0002/deactivate")
    operator.post("/agents/auto-0002/activate")
    assert [entry["is_active"] for entry in operator.get("/agents?limit=3")["agents"]] == [False, True, True]
    assert operator.get("/agents?q=changed")["agents"] == [] and len(operator.pages("/agents?q=member", "agents")) == 1000
    print(f"ok      imports of 1,000 members, all or nothing, {time.monotonic() - begin:.1f} s")


def asked(fake, server, operator):
    """Which model is asked to understand a new demand."""
    before = len(fake.log()["requests"])
    demand, _ = submit(server)
    # Not cancelled before the model has answered: a call that is given up counts nowhere.
    until("an understanding", lambda: "towow.demand.understood" in types(server, demand))
    found = [entry for entry in fake.log()["requests"][before:] if entry["decision"] == "understand"]
    # It may be over by itself by now, or about to be.
    operator.call("POST", f"/demands/{demand}/cancel")
    until("the end of the demand", lambda: types(server, demand)[-1] == "towow.demand.completed")
    return found[0]["body"]["model"]


def models(fake, server, operator):
    test = operator.post("/llm/test")
    assert test["ok"] and test["model"] == "claude-sonnet-5-5" and test["cost_usd"] > 0, test
    assert operator.post("/llm/test", {"model": "claude-opus-5"})["model"] == "claude-opus-5"
    status, answer = operator.call("POST", "/llm/test", {"model": "claude-nobody"})
    assert status == 503 and answer["error_code"] == "E003" and "no such model" in answer["detail"], answer
    # As told, until told otherwise.
    fake.tell([{"mode": "http_529"}])
    codes = [operator.call("POST", "/llm/test") for _ in range(3)]
    assert [status for status, _ in codes] == [503] * 3 and "breaker" in codes[2][1]["detail"], codes
    assert operator.get("/circuit-breaker")["state"] == "open"
    health = operator.get("/health")
    assert health["status"] == "degraded" and health["components"]["llm"]["circuit_breaker_state"] == "open", health
    fake.tell([])
    assert operator.call("POST", "/llm/test")[0] == 503, "the breaker stays open"
    assert operator.post("/circuit-breaker/reset")["status"]["state"] == "closed"
    assert operator.post("/llm/test")["ok"] and operator.get("/health")["status"] == "healthy"

    assert asked(fake, server, operator) == "claude-sonnet-5-5"
    operator.post("/config", {"llm_model": {"understand": "claude-opus-5"}})
    assert asked(fake, server, operator) == "claude-opus-5"
    report = operator.get("/llm")
    understand = report["decisions"][0]
    assert understand["decision"] == "understand" and understand["model"] == "claude-opus-5", understand
    assert understand["outcomes"]["success"] >= 1 and understand["input_tokens"] > 0 and report["spent_usd"] > 0, report
    reset = operator.post("/llm/reset-stats")["status"]
    assert reset["stats"]["total_calls"] == 0 and reset["spent_usd"] > 0, reset
    print("ok      test call, breaker open and reset, model changed while the server runs")


def overview(fake, server, operator):
    operator.post("/rate-limiter/reset-stats")
    # Members' agents take their time, so that the negotiation is still there for the operator.
    fake.tell([{"mode": "hang", "decision": "answer"}])
    demand, channel = submit(server)
    until("the invitation", lambda: "towow.demand.broadcast" in types(server, demand))
    chosen = next(event for event in server.events(demand) if event["event_type"] == "towow.filter.completed")
    agent = chosen["payload"]["candidates"][0]["agent_id"]
    kicked = operator.post(f"/channels/{channel}/kick", {"agent_id": agent, "reason": "check"})
    assert kicked == {"channel_id": channel, "agent_id": agent, "duplicate": False}, kicked
    assert [entry["demand_id"] for entry in operator.get("/demands?status=active")["demands"]] == [demand]
    assert operator.post(f"/demands/{demand}/cancel")["status"] == "cancelled"
    fake.tell([])
    events = server.events(demand)
    assert not log_faults(demand, events) and "towow.agent.kicked" in [event["event_type"] for event in events]
    demands = operator.pages("/demands", "demands")
    assert demands[0]["demand_id"] == demand and demands[0]["status"] == "cancelled", demands
    counts = collections.Counter(entry["status"] for entry in demands)
    assert set(counts) <= {"cancelled", "completed", "failed"}, counts
    # The figures are those of a few seconds ago.
    until("the figures of now", lambda: collections.Counter(operator.get("/stats")["negotiations"]["by_status"]) == counts)
    stats = operator.get("/stats")
    assert stats["negotiations"]["total"] == len(demands) and stats["events"]["total"] > len(events), stats
    assert stats["store"]["kind"] == "sqlite" and stats["store"]["size_bytes"] > 0, stats
    assert operator.get("/rate-limiter")["stats"]["total_requests"] >= 1
    assert operator.get(f"/demands?q={demand}")["demands"][0]["raw_input"] == TEXT
    print(f"ok      overview of {len(demands)} demands, kick, cancel")


# Two instances on one PostgreSQL


def allowed(server):
    return server.request("GET", "/health", headers={"Origin": ORIGIN})[1].get("Access-Control-Allow-Origin")


def says_requests(server):
    marker = f"/api/v1/demand/d-{time.monotonic_ns()}"
    server.request("GET", marker)
    return marker in server.read_log()


def two(fake):
    postgres = Postgres()
    environment = {"APP_ENV": "production", "ADMIN_API_KEY": KEY, "TOWOW_CONFIG": "", "DATABASE_URL": postgres.url,
                   **fake.environment}
    servers = [Server(environment), Server(environment)]
    a, b = [Operator(server) for server in servers]
    assert a.instance() != b.instance()
    settings(servers, a, b)
    a.post("/config", {"llm_model": "claude-sonnet-5"})
    until("the model at the other instance", lambda: b.setting("llm_model")["value"] == "claude-sonnet-5")
    assert asked(fake, servers[1], b) == "claude-sonnet-5"
    a.post("/config", {"llm_model": None})
    print("ok      a model changed at one instance is asked by the other")
    intervention(postgres, servers, [a, b])
    for server in servers:
        assert KEY not in server.read_log()
        assert server.stop() == 0
    postgres.close()


def settings(servers, a, b):
    assert allowed(servers[1]) is None and not says_requests(servers[1])
    status, answer = a.call("POST", "/config", {"cors_origins": [ORIGIN], "rate_limit_user_max": 0, "speed": 1, "app_port": 1})
    assert status == 400 and len(answer["faults"]) == 3, answer
    assert [text.split(":")[0] for text in answer["faults"]] == ["app_port", "rate_limit_user_max", "speed"], answer
    assert allowed(servers[0]) is None and allowed(servers[1]) is None and a.audit() == [], "nothing has changed"

    changes = {"cors_origins": [ORIGIN], "log_level": "info", "enable_rate_limit": True, "rate_limit_user_max": 1}
    assert set(a.post("/config", changes)["changed"]) == set(changes)
    took = until("CORS at the other instance", lambda: allowed(servers[1]) == ORIGIN)
    until("log lines at the other instance", lambda: says_requests(servers[1]))
    def check(server):
        assert allowed(server) == ORIGIN and says_requests(server)
        statuses = [server.request("POST", "/api/v1/demand/submit", {"raw_input": ""})[0] for _ in range(5)]
        assert statuses == [400, 400, 400, 429, 429], statuses
    for server in servers:
        check(server)
    assert b.setting("rate_limit_user_max")["source"] == "live"
    print(f"ok      CORS, limits and log level at both instances, {took:.0f} ms after the call; faults change nothing")

    for server in servers:
        assert server.end() == 0
    for server in servers:
        server.start()
        check(server)
    b.post("/config", {key: None for key in changes})
    until("CORS taken back", lambda: allowed(servers[0]) is None)
    assert [entry["action"] for entry in a.audit()] == ["config.set"] * 2 and a.audit() == b.audit()
    print("ok      kept over a restart of both, given back from the other one")


def intervention(postgres, servers, operators):
    people = [member(number, "manual") for number in range(3)]
    operators[0].post("/agents/import", people)
    until("the members at the other instance", lambda: operators[1].get("/stats")["members"]["active"] == 3)
    names = {operator.instance(): index for index, operator in enumerate(operators)}
    for index in range(2):
        demand, channel = submit(servers[index])
        until("the invitation", lambda: "towow.demand.broadcast" in types(servers[0], demand))
        owner = names[postgres.query(f"SELECT lease_owner FROM demands WHERE id = '{demand}'")[0][0]]
        other = operators[1 - owner]
        event = next(event for event in servers[0].events(demand) if event["event_type"] == "towow.demand.broadcast")
        begin = time.monotonic()
        body = {"agent_id": people[0]["id"], "reason": "does not behave"}
        assert other.post(f"/channels/{channel}/kick", body)["duplicate"] is False, event
        kick = (time.monotonic() - begin) * 1000
        kicked = [event for event in servers[0].events(demand) if event["event_type"] == "towow.agent.kicked"]
        assert len(kicked) == 1 and kicked[0]["payload"]["reason"] == "does not behave", kicked
        assert operators[owner].post(f"/channels/{channel}/kick", body)["duplicate"] is True
        begin = time.monotonic()
        answer = other.post(f"/demands/{demand}/cancel", {"reason": "enough"})
        assert answer == {"demand_id": demand, "status": "cancelled", "duplicate": False}, answer
        cancel = (time.monotonic() - begin) * 1000
        events = servers[owner].events(demand)
        failed = next(event for event in events if event["event_type"] == "towow.negotiation.failed")
        assert failed["payload"]["decided_by"] == "operator" and not log_faults(demand, events), failed
        assert operators[owner].post(f"/demands/{demand}/cancel")["duplicate"] is True
        assert other.call("POST", f"/channels/{channel}/kick", {**body, "agent_id": people[1]["id"]})[0] == 409
        print(f"ok      at the instance that does not own it: kick {kick:.0f} ms, cancel {cancel:.0f} ms")


def main():
    begin = time.monotonic()
    fake = Fake()
    one(fake)
    two(fake)
    fake.close()
    print(f"{time.monotonic() - begin:.1f} s")


if __name__ == "__main__":
    main()
