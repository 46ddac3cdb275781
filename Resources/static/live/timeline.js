// @ts-check
import { View, h, said } from "../core/dom.js";
import { arr, clock, comma, num, obj, percent, str } from "../core/format.js";
import { has, language, pieces, t } from "../core/i18n.js";
import { spoken } from "./network.js";
import { KINDS, nameOf } from "./reducer.js";

/**
 * What an event says to a reader: a sentence, and what was said in it.
 * @param {State} state @param {TimelineEntry} entry @returns {{title: any, text: string, tone: string}}
 */
export function describe(state, entry) {
  const p = entry.event.payload ?? {};
  const name = h("b", null, said(str(p.display_name) || nameOf(state, str(p.agent_id))));
  const say = (/** @type {string} */ key, /** @type {Record<string, any>} */ params = {}) => pieces(`event.${key}`, { name, ...params });
  const made = (/** @type {any} */ title, /** @type {any} */ text = "", tone = "plain") => ({ title, text: spoken(text), tone });
  switch (entry.name) {
    case "demand.submitted": return made(say("submitted"));
    case "demand.understood": {
      const questions = arr(p.questions).length;
      if (p.answer_by && questions && num(p.revision, 1) < 2) return made(say("understood_asks", { count: questions }), obj(p.deep_understanding).motivation);
      return made(say(num(p.revision, 1) > 1 ? "understood_again" : "understood"), obj(p.deep_understanding).motivation);
    }
    case "filter.completed": {
      const missing = comma(arr(obj(p.coverage).uncovered));
      return made(say("found", { count: arr(p.candidates).length }), missing && t("event.found_missing", { needs: missing }));
    }
    case "filter.failed": return made(say("found_none"), p.message, "bad");
    case "channel.created": return made(say("opened", { count: num(obj(p.limits).max_rounds, 1) }));
    case "demand.broadcast": return made(say("invited", { count: arr(p.candidates).length }));
    case "offer.submitted": {
      const decision = ["participate", "conditional", "decline"].includes(p.decision) ? p.decision : "participate";
      const text = decision === "decline" ? p.decline_reason || p.reasoning
        : decision === "conditional" ? [str(p.contribution), comma(arr(p.conditions))].filter(Boolean).join(" — ") : p.contribution;
      return made(say(`offer_${decision}`), text, { participate: "good", conditional: "warn", decline: "bad" }[/** @type {"decline"} */ (decision)]);
    }
    case "agent.no_answer": return made(say(p.phase === "review" ? "no_vote" : "no_answer"), has(`no_answer.${p.reason}`) ? t(`no_answer.${p.reason}`) : "", "quiet");
    case "agent.reminded": return made(say("reminded", { count: entry.agents.length, names: said(comma(entry.agents.map((id) => nameOf(state, id)))) }));
    case "agent.withdrawn": return made(say("withdrawn"), p.reason, "bad");
    case "agent.kicked": return made(say("kicked"), p.reason, "bad");
    case "aggregation.started": return made(say("composing", { count: num(p.participants_count, num(p.offers_count)) }));
    case "proposal.distributed": return made(say("plan", { version: num(p.version, 1), count: num(p.participants_count, arr(p.participants).length) }), p.summary || obj(p.proposal).summary, "main");
    case "proposal.feedback": {
      const answer = ["accept", "negotiate", "reject", "withdraw"].includes(p.feedback_type) ? p.feedback_type : "negotiate";
      return made(say(`vote_${answer}`), answer === "negotiate" ? p.adjustment_request || p.reason : p.reason,
        { accept: "good", negotiate: "warn", reject: "bad", withdraw: "bad" }[/** @type {"accept"} */ (answer)]);
    }
    case "negotiation.bargain": return made(say("bargain"), p.content, "warn");
    case "negotiation.counter_proposal": return made(say("counter"), p.counter_proposal || p.reason, "warn");
    case "feedback.evaluated": return made(say("evaluated", { accepts: num(p.accepts), eligible: num(p.eligible), share: percent(num(p.accept_rate)) }),
      has(`evaluated.${p.decision}`) ? t(`evaluated.${p.decision}`) : str(p.decision), "main");
    case "negotiation.round_started": return made(say("round", { round: num(p.round), max: num(p.max_rounds) }), "", "main");
    case "proposal.finalized": return made(say(entry.sub ? "sub_agreed" : "agreed"), p.summary, "best");
    case "negotiation.force_finalized": return made(say(entry.sub ? "sub_forced" : "forced"), p.summary, "warn");
    case "negotiation.failed": return made(say(entry.sub ? "sub_failed" : "failed"), p.reason, "bad");
    case "compromise.proposed": return made(say("compromise"), obj(p.compromise).summary, "main");
    case "gap.identified": return made(p.is_complete ? say("gaps_none") : say("gaps", { count: num(p.total_gaps, arr(p.gaps).length) }),
      arr(p.gaps).map((gap) => str(obj(gap).description)).filter(Boolean).join(language() === "zh" ? "；" : "; "), p.is_complete ? "good" : "warn");
    case "subnet.triggered": return made(say("sub_opened"), p.gap_description || obj(p.sub_demand).surface_demand, "main");
    case "subnet.completed": return made(say(p.closed ? "sub_closed" : "sub_not_closed"), "", p.closed ? "good" : "warn");
    case "subnet.failed": return made(say("sub_gave_up"), p.reason, "bad");
    case "proposal.updated": return made(say("merged", { count: arr(p.added).length }), p.note, "main");
    case "demand.completed": return made(say("completed", { outcome: t(`outcome.${str(p.outcome) || "failed"}`) }), "", p.success ? "best" : "quiet");
  }
  return made(h("code", null, entry.type), "", "quiet");
}

