// @ts-check
import { ApiError, call, copyText, serverNow, wrong } from "../core/api.js";
import { View, h, icon, said, skeleton } from "../core/dom.js";
import { arr, clock, comma, day, dollars, duration, money, num, number, obj, str } from "../core/format.js";
import { t } from "../core/i18n.js";
import { ownerToken, save } from "../core/store.js";
import "../live/outcome.js";
import "../live/proposal.js";
import "../live/timeline.js";
import { connectionLine, memberCard } from "../live/network.js";
import { PHASES, currentVersion, initialState, nameOf, reduceAll, tally } from "../live/reducer.js";
import { Reveal, SharedStream } from "../live/stream.js";

const ANNOUNCE = 3_000;

/** `data`: {id, go(path), title(text)} */
export class NegotiationPage extends View {
  /** All events known, and those shown so far; they differ only while a burst is revealed. */
  full = initialState();
  shown = initialState();
  /** @type {Connection} */
  connection = { state: "connecting" };
  /** @type {SharedStream | null} */
  stream = null;
  /** @type {Reveal | null} */
  reveal = null;
  /** @type {{channel: string, id: string} | null} */
  member = null;
  /** @type {Element | null} */
  opener = null;
  expanded = false;
  asksCancel = false;
  /** @type {any} why a button's call failed */
  trouble = "";
  pending = false;
  answered = false;
  announced = "";
  announcedAt = 0;
  frame = 0;
  /** @type {any} */
  later = 0;

  start() {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.reveal = new Reveal((events) => {
      this.shown = reduceAll(this.shown, events);
      this.soon();
    }, { still: () => calm.matches || document.hidden, serverNow });
    this.follow();
    addEventListener("online", this.online);
    addEventListener("offline", this.offline);
    document.addEventListener("visibilitychange", this.visible);
    addEventListener("pagehide", this.leave);
    addEventListener("pageshow", this.again);
    // Sets the clock for the time left, and finds out about an unknown id before the stream's first failure.
    call(`/api/v1/demand/${encodeURIComponent(this.data.id)}/status`).catch((error) => {
      const { stream } = this;
      if (error instanceof ApiError && error.status === 404 && stream?.lastSeq === 0 && !stream.finished()) stream.unknown();
    });
  }

  follow() {
    this.stream = new SharedStream(this.data.id, {
      onEvents: (events) => {
        if (events.some((event) => event.event_type === "towow.stream.gap")) this.reveal?.flush();
        this.full = reduceAll(this.full, events);
        this.reveal?.push(events);
        this.soon();
      },
      onConnection: (connection) => {
        this.connection = connection;
        this.soon();
      },
    });
    this.stream.start();
  }

  // A page that the browser puts aside keeps no stream open.
  leave = () => this.stream?.stop();
  again = (/** @type {PageTransitionEvent} */ event) => event.persisted && this.follow();

  stop() {
    this.stream?.stop();
    clearInterval(this.player);
    removeEventListener("pagehide", this.leave);
    removeEventListener("pageshow", this.again);
    cancelAnimationFrame(this.frame);
    clearTimeout(this.later);
    removeEventListener("online", this.online);
    removeEventListener("offline", this.offline);
    document.removeEventListener("visibilitychange", this.visible);
  }

  online = () => this.stream?.retryNow();
  offline = () => this.stream?.wentOffline();
  visible = () => {
    if (document.hidden) this.reveal?.flush();
    else if (this.connection.state === "retrying") this.stream?.retryNow();
  };

  /** Many events in one frame are one painting. */
  soon() {
    if (this.frame) return;
    const run = () => {
      this.frame = 0;
      this.paint();
    };
    this.frame = document.hidden ? window.setTimeout(run, 50) : requestAnimationFrame(run);
  }

