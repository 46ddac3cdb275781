// @ts-check
import { View, h, icon, said } from "../core/dom.js";
import { copyText } from "../core/api.js";
import { arr, comma, day, list, money, num, obj, percent, str } from "../core/format.js";
import { has, t } from "../core/i18n.js";
import { currentVersion, nameOf, openGaps } from "./reducer.js";

/**
 * Text as text: markup characters of Markdown and HTML are escaped, lines joined.
 * @param {any} value
 */
export function escape(value) {
  return str(value).replace(/[\\`*_[\]<>#|~&]/g, "\\$&").replace(/\s*\n\s*/g, " ").trim().replace(/^([-+]\s)/, "\\$1").replace(/^(\d+)([.)]\s)/, "$1\\$2");
}

/**
 * The negotiation as a document to paste.
 * @param {State} state
 */
export function markdown(state) {
  /** @type {string[]} */
  const out = [];
  const line = (/** @type {string} */ text = "") => out.push(text);
  const title = (/** @type {string} */ text) => out.push("", `## ${text}`, "");
  const bullets = (/** @type {any} */ items) => arr(items).map(str).filter(Boolean).forEach((item) => line(`- ${escape(item)}`));
  const kind = state.outcome?.kind ?? "";
  const version = currentVersion(state.main);
  const plan = version?.proposal;

  line(`# ${t("markdown.title")}`);
  line();
  state.text.trim().split("\n").forEach((text) => line(`> ${escape(text)}`));
  line();
  if (kind) line(`**${t(`outcome.${has(`outcome.${kind}.title`) ? kind : "failed"}.title`)}**`);
  const p = state.outcome?.payload ?? {};
  if (kind === "finalized" || kind === "force_finalized") {
    line();
    const groups = { confirmed: p.confirmed_participants, optional: p.optional_participants, declined: p.declined_agents, withdrawn: p.withdrawn_agents };
    for (const [status, ids] of Object.entries(groups)) {
      const names = arr(ids).map((id) => nameOf(state, typeof id === "string" ? id : str(obj(id).agent_id)));
      if (names.length) line(`- ${t(`status.${status}`)}: ${escape(list(names))}`);
    }
  } else if (kind) {
    line();
    const code = str(p.reason_code);
    line(has(`reason.${code}`) ? t(`reason.${code}`) : escape(p.reason));
  }

  if (plan) {
    title(`${t("proposal.title")} (${t("proposal.version", { version: num(version?.version, 1) })})`);
    line(escape(plan.summary));
    title(t("proposal.people"));
    for (const item of arr(plan.assignments).map(obj)) {
      const status = has(`status.${item.participation_status}`) ? ` — ${t(`status.${item.participation_status}`)}` : "";
      const vote = version && version.votes[item.agent_id]?.feedback_type;
      line(`- **${escape(item.display_name || nameOf(state, item.agent_id))}** (${escape(item.role)})${status || (vote ? ` — ${t(`vote.${vote}`)}` : "")}`);
      if (item.responsibility) line(`  ${escape(item.responsibility)}`);
      if (item.price) line(`  ${t("proposal.price", { price: escape(money(item.price)) })}`);
    }
    const milestones = arr(obj(plan.timeline).milestones).map(obj);
    if (milestones.length) {
      title(t("proposal.timeline"));
      for (const item of milestones) line(`- ${escape(day(item.date))} ${escape(item.name)}${item.deliverable ? `: ${escape(item.deliverable)}` : ""}`);
    }
    if (arr(plan.success_criteria).length) {
      title(t("proposal.criteria"));
      bullets(plan.success_criteria);
    }
    if (arr(plan.risks).length) {
      title(t("proposal.risks"));
      for (const item of arr(plan.risks).map(obj)) line(`- ${escape(item.risk)}${item.mitigation ? ` — ${escape(item.mitigation)}` : ""}`);
    }
    if (version?.evaluation) {
      line();
      line(t("markdown.accepted", { share: percent(num(version.evaluation.accept_rate)), round: version.round }));
    }
  }
  const gaps = openGaps(state).map(obj);
  if (gaps.length && kind !== "failed" && kind !== "cancelled") {
    title(t("outcome.gaps"));
    for (const gap of gaps) line(`- ${escape(gap.description || gap.requirement)}${arr(gap.potential_solutions).length ? ` (${escape(comma(gap.potential_solutions))})` : ""}`);
  }
  const c = state.compromise;
  if (c) {
    title(t("outcome.compromise"));
    line(escape(c.summary));
    for (const item of arr(c.possible_now).map(obj)) line(`- **${escape(item.display_name || item.agent_id)}**: ${escape(item.contribution)}`);
    for (const field of ["unresolved", "alternatives", "next_steps"]) {
      if (!arr(c[field]).length) continue;
      line();
      line(`### ${t(`outcome.${field}`)}`);
      line();
      bullets(c[field]);
    }
  }
  line();
  return out.join("\n").replace(/\n{3,}/g, "\n\n");
}

/** The end of a negotiation, readable without the rest. `data`: {state, again(), open(channelId, memberId)} */
export class OutcomeView extends View {
  view() {
    if (!this.data) return null;
    /** @type {State} */
    const state = this.data.state;
    const { outcome } = state;
    if (!outcome && !state.noCandidates) return null;
    const kind = outcome?.kind ?? "failed";
    const good = kind === "finalized" || kind === "force_finalized";
    const known = ["finalized", "force_finalized", "failed", "cancelled"].includes(kind);
    const title = t(`outcome.${known ? kind : "failed"}.title`);
    return h("section", { class: `panel outcome is-${kind}`, "aria-labelledby": "outcome-title" },
      h("h2", { id: "outcome-title" }, title),
      good ? this.agreed(state, kind) : this.failed(state, kind),
      this.gaps(state, good),
      h("div", { class: "actions no-print" },
        kind !== "finalized" && h("button", { type: "button", class: "primary", onclick: () => this.data.again() }, t("action.again")),
        h("button", { type: "button", class: "with-icon", onclick: async () => this.tell(await copyText(markdown(state)) ? "copied" : "refused") }, icon("copy"), t("action.copy_markdown")),
        h("button", { type: "button", class: "with-icon", onclick: async () => this.tell(await copyText(location.href) ? "linked" : "refused") }, icon("link"), t("action.copy_link")),
        h("button", { type: "button", class: "with-icon", onclick: () => window.print() }, icon("print"), t("action.print")),
        kind === "finalized" && h("button", { type: "button", onclick: () => this.data.again() }, t("action.again")),
        h("span", { class: "told", role: "status" }, this.told && t(`told.${this.told}`))));
  }

  /** @param {"copied" | "linked" | "refused"} what */
  tell(what) {
    this.told = what;
    this.paint();
  }

  /** @param {State} state @param {string} kind */
  agreed(state, kind) {
    const p = state.outcome?.payload ?? {};
    const names = (/** @type {any} */ ids) => arr(ids).map((id) => this.person(state, typeof id === "string" ? id : str(obj(id).agent_id)));
    const rounds = num(p.total_rounds, state.main.round || 1);
    const groups = [
      ["status.confirmed", "best", names(p.confirmed_participants)], ["status.optional", "warn", names(p.optional_participants)],
      ["status.declined", "bad", names(p.declined_agents)], ["status.withdrawn", "quiet", names(p.withdrawn_agents)],
    ].filter(([, , people]) => people.length > 0);
    return [
      h("p", { class: "lead" }, t(`outcome.${kind}.lead`, { count: rounds, accepted: arr(p.confirmed_participants).length })),
      h("dl", { class: "people-groups" }, groups.map(([label, tone, people]) => [h("dt", { class: `tone-${tone}` }, t(String(label))), h("dd", null, people)])),
    ];
  }

  /** @param {State} state @param {string} id */
  person(state, id) {
    const member = state.main.members[id];
    return h("span", { class: "name-chip" }, member
      ? h("button", { type: "button", class: "link", onclick: () => this.data.open(state.main.id, id) }, said(member.name)) : said(nameOf(state, id)));
  }

  /** @param {State} state @param {string} kind */
  failed(state, kind) {
    const lang = state.language;
    const failure = state.outcome?.payload ?? {};
    const reason = failure.reason_code && failure.reason ? failure : { ...state.noCandidates, ...failure, ...state.completed };
    const code = str(reason.reason_code);
    const asked = arr(failure.asked).map(obj);
    const unserved = arr(failure.unserved_needs);
    const c = state.compromise;
    const words = has(`reason.${code}`) ? t(`reason.${code}`) : "";
    const detail = str(reason.message) || (str(reason.reason) !== code && str(reason.reason) !== "no_candidates" ? str(reason.reason) : "");
    return [
      h("p", { class: "lead" }, words || (detail ? said(detail, lang) : t("reason.other"))),
      words && detail && h("p", { class: "muted" }, said(detail, lang)),
      str(reason.constraint) && h("p", { class: "muted" }, t("outcome.constraint", { constraint: has(`constraint.${reason.constraint}`) ? t(`constraint.${reason.constraint}`) : str(reason.constraint) })),
      kind !== "cancelled" && (asked.length > 0 || unserved.length > 0 || num(failure.total_rounds) > 0) && h("section", null, h("h3", null, t("outcome.tried")),
        h("p", null, t("outcome.tried_line", { count: num(failure.total_rounds), asked: asked.length, answered: num(failure.responses_received) })),
        asked.length > 0 && h("ul", { class: "asked" }, asked.map((item) => h("li", null, this.person(state, str(item.agent_id)), " ",
          h("span", { class: "muted" }, has(`answer.${str(item.answer)}`) ? t(`answer.${str(item.answer)}`) : said(str(item.answer), lang))))),
        unserved.length > 0 && h("p", null, t("outcome.unserved"), " ", unserved.map((need) => h("span", { class: "tag" }, said(str(need), lang))))),
      c ? h("section", { class: "compromise" }, h("h3", null, t("outcome.compromise")),
        str(c.summary) && h("p", null, said(str(c.summary), lang)),
        arr(c.possible_now).length > 0 && [h("h4", null, t("outcome.possible")), h("ul", { class: "bullets" }, arr(c.possible_now).map(obj).map((item) => h("li", null,
          h("b", null, said(str(item.display_name) || nameOf(state, str(item.agent_id)))), " ", said(str(item.contribution), lang),
          arr(item.conditions).length > 0 && h("span", { class: "muted" }, " (", said(list(arr(item.conditions).map(str)), lang), ")"))))],
        section("outcome.unresolved", c.unresolved, lang), section("outcome.alternatives", c.alternatives, lang), section("outcome.next_steps", c.next_steps, lang))
        : kind === "failed" && !state.completed && h("p", { class: "muted" }, t("activity.compromise")),
    ];
  }

  /** @param {State} state @param {boolean} good */
  gaps(state, good) {
    if (!good) return null;
    const lang = state.language;
    const gaps = openGaps(state).map(obj);
    const merged = state.main.versions.filter((version) => version.merged).flatMap((version) => version.added);
    const advice = state.children.filter((child) => child.result?.failed).map((child) => [child.gapId, child.result?.payload.advice]);
    return [
      state.gaps && gaps.length === 0 && h("p", { class: "complete" }, icon("check"), t("outcome.nothing_missing")),
      merged.length > 0 && h("p", null, t("outcome.merged", { names: list(merged.map((id) => nameOf(state, id))) })),
      gaps.length > 0 && h("section", null, h("h3", null, t("outcome.gaps")), h("ul", { class: "gaps" }, gaps.map((gap) => h("li", null,
        h("p", null, ["critical", "high", "medium", "low"].includes(gap.severity) && h("span", { class: `chip ${gap.severity === "critical" || gap.severity === "high" ? "tone-bad" : "tone-warn"}` }, t(`severity.${gap.severity}`)),
          " ", said(str(gap.description) || str(gap.requirement), lang)),
        arr(gap.potential_solutions).length > 0 && h("ul", { class: "bullets muted" }, arr(gap.potential_solutions).map((text) => h("li", null, said(str(text), lang)))),
        advice.filter(([id]) => id === gap.gap_id).flatMap(([, text]) => (Array.isArray(text) ? text : [text])).filter((text) => text && !arr(gap.potential_solutions).includes(text))
          .map((text) => h("p", { class: "muted" }, said(str(text), lang))))))),
    ];
  }
}

/** @param {string} title @param {any} items @param {string} lang */
function section(title, items, lang) {
  return arr(items).length > 0 && [h("h4", null, t(title)), h("ul", { class: "bullets" }, arr(items).map((text) => h("li", null, said(str(text), lang))))];
}

customElements.define("towow-outcome", OutcomeView);
