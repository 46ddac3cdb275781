// @ts-check
/**
 * One negotiation's events, each once and in order, over `EventSource`, or by polling where streams do not get through. What
 * it needs of the browser is passed in, so tests run it without one.
 */

/**
 * Full jitter: uniformly between 0 and the cap, so that thousands of pages do not come back together.
 * @param {number} attempt 0, 1, 2 … @param {() => number} random
 */
export function backoff(attempt, random) {
  return Math.round(random() * Math.min(30_000, 2_000 * 2 ** Math.min(attempt, 10)));
}

const SILENCE = 40_000;
const FIRST_ANSWER = 12_000;
const POLL = 3_000;
const STREAM_FAILURES = 3;

export class NegotiationStream {
  /**
   * @param {string} id
   * @param {{onEvents: (events: EventRow[]) => void, onConnection: (connection: Connection) => void}} handlers
   * @param {{EventSource?: any, fetchJson: (path: string) => Promise<{status: number, body: any, retryAfter?: number}>, random?: () => number,
   *   setTimeout?: any, clearTimeout?: any, now?: () => number, isOnline?: () => boolean}} environment `fetchJson` rejects when there is no answer
   */
  constructor(id, handlers, environment) {
    this.path = encodeURIComponent(id);
    this.handlers = handlers;
    this.EventSource = "EventSource" in environment ? environment.EventSource : globalThis.EventSource;
    this.fetchJson = environment.fetchJson;
    this.random = environment.random ?? Math.random;
    this.setTimeout = environment.setTimeout ?? globalThis.setTimeout.bind(globalThis);
    this.clearTimeout = environment.clearTimeout ?? globalThis.clearTimeout.bind(globalThis);
    this.now = environment.now ?? Date.now;
    this.isOnline = environment.isOnline ?? (() => globalThis.navigator?.onLine !== false);
    /** @type {Connection} */
    this.connection = { state: "connecting" };
    this.lastSeq = 0;
    this.lastEventId = "";
    this.attempt = 0;
    this.silentFailures = 0;
    this.heard = false;
    this.polls = false;
    this.closed = false;
    /** Counts connections; what an older one still reports is dropped. */
    this.turn = 0;
    /** @type {any} */
    this.source = null;
    /** @type {any} */
    this.timer = 0;
    /** @type {any} */
    this.watch = 0;
  }

  start() {
    if (this.isOnline()) this.connect();
    else this.tell({ state: "offline" });
  }

  stop() {
    this.closed = true;
    this.drop();
  }

  /** The browser lost its network. */
  wentOffline() {
    if (this.finished()) return;
    this.drop();
    this.tell({ state: "offline" });
  }

  /** The network is back, or the reader pressed "now". */
  retryNow() {
    if (this.finished()) return;
    this.attempt = 0;
    this.silentFailures = 0;
    this.polls = false;
    this.connect();
  }

  finished() {
    return this.closed || this.connection.state === "ended" || this.connection.state === "unknown";
  }

  /** @param {Connection} connection */
  tell(connection) {
    const before = this.connection;
    this.connection = connection;
    if (before.state !== connection.state || before.retryAt !== connection.retryAt) this.handlers.onConnection(connection);
  }

  drop() {
    this.turn += 1;
    this.clearTimeout(this.timer);
    this.clearTimeout(this.watch);
    this.source?.close();
    this.source = null;
  }

  connect() {
    this.drop();
    if (this.closed) return;
    if (this.polls || !this.EventSource) return this.poll();
    this.heard = false;
    const turn = this.turn;
    const current = (/** @type {(event: any) => void} */ run) => (/** @type {any} */ event) => {
      if (turn === this.turn) run(event);
    };
    if (this.connection.state !== "retrying" || this.lastSeq === 0) this.tell({ state: "connecting" });
    const cursor = this.lastEventId ? `?last_event_id=${encodeURIComponent(this.lastEventId)}` : "";
    this.source = new this.EventSource(`/api/v1/events/negotiations/${this.path}/stream${cursor}`);
    this.source.onopen = current(() => {
      this.tell({ state: "live" });
      this.listen(this.heard || this.lastSeq > 0 ? SILENCE : FIRST_ANSWER);
    });
    this.source.onmessage = current((event) => this.message(event));
    this.source.onerror = current(() => this.failed());
    this.listen(FIRST_ANSWER);
  }

  /** @param {any} message */
  message(message) {
    let event;
    try {
      event = JSON.parse(message.data);
    } catch {
      return;
    }
    this.heard = true;
    this.attempt = 0;
    this.silentFailures = 0;
    this.tell({ state: "live" });
    this.listen(SILENCE);
    this.take([event]);
  }

