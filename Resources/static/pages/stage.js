// @ts-check
import { h, said } from "../core/dom.js";
import { arr, obj, str } from "../core/format.js";
import { t } from "../core/i18n.js";
import { path, qr } from "../core/qr.js";
import { currentVersion, nameOf, openGaps } from "../live/reducer.js";
import { describe } from "../live/timeline.js";
import { NegotiationPage, decides } from "./negotiation.js";

const LATEST = 5;

/** The same negotiation for a hall: large, calm, nothing to press. `data`: {id, title(text)} */
export class StagePage extends NegotiationPage {
  view() {
    if (!this.data) return null;
    if (this.connection.state === "unknown") return this.unknown();
    if (this.full.lastSeq === 0) return this.loading();
    const state = this.shown;
    this.data.title(`${this.full.text.slice(0, 60)} · ${t("app.name")}`);
    return [
      h("header", { class: "stage-head" }, h("h1", { class: "demand", tabindex: "-1" }, said(state.text || this.full.text, state.language || undefined)), this.phases(state)),
      h("p", { class: "sr", role: "status" }, this.announcement(state)),
      h("div", { class: "stage-body" },
        h("towow-network", { data: this.memo("network", [state], () => ({ state, stage: true })) }),
        h("div", { class: "stage-side" }, state.completed ? this.result(state) : this.latest(state))),
      this.foot(state),
    ];
  }

  /** @param {State} state */
  latest(state) {
    const version = currentVersion(state.main);
    return [
      version && h("section", null, h("h2", null, t("proposal.title")), h("p", { class: "stage-plan" }, said(str(version.proposal.summary), state.language))),
      h("section", null, h("h2", null, t("stage.latest")),
        h("ol", { class: "stage-log" }, state.timeline.slice(-LATEST).reverse().map((entry) => {
          const { title, text, tone } = describe(state, entry);
          return h("li", { key: entry.seq, class: `row tone-${tone}` }, h("p", { class: "row-title" }, title), text && h("p", { class: "row-text" }, said(text, state.language)));
        }))),
    ];
  }

  /** @param {State} state */
  result(state) {
    const kind = state.outcome?.kind ?? "failed";
    const good = kind === "finalized" || kind === "force_finalized";
    const payload = state.outcome?.payload ?? {};
    const plan = obj(currentVersion(state.main)?.proposal);
    const confirmed = arr(payload.confirmed_participants).map((id) => (typeof id === "string" ? id : str(obj(id).agent_id)));
    const roles = new Map(arr(plan.assignments).map((item) => [str(obj(item).agent_id), str(obj(item).role)]));
    const gaps = openGaps(state).map((gap) => str(gap.description) || str(gap.requirement)).filter(Boolean);
    return h("section", { class: `outcome stage-outcome is-${kind}` },
      h("h2", null, t(`outcome.${["finalized", "force_finalized", "failed", "cancelled"].includes(kind) ? kind : "failed"}.title`)),
      h("p", { class: "stage-plan" }, said(str(good ? plan.summary : state.compromise?.summary ?? payload.reason), state.language)),
      good && h("ul", { class: "stage-people" }, confirmed.map((id) => h("li", { key: id }, h("b", null, said(nameOf(state, id))), " ", h("span", { class: "muted" }, said(roles.get(id) ?? "", state.language))))),
      good && gaps.length > 0 && h("p", { class: "tone-warn stage-gap" }, t("outcome.gaps"), ": ", said(gaps.join("; "), state.language)));
  }

  /** @param {State} state */
  foot(state) {
    const address = `${location.origin}/negotiation/${this.data.id}`;
    const rows = this.memo("qr", [address], () => qr(address));
    return h("footer", { class: "stage-foot" },
      rows && h("svg", { class: "qr", viewBox: `0 0 ${rows.length + 8} ${rows.length + 8}`, role: "img", "aria-label": t("stage.qr"), "shape-rendering": "crispEdges" },
        h("path", { class: "qr-ground", d: `M0 0h${rows.length + 8}v${rows.length + 8}h-${rows.length + 8}z` }), h("path", { d: path(rows) })),
      h("div", null, h("p", { class: "stage-follow" }, t("stage.follow")), h("p", { class: "muted stage-address" }, address)),
      h("div", { class: "stage-facts" }, state.isDemo && h("p", null, h("span", { class: "chip tone-new" }, t("demo.badge"))), h("p", null, this.connectionLine()), h("p", { class: "muted" }, decides(state))));
  }
}

customElements.define("towow-stage", StagePage);
