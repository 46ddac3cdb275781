"""What schemathesis has to know that the document cannot say, and the book of what was answered.

Loaded by schemathesis inside the process that openapi.py starts. Every request comes from a client address of its own
(the server under test trusts this host as a proxy), so that wrong keys, of which there are many on purpose, lock nobody out.
"""
import json, os, random

import schemathesis

KNOWN = json.loads(os.environ["TOWOW_CHECK_KNOWN"])
BOOK = os.environ["TOWOW_CHECK_BOOK"]
chance = random.Random(1)


def numbers(*values):
    return all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values)


def distinct(conditions):
    """Ids are unique within a list."""
    seen = set()
    for condition in conditions if isinstance(conditions, list) else []:
        if isinstance(condition, dict) and isinstance(condition.get("id"), str):
            if condition["id"] in seen:
                condition["id"] = f"c{len(seen)}"
            seen.add(condition["id"])


def profile(body):
    # Most are new members, and most changes are based on the profile as it is.
    if chance.random() < 0.75:
        if isinstance(body.get("agent_id"), str):
            body["agent_id"] = f"m{chance.getrandbits(64):x}"
        body.pop("version", None)
    capacity = body.get("capacity")
    if isinstance(capacity, dict) and numbers(capacity.get("min"), capacity.get("max")) and capacity["min"] > capacity["max"]:
        capacity["min"], capacity["max"] = capacity["max"], capacity["min"]
    distinct(body.get("conditions"))


def offer(body):
    # Which needs there are only the demand says.
    body.pop("needs", None)
    distinct(body.get("condition_details"))
    for condition in body.get("condition_details") or []:
        if isinstance(condition, dict) and condition.get("value") is None and condition.get("operator") != "quotes":
            condition.pop("operator", None)
    for name in ("conditions", "condition_details"):
        if isinstance(body.get(name), list):
            body[name] = body[name][:10] if len(body[name]) <= 20 else body[name]
    if body.get("decision") == "decline":
        for name in ("conditions", "condition_details", "negotiation_points"):
            if isinstance(body.get(name), list) and len(body[name]) <= 20:
                body.pop(name)
        body.pop("response_type", None)
    elif body.get("decision") in ("participate", "conditional"):
        body.pop("decline_reason", None)
        body.pop("response_type", None)
        if body["decision"] == "conditional" and not body.get("conditions") and not body.get("condition_details"):
            body["conditions"] = ["A microphone"]


def feedback(body):
    if body.get("feedback_type") == "negotiate":
        if not isinstance(body.get("adjustment_request"), str) or not body["adjustment_request"].strip():
            if body.get("adjustment_request") is None or isinstance(body["adjustment_request"], str):
                body["adjustment_request"] = "Start at seven"
    elif isinstance(body.get("negotiation_points"), list) and len(body["negotiation_points"]) <= 20:
        body.pop("negotiation_points")


def shallow(value, depth=0):
    """Terms are at most eight levels deep."""
    if isinstance(value, dict):
        return {name: shallow(item, depth + 1) for name, item in value.items()} if depth < 7 else None
    if isinstance(value, list):
        return [shallow(item, depth + 1) for item in value] if depth < 7 else None
    return value


def terms(body):
    for name in ("original_terms", "new_terms", "counter_proposal"):
        if isinstance(body.get(name), dict):
            body[name] = shallow(body[name])


def answers(body):
    # Which questions were asked only the demand says.
    if isinstance(body.get("answers"), list) and 1 < len(body["answers"]) <= 3:
        body["answers"] = body["answers"][:1]
    for item in body.get("answers") or [] if isinstance(body.get("answers"), list) else []:
        if isinstance(item, dict) and isinstance(item.get("id"), str) and len(item["id"]) <= 16 and "\0" not in item["id"]:
            item["id"] = "q1"


def kick(body):
    if chance.random() < 0.75 and isinstance(body.get("agent_id"), str):
        body["agent_id"] = "harpist"


def demo(body):
    # Or nothing could be demonstrated.
    if isinstance(body.get("enabled"), bool):
        body["enabled"] = True


def imported(case):
    """A document of the type that is sent; schemas say nothing about what stands in a text."""
    if isinstance(case.body, list):
        for item in case.body:
            if isinstance(item, dict):
                profile(item)
                item["id"] = f"i{chance.getrandbits(64):x}"
    elif isinstance(case.body, str):
        name = f"i{chance.getrandbits(64):x}"
        case.body = f"id,display_name\n{name},Somebody\n" if case.media_type == "text/csv" else \
            json.dumps({"id": name, "display_name": "Somebody"}) + "\n"


def settings(body):
    # The low threshold keeps its distance from the high one, whatever an earlier call left there.
    for name, value in (("accept_threshold_high", 0.9), ("accept_threshold_low", 0.3)):
        if numbers(body.get(name)) and 0.01 <= body[name] <= 1:
            body[name] = value
        elif isinstance(body.get(name), str) and body[name].startswith("0."):
            body[name] = str(value)
    # Or the rest of the run is nothing but 429.
    if body.get("enable_rate_limit") in (True, "true"):
        body["enable_rate_limit"] = False


def inbox(query, _):
    # Only the server makes cursors.
    query.pop("cursor", None)


def recent(query, path):
    # An event of this demand: every demand has a first one.
    if query.get("after"):
        query["after"] = f"evt-{str(path['demand_id'])[2:]}-1"


BODIES = {"registerMember": profile, "editMember": profile, "answerInvitation": offer, "answerReview": feedback,
          "bargain": terms, "kickMember": kick, "setDemoMode": demo,
          "counterPropose": terms, "clarifyDemand": answers, "changeSettings": settings, "changeSettingsByOldPath": settings}
QUERIES = {"getInbox": inbox, "getRecentEvents": recent}


def operation_id(operation):
    return operation.definition.raw.get("operationId")


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers = case.headers or {}
    case.headers["X-Forwarded-For"] = ".".join(["10"] + [str(chance.randrange(256)) for _ in range(3)])
    if case.meta is not None and not case.meta.generation.mode.is_positive:
        return
    name = operation_id(case.operation)
    for parameter, values in KNOWN.get(name, {}).items():
        if parameter in (case.path_parameters or {}) and chance.random() < 0.75:
            case.path_parameters[parameter] = chance.choice(values)
    if name in BODIES and isinstance(case.body, dict):
        BODIES[name](case.body)
    if name == "importMembers":
        imported(case)
    if name in QUERIES and case.query:
        QUERIES[name](case.query, case.path_parameters)
    if "Idempotency-Key" in case.headers and chance.random() < 0.75:
        # Most demands are new ones.
        case.headers["Idempotency-Key"] = f"{chance.getrandbits(128):032x}"


@schemathesis.hook
def after_call(context, case, response):
    with open(BOOK, "a", encoding="utf-8") as book:
        mode = case.meta.generation.mode.value if case.meta else "positive"
        book.write(json.dumps([operation_id(case.operation), response.request.method, response.status_code, mode]) + "\n")