  /**
   * Hands on what is new and in order.
   * @param {any[]} events
   */
  take(events) {
    /** @type {EventRow[]} */
    const fresh = [];
    let ended = false;
    let hole = false;
    for (const event of events) {
      if (!event || typeof event.event_type !== "string") continue;
      if (event.event_type === "towow.stream.gap") {
        this.lastSeq = 0;
        this.lastEventId = "";
        fresh.push(event);
        continue;
      }
      if (typeof event.seq !== "number" || event.seq <= this.lastSeq) continue;
      if (event.seq > this.lastSeq + 1) {
        hole = true;
        break;
      }
      this.lastSeq = event.seq;
      this.lastEventId = String(event.event_id);
      fresh.push(event);
      if (event.event_type === "towow.demand.completed") ended = true;
    }
    if (fresh.length) this.handlers.onEvents(fresh);
    if (ended) this.end();
    else if (hole && !this.polls) this.retry();
  }

  end() {
    this.drop();
    this.tell({ state: "ended" });
  }

  /**
   * Comments are invisible to `EventSource`, so silence is only a reason to ask.
   * @param {number} after ms
   */
  listen(after) {
    this.clearTimeout(this.watch);
    const turn = this.turn;
    this.watch = this.setTimeout(() => {
      if (turn === this.turn) this.ask(turn);
    }, after);
  }

  /** @param {number} turn */
  async ask(turn) {
    const opened = this.connection.state === "live";
    this.tell({ state: "stale" });
    let answer;
    try {
      answer = await this.fetchJson(`/api/v1/demand/${this.path}/status`);
    } catch {
      if (turn === this.turn) this.retry();
      return;
    }
    if (turn !== this.turn || this.closed) return;
    if (answer.status === 404) return this.unknown();
    if (answer.retryAfter) return this.retry(answer.retryAfter * 1000, true);
    const moved = answer.status === 200 && answer.body?.last_event_id && answer.body.last_event_id !== this.lastEventId;
    if (answer.status === 200 && !moved && opened) {
      this.tell({ state: "live" });
      this.listen(SILENCE);
    } else this.failed();
  }

  unknown() {
    this.drop();
    this.tell({ state: "unknown" });
  }

  /** The connection broke or carries nothing. */
  async failed() {
    const heard = this.heard;
    this.drop();
    if (!this.isOnline()) return this.tell({ state: "offline" });
    if (!heard) this.silentFailures += 1;
    if (heard) return this.retry();
    const turn = this.turn;
    let answer;
    try {
      answer = await this.fetchJson(`/api/v1/demand/${this.path}/status`);
    } catch {
      if (turn === this.turn) this.retry();
      return;
    }
    if (turn !== this.turn || this.closed) return;
    if (answer.status === 404) return this.unknown();
    if (answer.retryAfter) return this.retry(answer.retryAfter * 1000, true);
    if (answer.status === 200 && ["completed", "failed", "cancelled"].includes(answer.body?.status)
      && this.lastEventId && answer.body.last_event_id === this.lastEventId) return this.end();
    if (this.silentFailures >= STREAM_FAILURES) {
      this.polls = true;
      return this.poll();
    }
    this.retry();
  }

  /** @param {number} [least] ms @param {boolean} [busy] the server asked to come back later */
  retry(least = 0, busy = false) {
    this.drop();
    if (this.closed) return;
    if (!this.isOnline()) return this.tell({ state: "offline" });
    const wait = least ? least + backoff(0, this.random) : backoff(this.attempt, this.random);
    this.attempt += 1;
    this.tell({ state: "retrying", retryAt: this.now() + wait, busy });
    this.timer = this.setTimeout(() => this.connect(), wait);
  }

  /** @returns {Promise<void>} */
  async poll() {
    this.drop();
    const turn = this.turn;
    const after = this.lastEventId ? `&after=${encodeURIComponent(this.lastEventId)}` : "";
    let answer;
    try {
      answer = await this.fetchJson(`/api/v1/events/negotiations/${this.path}/recent?count=200${after}`);
    } catch {
      if (turn === this.turn) this.retry();
      return;
    }
    if (turn !== this.turn || this.closed) return;
    if (answer.status === 404) return this.unknown();
    if (answer.status === 400 && this.lastEventId) {
      this.take([{ event_type: "towow.stream.gap" }]);
      return this.poll();
    }
    if (answer.status !== 200) return this.retry((answer.retryAfter ?? 0) * 1000 || POLL, Boolean(answer.retryAfter));
    this.attempt = 0;
    this.tell({ state: "polling" });
    this.take(Array.isArray(answer.body?.events) ? answer.body.events : []);
    if (this.finished()) return;
    this.timer = this.setTimeout(() => this.poll(), answer.body?.has_more ? 0 : POLL * (0.8 + 0.4 * this.random()));
  }
}

const MOST = 3_000;
const STEP = 160;
const FRESH = 20_000;