/**
 * The heading of a group.
 * @param {State} state @param {string} group
 */
function heading(state, group) {
  const [kind, rest] = [group.slice(0, group.indexOf(":")), group.slice(group.indexOf(":") + 1)];
  if (kind === "round") return t("timeline.round", { round: rest, max: Math.max(state.main.maxRounds, Number(rest)) });
  if (kind === "sub") return t("timeline.sub");
  return t(`phase.${group}`);
}

/** Rows in the page at most; the rest of a long log is paged through. */
export const MOST_ROWS = 200;

/** `data`: {state, busy} */
export class TimelineView extends View {
  kind = "";
  member = "";
  /**
   * The entry behind the last shown one; null follows the newest.
   * @type {number | null}
   */
  until = null;
  unseen = 0;
  seenSeq = 0;
  atEnd = true;
  /**
   * Rows whose raw event is shown.
   * @type {Set<number>}
   */
  raw = new Set();
  /**
   * Rows as they were last described.
   * @type {Map<number, VNode>}
   */
  drawn = new Map();

  view() {
    if (!this.data) return null;
    /** @type {State} */
    const state = this.data.state;
    const matching = this.kind || this.member ? state.timeline.filter((entry) => (!this.kind || entry.kind === this.kind) && (!this.member || entry.agents.includes(this.member))) : state.timeline;
    const until = Math.min(this.until ?? matching.length, matching.length);
    const from = Math.max(0, until - MOST_ROWS);
    const entries = matching.slice(from, until);
    const page = (/** @type {string} */ key, /** @type {number} */ count, /** @type {number} */ to) => count > 0 && h("button", { type: "button", class: "page-rows", key, onclick: () => this.page(to, matching.length) }, t(`timeline.${key}`, { count }));
    /** @type {{name: string, key: string, entries: TimelineEntry[]}[]} */
    const groups = [];
    for (const entry of entries) {
      if (groups.at(-1)?.name !== entry.group) groups.push({ name: entry.group, key: `${entry.group} ${entry.seq}`, entries: [] });
      groups.at(-1)?.entries.push(entry);
    }
    const kinds = KINDS.filter((kind) => state.timeline.some((entry) => entry.kind === kind));
    const people = [...new Set([state.main, ...state.children].flatMap((channel) => channel.order))];
    const choose = (/** @type {any} */ event, /** @type {"kind" | "member"} */ what) => { this[what] = event.target.value; this.until = null; this.paint(); };
    return [
      h("div", { class: "panel-head" }, h("h2", null, t("timeline.title")),
        h("div", { class: "filters" },
          h("label", null, h("span", { class: "sr" }, t("timeline.kind")), h("select", { value: this.kind, onchange: (/** @type {any} */ e) => choose(e, "kind") },
            h("option", { value: "" }, t("timeline.all_kinds")), kinds.map((kind) => h("option", { value: kind, key: kind }, t(`timeline.kind.${kind}`))))),
          h("label", null, h("span", { class: "sr" }, t("timeline.member")), h("select", { value: this.member, onchange: (/** @type {any} */ e) => choose(e, "member") },
            h("option", { value: "" }, t("timeline.all_members")), people.map((id) => h("option", { value: id, key: id }, nameOf(state, id))))))),
      h("div", { class: "log-frame" },
        h("div", { class: "log", role: "log", tabindex: "0", "aria-label": t("timeline.title"), "aria-busy": String(Boolean(this.data.busy)),
          onscroll: (/** @type {any} */ event) => this.scrolled(event.target) },
        page("earlier", from, from + MOST_ROWS / 4),
        groups.map((group) => h("section", { key: group.key, class: `log-group${group.name.startsWith("sub:") ? " of-sub" : ""}` },
          h("h3", null, heading(state, group.name)),
          h("ol", null, group.entries.map((entry) => this.row(state, entry))))),
        page("later", matching.length - until, until + MOST_ROWS * 3 / 4),
        entries.length === 0 && h("p", { class: "empty" }, t(state.timeline.length ? "timeline.no_match" : "timeline.empty"))),
        this.unseen > 0 && h("button", { type: "button", class: "new-items", onclick: () => this.toEnd() }, t("timeline.new", { count: this.unseen }))),
    ];
  }

