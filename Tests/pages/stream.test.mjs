import assert from "node:assert/strict";
import { test } from "node:test";
import { Hub, NegotiationStream, Reveal, backoff, fetchJson, pace } from "../../Resources/static/live/stream.js";
import * as logs from "./logs.mjs";

/** A clock that only moves when told to. */
class Clock {
  now = 0;
  timers = [];
  setTimeout = (run, after) => {
    const timer = { run, at: this.now + (after ?? 0) };
    this.timers.push(timer);
    return timer;
  };
  clearTimeout = (timer) => {
    this.timers = this.timers.filter((other) => other !== timer);
  };
  async pass(ms) {
    const end = this.now + ms;
    for (;;) {
      await settle();
      const due = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.now = due.at;
      due.run();
    }
    this.now = end;
    await settle();
  }
}

const settle = async () => { for (let i = 0; i < 8; i += 1) await null; };

function harness({ answer = () => ({ status: 200, body: {} }), online = () => true } = {}) {
  const clock = new Clock();
  const sources = [];
  const calls = [];
  class Source {
    constructor(url) {
      this.url = url;
      this.closed = false;
      sources.push(this);
    }
    close() { this.closed = true; }
    open() { this.onopen({}); }
    send(event) { this.onmessage({ data: JSON.stringify(event) }); }
    fail() { this.onerror({}); }
  }
  const events = [];
  const states = [];
  const stream = new NegotiationStream("d-x", { onEvents: (list) => events.push(...list), onConnection: (connection) => states.push(connection.state) }, {
    EventSource: Source, setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout, now: () => clock.now, random: () => 0.5, isOnline: online,
    fetchJson: async (path) => { calls.push(path); return answer(path); },
  });
  return { clock, sources, calls, events, states, stream };
}

test("the back-off is jittered over its whole width and capped at 30 seconds", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 9].map((attempt) => backoff(attempt, () => 1)), [2000, 4000, 8000, 16000, 30000, 30000]);
  assert.equal(backoff(5, () => 0), 0);
  assert.equal(backoff(1, () => 0.5), 2000);
});

test("events arrive once and in order, and completion closes", () => {
  const h = harness();
  const log = logs.agreed();
  h.stream.start();
  assert.equal(h.sources[0].url, "/api/v1/events/negotiations/d-x/stream");
  h.sources[0].open();
  for (const event of log.slice(0, 5)) h.sources[0].send(event);
  for (const event of log.slice(2)) h.sources[0].send(event);
  assert.deepEqual(h.events.map((event) => event.seq), log.map((event) => event.seq));
  assert.equal(h.stream.connection.state, "ended");
  assert.equal(h.sources[0].closed, true);
});

test("after a break it comes back from where it was", async () => {
  const h = harness();
  const log = logs.agreed();
  h.stream.start();
  h.sources[0].open();
  h.sources[0].send(log[0]);
  h.sources[0].fail();
  assert.equal(h.stream.connection.state, "retrying");
  assert.equal(h.stream.connection.retryAt, 1000);
  await h.clock.pass(1000);
  assert.equal(h.sources.length, 2);
  assert.match(h.sources[1].url, /\?last_event_id=evt-a{26}-1$/);
});

test("a hole in the numbers is not shown but fetched again", async () => {
  const h = harness();
  const log = logs.agreed();
  h.stream.start();
  h.sources[0].send(log[0]);
  h.sources[0].send(log[3]);
  assert.deepEqual(h.events.map((event) => event.seq), [1]);
  await h.clock.pass(1000);
  assert.match(h.sources[1].url, /-1$/);
});

test("an unknown demand is unknown and not tried again", async () => {
  const h = harness({ answer: () => ({ status: 404, body: null }) });
  h.stream.start();
  h.sources[0].fail();
  await h.clock.pass(60_000);
  assert.equal(h.stream.connection.state, "unknown");
  assert.equal(h.sources.length, 1);
});

test("a stream that answers 204 at the end is finished", async () => {
  const log = logs.agreed();
  const h = harness({ answer: () => ({ status: 200, body: { status: "completed", last_event_id: log[4].event_id } }) });
  h.stream.start();
  for (const event of log.slice(0, 5)) h.sources[0].send(event);
  h.sources[0].fail();
  await h.clock.pass(1000);
  h.sources[1].fail();
  await h.clock.pass(0);
  assert.equal(h.stream.connection.state, "ended");
});

