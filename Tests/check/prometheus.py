#!/usr/bin/env python3
"""The real Prometheus scrapes the real server: /metrics has every promised name and passes promtool, the rules pass their unit
tests and are evaluated on real data, and rules and dashboard refer only to metrics that exist."""
import json, os, re, shutil, subprocess, sys, tempfile, time, urllib.parse, urllib.request

from _claude import Fake
from _server import ROOT, Server, end, free_port

FOLDER = os.path.join(ROOT, "packaging", "prometheus")
# api.md's list; what belongs to an OpenAgents network is there when one is configured, as here one that is away.
PROMISED = """http_requests_total http_request_duration_seconds llm_calls_total llm_call_duration_seconds llm_tokens_total
llm_call_success_rate circuit_breaker_open sse_active_connections sse_dropped_total sse_fanout_seconds negotiations_total
negotiation_success_rate negotiation_duration_seconds negotiations_active store_commit_seconds store_queue_depth agents_total
store_errors_total store_up rate_limited_total config_reload_total data_directory_free_bytes data_directory_size_bytes
process_memory_limit_bytes process_cpu_limit_cores process_cpu_seconds_total process_resident_memory_bytes process_open_fds
process_start_time_seconds towow_build_info openagents_connected openagents_messages_total openagents_round_trip_seconds""".split()
# The one name that promtool's style check objects to: it is promised, and members can leave.
KNOWN_LINT = ['agents_total non-counter metrics should not have "_total" suffix']
WORDS = set("""by without on ignoring group_left group_right offset bool and or unless sum min max avg count topk bottomk rate
irate increase histogram_quantile label_values le job instance method route status kind outcome decision version""".split())


def promtool(*arguments, text=None):
    done = subprocess.run(["promtool", *arguments], input=text, capture_output=True, text=True, cwd=FOLDER)
    return done.returncode, done.stdout + done.stderr


def families(text):
    """The names of all families, each with HELP and TYPE, and its series."""
    helps = re.findall(r"^# HELP (\S+) .+$", text, re.M)
    types = dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.M))
    assert sorted(helps) == sorted(types) and len(set(helps)) == len(helps), "HELP and TYPE once for each"
    return types


def names(expression):
    """The metrics that an expression refers to, without its labels, ranges, strings and functions."""
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\"[^\"]*\"|'[^']*'", " ", expression)
    bare = re.sub(r"\b(by|without|on|ignoring)\s*\([^)]*\)", " ", bare)
    found = {name for name in re.findall(r"(?<![\w$])[a-z_][a-z0-9_]*(?![\w(])", bare) if name not in WORDS}
    return found


def query(port, path, **parameters):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/{path}?{urllib.parse.urlencode(parameters)}") as answer:
        return json.load(answer)["data"]


def until(what, condition, patience=60):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            found = condition()
            if found:
                return found
        except (OSError, ValueError):
            pass
        time.sleep(0.1)
    sys.exit(f"in vain: {what}")


for arguments in (["check", "config", "prometheus.yml"], ["check", "rules", "towow.rules.yml"], ["test", "rules", "towow.rules.test.yml"]):
    code, said = promtool(*arguments)
    assert code == 0, said
print("promtool: configuration, rules and their unit tests pass")

fake = Fake()
towow = Server({**fake.environment, "ENABLE_RATE_LIMIT": "true", "RATE_LIMIT_USER_MAX": "1", "OPENAGENT_HOST": "127.0.0.1",
                "OPENAGENT_HTTP_PORT": str(free_port())})
demands = []
for number in range(4):
    status, headers, body = towow.request("POST", "/api/v1/demand/submit", {"raw_input": "An AI meetup in Beijing for 30 people, a room is needed"})
    if status == 200:
        demands.append(json.loads(body)["demand_id"])
    else:
        assert (status, headers["Retry-After"] is not None) == (429, True), status
assert len(demands) == 3, demands
for demand in demands:
    until(f"{demand} ends", lambda: json.loads(towow.request("GET", f"/api/v1/demand/{demand}/status")[2])["status"] in ("completed", "failed"))


def counted():
    """The metrics, once they have counted the ends that could be read before, at a moment at which the disk is not busy."""
    text = towow.request("GET", "/metrics")[2].decode()
    return text if "\nnegotiations_active 0\n" in text and "\nstore_up 1\n" in text and ends(text) >= len(demands) else None