/**
 * Milliseconds between the events of a burst.
 * @param {number} waiting how many wait @param {number} left ms
 */
export function pace(waiting, left) {
  return waiting <= 0 || left <= 0 ? 0 : Math.min(STEP, left / waiting);
}

/**
 * Rule-decided negotiations finish in milliseconds. The server delays nothing; the page lets the events of a burst appear one after the
 * other, three seconds at most in all, so that a reader sees the order. What is old, or hidden, or wanted still, appears at once.
 */
export class Reveal {
  /**
   * @param {(events: EventRow[]) => void} show
   * @param {{still: () => boolean, now?: () => number, serverNow?: () => number, setTimeout?: any, clearTimeout?: any}} environment
   */
  constructor(show, environment) {
    this.show = show;
    this.still = environment.still;
    this.now = environment.now ?? Date.now;
    this.serverNow = environment.serverNow ?? this.now;
    this.setTimeout = environment.setTimeout ?? globalThis.setTimeout.bind(globalThis);
    this.clearTimeout = environment.clearTimeout ?? globalThis.clearTimeout.bind(globalThis);
    /** @type {EventRow[]} */
    this.waiting = [];
    this.until = 0;
    /** @type {any} */
    this.timer = 0;
  }

  get busy() {
    return this.waiting.length > 0;
  }

  /** @param {EventRow[]} events */
  push(events) {
    const old = events.every((event) => !(this.serverNow() - Date.parse(event.timestamp) < FRESH));
    if (this.still() || (old && !this.busy)) {
      this.flush();
      this.show(events);
      return;
    }
    if (!this.busy) this.until = this.now() + MOST;
    this.waiting.push(...events);
    if (!this.timer) this.step();
  }

  step() {
    this.timer = 0;
    if (!this.busy) return;
    const left = this.until - this.now();
    if (left <= 0 || this.still()) return this.flush();
    this.show([/** @type {EventRow} */ (this.waiting.shift())]);
    this.timer = this.setTimeout(() => this.step(), pace(this.waiting.length, left));
  }

  /** Everything now. */
  flush() {
    this.clearTimeout(this.timer);
    this.timer = 0;
    const rest = this.waiting;
    this.waiting = [];
    if (rest.length) this.show(rest);
  }
}

/**
 * What a stream needs to know besides events. A connection that is dead without saying so gives no answer: then it rejects, too.
 * @param {string} path
 */
export async function fetchJson(path) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), FIRST_ANSWER);
  try {
    const answer = await fetch(path, { headers: { Accept: "application/json" }, credentials: "omit", cache: "no-store", signal: control.signal });
    return { status: answer.status, body: await answer.json().catch(() => null), retryAfter: Number(answer.headers.get("Retry-After")) || 0 };
  } finally {
    clearTimeout(timer);
  }
}

const GATHER = 16;
/** Events the worker holds for tabs that come later; beyond that they ask the server. */
const MOST_HELD = 20_000;

/** The one stream of a demand in this browser, and the tabs that follow it. Runs in the shared worker. */
export class Hub {
  /** @param {(id: string, handlers: any) => any} open makes a stream @param {any} [locks] finds out that a tab has died */
  constructor(open, locks) {
    this.open = open;
    this.locks = locks;
    /** @type {Map<string, Shared>} */
    this.demands = new Map();
  }

  /** @param {any} port a tab */
  connect(port) {
    let id = "";
    const leave = () => {
      const demand = this.demands.get(id);
      id = "";
      if (!demand?.ports.delete(port) || demand.ports.size > 0) return;
      demand.stream.stop();
      for (const [key, value] of this.demands) if (value === demand) this.demands.delete(key);
    };
    port.onmessage = (/** @type {any} */ { data }) => {
      if (data.open) {
        leave();
        id = data.open;
        this.join(id, port);
        if (data.lock) this.locks?.request(data.lock, leave);
      } else if (data.leave) leave();
      else if (id && CALLS.includes(data.call)) this.demands.get(id)?.stream[data.call]();
    };
  }

  /** @param {string} id @param {any} port */
  join(id, port) {
    const demand = this.demands.get(id);
    if (demand?.cut) {
      port.postMessage({ alone: true });
      return;
    }
    if (demand) {
      // What has been gathered goes to those who were here; the new one gets it with the history.
      this.send(demand);
      demand.ports.add(port);
      port.postMessage({ events: demand.events, connection: demand.connection });
      return;
    }
    /** @type {Shared} */
    const made = { stream: null, events: [], sent: 0, connection: { state: "connecting" }, ports: new Set([port]), timer: 0, cut: false };
    this.demands.set(id, made);
    made.stream = this.open(id, {
      onEvents: (/** @type {EventRow[]} */ events) => {
        if (events.some((event) => event.event_type === "towow.stream.gap")) {
          this.send(made);
          made.events = [];
          made.sent = 0;
        }
        made.events.push(...events);
        if (made.events.length > MOST_HELD) {
          this.send(made);
          made.events = [];
          made.sent = 0;
          made.cut = true;
        } else made.timer ||= setTimeout(() => this.send(made), GATHER);
      },
      onConnection: (/** @type {Connection} */ connection) => {
        made.connection = connection;
        this.send(made);
      },
    });
    port.postMessage({ events: [], connection: made.connection });
    made.stream.start();
  }

