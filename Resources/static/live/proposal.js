// @ts-check
import { View, h, said } from "../core/dom.js";
import { arr, comma, day, list, money, num, obj, percent, str } from "../core/format.js";
import { t } from "../core/i18n.js";
import { aspect, decided } from "./network.js";
import { difference, nameOf, tally } from "./reducer.js";

const LEVELS = ["high", "medium", "low"];

/** A plan's version with its votes and what changed. `data`: {state, channel, open(channelId, memberId), own: the reader's own id, if they take part} */
export class ProposalView extends View {
  /** @type {number | null} the version the reader picked; null follows the newest */
  picked = null;

  view() {
    if (!this.data) return null;
    /** @type {{state: State, channel: Channel}} */
    const { state, channel } = this.data;
    const versions = channel.versions;
    if (versions.length === 0) return null;
    const at = this.picked === null ? versions.length - 1 : Math.max(0, versions.findIndex((item) => item.version === this.picked));
    const version = versions[at];
    const plan = version.proposal;
    const earlier = at > 0 ? versions[at - 1].proposal : null;
    const diff = earlier ? difference(earlier, plan) : null;
    const lang = state.language;
    const ended = channel.outcome?.kind;
    const title = channel.isSubnet ? t("proposal.sub_title")
      : (ended === "finalized" || ended === "force_finalized") && at === versions.length - 1 ? t("proposal.final_title") : t("proposal.title");
    return [
      h("div", { class: "panel-head" }, h("h2", null, title),
        versions.length > 1 ? h("div", { class: "segments", role: "group", "aria-label": t("proposal.versions") }, versions.map((item, i) => h("button", {
          type: "button", class: "segment", key: item.version, "aria-pressed": String(i === at), "aria-label": t("proposal.version", { version: item.version }),
          onclick: () => { this.picked = i === versions.length - 1 ? null : item.version; this.paint(); },
        }, t("proposal.v", { version: item.version })))) : h("span", { class: "muted" }, t("proposal.version", { version: version.version }))),
      version.merged && h("p", { class: "note" }, version.note ? said(version.note, lang) : t("proposal.merged")),
      diff && changes(plan, lang),
      changed("p", "summary", str(plan.summary), diff, lang, "plan-summary"),
      str(plan.objective) && ![str(plan.summary), state.text.trim()].some((text) => text.startsWith(str(plan.objective).trim())) && h("p", { class: "muted" }, said(str(plan.objective), lang)),
      !version.merged && version.eligible.length > 0 && votes(channel, version),
      h("section", null, h("h3", null, t("proposal.people")), this.people(version, diff)),
      timeline(plan, diff, lang),
      bullets("proposal.criteria", arr(plan.success_criteria), diff?.criteria, diff, (item) => said(str(item), lang)),
      bullets("proposal.risks", arr(plan.risks), diff?.risks, diff, (item) => [h("b", null, said(str(obj(item).risk), lang)),
        LEVELS.includes(obj(item).probability) && h("span", { class: "chip" }, t(`level.${obj(item).probability}`)),
        str(obj(item).mitigation) && h("span", { class: "muted" }, " ", said(str(obj(item).mitigation), lang))]),
      bullets("proposal.open_needs", arr(plan.open_needs), undefined, null, (item) => said(str(item), lang)),
      more(state, plan, lang),
      decided(version.by),
    ];
  }

