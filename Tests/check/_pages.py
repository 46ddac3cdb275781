"""What the checks of the pages share: visits in a real Chromium that collect errors, and a gateway that misbehaves on purpose."""
import datetime, http.client, json, os, re, socket, sys, threading, time, traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from _server import Server, saturday

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

# That something comes is expected, not how soon: a machine that stands still for some seconds is no fault of the pages.
expect.set_options(timeout=20_000)

SHOTS = os.environ.get("SCREENSHOTS")
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 780}
DATE = saturday()
ENGLISH = f"I want to run an AI meetup in Beijing for 50 people on {DATE} with a budget of 20000 CNY, I need a room and speakers"
CHINESE = f"想在北京办一场50人的AI交流会，{DATE}，预算2万元，需要场地和讲师"


VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.error('policy violated: ' + e.violatedDirective + ' ' + e.blockedURI))"


class Visit:
    """One browser context whose console errors and policy violations are collected."""

    def __init__(self, browser, server, viewport=WIDE, locale="en-US", **options):
        self.server = server
        self.context = browser.new_context(viewport=viewport, locale=locale, base_url=server.url(), **options)
        self.page = self.context.new_page()
        self.errors = []
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.add_init_script(VIOLATIONS)

    def shot(self, name):
        if SHOTS:
            os.makedirs(SHOTS, exist_ok=True)
            self.page.screenshot(path=os.path.join(SHOTS, name + ".png"), full_page=True)

    def submit(self, text):
        self.page.goto("/")
        self.page.fill("#demand", text)
        self.page.click("form button[type=submit]")
        self.page.wait_for_url(re.compile("/negotiation/d-"))
        return self.page.url.rsplit("/", 1)[1]

    def answer_questions(self):
        """Goes on without answers where the network asks for some."""
        self.page.wait_for_selector(".questions, .outcome", timeout=20000)
        if self.page.locator(".questions").count():
            self.page.locator(".questions button[type=button]").click()

    def outcome(self):
        """What is said of it once the last event is here: it can be read before that, and then changes."""
        self.page.wait_for_selector(".outcome", timeout=30000)
        self.page.wait_for_selector(".connection.is-ended", timeout=30000)
        return self.page.locator(".outcome").inner_text()

    def hold_time(self):
        """From now on the pages' time passes only while something is `drawn`, or as `page.clock` is told."""
        now = datetime.datetime.now()
        self.page.clock.install(time=now)
        self.page.clock.pause_at(now + datetime.timedelta(seconds=1))

    def drawn(self, selector):
        """Has one picture after the other drawn, with as little time as that takes, until this is there."""
        def there():
            self.page.clock.run_for(17)
            return self.page.locator(selector).count() > 0
        until(selector, there, 60)

    def accessible(self, name):
        found = Axe().run(self.page).response["violations"]
        assert not found, f"{name}: " + json.dumps([(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found])

    def fits(self, name):
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} scrolls sideways by {wide} px"

    def touchable(self, selector, of_label=False):
        """Nothing to press is smaller than 24 px (WCAG 2.5.8); `of_label`: a field counts with its label, which is pressed, too."""
        small = self.page.evaluate("""([selector, ofLabel]) => [...document.querySelectorAll(selector)].filter((el) => {
          const box = el.getBoundingClientRect(); const label = ofLabel && el.closest("label")?.getBoundingClientRect();
          return box.width && (Math.max(box.height, label?.height ?? 0) < 24 || Math.max(box.width, label?.width ?? 0) < 24); }).map((el) => el.outerHTML.slice(0, 90))""",
                                   [selector, of_label])
        assert not small, small

    def quiet(self, *allowed):
        loud = [error for error in self.errors if not any(word in error for word in allowed)]
        assert not loud, loud


class Gateway:
    """Stands between browser and server. `rule(method, path)` says what becomes of a request: None passes it on, "drop" closes the
    connection, "lose" passes it on and drops the answer, a tuple (status, headers, body) is the answer.
    """

    def __init__(self, server, rule=lambda method, path: None):
        gateway = self
        self.rule, self.seen, self.upstreams = rule, [], set()

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self):
                gateway.seen.append((self.command, self.path))
                what = gateway.rule(self.command, self.path)
                self.close_connection = True
                if what == "drop":
                    return
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if isinstance(what, tuple):
                    return self.reply(what[0], what[1].items(), [what[2]])
                headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection", "accept-encoding")}
                upstream, link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60), None
                try:
                    upstream.connect()
                    link = upstream.sock
                    gateway.upstreams.add(link)
                    upstream.request(self.command, self.path, body or None, headers)
                    answer = upstream.getresponse()
                    if what == "lose":
                        answer.read()
                        return
                    skipped = ("connection", "transfer-encoding", "keep-alive")
                    self.reply(answer.status, [(k, v) for k, v in answer.getheaders() if k.lower() not in skipped],
                               iter(lambda: answer.read1(65536), b""))
                except (OSError, http.client.HTTPException):
                    pass
                finally:
                    upstream.close()
                    gateway.upstreams.discard(link)

            do_GET = do_POST = do_HEAD = do_PATCH = do_DELETE = handle_any

            def reply(self, status, headers, parts):
                self.wfile.write(f"HTTP/1.1 {status} .\r\n".encode())
                for name, value in headers:
                    self.wfile.write(f"{name}: {value}\r\n".encode())
                self.wfile.write(b"Connection: close\r\n\r\n")
                for part in parts:
                    self.wfile.write(part)

            def log_message(self, *arguments):
                pass

        class Listener(ThreadingHTTPServer):
            # A browser opens many at once; those that do not fit in wait for a second and more.
            request_queue_size = 128

        self.http = Listener(("127.0.0.1", 0), Handler)
        self.http.handle_error = lambda *arguments: None
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def url(self, path=""):
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self):
        """Ends what still goes through it, too: that a browser has left a stream is noticed only when something is sent."""
        self.http.shutdown()
        self.http.server_close()
        for link in list(self.upstreams):
            try:
                link.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def until(what, condition, seconds=30):
    """Waits for a condition; fails by its name."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"{what}: not within {seconds} s")


def is_chinese(text):
    return re.search("[\u4e00-\u9fff]", text) is not None


def switch(page):
    """The other language, without loading anew."""
    before = page.evaluate("document.documentElement.lang")
    page.click(".switches button[lang]")
    until("the other language", lambda: page.evaluate("document.documentElement.lang") != before)


def subscribers(server):
    return json.loads(server.request("GET", "/api/v1/events/health")[2])["subscribers"]


def submitted(server, text=ENGLISH, **fields):
    """The answer to a submit by the API."""
    status, _, body = server.request("POST", "/api/v1/demand/submit", {"raw_input": text, **fields})
    assert status == 200, status
    return json.loads(body)


def chromium(playwright):
    return playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])


def run(checks, environment=None):
    """Runs the checks (those named on the command line, else all) with one server and one browser; exits with the result."""
    only = sys.argv[1:]
    passed = failed = 0
    server = Server(environment)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for check in checks:
            if only and check.__name__ not in only:
                continue
            start = time.monotonic()
            try:
                check(browser, server)
                passed += 1
                print(f"ok      {check.__name__}: {check.__doc__.splitlines()[0]} ({time.monotonic() - start:.1f} s)", flush=True)
            except Exception:  # one failed check does not hide the others
                failed += 1
                print(f"FAILED  {check.__name__}\n{traceback.format_exc()}", flush=True)
        browser.close()
    status = server.stop()
    if status != 0:
        failed += 1
        print(f"FAILED  the server ended with {status}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
