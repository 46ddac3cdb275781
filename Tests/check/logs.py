#!/usr/bin/env python3
"""What the server writes: one line a request that a machine can read, whatever is sent; never a secret, at any level, anywhere; the
request's id on what engine and model do for it; a level that changes while it runs."""
import glob, json, os, re, signal, subprocess, sys, tempfile

from _claude import Fake
from _group import Postgres
from _server import BINARY, Server, free_port
from _wire import Malformed, Wire, wait_for

MARK = "hush"
SECRETS = {name: f"{MARK}-{name.lower().replace('_', '-')}-0123456789" for name in
           ("ADMIN_API_KEY", "ANTHROPIC_API_KEY", "OPENAGENT_PASSWORD", "POSTGRES_PASSWORD")}
DATABASE_SECRET = f"{MARK}-database-0123456789"
WRONG = f"{MARK}-wrong-key-0123456789"
WORDS = "a venue for zanzibarquux"
INJECTIONS = ["a\r\nb", "a\nb", "\x1b[31mred\x1b[0m", '","level":"critical","message":"broken in', "\\", '"', "\x00", "\x07", "\u2028",
              "\u202e", "\x85", "{", "%s%n%x", "é中\U0001f600", "x" * 5_000]
faults = []


def expect(condition, what):
    if not condition:
        faults.append(what)
        print("FAULT", what, flush=True)


def log_of(server):
    with open(server.folder.name + "/log", "rb") as file:
        return file.read()


def lines_of(server):
    """All lines, each read as JSON."""
    lines = []
    *whole, rest = log_of(server).split(b"\n")
    if server.process.poll() is not None:
        # Before its end the last line may be half written.
        whole.append(rest)
    for raw in whole:
        try:
            text = raw.decode()
            if text:
                lines.append(json.loads(text))
        except ValueError:
            expect(False, f"no JSON: {raw[:200]!r}")
    return lines


def requests_of(server):
    return [line for line in lines_of(server) if line["message"] == "request"]


