#!/usr/bin/env python3
"""ToWow by Claude as a process, and the fake Claude measured by the official Python SDK.

The SDK's own classes are the judge: what ToWow sends must be valid parameters of `messages.create`, what the fake answers must be
valid messages, streams and errors of the API.
"""
import json
import os
import subprocess
import sys
import threading
import urllib.request

import anthropic
import pydantic
from anthropic.types.message_create_params import (MessageCreateParamsBase, MessageCreateParamsNonStreaming,
                                                   MessageCreateParamsStreaming)

from _server import BINARY, ROOT, Server, saturday

KEY = "sk-check-0123456789"
DATE = saturday()
DEMANDS = {"zh": DATE + " 在北京办一场 30 人的 AI 分享会，需要场地和讲师。",
           "en": "An AI meetup in Beijing on " + DATE + " for 30 people: we need a venue and a speaker."}


class Fake:
    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-B", os.path.join(ROOT, "Tests", "fakes", "claude.py"), "--key", KEY],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split()[1])

    def url(self, scope):
        return f"http://127.0.0.1:{self.port}/{scope}"

    def log(self, scope):
        return json.load(urllib.request.urlopen(self.url(scope) + "/fake/log"))

    def script(self, scope, steps):
        data = json.dumps(steps).encode()
        urllib.request.urlopen(urllib.request.Request(self.url(scope) + "/fake/script", data))

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)


def negotiate(fake, scope, *arguments, **environment):
    env = {"PATH": os.environ["PATH"], "TOWOW_DATA_DIR": "/nonexistent/towow", "ANTHROPIC_API_KEY": KEY,
           "ANTHROPIC_BASE_URL": fake.url(scope), "LOG_LEVEL": "trace", **environment}
    result = subprocess.run([BINARY, "negotiate", "--json", *arguments], env={k: v for k, v in env.items() if v is not None},
                            capture_output=True, text=True, timeout=120)
    assert KEY not in result.stdout + result.stderr, "the key is in the output"
    return [json.loads(line) for line in result.stdout.splitlines()], result


def by_model(events):
    return {e["payload"].get("decided_by") for e in events if isinstance(e["payload"].get("decided_by"), str)} - {"rules"}


def commands(fake):
    for language, text in DEMANDS.items():
        events, result = negotiate(fake, language, text)
        assert events[-1]["event_type"] == "towow.demand.completed", result.stderr
        assert {"claude-haiku-5-5", "claude-sonnet-5-5"} <= by_model(events), by_model(events)
        usage, stats = events[-1]["payload"]["usage"], fake.log(language)["stats"]
        assert abs(usage["cost_usd"] - stats["cost_usd"]) <= 0.01 * stats["cost_usd"], (usage, stats)
        assert usage["attempts"] == stats["calls"]
    events, _ = negotiate(fake, "rules", DEMANDS["en"], "--rules")
    assert not by_model(events) and fake.log("rules")["stats"]["calls"] == 0
    events, _ = negotiate(fake, "wrong", DEMANDS["en"], ANTHROPIC_API_KEY="sk-other")
    understood = next(e for e in events if e["event_type"] == "towow.demand.understood")
    assert understood["payload"]["fallback_reason"] == "unavailable"
    events, _ = negotiate(fake, "one", DEMANDS["en"], LLM_MODEL="claude-opus-5-5", LLM_BUDGET_PER_DEMAND="0.2")
    reasons = {e["payload"].get("fallback_reason") for e in events} - {None}
    assert by_model(events) == {"claude-opus-5-5"} and reasons == {"budget"}, (by_model(events), reasons)
    assert fake.log("one")["stats"]["cost_usd"] <= 0.2
    # The address exists nowhere: only the proxy of the usual variable can have taken the request.
    events, _ = negotiate(fake, "proxy", DEMANDS["en"], ANTHROPIC_BASE_URL="http://claude.invalid/proxied",
                          http_proxy=f"http://127.0.0.1:{fake.port}")
    assert "claude-haiku-5-5" in by_model(events), by_model(events)
    assert fake.log("proxied")["stats"]["calls"] > 0
    print("commands: by Claude in both languages, by rules, with a wrong key, within a budget, through a proxy")