  /** @param {Version} version @param {PlanDifference | null} diff */
  people(version, diff) {
    const { state, channel } = this.data;
    const lang = state.language;
    return [h("ul", { class: "people" }, arr(version.proposal.assignments).map(obj).map((item) => {
      const id = str(item.agent_id);
      const own = this.data.own === id;
      const change = diff?.people[id];
      const was = change?.before ?? {};
      const vote = str(version.votes[id]?.feedback_type);
      const status = str(item.participation_status);
      const sure = ["confirmed", "optional", "declined", "withdrawn"].includes(status);
      const addressed = new Set(arr(item.conditions_addressed).map(str));
      const conditions = arr(channel.members[id]?.offer?.condition_details).map(obj);
      return h("li", { key: id, class: `person${change && change.kind !== "same" ? ` is-${change.kind}` : ""}${status ? ` is-${status}` : ""}${own ? " is-own" : ""}` },
        h("div", { class: "person-head" },
          channel.members[id] ? h("button", { type: "button", class: "link", onclick: () => this.data.open(channel.id, id) }, said(str(item.display_name) || nameOf(state, id)))
            : h("b", null, said(str(item.display_name) || nameOf(state, id))),
          own && h("span", { class: "chip tone-good" }, t("proposal.you")),
          h("span", { class: "role" }, was.role !== undefined && h("del", null, said(was.role, lang)), " ", h(was.role !== undefined ? "ins" : "span", null, said(str(item.role), lang))),
          change?.kind === "added" && diff && h("span", { class: "chip tone-new" }, t("diff.added")),
          change?.kind === "changed" && h("span", { class: "chip tone-new" }, t("diff.changed")),
          item.source === "subnet" && h("span", { class: "chip" }, t("proposal.from_sub")),
          h("span", { class: `stand tone-${sure ? STANDS[status] : STANDS[vote] ?? "quiet"}` },
            sure ? t(`status.${status}`) : vote ? t(`vote.${vote}`) : version.merged ? "" : t("status.open"))),
        h("p", null, was.responsibility !== undefined && [h("del", null, said(was.responsibility, lang)), " "],
          h(was.responsibility !== undefined ? "ins" : "span", null, said(str(item.responsibility), lang))),
        h("p", { class: "muted small" }, [
          item.price && t("proposal.price", { price: money(item.price) }),
          arr(item.needs).length > 0 && t("proposal.for_needs", { needs: comma(item.needs) }),
          arr(item.dependencies).length > 0 && t("proposal.after", { names: list(arr(item.dependencies).map((other) => nameOf(state, str(other)))) }),
          str(item.notes),
        ].filter(Boolean).map((text) => h("span", { class: "fact" }, said(text)))),
        conditions.length > 0 && h("ul", { class: "conditions small", "aria-label": t("card.conditions") }, conditions.map((condition) => {
          const met = addressed.has(str(condition.id));
          return h("li", null, h("span", { class: `chip ${met ? "tone-good" : "tone-warn"}` }, t(met ? "proposal.condition_met" : "proposal.condition_open")), " ", said(str(condition.text), lang));
        })));
    })),
    diff && diff.removed.length > 0 && h("ul", { class: "people" }, diff.removed.map((item) => h("li", { class: "person is-removed" },
      h("div", { class: "person-head" }, h("del", null, said(str(item.display_name) || str(item.agent_id))), h("span", { class: "role" }, said(str(item.role), lang)),
        h("span", { class: "chip tone-warn" }, t("diff.removed"))))))];
  }
}

/** @type {Record<string, string>} */
const STANDS = { confirmed: "best", accept: "best", optional: "warn", negotiate: "warn", declined: "bad", reject: "bad", withdrawn: "bad", withdraw: "bad" };

/**
 * A text with what it was before.
 * @param {string} tag @param {string} field @param {string} text @param {PlanDifference | null} diff @param {string} lang @param {string} className
 */
function changed(tag, field, text, diff, lang, className) {
  const was = diff?.texts[field];
  if (!text && !was) return null;
  return [h(tag, { class: className }, was !== undefined && was !== "" ? h("ins", null, said(text, lang)) : said(text, lang)),
    was && h("details", { class: "before" }, h("summary", null, t("diff.before")), h("p", null, h("del", null, said(was, lang))))];
}

/**
 * What the coordinator says it changed and refused.
 * @param {any} plan @param {string} lang
 */
function changes(plan, lang) {
  const summary = obj(plan.adjustment_summary);
  const made = arr(summary.changes_made).map(obj);
  const refused = arr(summary.requests_declined).map(obj);
  if (made.length + refused.length === 0) return null;
  return h("section", { class: "changes" }, h("h3", null, t("diff.title")), h("ul", null,
    made.map((item) => h("li", null, h("b", null, aspect(item.aspect, lang)), " ", str(item.before) && h("del", null, said(str(item.before), lang)), " ",
      h("ins", null, said(str(item.after), lang)), str(item.reason) && h("span", { class: "muted" }, " ", said(str(item.reason), lang)))),
    refused.map((item) => h("li", null, h("span", { class: "chip tone-warn" }, t("diff.refused")), " ", said(str(item.request), lang),
      h("span", { class: "muted" }, " ", said(str(item.reason), lang))))));
}

/** @param {Channel} channel @param {Version} version */
function votes(channel, version) {
  const count = tally(version);
  const kinds = /** @type {const} */ (["accept", "negotiate", "reject", "withdraw", "open"]);
  const evaluation = version.evaluation;
  const sum = kinds.filter((kind) => count[kind] > 0).map((kind) => t(`votes.${kind}`, { count: count[kind] }));
  return h("section", { class: "votes" },
    h("h3", null, t("proposal.votes", { round: version.round })),
    h("div", { class: "vote-bar", "aria-hidden": "true" }, kinds.filter((kind) => count[kind] > 0).map((kind) =>
      h("span", { key: kind, class: `vote-part vote-${kind}`, vars: { "flex-grow": count[kind] } }))),
    h("p", null, sum.length > 0 ? comma(sum) : t("votes.none")),
    evaluation && h("p", { class: "muted" }, t("votes.evaluated", { share: percent(num(evaluation.accept_rate)),
      high: percent(num(evaluation.threshold_high, num(channel.limits?.accept_threshold_high, 0.8))), decision: t(`evaluated.${str(evaluation.decision)}`) })));
}

