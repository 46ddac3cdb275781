#!/usr/bin/env python3
"""Figures of the pages in a real Chromium: bytes and requests of a first view, time to the first event, main thread blocked by long
tasks with 500 and with 5,000 events, memory after one hour's worth of events (36,000, ten a second).

    python3 Benchmarks/pages.py BINARY

The first view is that of a real negotiation. No negotiation of the server has thousands of events, so for the long logs a gateway
in front of it answers the stream with one that has: the real log with bargains in between, over the real wire format.
"""
import json, os, sys, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "Tests", "check"))
if len(sys.argv) > 1:
    os.environ["TOWOW_BINARY"] = os.path.abspath(sys.argv[1])

from _pages import ENGLISH, Gateway, until
from _server import Server
from playwright.sync_api import sync_playwright

WATCH = """
  window.tasks = [];
  new PerformanceObserver((list) => { for (const task of list.getEntries()) window.tasks.push(task.duration); }).observe({ type: "longtask", buffered: true });
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".row")) return;
    window.firstEvent = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true });
"""


def lengthened(events, count):
    """The log with bargains before its second vote, `count` events in all; the end stays the end."""
    at = next(i for i, event in enumerate(events) if event["event_type"] == "towow.proposal.feedback") + 1
    head, tail = events[:at], events[at:]
    voter = head[-1]["payload"]
    middle = [{"event_type": "towow.negotiation.bargain", "timestamp": head[-1]["timestamp"], "payload": {
        "channel_id": voter["channel_id"], "agent_id": voter["agent_id"], "display_name": voter.get("display_name", ""), "round": 1,
        "content": f"Wish number {i}: a little later, a little longer, and the price as agreed before.", "decided_by": "member", "fallback": False}}
        for i in range(count - len(events))]
    prefix = events[0]["event_id"].rsplit("-", 1)[0]
    return [{**event, "seq": i + 1, "event_id": f"{prefix}-{i + 1}"} for i, event in enumerate(head + middle + tail)]


def stream(events):
    return "".join(f"id: {event['event_id']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n" for event in events).encode()


class Page:
    def __init__(self, browser, url, shared=True):
        self.context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")
        self.page = self.context.new_page()
        self.page.add_init_script(WATCH)
        if not shared:
            # The worker's memory is not in the page's figures, so here the page has the stream itself.
            self.page.add_init_script("delete globalThis.SharedWorker")
        self.network = self.context.new_cdp_session(self.page)
        self.network.send("Network.enable")
        self.bytes, self.requests = 0, 0
        self.network.on("Network.loadingFinished", self.loaded)
        self.network.on("Network.responseReceived", self.asked)
        self.page.goto(url)

    def loaded(self, event):
        self.bytes += event["encodedDataLength"]

    def asked(self, event):
        self.requests += 1

    def memory(self):
        self.network.send("HeapProfiler.collectGarbage")
        self.network.send("Performance.enable")
        metrics = {item["name"]: item["value"] for item in self.network.send("Performance.getMetrics")["metrics"]}
        return metrics["JSHeapUsedSize"] / 2**20, int(metrics["Nodes"])

    def blocked(self):
        tasks = self.page.evaluate("window.tasks")
        return sum(task - 50 for task in tasks), max(tasks, default=0), len(tasks)


def main():
    server = Server()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        demand = json.loads(server.request("POST", "/api/v1/demand/submit", {"raw_input": ENGLISH})[2])["demand_id"]
        until("the outcome", lambda: server.events(demand)[-1]["event_type"] == "towow.demand.completed")
        events = server.events(demand)
        for name, path, ready in (("submit page", "/", ".members-line"), ("live page", f"/negotiation/{demand}", ".outcome"), ("stage", f"/stage/{demand}", ".node")):
            view = Page(browser, server.url(path))
            view.page.wait_for_selector(ready)
            if path != "/":
                view.page.wait_for_selector(".connection.is-ended")
            line = f"first view, {name}: {view.requests} requests, {view.bytes / 1024:.1f} KiB transferred"
            if path.startswith("/negotiation"):
                line += f"; first event rendered after {view.page.evaluate('window.firstEvent'):.0f} ms"
            print(line, flush=True)
            view.context.close()
        worst = 0
        for count in (500, 5_000, 36_000):
            long = lengthened(events, count)
            body = stream(long[:-1] if count == 36_000 else long)
            gateway = Gateway(server, lambda method, path: (200, {"Content-Type": "text/event-stream"}, body)
                              if "/negotiations/" in path and "/stream" in path else None)
            start = time.monotonic()
            view = Page(browser, gateway.url(f"/negotiation/{demand}"), shared=count != 36_000)
            last = len(long) - (1 if count == 36_000 else 0)
            until(f"all of {count} events", lambda: view.page.locator(f".row[data-seq='{last}']").count() == 1, 180)
            took = time.monotonic() - start
            blocking, longest, tasks = view.blocked()
            # Typing and scrolling stay possible: a click on the filter is answered while all rows are there.
            rows = view.page.locator(".row").count()
            heap, nodes = view.memory()
            print(f"{count} events: all there after {took:.1f} s, {rows} rows in the page; long tasks {tasks}, longest {longest:.0f} ms, "
                  f"blocked {blocking:.0f} ms in all; heap {heap:.1f} MiB, {nodes} nodes", flush=True)
            worst = max(worst, longest if count <= 5_000 else 0)
            assert rows <= 220, rows
            view.context.close()
            gateway.close()
        browser.close()
    server.stop()
    print(f"longest task up to 5,000 events: {worst:.0f} ms")


if __name__ == "__main__":
    main()