  view() {
    if (!this.data) return null;
    if (this.connection.state === "unknown") return this.unknown();
    if (this.full.lastSeq === 0) return this.loading();
    const past = this.replayAt === null ? null : this.past(this.replayAt);
    const state = past ?? this.shown;
    const known = past ?? this.full;
    this.data.title(`${this.full.text.slice(0, 60)} · ${t("app.name")}`);
    const open = this.open;
    const again = () => this.askAgain();
    const version = currentVersion(state.main);
    const [card, channel] = this.card(state);
    const announcement = this.announcement(state);
    return [
      this.head(state),
      this.phases(state),
      this.replay(),
      h("p", { class: "sr", role: "status" }, announcement),
      state.waiting && this.questions(state),
      h("div", { class: "live" },
        h("div", { class: "live-main" },
          h("towow-outcome", { data: this.memo("outcome", [known], () => ({ state: known, again, open })) }),
          version ? h("towow-proposal", { class: "panel", data: this.memo("proposal", [state], () => ({ state, channel: state.main, open })) })
            : !known.outcome && !known.noCandidates && h("section", { class: "panel" }, h("h2", null, t("proposal.title")), h("p", { class: "empty" }, t("proposal.empty"))),
          state.children.map((/** @type {Channel} */ child) => this.child(state, child)),
          this.understood(state)),
        h("towow-network", { class: "panel live-network no-print", data: this.memo("network", [state], () => ({ state, open })) }),
        h("towow-timeline", { class: "panel live-timeline no-print", data: this.memo("timeline", [state, this.reveal?.busy], () => ({ state, busy: this.reveal?.busy })) })),
      h("towow-drawer", { class: "no-print", data: card && { title: card, body: channel, close: () => this.shut() } }),
    ];
  }

  /** @type {Map<string, {on: any[], value: any}>} */
  memos = new Map();

  /**
   * The same object for the same inputs, so that a part is drawn again only when its own changed.
   * @param {string} name @param {any[]} on @param {() => any} make
   */
  memo(name, on, make) {
    const old = this.memos.get(name);
    if (old && old.on.every((item, i) => item === on[i])) return old.value;
    const value = make();
    this.memos.set(name, { on, value });
    return value;
  }

  open = (/** @type {string} */ channel, /** @type {string} */ id) => {
    this.opener = document.activeElement;
    this.member = { channel, id };
    this.paint();
  };

  shut() {
    this.member = null;
    this.paint();
    if (this.opener instanceof Element && this.opener.isConnected) /** @type {any} */ (this.opener).focus();
  }

  /** @param {State} state @returns {any[]} title and body of the open card */
  card(state) {
    if (!this.member) return [null, null];
    const { channel: channelId, id } = this.member;
    const channel = [state.main, ...state.children].find((item) => item.id === channelId);
    return channel?.members[id] ? [channel.members[id].name, memberCard(state, channel, id)] : [null, null];
  }