/** @param {any} plan @param {PlanDifference | null} diff @param {string} lang */
function timeline(plan, diff, lang) {
  const when = obj(plan.timeline);
  const milestones = arr(when.milestones).map(obj);
  const dates = [when.start_date, when.end_date].map(day).filter((text, i, both) => text && both.indexOf(text) === i);
  if (milestones.length === 0 && dates.length === 0) return null;
  const moved = diff && (diff.texts.start_date || diff.texts.end_date);
  return h("section", null, h("h3", null, t("proposal.timeline")),
    dates.length > 0 && h("p", null, moved && [h("del", null, day(diff.texts.start_date || diff.texts.end_date)), " "], h(moved ? "ins" : "span", null, dates.join(" – "))),
    milestones.length > 0 && h("ol", { class: "milestones" },
      milestones.map((item) => h("li", null, h("time", null, day(item.date)), h("div", null,
        h(diff?.milestones.added.has(diff.key(item)) ? "ins" : "b", null, said(str(item.name), lang)),
        str(item.deliverable) && h("p", { class: "muted" }, said(str(item.deliverable), lang))))),
      diff && diff.milestones.removed.map((item) => h("li", { class: "is-removed" }, h("time", null, day(obj(item).date)), h("del", null, said(str(obj(item).name), lang))))));
}

/**
 * @param {string} title @param {any[]} items @param {{added: Set<string>, removed: any[]} | undefined} change @param {PlanDifference | null} diff
 * @param {(item: any) => any} show
 */
function bullets(title, items, change, diff, show) {
  if (items.length === 0) return null;
  return h("section", null, h("h3", null, t(title)), h("ul", { class: "bullets" },
    items.map((item) => h("li", null, change && diff && change.added.has(diff.key(item)) ? h("ins", null, show(item)) : show(item))),
    change && change.removed.map((item) => h("li", { class: "is-removed" }, h("del", null, show(item))))));
}

/**
 * How the plan works and how wishes were handled, folded away.
 * @param {State} state @param {any} plan @param {string} lang
 */
function more(state, plan, lang) {
  const model = obj(plan.collaboration_model);
  const handled = obj(plan.negotiation_handling);
  const left = arr(plan.not_selected).map(obj);
  const facts = [["proposal.channel", model.communication_channel], ["proposal.meetings", model.meeting_frequency], ["proposal.decisions", model.decision_mechanism]]
    .filter(([, value]) => str(value));
  const wishes = [...arr(handled.addressed).map((item) => ({ met: true, item: obj(item) })), ...arr(handled.declined).map((item) => ({ met: false, item: obj(item) }))];
  if (facts.length + wishes.length + left.length === 0 && !str(plan.rationale)) return null;
  return h("details", { class: "more" }, h("summary", null, t("proposal.more")),
    str(plan.rationale) && h("section", null, h("h3", null, t("proposal.rationale")), h("p", null, said(str(plan.rationale), lang))),
    wishes.length > 0 && h("section", null, h("h3", null, t("proposal.wishes")), h("ul", { class: "bullets" }, wishes.map(({ met, item }) => h("li", null,
      h("b", null, said(nameOf(state, str(item.agent_id)))), " ", aspect(item.aspect, lang), " ",
      h("span", { class: `chip ${met ? "" : "tone-warn"}` }, t(met ? "proposal.granted" : "diff.refused")), " ",
      h("span", { class: "muted" }, said(str(item.resolution) || str(item.reason), lang)))))),
    facts.length > 0 && h("section", null, h("h3", null, t("proposal.working")), h("dl", { class: "facts" }, facts.map(([label, value]) => [h("dt", null, t(label)), h("dd", null, said(str(value), lang))]))),
    left.length > 0 && h("section", null, h("h3", null, t("member.not_selected")), h("ul", { class: "bullets" }, left.map((item) => h("li", null,
      h("b", null, said(str(item.display_name) || nameOf(state, str(item.agent_id)))), " ", h("span", { class: "muted" }, said(str(item.reason), lang)))))));
}

customElements.define("towow-proposal", ProposalView);
