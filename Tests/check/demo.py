#!/usr/bin/env python3
"""Demonstrations on a real server: every call and every refusal, all scenarios watched to their end by the event stream, SIGKILL in the
middle of many, what must not show them, and the badge on the pages.
"""
import contextlib, json, os, sqlite3, threading, time
from concurrent.futures import ThreadPoolExecutor

from _pages import Visit
from _server import Server, Viewer, log_faults

from playwright.sync_api import sync_playwright

KEY = {"X-Admin-Key": "operator"}
BASE = "/api/v1/admin/demo-mode"
DEMANDS = ["demo_travel", "demo_project", "demo_budget"]
SCENARIOS = ["quick_consensus", "mild_negotiation", "tough_negotiation"]


def until(what, condition, seconds=60):
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(0.02)
    return value


def database(server):
    return contextlib.closing(sqlite3.connect(f"file:{server.folder.name}/data/towow.db?mode=ro", uri=True, timeout=10))


class Operator:
    def __init__(self, server):
        self.server = server

    def call(self, method, path="", body=None, status=200, code=None, headers=None):
        got, _, data = self.server.request(method, BASE + path, body, {**KEY, **(headers or {})})
        assert got == status, (method, path, got, data)
        answer = json.loads(data)
        assert code is None or answer["error_code"] == code, answer
        return answer

    def open(self, **query):
        return self.call("POST", "/session?" + "&".join(f"{name}={value}" for name, value in query.items()))

    def run(self, session):
        return self.call("POST", f"/session/{session['id']}/run")


def calls(server, operator):
    """Every call, and what it refuses."""
    for method, path in [("GET", ""), ("POST", ""), ("GET", "/demands"), ("GET", "/scenarios"), ("POST", "/session"), ("GET", "/session"),
                         ("GET", "/session/s-x"), ("POST", "/session/s-x/run")]:
        assert server.request(method, BASE + path, {} if method == "POST" else None)[0] == 401, path
        assert server.request(method, BASE + path, {} if method == "POST" else None, {"X-Admin-Key": "guess"})[0] in (403, 429), path
    status = operator.call("GET")
    assert not status["enabled"] and status["scenario"] == "quick_consensus" and status["session_limit"] == 20, status
    assert status["available_demands"] == DEMANDS and status["available_scenarios"] == SCENARIOS
    assert status["stats"] == {"total_demos": 0, "successful_demos": 0, "active_sessions": 0}
    operator.call("POST", "/session", status=409, code="E010")
    operator.call("POST", "", {"enabled": True, "scenario": "custom"}, status=400, code="E001")
    operator.call("POST", "", {"scenario": "quick_consensus"}, status=400, code="E001")
    assert operator.call("POST", "", {"enabled": True, "scenario": "mild_negotiation"})["scenario"] == "mild_negotiation"
    assert operator.call("GET")["enabled"]
    chinese = operator.call("GET", "/demands", headers={"Accept-Language": "zh"})["demands"]
    english = operator.call("GET", "/demands", headers={"Accept-Language": "en"})["demands"]
    assert sorted(chinese) == sorted(english) == sorted(DEMANDS)
    assert all(len(texts[key]["requirements"]) == 4 for texts in (chinese, english) for key in DEMANDS)
    assert [entry["value"] for entry in operator.call("GET", "/scenarios")["scenarios"]] == SCENARIOS
    for query in ["demand_key=demo_party", "scenario=custom", "seed=-1", "seed=4294967296", "language=fr"]:
        operator.call("POST", "/session?" + query, status=400, code="E001")
    session = operator.open(demand_key="demo_travel", seed=7, language="zh")
    assert session["status"] == "active" and session["demand_id"] is None and session["result"] is None and session["is_demo"] is True
    assert session["scenario"] == "mild_negotiation" and session["seed"] == 7
    people = {person["id"]: person for person in session["participants"]}
    assert {"demo-alice", "demo-bob", "demo-charlie", "demo-diana"} <= set(people) and all(key.startswith("demo-") for key in people)
    assert operator.call("GET", f"/session/{session['id']}") == session
    operator.call("GET", "/session/s-other", status=404, code="E002")
    operator.call("POST", "/session/s-other/run", status=404, code="E002")
    assert operator.open(demand_key="demo_travel")["seed"] != operator.open(demand_key="demo_travel")["seed"]
    operator.call("POST", "", {"enabled": False})
    operator.call("POST", f"/session/{session['id']}/run", status=409, code="E010")
    operator.call("POST", "", {"enabled": True})
    run = operator.run(session)
    assert run["session_id"] == session["id"] and run["channel_id"] == "collab-" + run["demand_id"][2:] and run["owner_token"]
    operator.call("POST", f"/session/{session['id']}/run", status=409, code="E010")
    ended = until("the end", lambda: (found := operator.call("GET", f"/session/{session['id']}"))["status"] == "completed" and found)
    assert ended["result"] == "finalized" and ended["demand_id"] == run["demand_id"]
    print("calls and refusals as promised")
    return run["demand_id"]