  /** @param {State} state */
  head(state) {
    const text = this.full.text;
    const long = [...text].length > 160 || text.split("\n").length > 3;
    const mine = ownerToken(this.data.id);
    const cancellable = mine && !this.full.outcome && !this.full.noCandidates;
    return h("header", { class: "live-head" },
      h("h1", { class: `demand${long && !this.expanded ? " is-cut" : ""}`, tabindex: "-1" }, said(text, state.language || undefined)),
      long && h("button", { type: "button", class: "quiet no-print", "aria-expanded": String(this.expanded), onclick: () => { this.expanded = !this.expanded; this.paint(); } },
        t(this.expanded ? "action.less" : "action.more")),
      h("div", { class: "facts-line" },
        this.connectionLine(),
        h("span", { class: "fact" }, decides(state)),
        state.usage && h("span", { class: "fact" }, t("usage.demand", { tokens: number(state.usage.tokens), cost: dollars(state.usage.cost) })),
        state.isDemo && h("span", { class: "fact" }, h("span", { class: "chip tone-new", title: t("demo.text") }, t("demo.badge"))),
        state.deadline && !this.full.completed && h("span", { class: "fact" }, h("towow-countdown", { data: { at: state.deadline, key: "live.left" } })),
        this.full.completed && h("span", { class: "fact" }, t("live.took", { duration: duration(Date.parse(this.full.endedAt) - Date.parse(this.full.submittedAt)) })),
        h("span", { class: "spacer" }),
        this.full.completed && this.replayAt === null && this.complete() && h("button", { type: "button", class: "quiet with-icon no-print", onclick: () => this.scrub(1, true) }, icon("play"), t("replay.start")),
        h("a", { class: "button quiet no-print", href: `/stage/${encodeURIComponent(this.data.id)}` }, t("action.stage")),
        !this.full.outcome && h("button", { type: "button", class: "quiet no-print", onclick: async () => { this.told = t(await copyText(location.href) ? "told.linked" : "told.refused"); this.trouble = ""; this.paint(); } }, t("action.copy_link")),
        cancellable && !this.asksCancel && h("button", { type: "button", class: "quiet no-print", onclick: () => { this.asksCancel = true; this.trouble = ""; this.paint(); } }, t("action.cancel"))),
      cancellable && this.asksCancel && h("div", { class: "confirm no-print", role: "group", "aria-labelledby": "confirm-text" },
        h("p", { id: "confirm-text" }, t("cancel.sure")),
        h("button", { type: "button", class: "danger", disabled: this.pending, onclick: () => this.cancel(mine), ref: (/** @type {any} */ el) => queueMicrotask(() => el.focus()) }, t("cancel.yes")),
        h("button", { type: "button", disabled: this.pending, onclick: () => { this.asksCancel = false; this.paint(); } }, t("cancel.no"))),
      (this.trouble || this.told) && h("p", { class: `no-print ${this.trouble ? "trouble" : "told"}`, role: "status" }, wrong(this.trouble) || this.told));
  }

  // Replay: the same fold over the beginning of the same log.

  /**
   * How far the log is shown; null: the page as it is.
   * @type {number | null}
   */
  replayAt = null;
  /** @type {any} */
  player = 0;
  /** @type {{count: number, state: State}[]} */
  marks = [];

  /** Whether the whole log is still here. */
  complete() {
    return this.full.timeline.length > 1 && this.full.timeline.length === this.full.lastSeq;
  }

  /**
   * The state after the first `count` events. Every hundredth is kept, so that the slider is quick in a long log.
   * @param {number} count
   */
  past(count) {
    const mark = this.marks.filter((item) => item.count <= count).at(-1) ?? { count: 0, state: initialState() };
    let { state } = mark;
    for (let at = mark.count; at < count;) {
      const next = Math.min(count, at + 100 - (at % 100));
      state = reduceAll(state, this.full.timeline.slice(at, next).map((entry) => entry.event));
      at = next;
      if (at % 100 === 0 && !this.marks.some((item) => item.count === at)) this.marks = [...this.marks, { count: at, state }].sort((a, b) => a.count - b.count);
    }
    return this.memo("past", [count], () => state);
  }

  /** @param {number} count @param {boolean} [play] */
  scrub(count, play = false) {
    const all = this.full.timeline.length;
    const starts = this.replayAt === null;
    this.reveal?.flush();
    this.replayAt = Math.max(1, Math.min(count, all));
    clearInterval(this.player);
    this.player = play && this.replayAt < all ? setInterval(() => this.scrub((this.replayAt ?? 0) + 1, true), Math.max(120, Math.min(900, 30_000 / all))) : 0;
    this.paint();
    if (starts) /** @type {any} */ (this.querySelector(".replay input"))?.focus();
  }

