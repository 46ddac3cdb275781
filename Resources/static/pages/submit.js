// @ts-check
import { ApiError, call, randomKey, scalars, wrong } from "../core/api.js";
import { SendingView, h, said } from "../core/dom.js";
import { cut, moment, num, number } from "../core/format.js";
import { t } from "../core/i18n.js";
import { forgetDemand, load, ownDemands, rememberDemand, save } from "../core/store.js";

export const LIMIT = 8000;
const EXAMPLES = ["example.meetup", "example.prototype", "example.market"];

/** `data`: {go(path), title(text)} */
export class SubmitPage extends SendingView {
  text = "";
  /** The key of this draft: the same body sent twice makes one demand. */
  key = "";
  body = "";
  /** @type {number | null} */
  members = null;

  start() {
    super.start();
    const draft = load("draft", /** @type {any} */ (null));
    this.text = typeof draft?.text === "string" ? draft.text : "";
    this.key = typeof draft?.key === "string" ? draft.key : "";
    this.body = typeof draft?.body === "string" ? draft.body : "";
    call("/api/v1/agents?limit=1").then((answer) => {
      this.members = typeof answer?.total === "number" ? answer.total : null;
      this.paint();
    }, () => {});
  }

  view() {
    if (!this.data) return null;
    this.data.title(`${t("app.name")} · ${t("app.tagline")}`);
    const count = scalars(this.text);
    const over = count > LIMIT;
    const own = ownDemands();
    const wait = this.wait();
    const offline = navigator.onLine === false;
    return [
      h("section", { class: "ask" },
        h("h1", { tabindex: "-1" }, t("submit.title")),
        h("p", { class: "lead" }, t("submit.lead")),
        h("form", { class: "ask-form", novalidate: true, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); this.submit(); } },
          h("label", { class: "sr", for: "demand" }, t("submit.label")),
          h("textarea", {
            id: "demand", name: "demand", rows: "5", value: this.text, placeholder: t("submit.placeholder"), "aria-describedby": "demand-hint demand-trouble",
            "aria-invalid": over || this.trouble ? "true" : undefined, readonly: this.pending,
            oninput: (/** @type {any} */ event) => this.edited(event.target.value),
            onkeydown: (/** @type {KeyboardEvent} */ event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
                event.preventDefault();
                this.submit();
              }
            },
          }),
          h("div", { class: "ask-foot" },
            h("p", { id: "demand-hint", class: `counter${over ? " is-over" : ""}` },
              over ? t("submit.over", { count: count - LIMIT }) : t("submit.counter", { used: number(count), limit: number(LIMIT) }), h("span", { class: "hint" }, t("submit.shortcut"))),
            h("button", { type: "submit", class: "primary large", disabled: this.pending || wait > 0 }, wait > 0 ? t("submit.wait", { count: wait }) : t(this.pending ? "action.sending" : "submit.send"))),
          h("div", { id: "demand-trouble", role: "alert" }, offline && h("p", { class: "trouble" }, t("submit.offline")), this.trouble && h("p", { class: "trouble" }, wrong(this.trouble), this.trouble.requestId && h("span", { class: "muted" }, ` ${t("error.reference", { id: this.trouble.requestId })}`)))),
        h("div", { class: "examples", role: "group", "aria-label": t("submit.examples") }, h("span", { class: "muted" }, t("submit.examples")),
          EXAMPLES.map((key) => h("button", { type: "button", key, class: "example", onclick: () => this.example(t(key)) }, t(key))))),
      h("section", { class: "steps", "aria-labelledby": "how" },
        h("h2", { id: "how" }, t("how.title")),
        h("ol", null, ["understand", "gather", "agree"].map((step, i) => h("li", { key: step }, h("span", { class: "step-number", "aria-hidden": "true" }, String(i + 1)),
          h("h3", null, t(`how.${step}`)), h("p", null, t(`how.${step}.text`)))))),
      this.members !== null && h("p", { class: "members-line" }, h("a", { href: "/agents" }, t("submit.members", { count: num(this.members) }))),
      own.length > 0 && h("section", { class: "own", "aria-labelledby": "own" }, h("h2", { id: "own" }, t("own.title")), h("p", { class: "muted" }, t("own.note")),
        h("ul", { class: "own-list" }, own.map((demand) => h("li", { key: demand.id },
          h("a", { href: `/negotiation/${encodeURIComponent(demand.id)}` }, said(cut(demand.text, 120) || demand.id)),
          h("time", { datetime: demand.at, class: "muted" }, moment(demand.at)),
          h("button", { type: "button", class: "quiet", "aria-label": t("own.forget_named", { text: cut(demand.text, 40) }), onclick: () => { forgetDemand(demand.id); this.paint(); } }, t("own.forget")))))),
    ];
  }

  /** @param {string} text */
  edited(text) {
    this.text = text;
    this.trouble = "";
    this.keep();
    this.paint();
  }

  /** @param {string} text */
  example(text) {
    this.edited(text);
    /** @type {any} */ (this.querySelector("#demand"))?.focus();
  }

  keep() {
    save("draft", { text: this.text, key: this.key, body: this.body });
  }

  async submit() {
    if (this.pending || this.wait() > 0) return;
    const count = scalars(this.text);
    if (count === 0 || count > LIMIT) {
      this.trouble = count === 0 ? "submit.empty" : "error.E001";
      this.paint();
      /** @type {any} */ (this.querySelector("#demand"))?.focus();
      return;
    }
    const body = JSON.stringify({ raw_input: this.text.trim(), clarify: true, utc_offset_minutes: -new Date().getTimezoneOffset() });
    if (!this.key || body !== this.body) this.key = randomKey();
    this.body = body;
    this.keep();
    this.pending = true;
    this.trouble = "";
    this.paint();
    try {
      const answer = await call("/api/v1/demand/submit", { method: "POST", body, headers: { "Idempotency-Key": this.key } });
      rememberDemand({ id: answer.demand_id, token: answer.owner_token ?? "", text: [...this.text.trim()].slice(0, 200).join(""), at: new Date().toISOString() });
      save("draft", null);
      this.data.go(`/negotiation/${encodeURIComponent(answer.demand_id)}`);
    } catch (error) {
      // The button counts the seconds; the sentence, which is read out, does not.
      if (error instanceof ApiError) this.leaveAlone(error.retryAfter);
      this.trouble = error;
      this.pending = false;
      this.paint();
    }
  }
}

customElements.define("towow-submit", SubmitPage);
