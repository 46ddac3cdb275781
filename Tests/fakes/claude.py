#!/usr/bin/env python3
"""A Claude Messages API for tests: refuses what the real one refuses, answers ToWow's nine decisions, fails as told.

    python3 Tests/fakes/claude.py [--port 0] [--key test-key]

Prints `port N` and serves on the loopback until standard input ends. Everything before `/v1/messages` is a scope with a script and
records of its own, so that tests share one process: `http://127.0.0.1:N/any/scope`. In a scope:

    POST .../fake/script   [{"mode": "http_529", "decision": "vote", "times": 3, "every": 2}, …] or {"latency_ms": 300, "no_format": true};
                           what meets {"mode": "hold"} is answered when the next script has been posted
    GET  .../fake/log      {"requests": [...], "stats": {...}}; with ?bodies=no without what was asked
    GET  .../fake/stats    the figures alone
"""
import argparse
import hashlib
import json
import os
import re
import select
import socket
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import claude_answers
import claude_rules

ERRORS = {
    400: "invalid_request_error", 401: "authentication_error", 402: "billing_error", 403: "permission_error",
    404: "not_found_error", 409: "conflict_error", 413: "request_too_large", 429: "rate_limit_error", 500: "api_error",
    504: "timeout_error", 529: "overloaded_error",
}