def ends(text):
    return sum(float(value) for value in re.findall(r"^negotiations_total\{[^}]*\} (\S+)$", text, re.M))


text = until("the ends are counted", counted)
types = families(text)
missing = [name for name in PROMISED if name not in types]
assert not missing, f"not exported: {missing}"
code, said = promtool("check", "metrics", text=text)
complaints = [line for line in said.splitlines() if line.strip()]
assert complaints == KNOWN_LINT, said
for series, value in [('circuit_breaker_open', "0"), ('rate_limited_total{kind="client"}', "1")]:
    assert f"\n{series} {value}\n" in text, series
assert ends(text) == len(demands), text
assert demands[0] not in text
status, _, _ = towow.request("GET", "/metrics", headers={"X-Forwarded-For": "203.0.113.7"})
assert status == 403, status
print(f"/metrics: {len(types)} metrics, {sum(not line.startswith('#') for line in text.splitlines())} series, {len(text)} bytes")

series = {line.split("{")[0].split(" ")[0] for line in text.splitlines() if not line.startswith("#")} | {"up"}
with open(os.path.join(FOLDER, "towow.rules.yml")) as f:
    alerts = re.findall(r"- alert: (\w+)\n\s+expr: (.+)", f.read())
with open(os.path.join(FOLDER, "dashboard.json")) as f:
    dashboard = json.load(f)
expressions = [(panel["title"], target["expr"]) for panel in dashboard["panels"] for target in panel["targets"]]
for variable in dashboard["templating"]["list"]:
    if variable["type"] == "query":
        expressions.append((variable["name"], variable["query"]["query"]))
for where, expression in alerts + expressions:
    used = names(expression)
    assert used, f"{where}: no metric in {expression}"
    assert used <= series, f"{where}: {used - series} does not exist"
identifiers = [panel["id"] for panel in dashboard["panels"]]
assert len(set(identifiers)) == len(identifiers) and dashboard["uid"] and dashboard["schemaVersion"]
taken = set()
for panel in dashboard["panels"]:
    at = panel["gridPos"]
    cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
    assert at["x"] + at["w"] <= 24 and not cells & taken, panel["title"]
    taken |= cells
print(f"names: {len(alerts)} alerts and {len(expressions)} expressions of the dashboard refer to metrics that exist")

with tempfile.TemporaryDirectory(prefix="towow-prometheus-") as folder:
    shutil.copy(os.path.join(FOLDER, "towow.rules.yml"), folder)
    with open(os.path.join(FOLDER, "prometheus.yml")) as f:
        configuration = f.read().replace("127.0.0.1:8000", f"127.0.0.1:{towow.port}").replace("15s", "1s")
    with open(folder + "/prometheus.yml", "w") as f:
        f.write(configuration)
    port = free_port()
    with open(folder + "/log", "w") as log:
        prometheus = subprocess.Popen(
            ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data", f"--web.listen-address=127.0.0.1:{port}"],
            stdout=log, stderr=log)
    try:
        until("Prometheus sees the server", lambda: any(one["value"][1] == "1" for one in query(port, "query", query='up{job="towow"}')["result"]))
        until("the requests are there", lambda: query(port, "query", query="http_requests_total")["result"])
        for where, expression in alerts:
            query(port, "query", query=expression)
        for where, expression in expressions[:-1]:
            query(port, "query", query=expression.replace("$__rate_interval", "1m").replace("$instance", ".*"))


        def evaluated():
            """All of them, one after the other, once each was evaluated."""
            rules = [rule for group in query(port, "rules")["groups"] for rule in group["rules"]]
            return rules if all(rule["health"] != "unknown" for rule in rules) else None

        rules = until("the rules are evaluated", evaluated)
        assert len(rules) == len(alerts) and all(rule["health"] == "ok" for rule in rules), rules
        took = query(port, "query", query='scrape_duration_seconds{job="towow"}')["result"][0]["value"][1]
        print(f"Prometheus: up, {len(rules)} rules evaluated, a scrape takes {float(took) * 1000:.1f} ms")
        towow.kill()
        until("Prometheus sees that the server is gone", lambda: any(one["value"][1] == "0" for one in query(port, "query", query='up{job="towow"}')["result"]))
    finally:
        end(prometheus)
fake.close()
