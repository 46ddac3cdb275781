"""The kit for members on an OpenAgents network, started exactly as its README says, with a stand-in for Claude's API."""
import http.server, json, os, re, shutil, signal, subprocess, tempfile, threading, time, urllib.request

from _openagents import KIT
from _openagents_stage import KEY, confirmed, of
from _server import BINARY, free_port
from _wire import wait_for


class Claude(http.server.BaseHTTPRequestHandler):
    """Answers as the schema that is asked for has it, and refuses what the real one refuses."""
    asked = []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        form = body["output_config"]["format"]
        fields = form["schema"]["properties"]
        good = (self.path == "/v1/messages" and form["type"] == "json_schema" and not {"temperature", "top_p", "top_k"} & body.keys()
                and form["schema"]["additionalProperties"] is False and set(form["schema"]["required"]) == set(fields)
                and body["messages"][-1]["role"] == "user")
        Claude.asked.append(body)
        said = ({"decision": "participate", "contribution": "Keys by Claude", "conditions": [], "reasoning": "It is what we do", "confidence": 130}
                if "decision" in fields else {"feedback_type": "accept", "adjustment_request": "", "concerns": [], "reasoning": "All kept"})
        content = [{"type": "thinking", "thinking": "", "signature": "s"}, {"type": "text", "text": json.dumps(said)}]
        answer = {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "content": content, "stop_reason": "end_turn",
                  "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1}}
        data = json.dumps(answer if good else {"type": "error", "error": {"type": "invalid_request_error", "message": "no"}}).encode()
        self.send_response(200 if good else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


def readme(python, chosen):
    folder = tempfile.TemporaryDirectory(prefix="towow-kit-")
    kit = folder.name + "/openagents"
    shutil.copytree(KIT, kit, ignore=shutil.ignore_patterns("state", "__pycache__"))
    with open(kit + "/README.md") as file:
        commands = re.findall(r"^```sh\n(.*?)^```$", file.read(), re.M | re.S)
    start, serve, own = commands[0], commands[1], commands[2]
    claude = next(block for block in commands if "./start.sh claude" in block)
    port, binary = free_port(), tempfile.mkdtemp(dir=folder.name)
    os.symlink(BINARY, binary + "/towow")
    fake = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Claude)
    threading.Thread(target=fake.serve_forever, daemon=True).start()
    # Only what keeps this run apart from others on this machine: free ports, and where the program is.
    apart = {"PATH": f"{binary}:{os.environ['PATH']}", "HOME": folder.name, "ADMIN_API_KEY": KEY, "APP_PORT": str(port),
             "OPENAGENT_HTTP_PORT": str(free_port()), "OPENAGENT_GRPC_PORT": str(free_port()), "ANTHROPIC_BASE_URL": f"http://127.0.0.1:{fake.server_port}",
             **{key: value for key, value in os.environ.items() if key.startswith("PIP_") or key.endswith("_PROXY") or key.endswith("_proxy")}}
    log = open(folder.name + "/log", "w")

    def run(command):
        process = subprocess.Popen(["bash", "-c", command], cwd=kit, env=apart, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        started.append(process)
        return process

    def ask(path, body=None):
        headers = {"Content-Type": "application/json", "X-Admin-Key": KEY}
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode() if body is not None else None, headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read().decode()

    def online(id):
        try:
            return json.loads(ask(f"/api/v1/agents/{id}")).get("online")
        except OSError:
            return None

    def negotiate(text):
        demand = json.loads(ask("/api/v1/demand/submit", {"raw_input": text}))["demand_id"]
        assert wait_for(lambda: json.loads(ask(f"/api/v1/demand/{demand}")).get("outcome"), 60), ask(f"/api/v1/demand/{demand}")
        return [json.loads(line) for line in ask(f"/api/v1/demand/{demand}/export").splitlines()]

    started, begin = [], time.monotonic()
    try:
        run(start)
        assert wait_for(lambda: os.path.exists(kit + "/state/password") and "For ToWow" in open(folder.name + "/log").read(), 300), open(folder.name + "/log").read()
        ready = time.monotonic() - begin
        assert os.stat(kit + "/state/password").st_mode & 0o077 == 0 and len(open(kit + "/state/password").read()) == 64
        assert os.stat(kit + "/state/network.yaml").st_mode & 0o077 == 0
        run(serve)
        assert wait_for(lambda: online("oa_locksmith"), 30), open(folder.name + "/log").read()[-3000:]
        print(f"readme: network, worker and ToWow after {time.monotonic() - begin:.0f} s, of which {ready:.0f} s for the first start with its installation")
        text = re.search(r"type `([^`]+)`", open(kit + "/README.md").read())[1]
        events = negotiate(text)
        assert [offer["decided_by"] for offer in of(events, "offer.submitted", "oa_locksmith")] == ["remote"], events
        assert "oa_locksmith" in confirmed(events), events
        chinese = negotiate("我在北京被锁在门外，需要开锁师傅")
        assert re.search("[\u4e00-\u9fff]", json.dumps(of(chinese, "offer.submitted", "oa_locksmith"), ensure_ascii=False)) and confirmed(chinese)
        run(own.strip() + " --grpc")
        run(claude.strip().replace("…", "test-key"))
        assert wait_for(lambda: online("oa_my-agent") and online("oa_my-claude"), 30), open(folder.name + "/log").read()[-3000:]
        events = negotiate(text)
        said = of(events, "offer.submitted", "oa_my-claude")
        assert [(offer["contribution"], offer["confidence"]) for offer in said] == [("Keys by Claude", 100)], said
        assert of(events, "offer.submitted", "oa_my-agent"), "no answer over gRPC"
        for id in ("oa_locksmith", "oa_my-agent"):
            ask(f"/api/v1/admin/agents/{id}/deactivate", {})
        events = negotiate(text)
        assert confirmed(events) == {"oa_my-claude"}, confirmed(events)
        assert any("locked out" in json.dumps(body["messages"]) for body in Claude.asked)
        print(f"readme: workers by rules over HTTP and gRPC, and by Claude, who was asked {len(Claude.asked)} times")
        # The one command ends what it started, however it is ended.
        started[0].terminate()
        started[0].wait(20)
        assert not living(started[0].pid), "start.sh left something behind"
    finally:
        for process in started:
            if living(process.pid):
                os.killpg(process.pid, signal.SIGTERM)
        for process in started:
            wait_for(lambda: process.poll() is not None and not living(process.pid), 20)
            if living(process.pid):
                os.killpg(process.pid, signal.SIGKILL)
        log.close()
        fake.shutdown()
    folder.cleanup()


def living(group):
    """Whether a process of this group still runs."""
    try:
        os.killpg(group, 0)
        return True
    except ProcessLookupError:
        return False