def watch(server, operator):
    """Each demand in each scenario, in both languages, watched by its event stream."""
    ends, agents = {}, {}
    for index, (demand, scenario) in enumerate((demand, scenario) for scenario in SCENARIOS for demand in DEMANDS):
        language = ("zh", "en")[index % 2]
        session = operator.open(demand_key=demand, scenario=scenario, seed=42, language=language)
        viewer = Viewer(lambda: server.port, operator.run(session)["demand_id"])
        viewer.start()
        viewer.join(60)
        log = server.events(viewer.demand)
        faults = viewer.compare(log) + log_faults(viewer.demand, log)
        assert not faults, faults
        end = log[-1]["payload"]
        ends.setdefault(scenario, []).append(f"{end['outcome']} in {end['rounds']}")
        if scenario == "quick_consensus":
            assert end["outcome"] == "finalized" and end["rounds"] == 1, end
        elif scenario == "mild_negotiation":
            assert end["outcome"] == "finalized" and end["rounds"] in (2, 3), end
        else:
            assert end["rounds"] >= 2 or end["outcome"] == "failed", end
        for event in log:
            if event["event_type"].endswith((".demand.submitted", ".channel.created")):
                assert event["payload"]["is_demo"] is True, event
            if event["event_type"].endswith(".filter.completed"):
                asked = [candidate["agent_id"] for candidate in event["payload"]["candidates"]]
                assert asked and all(agent.startswith("demo-") for agent in asked), asked
        assert not any(event["event_type"].endswith(".no_answer") for event in log)
        for path in ("", "/status"):
            assert json.loads(server.request("GET", f"/api/v1/demand/{viewer.demand}{path}")[2])["is_demo"] is True
    for scenario in SCENARIOS:
        print(f"{scenario}: {', '.join(ends[scenario])}")
    sessions = operator.call("GET", "/session")["sessions"]
    assert len(sessions) <= 20 and sessions[0]["id"] == session["id"], "newest first"


def same_seed(server, operator):
    """The same seed twice: the same events but for ids and times."""
    def events():
        session = operator.open(demand_key="demo_project", scenario="tough_negotiation", seed=3, language="en")
        demand = operator.run(session)["demand_id"]
        until("the end", lambda: operator.call("GET", f"/session/{session['id']}")["status"] == "completed")
        return [json.dumps(plain(event["payload"]), sort_keys=True).replace(demand[2:], "…") for event in server.events(demand)]

    def plain(value):
        if isinstance(value, dict):
            return {key: plain(entry) for key, entry in value.items() if not key.endswith("_at") and key != "timestamp"}
        return [plain(entry) for entry in value] if isinstance(value, list) else value

    first, second = events(), events()
    assert first == second, [pair for pair in zip(first, second) if pair[0] != pair[1]][:1]
    print(f"same seed: {len(first)} events alike")


def apart(server, operator):
    """Simulated members are in no directory, members of the network in no demonstration, and no metric counts demonstrations."""
    agents = json.loads(server.request("GET", "/api/v1/agents?limit=100")[2])["agents"]
    assert agents and not any(agent["agent_id"].startswith("demo-") for agent in agents)
    assert server.request("GET", "/api/v1/agents/demo-alice")[0] == 404
    assert server.request("POST", "/api/v1/agents", {"id": "demo-alice", "display_name": "Alice"}, KEY)[0] == 400
    metrics = server.request("GET", "/metrics")[2].decode().splitlines()
    counted = [line for line in metrics if line.startswith(("negotiations_total", "negotiation_duration_seconds_count"))]
    assert counted and all(line.endswith(" 0") for line in counted), counted
    assert not any(line.startswith("negotiation_success_rate") for line in metrics)
    demand = json.loads(server.request("POST", "/api/v1/demand/submit", {"raw_input": "We need a product manager in Beijing"})[2])["demand_id"]
    until("the end", lambda: server.events(demand)[-1]["event_type"] == "towow.demand.completed")
    # Not just "demo": ids are random letters.
    assert not any(word in json.dumps(server.events(demand)[:4]) for word in ('"demo-', "is_demo"))
    assert "is_demo" not in json.loads(server.request("GET", f"/api/v1/demand/{demand}")[2])
    stats = operator.call("GET")["stats"]
    assert stats["total_demos"] >= 12 and 0 < stats["successful_demos"] <= stats["total_demos"], stats
    with database(server) as store:
        actions = {row[0] for row in store.execute("SELECT action FROM audit")}
    assert {"demo.mode", "demo.session", "demo.run"} <= actions, actions
    print("directory, metrics and demands of the network know nothing of them")