  replay() {
    if (this.replayAt === null) return null;
    const at = this.replayAt;
    const all = this.full.timeline.length;
    const entry = this.full.timeline[at - 1];
    const playing = Boolean(this.player);
    const step = (/** @type {string} */ name, /** @type {number} */ to, /** @type {boolean} */ off) =>
      h("button", { type: "button", class: "quiet icon-only", "aria-label": t(`replay.${name}`), title: t(`replay.${name}`), disabled: off, onclick: () => this.scrub(to) }, icon(name));
    return h("section", { class: "panel replay no-print", "aria-label": t("replay.title") },
      step("back", at - 1, at <= 1),
      h("button", { type: "button", class: "icon-only", "aria-label": t(playing ? "replay.pause" : "replay.play"), title: t(playing ? "replay.pause" : "replay.play"),
        onclick: () => (playing ? this.scrub(at) : this.scrub(at >= all ? 1 : at, true)) }, icon(playing ? "pause" : "play")),
      step("next", at + 1, at >= all),
      h("input", { type: "range", min: "1", max: String(all), step: "1", value: String(at), "aria-label": t("replay.position"), "aria-valuetext": t("replay.at", { at, all }),
        oninput: (/** @type {any} */ event) => this.scrub(Number(event.target.value)) }),
      h("span", { class: "replay-at" }, t("replay.at", { at, all }), " · ", clock(entry.at)),
      h("button", { type: "button", class: "quiet", onclick: () => { clearInterval(this.player); this.player = 0; this.replayAt = null; this.paint(); } }, t("replay.end")));
  }

  connectionLine() {
    return connectionLine(this.connection, this.localName !== "towow-stage" && (() => this.stream?.retryNow()));
  }

  /** @param {State} state */
  phases(state) {
    const at = state.completed ? PHASES.length : PHASES.indexOf(state.phase);
    const kind = state.outcome?.kind;
    // One that ended early has not been through them all.
    const been = new Set(state.timeline.map((entry) => (entry.group.startsWith("round:") ? "negotiating" : entry.group)));
    return [
      h("ol", { class: `phases${kind === "failed" || kind === "cancelled" || state.noCandidates ? " is-failed" : ""}`, "aria-label": t("phase.label") }, PHASES.map((phase, i) => h("li", {
        key: phase, class: i === at ? "is-now" : i < at && been.has(phase) ? "is-past" : "is-next", "aria-current": i === at ? "step" : undefined,
      }, h("span", { class: "phase-name" }, t(`phase.${phase}`)),
      phase === "negotiating" && state.main.round > 0 && h("span", { class: "phase-round" }, t("phase.round", { round: state.main.round, max: Math.max(state.main.maxRounds, state.main.round) })),
      h("span", { class: "sr" }, i < at && been.has(phase) ? t("phase.past") : "")))),
      !state.completed && h("p", { class: "activity", "aria-hidden": "true" }, h("span", { class: "dots" }), this.activity(state)),
    ];
  }

  /**
   * One sentence: what is going on.
   * @param {State} state
   */
  activity(state) {
    const { main } = state;
    const version = currentVersion(main);
    switch (state.activity) {
      case "waiting": return t(ownerToken(this.data.id) ? "activity.waiting_you" : "activity.waiting", { count: state.waiting?.questions.length ?? 0 });
      case "inviting": {
        const answered = main.order.filter((id) => main.members[id].offer || main.members[id].left || main.members[id].silent.length).length;
        return t("activity.inviting", { answered, count: main.order.length });
      }
      case "composing": return t("activity.composing", { count: num(main.counts?.participants_count, num(main.counts?.offers_count)) });
      case "voting": {
        const count = version ? tally(version) : { eligible: 0, open: 0 };
        return t("activity.voting", { round: main.round, voted: count.eligible - count.open, count: count.eligible });
      }
      case "adjusting": return t("activity.adjusting", { round: main.round });
      case "subnet": return t("activity.subnet", { about: state.children.at(-1)?.about ?? "" });
      case "done": {
        const kind = state.outcome?.kind ?? "failed";
        return t(`outcome.${["finalized", "force_finalized", "failed", "cancelled"].includes(kind) ? kind : "failed"}.title`);
      }
      default: return t(`activity.${state.activity}`);
    }
  }

  /**
   * Spoken at most every three seconds, the last state always.
   * @param {State} state
   */
  announcement(state) {
    const sentence = this.activity(state);
    if (sentence === this.announced) return this.announced;
    const wait = this.announcedAt + ANNOUNCE - Date.now();
    clearTimeout(this.later);
    if (wait > 0) this.later = setTimeout(() => this.paint(), wait);
    else {
      this.announced = sentence;
      // Once it stands on the page: drawing all of it for the first time can take a while.
      queueMicrotask(() => { this.announcedAt = Date.now(); });
    }
    return this.announced;
  }