class Scope:
    """The script and the records of one test."""

    def __init__(self):
        self.lock = threading.Lock()
        self.script, self.requests, self.prefixes = [], [], set()
        self.latency_ms, self.no_format, self.running, self.most = 0, False, 0, 0
        self.stats = {"calls": 0, "answered": 0, "input_tokens": 0, "output_tokens": 0, "cost_usd": 0.0, "aborted": 0}

    def next_mode(self, decision):
        with self.lock:
            for entry in self.script:
                if entry.get("decision") in (None, decision) and entry.get("times", 1 << 30) > 0:
                    entry["seen"] = entry.get("seen", 0) + 1
                    if entry["seen"] % entry.get("every", 1):
                        continue
                    if "times" in entry:
                        entry["times"] -= 1
                    return entry
        return {"mode": "ok"}

    def bill(self, body, text):
        """Counts like the real one: prefix cache by exact bytes up to each breakpoint, four bytes a token."""
        parts, total, hit, write = [], 0, 0, 0
        blocks = body.get("system") if isinstance(body.get("system"), list) else []
        for message in body["messages"]:
            blocks = blocks + (message["content"] if isinstance(message["content"], list) else [])
        with self.lock:
            for block in blocks:
                parts.append(block["text"])
                total += len(block["text"].encode()) // 4 + 1
                if "cache_control" in block:
                    prefix = (body["model"], tuple(parts))
                    if prefix in self.prefixes:
                        hit, write = total, 0
                    elif total >= 1024:
                        self.prefixes.add(prefix)
                        write = total - hit
            output = len(text.encode()) // 4 + 20
            usage = {"input_tokens": total - hit - write, "output_tokens": output,
                     "cache_creation_input_tokens": write, "cache_read_input_tokens": hit,
                     "service_tier": "standard"}
            self.stats["input_tokens"] += total
            self.stats["output_tokens"] += output
            self.stats["cost_usd"] += claude_rules.cost(body["model"], usage)
            self.stats["answered"] += 1
        return usage


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    scopes, lock, key, serial = {}, threading.Lock(), "test-key", [0]

    def log_message(self, *_):
        pass

    def split_path(self):
        # A proxy is asked for the whole address.
        path = re.sub(r"^http://[^/]*", "", self.path).split("?")[0]
        for end in ("/v1/messages", "/fake/script", "/fake/log", "/fake/stats"):
            if path.endswith(end):
                with self.lock:
                    return self.scopes.setdefault(path[: -len(end)], Scope()), end
        return None, path

    def do_GET(self):
        scope, end = self.split_path()
        if end not in ("/fake/log", "/fake/stats"):
            return self.error(404, "no such page")
        leaves_out = ("body", "headers") if self.path.endswith("?bodies=no") else ()
        with scope.lock:
            stats = dict(scope.stats, max_concurrent=scope.most, running=scope.running)
            requests = [{k: v for k, v in r.items() if k not in leaves_out} for r in scope.requests]
            data = json.dumps({"requests": requests, "stats": stats} if end == "/fake/log" else stats)
        self.reply(200, data)

    def do_POST(self):
        scope, end = self.split_path()
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        if end == "/fake/script":
            told = json.loads(raw)
            with scope.lock:
                if isinstance(told, list):
                    scope.script = told
                else:
                    scope.latency_ms = told.get("latency_ms", scope.latency_ms)
                    scope.no_format = told.get("no_format", scope.no_format)
            return self.reply(200, "{}")
        if end != "/v1/messages":
            return self.error(404, "no such page")
        with scope.lock:
            scope.running += 1
            scope.most = max(scope.most, scope.running)
            scope.stats["calls"] += 1
        try:
            self.message(scope, raw)
        finally:
            with scope.lock:
                scope.running -= 1

    def message(self, scope, raw):
        with self.lock:
            self.serial[0] += 1
            self.request_id = "req_fake_%06d" % self.serial[0]
        fault = claude_rules.header_fault(self.headers, self.key)
        body = None
        if not fault:
            try:
                body = json.loads(raw)
            except ValueError:
                fault = (400, "the body is not JSON")
        if not fault:
            fault = claude_rules.body_fault(body)
        if not fault and scope.no_format and "output_config" in body:
            fault = (400, "output_config: Extra inputs are not permitted")
        decision = claude_answers.decision(body) if body and not fault else None
        with scope.lock:
            self.record = {
                "decision": decision, "fault": fault, "body": body, "request_id": self.request_id,
                "sha256": hashlib.sha256(raw).hexdigest(),
                "headers": {k.lower(): v for k, v in self.headers.items()}, "time": time.time(), "cost_usd": 0}
            scope.requests.append(self.record)
        if fault:
            return self.error(*fault)
        entry = scope.next_mode(decision)
        if scope.latency_ms:
            time.sleep(scope.latency_ms / 1000)
        self.act(scope, body, decision, entry)

    # What is answered

    def act(self, scope, body, decision, entry):
        mode = entry["mode"]
        if mode == "hold":
            self.hold(scope, entry)
        if mode.startswith("http_"):
            status = int(mode[5:8])
            headers = {}
            if "retry_after" in entry:
                headers["retry-after"] = str(entry["retry_after"])
            if mode.endswith("_no_retry"):
                headers["x-should-retry"] = "false"
            if mode.endswith("_html"):
                return self.reply(status, "<html><body>Bad gateway</body></html>", "text/html", headers)
            return self.error(status, "as told", headers)
        if mode == "html_200":
            return self.reply(200, "<html><body>Please log in</body></html>", "text/html")
        if mode == "hang":
            return self.hang(scope)
        if mode == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return self.connection.close()
        if mode == "huge":
            return self.reply(200, '{"type":"message","x":"' + "x" * (9 << 20) + '"}')
        content, stop = self.content(body, decision, entry)
        text = json.dumps(content, ensure_ascii=False)
        message = {
            "id": "msg_" + self.request_id, "type": "message", "role": "assistant", "model": body["model"],
            "content": content, "stop_reason": stop, "stop_sequence": None, "usage": scope.bill(body, text)}
        with scope.lock:
            self.record["cost_usd"] = claude_rules.cost(body["model"], message["usage"])
        if stop == "refusal":
            message["stop_details"] = {"type": "refusal", "category": None, "explanation": "as told"}
        if body.get("stream"):
            return self.stream(message, mode)
        data = json.dumps(message, ensure_ascii=False).encode()
        if mode in ("truncated", "drip"):
            return self.slowly(scope, data, mode)
        self.reply(200, data)

    def content(self, body, decision, entry):
        mode = entry["mode"]
        if mode == "refusal":
            return [], "refusal"
        answer = claude_answers.answer(decision, body)
        if mode == "enum_violation":
            answer = claude_answers.violate(answer)
        elif mode == "obey":
            answer = claude_answers.obey(answer, claude_answers.all_text(body))
        elif mode == "merge":
            answer = dict(answer, **entry["answer"])
        text = json.dumps(answer, ensure_ascii=False)
        thinking = [{"type": "thinking", "thinking": "", "signature": "c2ln"}]
        if mode == "max_tokens":
            return [{"type": "text", "text": text[: len(text) // 2]}], "max_tokens"
        if mode == "prose":
            return [{"type": "text", "text": "I am afraid I cannot put this into the form you want."}], "end_turn"
        if mode == "fenced":
            text = "Here it is:\n```json\n%s\n```\nDone." % text
        if mode == "empty":
            return [], "end_turn"
        if body.get("tools") and mode != "tool_not_called":
            call = {"type": "tool_use", "id": "toolu_1", "name": body["tools"][0]["name"], "input": answer}
            return thinking + [call], "tool_use"
        if mode == "tool_not_called":
            return [{"type": "text", "text": "I would rather talk about it."}], "end_turn"
        if mode == "unknown_block":
            return thinking + [{"type": "hologram", "data": 1}, {"type": "text", "text": text}], "a_new_reason"
        return (thinking if mode == "thinking" else []) + [{"type": "text", "text": text}], "end_turn"

    # How it is sent

    def reply(self, status, data, kind="application/json", headers=None):
        data = data if isinstance(data, bytes) else data.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.send_header("request-id", getattr(self, "request_id", "req_fake"))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            self.close_connection = True

    def error(self, status, message, headers=None):
        body = {"type": "error", "error": {"type": ERRORS.get(status, "api_error"), "message": message},
                "request_id": getattr(self, "request_id", "req_fake")}
        self.reply(status, json.dumps(body), headers=headers)

    def hang(self, scope):
        """Says nothing until the caller goes away."""
        self.close_connection = True
        end = time.time() + 120
        while time.time() < end:
            if select.select([self.connection], [], [], 0.5)[0] and self.is_left():
                with scope.lock:
                    scope.stats["aborted"] += 1
                return

    def is_left(self):
        try:
            return not self.connection.recv(1, socket.MSG_PEEK)
        except OSError:
            return True  # reset

    def hold(self, scope, entry):
        """Waits until the script it stands in has made way for another."""
        end = time.time() + 120
        while time.time() < end:
            with scope.lock:
                if not any(entry is one for one in scope.script):
                    return
            time.sleep(0.02)

    def slowly(self, scope, data, mode):
        self.close_connection = True
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        if mode == "truncated":
            return self.wfile.write(data[: len(data) // 2])
        try:
            for byte in data:
                self.wfile.write(bytes([byte]))
                time.sleep(0.05)
        except OSError:
            with scope.lock:
                scope.stats["aborted"] += 1

    def stream(self, message, mode):
        self.close_connection = True
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("request-id", self.request_id)
        self.send_header("connection", "close")
        self.end_headers()
        try:
            for name, data in claude_answers.events(message, mode):
                self.wfile.write(("event: %s\ndata: %s\n\n" % (name, json.dumps(data, ensure_ascii=False))).encode())
                if mode == "drip":
                    time.sleep(0.5)
        except OSError:
            pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, address):
        # Callers that go away in the middle are what is tested.
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, address)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--key", default="test-key")
    options = parser.parse_args()
    Handler.key = options.key
    server = Server(("127.0.0.1", options.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("port", server.server_address[1], flush=True)
    # Whoever started it holds the other end: nothing is left behind when that process dies.
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