  /** @param {Shared} demand */
  send(demand) {
    clearTimeout(demand.timer);
    demand.timer = 0;
    const events = demand.events.slice(demand.sent);
    demand.sent = demand.events.length;
    for (const port of demand.ports) port.postMessage({ events, connection: demand.connection });
  }
}

const CALLS = ["retryNow", "wentOffline", "unknown"];
const PATIENCE = 4_000;

/** Looks like a `NegotiationStream`; the events come from the browser's shared worker, or from a stream of this tab's own where there is none. */
export class SharedStream {
  /** @param {string} id @param {{onEvents: (events: EventRow[]) => void, onConnection: (connection: Connection) => void}} handlers */
  constructor(id, handlers) {
    this.id = id;
    this.handlers = handlers;
    /** @type {Connection} */
    this.connection = { state: "connecting" };
    this.lastSeq = 0;
    /** @type {NegotiationStream | null} */
    this.own = null;
    /** @type {any} */
    this.port = null;
    /** @type {any} */
    this.timer = 0;
    this.release = () => {};
  }

  start() {
    if (typeof SharedWorker === "undefined") return this.alone();
    try {
      const worker = new SharedWorker(/** @type {any} */ (workerAddress()), { type: "module", name: "towow" });
      worker.onerror = () => this.alone();
      this.port = worker.port;
      this.port.onmessage = (/** @type {any} */ { data }) => {
        if (data.alone) return this.alone();
        clearTimeout(this.timer);
        this.connection = data.connection;
        if (data.events.length) {
          this.lastSeq = data.events.at(-1).seq ?? 0;
          this.handlers.onEvents(data.events);
        }
        this.handlers.onConnection(data.connection);
      };
      // Held until the tab is gone, whatever way it goes; the worker waits for it, so the tab has to have it first.
      const lock = navigator.locks && `towow ${Math.random()}`;
      const open = () => this.port?.postMessage({ open: this.id, lock });
      if (lock) {
        navigator.locks.request(lock, () => this.port && new Promise((resolve) => {
          this.release = () => resolve(null);
          open();
        })).catch(() => this.alone());
      } else open();
      this.timer = setTimeout(() => this.alone(), PATIENCE);
    } catch {
      this.alone();
    }
  }

  /** A stream of this tab's own. */
  alone() {
    if (this.own) return;
    this.leave();
    const { onEvents, onConnection } = this.handlers;
    this.own = new NegotiationStream(this.id, {
      onEvents: (events) => {
        this.lastSeq = this.own?.lastSeq ?? 0;
        onEvents(events);
      },
      onConnection: (connection) => {
        this.connection = connection;
        onConnection(connection);
      },
    }, { fetchJson });
    this.own.start();
  }

  leave() {
    clearTimeout(this.timer);
    this.release();
    if (!this.port) return;
    this.port.postMessage({ leave: true });
    this.port.onmessage = null;
    this.port = null;
  }

  stop() {
    this.leave();
    this.own?.stop();
  }

  finished() {
    return this.connection.state === "ended" || this.connection.state === "unknown";
  }

  /** @param {"retryNow" | "wentOffline" | "unknown"} name */
  ask(name) {
    if (this.own) this.own[name]();
    else this.port?.postMessage({ call: name });
  }

  retryNow() { this.ask("retryNow"); }
  wentOffline() { this.ask("wentOffline"); }
  unknown() { this.ask("unknown"); }
}

/** This file, as the one address that may become a worker. */
function workerAddress() {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  workerAddress.policy ??= types?.createPolicy("towow", { createScriptURL: (/** @type {string} */ url) => {
    if (url !== import.meta.url) throw new TypeError("not the stream's worker");
    return url;
  } });
  return workerAddress.policy?.createScriptURL(import.meta.url) ?? import.meta.url;
}
/** @type {any} */
workerAddress.policy = null;

const scope = /** @type {any} */ (globalThis);
if (scope.SharedWorkerGlobalScope && scope instanceof scope.SharedWorkerGlobalScope) {
  const hub = new Hub((id, handlers) => new NegotiationStream(id, handlers, { fetchJson }), scope.navigator.locks);
  scope.onconnect = (/** @type {any} */ event) => hub.connect(event.ports[0]);
}