test("three streams without a word lead to polling, in pages, to the end", async () => {
  const log = logs.agreed();
  const h = harness({ answer: (path) => {
    if (path.endsWith("/status")) return { status: 200, body: { status: "negotiating", last_event_id: log.at(-1).event_id } };
    const after = Number(/after=.*-(\d+)$/.exec(path)?.[1] ?? 0);
    const page = log.slice(after, after + 8);
    return { status: 200, body: { events: page, has_more: after + 8 < log.length } };
  } });
  h.stream.start();
  for (let i = 0; i < 3; i += 1) {
    h.sources[i].fail();
    await h.clock.pass(30_000);
  }
  assert.equal(h.sources.length, 3);
  assert.ok(h.states.includes("polling"));
  assert.deepEqual(h.events.map((event) => event.seq), log.map((event) => event.seq));
  assert.equal(h.stream.connection.state, "ended");
});

test("a stream that opens and stays empty although there are events counts as failed", async () => {
  const h = harness({ answer: () => ({ status: 200, body: { status: "negotiating", last_event_id: "evt-x-9", events: [] } }) });
  h.stream.start();
  h.sources[0].open();
  await h.clock.pass(12_000);
  assert.ok(h.states.includes("stale"));
  assert.equal(h.sources[0].closed, true);
});

test("40 quiet seconds are only a question; nothing new keeps the stream", async () => {
  const log = logs.running();
  const h = harness({ answer: () => ({ status: 200, body: { status: "negotiating", last_event_id: log.at(-1).event_id } }) });
  h.stream.start();
  h.sources[0].open();
  for (const event of log) h.sources[0].send(event);
  await h.clock.pass(39_000);
  assert.equal(h.calls.length, 0);
  await h.clock.pass(2_000);
  assert.deepEqual(h.calls, ["/api/v1/demand/d-x/status"]);
  assert.equal(h.stream.connection.state, "live");
  assert.equal(h.sources.length, 1);
});

test("40 quiet seconds with news elsewhere open the stream again", async () => {
  const log = logs.running();
  const h = harness({ answer: () => ({ status: 200, body: { status: "negotiating", last_event_id: "evt-x-999" } }) });
  h.stream.start();
  h.sources[0].open();
  for (const event of log) h.sources[0].send(event);
  await h.clock.pass(45_000);
  assert.equal(h.sources.length, 2);
});

test("a gap forgets the cursor", () => {
  const h = harness();
  const log = logs.agreed();
  h.stream.start();
  for (const event of log.slice(0, 4)) h.sources[0].send(event);
  h.sources[0].send({ event_type: "towow.stream.gap", event_id: "", timestamp: "", payload: {} });
  for (const event of log.slice(0, 2)) h.sources[0].send(event);
  assert.deepEqual(h.events.map((event) => event.seq), [1, 2, 3, 4, undefined, 1, 2]);
});

test("offline is said, and online tries at once", () => {
  let online = true;
  const h = harness({ online: () => online });
  h.stream.start();
  online = false;
  h.stream.wentOffline();
  assert.equal(h.stream.connection.state, "offline");
  online = true;
  h.stream.retryNow();
  assert.equal(h.sources.length, 2);
});

test("nothing happens after stop", async () => {
  const h = harness();
  h.stream.start();
  const source = h.sources[0];
  h.stream.stop();
  source.open();
  source.send(logs.agreed()[0]);
  await h.clock.pass(100_000);
  assert.equal(h.events.length, 0);
  assert.equal(h.sources.length, 1);
  assert.equal(h.calls.length, 0);
});

function revealer(still = false) {
  const clock = new Clock();
  const shown = [];
  const reveal = new Reveal((events) => shown.push(...events.map((event) => [event.seq, clock.now])), { still: () => still, now: () => clock.now, serverNow: () => Date.parse("2026-01-25T02:21:40.000Z"), setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout });
  return { clock, shown, reveal };
}

test("a burst appears in order within three seconds", async () => {
  const { clock, shown, reveal } = revealer();
  const events = logs.forced(new logs.Log(Date.parse("2026-01-25T02:21:38.000Z"), 1));
  for (const event of events) reveal.push([event]);
  assert.equal(shown.length, 1);
  await clock.pass(3_050);
  assert.deepEqual(shown.map(([seq]) => seq), events.map((event) => event.seq));
  assert.ok(shown.at(-1)[1] <= 3_050);
});

test("under reduced motion, and for what is long past, everything appears at once", () => {
  const still = revealer(true);
  still.reveal.push(logs.forced(new logs.Log(Date.parse("2026-01-25T02:21:38.000Z"), 1)));
  assert.equal(still.shown.length, 34);
  const past = revealer();
  past.reveal.push(logs.forced(new logs.Log(Date.parse("2026-01-24T00:00:00.000Z"), 1)));
  assert.equal(past.shown.length, 34);
});

