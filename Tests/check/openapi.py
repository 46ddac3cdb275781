#!/usr/bin/env python3
"""The server does what /openapi.json says: schemathesis with all its checks, on SQLite and on PostgreSQL.

    openapi.py [--examples 6] [--seed 1] [--stores sqlite,postgres] [--only OPERATION …] [BINARY]

For each store two runs: what anybody and members may do, with real demands, a real member and negotiations that wait for that
member's answers; and, on a server of its own that is thrown away afterwards, what the operator may do and what takes members
away. Requests that fit the document must be taken, those that do not must be refused, and every answer must be one that the
document promises: its status, its headers, its body. For that the document is read more strictly than clients have to read it:
answers have no field that it does not name, and no status that stands only under `default`. Event streams are not called (they
do not end); `/recent` and the export, which hold the same events, are. Every call must have succeeded at least once, or the rest
would say little. `--examples 100` and a random seed are the long form.
"""
import argparse, collections, json, os, re, subprocess, sys, tempfile, time

import _server
from _group import Postgres
from _server import Server

HERE = os.path.dirname(os.path.abspath(__file__))
KEY = "the-operators-key-of-this-check-0123456789"
PHASES = {"examples", "coverage", "fuzzing", "stateful"}
STREAMS = {"streamEvents"}
DESTRUCTIVE = {"deactivateMember", "renewMemberToken"}
# Each has a member of its own.
LEAVING = DESTRUCTIVE | {"deactivateAnyMember", "activateMember"}
# A channel of its own for each, because every one of them may end the member's part.
ANSWERS = {"answerInvitation": "offers", "answerReview": "feedback", "withdraw": "withdraw", "bargain": "bargain",
           "counterPropose": "counter-proposal", "kickMember": "kick"}
TEXT = "I need a concert harpist in Reykjavik for an evening, number {}"
# Not to be reached with a right request here, and why.
UNREACHED = {"testModel": "there is no key"}
# A model that is not there is documented as such.
UNAVAILABLE = {"testModel": ["503", "504"]}


def call(server, method, path, body=None, token=None, key=None, expected=(200, 201)):
    headers = {"Authorization": f"Bearer {token}"} if token else {"X-Admin-Key": key} if key else {}
    status, _, data = server.request(method, path, body, headers)
    if status not in expected:
        sys.exit(f"{method} {path}: {status} {data[:300]!r}")
    return json.loads(data)


