// @ts-check
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