test("the pace never stretches past the time left", () => {
  assert.equal(pace(1000, 3000), 3);
  assert.equal(pace(2, 3000), 160);
  assert.equal(pace(5, 0), 0);
});

/** A hub with streams that only do what they are told, and tabs that write down what they get. */
function hub() {
  const opened = [];
  const waits = [];
  const h = new Hub((id, handlers) => {
    const stream = { id, handlers, started: 0, stopped: 0, retried: 0, start() { this.started += 1; }, stop() { this.stopped += 1; }, retryNow() { this.retried += 1; } };
    opened.push(stream);
    return stream;
  }, { request: (name, run) => waits.push({ name, run }) });
  const tab = () => {
    const port = { got: [], events: [], postMessage(data) { this.got.push(data); this.events.push(...data.events); }, say(data) { this.onmessage({ data }); } };
    h.connect(port);
    return port;
  };
  return { h, opened, waits, tab };
}

test("tabs of one browser share a stream, and one that comes late gets the history once", async () => {
  const { opened, tab } = hub();
  const log = logs.agreed();
  const first = tab();
  first.say({ open: "d-x" });
  assert.equal(opened.length, 1);
  assert.equal(opened[0].started, 1);
  opened[0].handlers.onConnection({ state: "live" });
  opened[0].handlers.onEvents(log.slice(0, 3));
  const second = tab();
  second.say({ open: "d-x" });
  opened[0].handlers.onEvents(log.slice(3));
  await new Promise((resolve) => setTimeout(resolve, 40));
  assert.equal(opened.length, 1);
  for (const port of [first, second]) assert.deepEqual(port.events.map((event) => event.seq), log.map((event) => event.seq));
  assert.equal(second.got[0].connection.state, "live");
  const other = tab();
  other.say({ open: "d-y" });
  assert.equal(opened.length, 2);
});

test("the last tab to leave, or to die, closes the stream", () => {
  const { h, opened, waits, tab } = hub();
  const [first, second] = [tab(), tab()];
  first.say({ open: "d-x", lock: "one" });
  second.say({ open: "d-x", lock: "two" });
  second.say({ call: "retryNow" });
  second.say({ call: "stop" });
  assert.equal(opened[0].retried, 1);
  first.say({ leave: true });
  assert.equal(opened[0].stopped, 0);
  assert.deepEqual(waits.map((wait) => wait.name), ["one", "two"]);
  waits[1].run();
  assert.equal(opened[0].stopped, 1);
  assert.equal(h.demands.size, 0);
  waits[0].run();
  first.say({ open: "d-x" });
  assert.equal(opened.length, 2);
});

test("after a gap a tab that comes late gets the new history only", async () => {
  const { opened, tab } = hub();
  const log = logs.agreed();
  const first = tab();
  first.say({ open: "d-x" });
  opened[0].handlers.onEvents(log.slice(0, 5));
  opened[0].handlers.onEvents([{ event_type: "towow.stream.gap" }, ...log.slice(0, 2)]);
  await new Promise((resolve) => setTimeout(resolve, 40));
  const second = tab();
  second.say({ open: "d-x" });
  assert.equal(first.events.length, 8);
  assert.deepEqual(second.events.map((event) => event.seq), [undefined, 1, 2]);
});

test("a busy server's time to wait is kept", async () => {
  const h = harness({ answer: () => ({ status: 503, body: null, retryAfter: 7 }) });
  h.stream.start();
  h.sources[0].fail();
  await h.clock.pass(0);
  assert.equal(h.stream.connection.state, "retrying");
  assert.equal(h.stream.connection.busy, true);
  assert.ok(h.stream.connection.retryAt >= 7000);
});

test("a question that is never answered is given up", async () => {
  const real = [globalThis.fetch, globalThis.setTimeout, globalThis.clearTimeout];
  const clock = new Clock();
  globalThis.fetch = (path, { signal }) => new Promise((resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  Object.assign(globalThis, { setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout });
  try {
    let fault = null;
    const asked = fetchJson("/status").catch((error) => { fault = error; });
    await clock.pass(11_999);
    assert.equal(fault, null);
    await clock.pass(1);
    await asked;
    assert.equal(fault.name, "AbortError");
    globalThis.fetch = async () => Response.json({ a: 1 }, { status: 503, headers: { "Retry-After": "7" } });
    assert.deepEqual(await fetchJson("/status"), { status: 503, body: { a: 1 }, retryAfter: 7 });
    assert.deepEqual(clock.timers, [], "nothing is left to give up");
  } finally {
    [globalThis.fetch, globalThis.setTimeout, globalThis.clearTimeout] = real;
  }
});