def until(what, condition, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    sys.exit(f"waited {seconds} s in vain for {what}")


class World:
    """What there is to call about: a member who answers by hand, negotiations that wait for them, demands of an owner."""

    def __init__(self, server):
        self.server = server
        # Nobody but those made here, so that every negotiation waits for the one who answers by hand.
        while bundled := call(server, "GET", "/api/v1/agents?limit=100")["agents"]:
            for member in bundled:
                call(server, "DELETE", f"/api/v1/agents/{member['agent_id']}", key=KEY)
        member = call(server, "POST", "/api/v1/agents", {
            "agent_id": "harpist", "display_name": "Harpist", "kind": "manual", "summary": "Concert harpist",
            "capabilities": [{"name": "harpist", "tags": ["harp", "concert"]}], "places": [{"city": "Reykjavik"}],
            "public_fields": ["summary", "capabilities"]}, key=KEY)
        self.member, self.token = member["agent_id"], member["agent_token"]
        self.spare = {name: call(server, "POST", "/api/v1/agents", {"display_name": name}, key=KEY)["agent_id"] for name in sorted(LEAVING)}
        self.demands = [self.submit(number) for number in range(len(ANSWERS))]
        self.channels = dict(zip(ANSWERS, [demand["channel_id"] for demand in self.demands]))
        self.cancelled, self.clarified, self.ended = [
            call(server, "POST", "/api/v1/demand/submit", {"raw_input": "An event", "language": "en", "clarify": True}) for _ in range(3)]
        call(server, "POST", "/api/v1/admin/demo-mode", {"enabled": True}, key=KEY)
        self.sessions = [call(server, "POST", "/api/v1/admin/demo-mode/session", key=KEY)["id"] for _ in range(2)]
        until("an invitation in every negotiation", lambda: len(self.inbox("questions")) >= len(ANSWERS))
        for name in ("answerReview", "bargain", "counterPropose"):
            call(server, "POST", f"/api/v1/channels/{self.channels[name]}/offers",
                 {"message_id": "first", "decision": "participate", "contribution": "I play the harp"}, token=self.token)
        until("three plans to vote on", lambda: sum(q["kind"] == "review" for q in self.inbox("questions")) == 3)

    def submit(self, number):
        return call(self.server, "POST", "/api/v1/demand/submit", {"raw_input": TEXT.format(number), "language": "en"})

    def inbox(self, part):
        return call(self.server, "GET", f"/api/v1/agents/{self.member}/inbox?limit=100", token=self.token)[part]


def walk(value):
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from walk(child)
    elif isinstance(value, list):
        for child in value:
            yield from walk(child)


def resolve(document, reference):
    target = document
    for part in reference.removeprefix("#/").split("/"):
        target = target[part]
    return target


def reachable(document, roots):
    """Names of the component schemas below `roots`."""
    found, waiting = set(), list(roots)
    while waiting:
        for node in walk(waiting.pop()):
            reference = node.get("$ref", "")
            if isinstance(reference, str) and reference.startswith("#/components/") and reference not in found:
                found.add(reference)
                waiting.append(resolve(document, reference))
    return found


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def strict(document):
    """The document for a test of the server: whatever is not named is wrong."""
    asked = [operation.get("requestBody", {}) for _, _, operation in operations(document)]
    requests = reachable(document, asked)
    answers = reachable(document, [operation["responses"] for _, _, operation in operations(document)]) - requests
    for reference in answers:
        if reference.startswith("#/components/schemas/"):
            for node in walk(resolve(document, reference)):
                if node.get("type") == "object" and "properties" in node:
                    node.setdefault("additionalProperties", False)
    for _, _, operation in operations(document):
        operation["responses"].pop("default", None)
    return document


def known(document, world):
    """For each call, values of its path's parameters that name something; most requests get them."""
    real = {"demand_id": [demand["demand_id"] for demand in world.demands], "agent_id": [world.member], "session": world.sessions}
    own = {name: {"channel_id": [channel]} for name, channel in world.channels.items()}
    own |= {"cancelDemand": {"demand_id": [world.cancelled["demand_id"]]}, "clarifyDemand": {"demand_id": [world.clarified["demand_id"]]},
            "cancelAnyDemand": {"demand_id": [world.ended["demand_id"]]}}
    own |= {name: {"agent_id": [agent]} for name, agent in world.spare.items()}
    return {operation["operationId"]: {**real, **own.get(operation["operationId"], {})} for _, _, operation in operations(document)}


def credentials(document):
    """Who calls, where more than one could."""
    schemes = document["components"]["securitySchemes"]
    schemes["otherOwnerToken"] = schemes["ownerToken"]
    for _, _, operation in operations(document):
        if operation["operationId"] == "clarifyDemand":
            operation["security"] = [{"otherOwnerToken": []}]
        if operation["operationId"] in DESTRUCTIVE:
            # In the run of the operator.
            operation["security"] = [{"adminKey": []}, {"adminToken": []}]
    return document


def toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return json.dumps(value)


def configuration(world, chosen, seed, examples):
    # How long it takes to make up requests says nothing about the server.
    lines = [f"seed = {seed}", "workers = 1", 'suppress-health-check = ["too_slow"]', 'hooks = "_openapi_hooks"', "continue-on-failure = true", "warnings = false",
             f"[generation]\nmax-examples = {examples}", "unique-inputs = true", "deterministic = true" if seed == 1 else "",
             "[phases.stateful]\nmax-steps = 4", f"generation = {{max-examples = {max(4, examples // 2)}}}",
             "[auth.openapi]", f"ownerToken = {{bearer = {toml(world.cancelled['owner_token'])}}}",
             f"otherOwnerToken = {{bearer = {toml(world.clarified['owner_token'])}}}",
             f"memberToken = {{bearer = {toml(world.token)}}}", f"adminKey = {{api_key = {toml(KEY)}}}",
             f"adminToken = {{bearer = {toml(KEY)}}}"]
    for name, statuses in UNAVAILABLE.items():
        if name in chosen:
            lines += ["[[operations]]", f"include-operation-id = {toml(name)}",
                      f"checks.not_a_server_error.expected-statuses = {toml(['2xx', '3xx', '4xx'] + statuses)}"]
    return "\n".join(lines) + "\n"


def run(label, server, seed, examples, chosen, phases):
    """Faults of one run."""
    start = time.monotonic()
    document = json.loads(server.request("GET", "/openapi.json")[2])
    world = World(server)
    document = credentials(strict(document))
    names = {operation["operationId"] for _, _, operation in operations(document)}
    wanted = sorted(name for name in names if chosen(document, name))
    if not wanted:
        return []
    with tempfile.TemporaryDirectory(prefix="towow-openapi-") as folder:
        with open(folder + "/openapi.json", "w") as file:
            json.dump(document, file)
        with open(folder + "/schemathesis.toml", "w") as file:
            file.write(configuration(world, wanted, seed, examples))
        book = folder + "/book"
        open(book, "w").close()
        include = [part for name in wanted for part in ("--include-operation-id", name)]
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", folder + "/schemathesis.toml", "run", "--checks", "all", "--phases", ",".join(sorted(phases)),
                   "--url", server.url(), *include, folder + "/openapi.json"]
        done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": HERE, "TOWOW_CHECK_BOOK": book, "NO_COLOR": "1",
                                                       "TOWOW_CHECK_KNOWN": json.dumps(known(document, world)),
                                                       "SCHEMATHESIS_HOOKS": "_openapi_hooks"},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        answered, succeeded = collections.defaultdict(collections.Counter), set()
        with open(book) as file:
            for line in file:
                name, method, status, mode = json.loads(line)
                if method != "OPTIONS":
                    answered[name][status] += 1
                    if 200 <= status < 300:
                        succeeded.add(name)
    faults = []
    if done.returncode != 0:
        print(done.stdout)
        faults.append(f"{label}: schemathesis ended with status {done.returncode}")
    total = sum(sum(statuses.values()) for statuses in answered.values())
    print(f"{label}: {len(answered)} calls, {total} requests, {time.monotonic() - start:.0f} s")
    for name in wanted:
        statuses = answered[name]
        print(f"  {name:28}" + "  ".join(f"{status}×{count}" for status, count in sorted(statuses.items())))
        if name not in succeeded | set(UNREACHED):
            faults.append(f"{label}: {name} never succeeded")
    log = server.read_log()
    for line in re.findall(r'.*(?:request failed|Fatal error|"level":"(?:error|critical)"|Z (?:ERROR|CRITICAL) ).*', log):
        faults.append(f"{label}: the server said: {line}")
    return faults