def server(fake):
    key_file = "/tmp/towow-check-key-%d" % os.getpid()
    with open(key_file, "w") as f:
        f.write(KEY + "\n")
    os.chmod(key_file, 0o600)
    towow = Server({"ANTHROPIC_API_KEY_FILE": key_file, "ANTHROPIC_BASE_URL": fake.url("server")})
    try:
        status, _, body = towow.request("POST", "/api/v1/demand/submit", {"raw_input": DEMANDS["en"], "language": "en"})
        assert status == 200, body
        demand, done = json.loads(body)["demand_id"], threading.Event()
        while not any(e["event_type"] == "towow.demand.completed" for e in towow.events(demand)):
            done.wait(0.05)
        assert "claude-sonnet-5-5" in by_model(towow.events(demand))
        assert KEY not in towow.read_log()
    finally:
        towow.stop()
        os.unlink(key_file)
    print("server: the key comes from a file and stays out of the log")


def requests(fake):
    adapters = {False: pydantic.TypeAdapter(MessageCreateParamsNonStreaming, config=None),
                True: pydantic.TypeAdapter(MessageCreateParamsStreaming, config=None)}
    count = 0
    for scope in ("zh", "en", "one", "server"):
        for request in fake.log(scope)["requests"]:
            assert request["fault"] is None, request["fault"]
            body = request["body"]
            known = set().union(*(c.__dict__.get("__annotations__", {}) for c in (MessageCreateParamsBase, MessageCreateParamsStreaming)))
            assert set(body) <= known, set(body) - known
            adapters[bool(body.get("stream"))].validate_python(body)
            count += 1
    assert count > 20
    print(f"requests: {count} of ToWow are valid parameters of the SDK {anthropic.__version__}")


def answers(fake):
    def client(scope, **options):
        return anthropic.Anthropic(auth_token=None, api_key=KEY, base_url=fake.url(scope), max_retries=0,
                                   _strict_response_validation=True, **options)

    body = dict(fake.log("en")["requests"][0]["body"])
    message = client("sdk").messages.create(**body)
    assert message.type == "message" and json.loads(message.content[0].text)["needs"]
    fake.script("thinking", [{"mode": "thinking"}])
    assert client("thinking").messages.create(**body).content[0].type == "thinking"
    with client("sdk").messages.stream(**body) as stream:
        assert json.loads(stream.get_final_message().content[0].text)["needs"]
    fake.script("refusal", [{"mode": "refusal"}])
    assert client("refusal").messages.create(**body).stop_reason == "refusal"
    classes = {400: anthropic.BadRequestError, 401: anthropic.AuthenticationError, 403: anthropic.PermissionDeniedError,
               404: anthropic.NotFoundError, 409: anthropic.ConflictError, 413: anthropic.APIStatusError,
               429: anthropic.RateLimitError, 500: anthropic.InternalServerError, 529: anthropic.APIStatusError}
    for status, kind in classes.items():
        fake.script(f"e{status}", [{"mode": f"http_{status}", "retry_after": 1}])
        try:
            client(f"e{status}").messages.create(**body)
            raise AssertionError(f"{status} was no error")
        except kind as error:
            assert error.status_code == status and error.request_id, status
            assert error.body["error"]["type"], status
    fake.script("cut", [{"mode": "stream_error"}])
    try:
        with client("cut").messages.stream(**body) as stream:
            stream.get_final_message()
        raise AssertionError("an error in a stream was none")
    except anthropic.APIError:
        pass
    for bad in ({"temperature": 0.5}, {"model": "claude-2"}, {"max_tokens": -1},
                {"tool_choice": {"type": "any"}, "tools": [{"name": "x", "input_schema": {"type": "object", "additionalProperties": False}}]}):
        try:
            client("bad").messages.create(**{**body, **{k: v for k, v in bad.items() if k != "temperature"}},
                                          extra_body={"temperature": 0.5} if "temperature" in bad else None)
            raise AssertionError(f"{bad} was taken")
        except (anthropic.BadRequestError, anthropic.NotFoundError):
            pass
    print("answers: messages, streams and errors of the fake are those of the SDK")


def main():
    fake = Fake()
    try:
        commands(fake)
        server(fake)
        requests(fake)
        answers(fake)
    finally:
        fake.stop()


if __name__ == "__main__":
    main()