  /**
   * Pages through a long log; the row that was at the edge stays where it is.
   * @param {number} until @param {number} all
   */
  page(until, all) {
    const log = this.log();
    const rows = /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".row")]);
    const edge = until > (this.until ?? all) ? rows.at(-1) : rows[0];
    const seq = edge?.dataset.seq;
    const top = edge?.getBoundingClientRect().top ?? 0;
    this.until = until >= all ? null : Math.max(until, MOST_ROWS);
    this.atEnd = false;
    this.paint();
    const again = this.querySelector(`.row[data-seq="${seq}"]`);
    if (log && again) log.scrollTop += again.getBoundingClientRect().top - top;
    log?.focus({ preventScroll: true });
  }

  /** @param {State} state @param {TimelineEntry} entry */
  row(state, entry) {
    const open = this.raw.has(entry.seq);
    const memo = [entry, open, language(), entry.agents.map((id) => nameOf(state, id)).join()];
    const drawn = this.drawn.get(entry.seq);
    if (drawn && memo.every((value, i) => value === drawn.props.memo[i])) return drawn;
    if (this.drawn.size > 2 * MOST_ROWS) this.drawn.clear();
    const { title, text, tone } = describe(state, entry);
    const p = entry.event.payload ?? {};
    const who = str(p.decided_by);
    const known = ["rules", "member", "remote", "requester", "operator", "deadline"].includes(who);
    const row = h("li", { key: entry.seq, "data-seq": String(entry.seq), class: `row tone-${tone}${open ? " is-open" : ""}`, memo },
      h("div", { class: "row-line" }, h("p", { class: "row-title" }, title),
        h("time", { class: "row-time", datetime: entry.at }, clock(entry.at))),
      text && h("p", { class: "row-text" }, said(text, state.language)),
      h("details", { class: "raw", ontoggle: (/** @type {any} */ event) => {
        if (event.target.open === this.raw.has(entry.seq)) return;
        if (event.target.open) this.raw.add(entry.seq);
        else this.raw.delete(entry.seq);
        this.paint();
      } },
      h("summary", null, h("span", { class: "raw-name" }, `#${entry.seq}`),
        who && h("span", { class: "raw-who" }, known ? t(`decided.${who}`) : who), p.fallback === true && h("span", { class: "chip tone-warn" }, t("decided.fallback", { reason: t(`fallback.${str(p.fallback_reason) || "unavailable"}`) })),
        h("span", { class: "raw-open" }, t("timeline.raw"))),
      open && h("pre", { tabindex: "0" }, JSON.stringify(entry.event, null, 2))));
    this.drawn.set(entry.seq, row);
    return row;
  }

  paint() {
    super.paint();
    const log = this.log();
    const last = this.data?.state.lastSeq ?? 0;
    if (!log || last === this.seenSeq) return;
    if (this.atEnd && this.until === null) {
      this.seenSeq = last;
      log.scrollTop = log.scrollHeight;
    } else if (last > this.seenSeq) {
      const unseen = last - this.seenSeq;
      if (unseen !== this.unseen) {
        this.unseen = unseen;
        super.paint();
      }
    } else this.seenSeq = last;
  }

  /** @returns {HTMLElement | null} */
  log() {
    return this.querySelector(".log");
  }

  /** @param {HTMLElement} log */
  scrolled(log) {
    this.atEnd = this.until === null && log.scrollHeight - log.scrollTop - log.clientHeight < 24;
    if (!this.atEnd) return;
    this.seenSeq = this.data.state.lastSeq;
    if (this.unseen) {
      this.unseen = 0;
      super.paint();
    }
  }

  toEnd() {
    const log = this.log();
    this.unseen = 0;
    this.until = null;
    this.atEnd = true;
    this.seenSeq = this.data.state.lastSeq;
    super.paint();
    if (!log) return;
    log.scrollTop = log.scrollHeight;
    log.focus({ preventScroll: true });
  }
}

customElements.define("towow-timeline", TimelineView);