def public(document, name):
    return name not in STREAMS | DESTRUCTIVE and not tagged(document, name, "admin", "demo")


def operator(document, name):
    return name in DESTRUCTIVE or tagged(document, name, "admin", "demo")


def only(names, chosen):
    return lambda document, name: chosen(document, name) and (not names or name in names)


def tagged(document, name, *tags):
    return any(operation["operationId"] == name and operation["tags"][0] in tags for _, _, operation in operations(document))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stores", default="sqlite,postgres")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("binary", nargs="?")
    arguments = parser.parse_args()
    if arguments.binary:
        _server.BINARY = os.path.abspath(arguments.binary)
    print(f"seed {arguments.seed}, {arguments.examples} examples a call and phase")
    common = {"ADMIN_API_KEY": KEY, "TRUSTED_PROXIES": "127.0.0.1", "METRICS_ALLOW": "10.0.0.0/8", "TOWOW_RESPONSE_TIMEOUT": "3600",
              "TOWOW_FEEDBACK_TIMEOUT": "3600", "TOWOW_DEMAND_TIMEOUT": "86400", "TOWOW_OPEN_REGISTRATION": "true"}
    faults = []
    postgres = None
    for store in arguments.stores.split(","):
        for label, chosen, more in (("public", public, {}), ("operator", operator, {"TOWOW_OPEN_REGISTRATION": "false"})):
            environment = {**common, **more}
            if store == "postgres":
                postgres = postgres or Postgres()
                postgres.query(f"CREATE DATABASE {label}")
                environment["DATABASE_URL"] = postgres.url.rsplit("/", 1)[0] + "/" + label
            server = Server(environment)
            # What covers each keyword of each schema says the same on every store, and takes longest.
            is_whole = store == "sqlite" or arguments.examples > 20
            phases = PHASES if is_whole else PHASES - {"coverage"}
            examples = arguments.examples * (1 if is_whole else 3)
            faults += run(f"{store} {label}", server, arguments.seed, examples, only(arguments.only, chosen), phases)
            status = server.stop()
            if status != 0:
                faults.append(f"{store} {label}: the server ended with status {status}")
    if postgres:
        postgres.close()
    for fault in faults:
        print("FAULT", fault)
    print("openapi:", "failed" if faults else "the server does what its document says")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