  /** @param {State} state */
  understood(state) {
    const u = state.understanding;
    if (!u) return null;
    const lang = state.language;
    const deep = obj(u.deep_understanding);
    const context = obj(u.context);
    const people = context.expected_attendees ?? obj(deep.scale).people_count;
    const dates = [context.date, context.date_end].map(day).filter((text, i, both) => text && both.indexOf(text) === i).join(" – ") || str(obj(deep.timeline).preferred_time);
    const row = (/** @type {string} */ label, /** @type {any} */ value) => value && [h("dt", null, t(label)), h("dd", null, value)];
    const covered = new Set(state.main.covered);
    return h("section", { class: "panel understood" },
      h("h2", null, t("understood.title")),
      str(deep.motivation) && !state.text.trim().startsWith(str(deep.motivation).trim()) && h("p", null, said(str(deep.motivation), lang)),
      arr(u.capability_tags).length > 0 && h("ul", { class: "tags", "aria-label": t("understood.needs") }, arr(u.capability_tags).map((tag) =>
        h("li", { class: `tag${state.main.uncovered.includes(tag) ? " is-missing" : covered.has(tag) ? " is-covered" : ""}` }, said(str(tag), lang),
          state.main.uncovered.includes(tag) && h("span", { class: "muted" }, ` ${t("understood.nobody")}`)))),
      h("dl", { class: "facts" },
        row("understood.place", (str(context.location) || str(deep.location)) && said(str(context.location) || str(deep.location), lang)),
        row("understood.people", num(people) > 0 && number(people)),
        row("understood.date", dates && said(dates)),
        row("understood.budget", context.budget && money(context.budget)),
        row("understood.remote", typeof context.remote === "boolean" && t(context.remote ? "answer.yes" : "answer.no")),
        row("understood.unsure", arr(u.uncertainties).length > 0 && said(comma(u.uncertainties), lang))));
  }

  /** @param {State} state */
  questions(state) {
    const waiting = /** @type {NonNullable<State["waiting"]>} */ (state.waiting);
    const token = ownerToken(this.data.id);
    const { questions } = waiting;
    const lang = state.language;
    if (!token) {
      return h("section", { class: "panel questions" }, h("h2", null, t("clarify.title_other")), h("ul", { class: "bullets" }, questions.map((question) => h("li", null, said(question.text, lang)))),
        h("p", { class: "muted" }, h("towow-countdown", { data: { at: waiting.answerBy, key: "clarify.left" } })));
    }
    return h("form", { class: "panel questions no-print", "aria-labelledby": "clarify-title", onsubmit: (/** @type {any} */ event) => {
      event.preventDefault();
      const fields = new FormData(event.target);
      this.clarify(token, questions.map((question) => ({ id: question.id, text: String(fields.get(question.id) ?? "").trim() })).filter((answer) => answer.text));
    } },
    h("h2", { id: "clarify-title" }, t("clarify.title", { count: questions.length })),
    h("p", { class: "muted" }, h("towow-countdown", { data: { at: waiting.answerBy, key: "clarify.left" } })),
    questions.map((question) => h("label", { class: "field", key: question.id }, h("span", null, said(question.text, lang)),
      h("textarea", { name: question.id, rows: "2", maxlength: "2000", lang, readonly: this.pending || this.answered }))),
    h("div", { class: "actions" },
      h("button", { type: "submit", class: "primary", disabled: this.pending || this.answered }, t(this.pending ? "action.sending" : "clarify.send")),
      h("button", { type: "button", disabled: this.pending || this.answered, onclick: () => this.clarify(token, []) }, t("clarify.skip")),
      h("span", { class: "told", role: "status" }, this.answered && t("clarify.sent"))));
  }