def check_raw(server, what):
    raw = log_of(server)
    expect(not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xe2\x80[\xa8\xa9\xae]|\xc2[\x80-\x9f]", raw), f"{what}: control characters in the log")
    longest = max(map(len, raw.split(b"\n")))
    expect(longest < 4_000, f"{what}: a line of {longest} bytes")


def encoded(text):
    return "".join(f"%{byte:02x}" for byte in text.encode())


def raw(server, data):
    """The status of the answer to some bytes."""
    wire = Wire(server.port)
    wire.send(data)
    try:
        return wire.answer()[0]
    except (OSError, Malformed):
        return None
    finally:
        wire.close()


def one_line_each(server):
    """Every kind of request is one line; none of what was sent makes it two."""
    ids = []

    def sent(method, path, body=None, headers=None):
        ids.append(f"line-{len(ids)}")
        return server.request(method, path, body, {**(headers or {}), "X-Request-ID": ids[-1]})

    demand = json.loads(sent("POST", "/api/v1/demand/submit", {"raw_input": WORDS})[2])["demand_id"]
    for method, path in (("GET", "/"), ("HEAD", "/"), ("GET", "/health"), ("OPTIONS", "/api/v1/agents"), ("GET", "/nothing"), ("DELETE", "/health"),
                         ("GET", "/metrics"), ("GET", f"/api/v1/demand/{demand}"), ("GET", f"/api/v1/events/negotiations/{demand}/stream"),
                         ("GET", f"/api/v1/agents?q={encoded(WORDS)}")):
        if path.endswith("/stream"):
            wait_for(lambda: json.loads(server.request("GET", f"/api/v1/demand/{demand}/status")[2])["status"] in ("completed", "failed"))
        sent(method, path)
    for text in INJECTIONS:
        sent("GET", f"/api/v1/demand/{encoded(text)[:6000]}")
        sent("POST", "/api/v1/demand/submit", {"raw_input": WORDS, "user_id": text[:200]})
    head = b"GET /health HTTP/1.1\r\nHost: x\r\nX-Request-ID: "
    broken = [b"\x00\x01\x02\r\n\r\n", b"GET /\x1b[31m HTTP/1.1\r\nHost: x\r\n\r\n", b"G\x1bT / HTTP/1.1\r\n\r\n",
              b"GET / HTTP/1.1\r\nHost: x\r\nA: \x1b[2J\n\r\n"]
    for text in INJECTIONS:
        plain = text.encode().translate(None, b"\r\n\x00")
        broken += [head + plain + b"\r\n\r\n", b"GET /health HTTP/1.1\r\nHost: x\r\nUser-Agent: " + plain + b"\r\n\r\n"]
    for data in broken:
        raw(server, data)
    count = len(ids) + len(broken)
    wait_for(lambda: len(requests_of(server)) >= count)
    found = [line["request_id"] for line in requests_of(server)]
    expect(all(found.count(each) == 1 for each in ids), f"not one line each: {[each for each in ids if found.count(each) != 1]}")
    for line in requests_of(server):
        expect({"time", "level", "method", "route", "path", "status", "bytes", "duration_us", "request_id", "client"} <= set(line), f"{line}")
        expect(re.fullmatch(r"[A-Za-z0-9._-]{1,64}", line["request_id"]), f"a request id as it was sent: {line['request_id']!r}")
    expect({line["level"] for line in lines_of(server)} <= {"info", "notice", "warning"}, "somebody wrote a line of their own")
    text = log_of(server).decode()
    expect("zanzibarquux" not in text and encoded(WORDS) not in text, "people's words at info")
    check_raw(server, "info")
    print(f"  {count} requests, {len(log_of(server).splitlines())} lines: one each, all JSON, no words of people")


def follow_the_id(server, fake):
    """The id of a submit stands on the lines of engine and model."""
    name = "follow-me-1"
    demand = json.loads(server.request("POST", "/api/v1/demand/submit", {"raw_input": "a photographer in London"}, {"X-Request-ID": name})[2])["demand_id"]
    wait_for(lambda: json.loads(server.request("GET", f"/api/v1/demand/{demand}/status")[2])["status"] in ("completed", "failed"), 60)
    lines = [line for line in lines_of(server) if line.get("request_id") == name]
    expect(any(line["message"] == "request" for line in lines), "the request's own line")
    engine = [line for line in lines if "engine" in line["label"] and line.get("demand_id") == demand]
    model = [line for line in lines if "decision" in line and "model" in line]
    expect(len(engine) >= 3, f"engine lines with the id: {len(engine)} of {len(lines)}")
    expect(len(model) >= 3, f"model lines with the id: {len(model)}")
    expect(all(line.get("demand_id", demand) == demand for line in lines), "the id on another demand's line")
    calls = fake.stats()["calls"]
    print(f"  request id on {len(engine)} lines of the engine and {len(model)} of the model, which was called {calls} times")


def use_everything(server):
    """Calls with every secret there is; the answers, and the tokens that were given out."""
    answers, tokens = [], []

    def call(method, path, body=None, headers=None):
        status, fields, data = server.request(method, path, body, headers)
        answers.append(str(fields).encode() + data)
        return status, data

    admin = {"X-Admin-Key": SECRETS["ADMIN_API_KEY"]}
    submitted = json.loads(server.request("POST", "/api/v1/demand/submit", {"raw_input": "a venue", "clarify": True},
                                          {"Idempotency-Key": f"{MARK}-idempotency-0123"})[2])
    tokens.append(submitted["owner_token"])
    member = json.loads(server.request("POST", "/api/v1/agents", {
        "display_name": "Hush", "kind": "manual", "summary": "a venue in Beijing", "capabilities": [{"name": "venue", "tags": []}]}, admin)[2])
    tokens.append(member["agent_token"])
    demand, agent = submitted["demand_id"], member["agent_id"]
    owner, own = {"Authorization": f"Bearer {tokens[0]}"}, {"Authorization": f"Bearer {tokens[1]}"}
    for headers in (admin, {"Authorization": f"Bearer {SECRETS['ADMIN_API_KEY']}"}, {"X-Admin-Key": WRONG}, {"Authorization": f"Basic {WRONG}"},
                    {"Authorization": WRONG}, {"Cookie": f"key={WRONG}"}):
        for path in ("/admin/config", "/api/v1/admin/audit", "/api/v1/admin/stats"):
            call("GET", path, headers=headers)
    call("GET", f"/health/ready?key={WRONG}")
    call("POST", "/admin/config", {"admin_api_key": WRONG, "database_url": f"postgresql://u:{WRONG}@h/d"}, admin)
    call("POST", "/admin/config", {"log_level": WRONG}, admin)
    call("POST", "/admin/config", {"cors_origins": ["https://a.example"]}, admin)
    call("POST", "/api/v1/admin/llm/test", {}, admin)
    call("GET", f"/api/v1/agents/{agent}/inbox", headers=own)
    call("PATCH", f"/api/v1/agents/{agent}", {"summary": "a hall in Beijing"}, own)
    call("PATCH", f"/api/v1/agents/{agent}", {"summary": "a hall in Beijing"}, owner)
    call("POST", f"/api/v1/demand/{demand}/clarify", {"answers": [{"id": "q1", "text": "Beijing"}]}, {"Authorization": f"Bearer {WRONG}"})
    call("POST", f"/api/v1/demand/{demand}/clarify", {"answers": "no"}, owner)
    call("POST", f"/api/v1/channels/{submitted['channel_id']}/offers", {"nonsense": WRONG}, own)
    call("POST", f"/api/v1/demand/{demand}/cancel", {}, owner)
    call("GET", "/metrics")
    call("GET", f"/api/v1/demand/{demand}/export")
    for path in (f"/api/v1/demand/{demand}", f"/api/v1/agents/{agent}", "/api/v1/agents"):
        call("GET", path)
    return answers, tokens


def no_secret(what, data, secrets):
    for secret in secrets:
        expect(secret.encode() not in data, f"{what}: {secret[:24]}… {data[max(0, data.find(secret.encode()) - 60):][:100]!r}")


def files_of(folder):
    for path in glob.glob(folder + "/**", recursive=True):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                yield path, file.read()


def everything_at_trace(fake, folder):
    # Somebody to negotiate with.
    status, output = command(["agents", "import", "--bundled"], {"TOWOW_DATA_DIR": folder + "/data"})
    expect(status == 0, output)
    server = Server({"TOWOW_DATA_DIR": folder + "/data", "APP_ENV": "production", "LOG_LEVEL": "trace", "OPENAGENT_HOST": "127.0.0.1",
                     "OPENAGENT_HTTP_PORT": str(free_port()), **fake.environment,
                     **{key: value for key, value in SECRETS.items() if key != "POSTGRES_PASSWORD"}})
    follow_the_id(server, fake)
    answers, tokens = use_everything(server)
    secrets = [*SECRETS.values(), WRONG, *tokens]
    for answer in answers:
        no_secret("an answer", answer, secrets)
    expect(server.end() == 0, "ends properly")
    lines = lines_of(server)
    expect(any(line["level"] == "trace" or line["level"] == "debug" for line in lines), "trace says more")
    expect(any(line.get("reason") == "unreachable" for line in lines), "a network that is not there is named")
    no_secret("the log", log_of(server), [*secrets, f"{MARK}-idempotency-0123"])
    names = 0
    for path, data in files_of(folder + "/data"):
        names += 1
        no_secret(path, data, secrets)
    expect(names > 0, "no files")
    control = re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", log_of(server))
    expect(not control, f"control characters at trace: {control}")
    print(f"  {len(answers)} answers, {len(lines)} lines at trace, {names} files: no secret")
    server.folder.cleanup()


def command(arguments, environment=None, folder="/"):
    done = subprocess.run([BINARY, *arguments], env={"PATH": os.environ["PATH"], **(environment or {})}, cwd=folder, capture_output=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def commands():
    """`config print` and every complaint about a setting."""
    with tempfile.TemporaryDirectory(prefix="towow-logs-") as folder:
        secrets = [*SECRETS.values(), DATABASE_SECRET, WRONG]

        def said(arguments, environment=None, file=None):
            if file is not None:
                with open(folder + "/file.env", "w") as target:
                    target.write(file)
                arguments = [*arguments, "--config", folder + "/file.env"]
            status, output = command(arguments, environment, folder)
            no_secret(f"{arguments}", output, secrets)
            return status, output.decode()

        status, output = said(["config", "print"], {**{key: value for key, value in SECRETS.items() if key != "POSTGRES_PASSWORD"},
                                                    "DATABASE_URL": f"postgresql://towow:{DATABASE_SECRET}@db.example/towow"})
        expect(status == 0 and all(name in output for name in ("ADMIN_API_KEY", "ANTHROPIC_API_KEY", "OPENAGENT_PASSWORD", "DATABASE_URL")), output)
        status, output = said(["config", "print"], {"POSTGRES_USER": "towow", "POSTGRES_DB": "towow", "POSTGRES_PASSWORD": SECRETS["POSTGRES_PASSWORD"]})
        expect(status == 0 and "POSTGRES_PASSWORD" in output, output)
        status, output = said(["config", "print"], file="".join(f"{key}={value}\n" for key, value in SECRETS.items() if key != "POSTGRES_PASSWORD"))
        expect(status == 0 and "file.env:1" in output, output)
        for arguments, environment, file in (
                (["config", "check"], {"DATABASE_URL": f"mysql://u:{DATABASE_SECRET}@h/d"}, None),
                (["config", "check"], {"DATABASE_URL": f"{DATABASE_SECRET}"}, None),
                (["config", "check"], {"DATABASE_URL": f"postgresql://u:{DATABASE_SECRET}@h:70000/d"}, None),
                (["config", "check"], {"DATABASE_URL": f"postgresql://u:12/{DATABASE_SECRET}@h/d"}, None),
                (["config", "check", "--set", f"ADMIN_API_KEY={WRONG}"], None, None),
                (["config", "check"], {"ADMIN_API_KEY_FILE": folder + "/missing"}, None),
                (["config", "check"], None, f"ADMIN_API_KEYS={WRONG}\n"),
                (["config", "check"], None, f"ADMIN_API_KEY {WRONG}\n"),
                (["config", "check"], None, f"ADMIN_API_KEY='{WRONG}\n"),
                (["config", "check"], None, f"{WRONG}\n"),
                (["config", "check"], {"OPENAGENT_PASSWORDS": WRONG}, None),
                (["serve"], {"DATABASE_URL": f"mysql://u:{DATABASE_SECRET}@h/d"}, None)):
            status, output = said(arguments, environment, file)
            expect(status == 78 or status == 64 or status == 2, f"{arguments} {environment} {file}: {status} {output}")
            expect(output.strip(), f"{arguments}: says nothing")
    print("  config print and complaints: no secret")


def databases():
    """A database that cannot be reached, and one that can: the password is in neither log."""
    with tempfile.TemporaryDirectory(prefix="towow-logs-") as folder:
        url = f"postgresql://towow:{DATABASE_SECRET}@127.0.0.1:{free_port()}/towow?connect_timeout=2"
        away = subprocess.Popen([BINARY, "serve"], cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                env={"PATH": os.environ["PATH"], "APP_ENV": "production", "APP_HOST": "127.0.0.1", "APP_PORT": str(free_port()),
                                     "LOG_LEVEL": "trace", "ADMIN_API_KEY": SECRETS["ADMIN_API_KEY"], "TOWOW_DATA_DIR": folder, "DATABASE_URL": url})
        seen = b""
        while b"without its database" not in seen:
            line = away.stderr.readline()
            if not line:
                break
            seen += line
        away.send_signal(signal.SIGTERM)
        seen += away.communicate(timeout=30)[1]
        expect(b"without its database" in seen, f"{seen[-500:]!r}")
        no_secret("a database that is away", seen, [DATABASE_SECRET, *SECRETS.values()])
    postgres = Postgres()
    server = Server({"APP_ENV": "production", "LOG_LEVEL": "trace", "ADMIN_API_KEY": SECRETS["ADMIN_API_KEY"],
                     "DATABASE_URL": postgres.url.replace("towow@", f"towow:{DATABASE_SECRET}@")})
    tokens = use_everything(server)[1]
    stored = subprocess.run([f"{postgres.bin}/pg_dump", "-h", "127.0.0.1", "-p", str(postgres.port), "-U", "towow", "towow"],
                            check=True, capture_output=True).stdout
    expect(server.end() == 0, "ends properly")
    no_secret("the log with PostgreSQL", log_of(server), [DATABASE_SECRET, *SECRETS.values(), WRONG, *tokens])
    no_secret("PostgreSQL", stored, [*SECRETS.values(), WRONG, *tokens])
    lines_of(server)
    server.folder.cleanup()
    postgres.close()
    print("  databases: no password in a log, no token in a table")


def levels():
    """From the admin API and from the file, at once."""
    with tempfile.TemporaryDirectory(prefix="towow-logs-") as folder:
        def write(level):
            with open(folder + "/towow.env", "w") as file:
                file.write(f"LOG_LEVEL={level}\n")

        write("info")
        server = Server({"APP_ENV": "production", "LOG_LEVEL": "", "DEBUG": "", "TOWOW_CONFIG": folder + "/towow.env",
                         "ADMIN_API_KEY": SECRETS["ADMIN_API_KEY"]})
        count = 0

        def is_written(path="/health"):
            nonlocal count
            count += 1
            name = f"level-{count}"
            server.request("GET", path, headers={"X-Request-ID": name})
            return any(line.get("request_id") == name for line in lines_of(server))

        def post(level):
            status, _, body = server.request("POST", "/admin/config", {"log_level": level}, {"X-Admin-Key": SECRETS["ADMIN_API_KEY"]})
            expect(status == 200, f"log_level {level}: {status} {body}")

        expect(is_written(), "info: requests are written")
        post("warning")
        expect(not is_written(), "warning: at once without requests")
        post("debug")
        expect(is_written(), "debug: at once with them")
        demand = json.loads(server.request("POST", "/api/v1/demand/submit", {"raw_input": "a venue"})[2])["demand_id"]
        expect(wait_for(lambda: any(line["level"] == "debug" for line in lines_of(server))), "debug: says more")
        # What is at work may have asked for the level already.
        wait_for(lambda: json.loads(server.request("GET", f"/api/v1/demand/{demand}/status")[2])["status"] in ("completed", "failed"))
        post(None)
        expect(is_written(), "back to the file's info")
        before = len([line for line in lines_of(server) if line["level"] == "debug"])
        server.request("POST", "/api/v1/demand/submit", {"raw_input": "a venue"})
        write("error")
        server.process.send_signal(signal.SIGHUP)
        expect(wait_for(lambda: not is_written()), "SIGHUP: error")
        write("info")
        server.process.send_signal(signal.SIGHUP)
        expect(wait_for(is_written), "SIGHUP: info")
        expect(len([line for line in lines_of(server) if line["level"] == "debug"]) == before, "no debug lines after it was given back")
        expect(server.stop() == 0, "ends properly")
    print("  levels: by the admin API and by SIGHUP, at once")


def for_people():
    """Development writes text; it is one line all the same."""
    server = Server({"LOG_LEVEL": "info", "LOG_FORMAT": "text"})
    for text in INJECTIONS:
        server.request("GET", f"/api/v1/demand/{encoded(text)[:600]}")
        raw(server, b"GET /health HTTP/1.1\r\nHost: x\r\nUser-Agent: \x1b[31m\xe2\x80\xa8\r\n\r\n")
    expect(server.end() == 0, "ends properly")
    lines = log_of(server).decode().splitlines()
    shape = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ +\S.*")
    # What is printed once at a start in development, the random key, is for people too.
    odd = [line for line in lines if not shape.fullmatch(line)]
    expect(len(odd) <= 2 and not any("\x1b" in line for line in lines), f"lines that are none: {odd}")
    expect(sum(" request " in line for line in lines) >= len(INJECTIONS), "one line a request")
    server.folder.cleanup()
    print(f"  text: {len(lines)} lines")


def main():
    Fake.key = SECRETS["ANTHROPIC_API_KEY"]
    fake = Fake()
    server = Server({"APP_ENV": "production", "LOG_LEVEL": "info", "ADMIN_API_KEY": SECRETS["ADMIN_API_KEY"]})
    one_line_each(server)
    expect(server.stop() == 0, "ends properly")
    for_people()
    with tempfile.TemporaryDirectory(prefix="towow-logs-") as folder:
        everything_at_trace(fake, folder)
    fake.close()
    commands()
    databases()
    levels()
    if faults:
        sys.exit(f"{len(faults)} faults")
    print("logs: passed")


if __name__ == "__main__":
    main()