def ended(server, operator, session):
    """Waits for the end of a demonstration as long as any goes on: sixteen at once may be slow, but none stands still for a minute."""
    happened = -1
    while True:
        with database(server) as store:
            before, happened = happened, store.execute("SELECT count(*) FROM events").fetchone()[0]
        try:
            return until("the end", lambda: operator.call("GET", f"/session/{session['id']}")["status"] == "completed")
        except AssertionError as fault:
            found = operator.call("GET", f"/session/{session['id']}")
            log = server.events(found["demand_id"]) if found["demand_id"] else []
            assert happened != before, f"{fault}: {found}, {[(event['timestamp'], event['event_type']) for event in log]}"


def killed(server, operator):
    """SIGKILL while demonstrations run: all go on in the next life, and each ends once."""
    cut, lives = 0, 0
    while cut == 0 and lives < 8:
        lives += 1
        sessions = [operator.open(demand_key=DEMANDS[seed % 3], scenario="tough_negotiation", seed=seed) for seed in range(16)]
        demands, lock = [], threading.Lock()

        def run(session):
            demand = operator.run(session)["demand_id"]
            with lock:
                demands.append(demand)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(run, sessions))
        server.kill()
        with database(server) as store:
            cut = store.execute("SELECT count(*) FROM demands WHERE completed_at IS NULL").fetchone()[0]
        server.start()
        assert operator.call("GET")["enabled"], "the mode did not survive"
        for session in sessions:
            ended(server, operator, session)
        for demand in demands:
            log = server.events(demand)
            faults = log_faults(demand, log)
            assert not faults, faults
            assert not any(event["event_type"].endswith((".no_answer", ".agent.kicked")) for event in log), "a member was lost"
    assert cut, "the server was never killed in the middle of a demonstration"
    print(f"SIGKILL with {cut} of 16 demonstrations under way (try {lives}): all ended once")


def limit(operator):
    sessions = [operator.open(seed=seed) for seed in range(20 - operator.call("GET")["stats"]["active_sessions"])]
    operator.call("POST", "/session", status=409, code="E010")
    operator.run(sessions[0])
    until("the end", lambda: operator.call("GET", f"/session/{sessions[0]['id']}")["status"] == "completed")
    operator.open(seed=20)
    operator.call("GET", f"/session/{sessions[0]['id']}", status=404, code="E002")
    print("twenty that have not ended are the most")


def badge(server, demand):
    """Live page and stage say in both languages that it is a demonstration; another demand's pages do not."""
    real = json.loads(server.request("POST", "/api/v1/demand/submit", {"raw_input": "I need a designer"})[2])["demand_id"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        for locale, word in (("zh-CN", "演示"), ("en-US", "Demonstration")):
            visit = Visit(browser, server, locale=locale)
            for page, ready in (("negotiation", ".outcome"), ("stage", ".stage-facts")):
                visit.page.goto(f"/{page}/{demand}")
                visit.page.wait_for_selector(ready)
                visit.page.locator(".chip", has_text=word).first.wait_for()
                visit.shot(f"demo-{page}-{locale}")
                visit.page.goto(f"/{page}/{real}")
                visit.page.wait_for_selector(ready)
                assert visit.page.locator(".chip", has_text=word).count() == 0
            visit.quiet()
            visit.context.close()
        browser.close()
    print("the badge stands on live page and stage, zh and en")


server = Server({"ADMIN_API_KEY": "operator", "APP_ENV": "development"})
operator = Operator(server)
shown = calls(server, operator)
watch(server, operator)
same_seed(server, operator)
apart(server, operator)
badge(server, shown)
killed(server, operator)
limit(operator)
assert server.stop() == 0