  /** @param {string} token @param {{id: string, text: string}[]} answers */
  async clarify(token, answers) {
    const done = await this.send("clarify", token, { answers });
    this.answered = done;
    this.paint();
  }

  /** @param {string} token */
  async cancel(token) {
    await this.send("cancel", token, {});
    this.asksCancel = false;
    this.paint();
  }

  /** @param {string} what @param {string} token @param {any} body */
  async send(what, token, body) {
    this.pending = true;
    this.trouble = this.told = "";
    this.paint();
    try {
      await call(`/api/v1/demand/${encodeURIComponent(this.data.id)}/${what}`, { method: "POST", token, body });
      return true;
    } catch (error) {
      this.trouble = error;
      return false;
    } finally {
      this.pending = false;
      this.paint();
    }
  }

  askAgain() {
    save("draft", { text: this.full.text });
    this.data.go("/");
  }

  /** @param {State} state @param {Channel} child */
  child(state, child) {
    const result = child.result;
    const accepted = child.versions.length > 0 ? child.versions[child.versions.length - 1] : null;
    return h("section", { class: "panel child-panel", key: child.id },
      h("h2", null, t("sub.title")),
      child.about && h("p", null, said(child.about, state.language)),
      h("p", { class: `lead${result?.failed ? " tone-bad" : ""}` }, result ? t(result.failed ? "sub.failed" : result.closed ? "sub.closed" : "sub.not_closed")
        : t(`sub.${child.activity === "done" ? "closing" : child.activity}`, { count: child.order.length, round: child.round || 1 }),
      !result && child.deadline && h("span", { class: "muted" }, " ", h("towow-countdown", { data: { at: child.deadline, key: "live.left" } }))),
      result?.failed && str(result.payload.reason) && h("p", { class: "muted" }, said(str(result.payload.reason), state.language)),
      accepted && h("details", null, h("summary", null, t("sub.plan")), h("towow-proposal", { data: this.memo(`proposal ${child.id}`, [state], () => ({ state, channel: child, open: this.open })) })),
      !accepted && child.order.length > 0 && h("p", { class: "muted" }, t("sub.asked", { names: comma(child.order.map((id) => nameOf(state, id))) })));
  }

  loading() {
    this.data.title(`${t("live.loading")} · ${t("app.name")}`);
    const { state } = this.connection;
    return h("section", { class: "state-page" }, h("h1", { tabindex: "-1" }, t(state === "offline" || state === "retrying" ? "live.no_server" : "live.loading")),
      h("p", { role: "status" }, this.connectionLine()),
      skeleton());
  }

  unknown() {
    this.data.title(`${t("unknown.title")} · ${t("app.name")}`);
    return h("section", { class: "state-page" }, h("h1", { tabindex: "-1" }, t("unknown.title")), h("p", null, t("unknown.text")),
      h("p", null, h("code", null, this.data.id)),
      h("p", { class: "actions" }, h("a", { class: "button primary", href: "/" }, t("unknown.ask")), h("a", { class: "button", href: "/agents" }, t("nav.agents"))));
  }
}

/**
 * Who decides here, in words.
 * @param {State} state
 */
export function decides(state) {
  const people = ["member", "remote", "requester", "operator", "deadline"];
  const models = Object.keys(state.deciders).filter((who) => who !== "rules" && !people.includes(who));
  const reasons = comma(Object.keys(state.fallbackReasons).map((reason) => t(`fallback.${reason}`)));
  const chip = (/** @type {string} */ text) => text && h("span", { class: "chip tone-warn" }, text);
  if (models.length === 0) {
    return [t(state.fallbacks > 0 ? "decides.fallback_only" : state.deciders.rules ? "decides.rules" : "decides.unknown", { count: state.fallbacks }), chip(reasons)];
  }
  const count = state.fallbacks > 0 && t("decides.fallbacks", { count: state.fallbacks });
  return [t("decides.model", { model: comma(models) }), count && chip(reasons ? `${count} (${reasons})` : count)];
}

customElements.define("towow-negotiation", NegotiationPage);
