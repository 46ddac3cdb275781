// @ts-check
import { ApiError, call, wrong } from "../core/api.js";
import { View, h, said, skeleton } from "../core/dom.js";
import { arr, comma, initial, money, num, number, obj, str } from "../core/format.js";
import { has, locale, t } from "../core/i18n.js";
import { WEEKDAYS } from "./profile.js";

const PAGE = 24;

/**
 * The public part of a place: a city, with how far around it.
 * @param {any} place
 */
function placeText(place) {
  const { city, radius_km: radius } = obj(place);
  return typeof place === "string" ? place : radius ? t("agent.place", { city: str(city), radius: number(radius) }) : str(city);
}

/** @param {string} tag a BCP 47 language tag */
function languageName(tag) {
  try {
    return /** @type {any} */ (Intl).DisplayNames ? new /** @type {any} */ (Intl).DisplayNames(locale(), { type: "language" }).of(tag) : tag;
  } catch {
    return tag;
  }
}

/** @param {number} index 0 is Monday, which 1 January 2024 was */
export function weekday(index) {
  return new Intl.DateTimeFormat(locale(), { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + index));
}

/**
 * Weekdays in the reader's words, runs of three and more as a range.
 * @param {any} slot {weekdays, from, to}
 */
export function slotText(slot) {
  const { weekdays, from, to } = obj(slot);
  const days = WEEKDAYS.map((day, i) => (arr(weekdays).includes(day) ? i : -1)).filter((i) => i >= 0);
  /** @type {string[]} */
  const words = [];
  for (let at = 0; at < days.length;) {
    let end = at;
    while (end + 1 < days.length && days[end + 1] === days[end] + 1) end += 1;
    if (end - at >= 2) words.push(t("agent.range", { from: weekday(days[at]), to: weekday(days[end]) }));
    else for (let i = at; i <= end; i += 1) words.push(weekday(days[i]));
    at = end + 1;
  }
  const all = days.length === 7 ? t("agent.every_day") : comma(words);
  return (from === "00:00" || !from) && (to === "24:00" || !to) ? all : t("agent.slot", { days: all, from: str(from) || "00:00", to: str(to) || "24:00" });
}

/** @param {any} value {min, max} */
export function capacityText(value) {
  const { min, max } = obj(value);
  if (typeof min === "number" && typeof max === "number") return t("agent.between", { min: number(min), max: number(max) });
  if (typeof max === "number") return t("agent.at_most", { number: number(max) });
  return typeof min === "number" ? t("agent.at_least", { number: number(min) }) : "";
}

/**
 * How a member's answers come, and of one elsewhere whether it is on-line.
 * @param {any} agent @param {boolean} [whole] says of one who lives here that they do
 */
function kindChip(agent, whole) {
  return has(`kind.${agent.kind}`) && h("span", { class: `chip${agent.online ? " tone-good" : ""}` }, t(`kind.${agent.kind}`), (whole || typeof agent.online === "boolean") && [" · ", t(`lives.${agent.online ?? "here"}`)]);
}

/** @param {string} text a search in the directory */
function searchLink(text) {
  return h("a", { href: `/agents?q=${encodeURIComponent(text)}` }, said(text));
}

/** @param {any} agent */
function where(agent) {
  return [...arr(agent.places).map(placeText), agent.remote === true ? t("agent.remote") : ""].filter(Boolean);
}

/**
 * A member as the directory shows them.
 * @param {any} agent @param {(name: any) => any} [link]
 */
export function card(agent, link = (name) => name) {
  return [h("div", { class: "agent-top" }, h("span", { class: "avatar", "aria-hidden": "true" }, initial(str(agent.display_name))),
    h("h2", null, link(said(str(agent.display_name) || str(agent.agent_id)))), agent.kind !== "auto" && kindChip(agent)),
  str(agent.summary) && h("p", { class: "agent-summary" }, said(str(agent.summary))),
  h("ul", { class: "tags", "aria-label": t("agent.capabilities") }, arr(agent.capabilities).slice(0, 5).map((item) => h("li", { class: "tag" }, said(str(obj(item).name))))),
  where(agent).length > 0 && h("p", { class: "muted small" }, said(comma(where(agent))))];
}

/** The directory. `data`: {query, go(path), replace(path), title(text)} */
export class AgentsPage extends View {
  query = "";
  /** @type {any[]} */
  agents = [];
  total = 0;
  cursor = "";
  /** @type {"loading" | "ready" | "more" | "failed"} */
  mode = "loading";
  /** @type {any} */
  trouble = null;
  /** @type {AbortController | null} */
  running = null;
  /** @type {any} */
  timer = 0;

  start() {
    addEventListener("popstate", this.moved);
    this.query = this.data.query;
    this.search();
  }

  stop() {
    removeEventListener("popstate", this.moved);
    this.running?.abort();
    clearTimeout(this.timer);
  }

  /** Back and forward between searches. */
  moved = () => {
    const query = new URLSearchParams(location.search).get("q") ?? "";
    if (location.pathname !== "/agents" || query === this.query.trim()) return;
    clearTimeout(this.timer);
    this.query = query;
    this.search();
  };

  /** @param {boolean} [more] the next page */
  async search(more = false) {
    this.running?.abort();
    const control = this.running = new AbortController();
    this.mode = more ? "more" : "loading";
    this.paint();
    const params = new URLSearchParams({ limit: String(PAGE) });
    if (this.query.trim()) params.set("q", this.query.trim());
    if (more) params.set("cursor", this.cursor);
    try {
      const answer = await call(`/api/v1/agents?${params}`, { signal: control.signal });
      if (control.signal.aborted) return;
      const page = arr(answer?.agents).map(obj);
      const first = this.agents.length;
      this.agents = more ? [...this.agents, ...page] : page;
      this.total = num(answer?.total, this.agents.length);
      this.cursor = str(answer?.next_cursor);
      this.mode = "ready";
      this.paint();
      if (more) /** @type {any} */ (this.querySelectorAll(".agent-card a")[first])?.focus();
    } catch (error) {
      if (control.signal.aborted) return;
      this.trouble = error;
      this.mode = "failed";
      this.paint();
    }
  }

  /** @param {string} text */
  edited(text) {
    this.query = text;
    this.paint();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.data.replace(text.trim() ? `/agents?q=${encodeURIComponent(text.trim())}` : "/agents");
      this.search();
    }, 250);
  }

  view() {
    if (!this.data) return null;
    this.data.title(`${t("nav.agents")} · ${t("app.name")}`);
    const searching = this.query.trim() !== "";
    return [
      h("header", { class: "page-head" }, h("h1", { tabindex: "-1" }, t("agents.title")), h("p", { class: "lead" }, t("agents.lead"))),
      h("form", { class: "search", role: "search", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); this.edited(this.query); } },
        h("label", { class: "sr", for: "q" }, t("agents.search")),
        h("input", { id: "q", type: "search", value: this.query, placeholder: t("agents.search"), autocomplete: "off", spellcheck: "false", maxlength: "200", oninput: (/** @type {any} */ event) => this.edited(event.target.value) })),
      h("p", { class: "muted", role: "status" }, this.mode === "loading" ? t("agents.loading") : this.mode === "failed" ? "" : t(searching ? "agents.matches" : "agents.count", { count: this.total })),
      this.mode === "failed" && h("div", { class: "panel", role: "alert" }, h("p", null, wrong(this.trouble)), h("button", { type: "button", onclick: () => this.search() }, t("action.try_again"))),
      this.mode !== "loading" && this.mode !== "failed" && this.agents.length === 0 && h("p", { class: "empty panel" }, t(searching ? "agents.no_match" : "agents.empty")),
      h("ul", { class: `agent-grid${this.mode === "loading" ? " is-loading" : ""}` }, this.agents.map((agent) => h("li", { key: str(agent.agent_id), class: "agent-card" }, card(agent, (name) =>
        h("a", { href: `/agents/${encodeURIComponent(str(agent.agent_id))}` }, name))))),
      this.cursor && this.mode !== "loading" && h("p", { class: "actions centered" }, h("button", { type: "button", disabled: this.mode === "more", onclick: () => this.search(true) }, t(this.mode === "more" ? "agents.loading" : "agents.more"))),
    ];
  }
}

/** One member. `data`: {id, title(text)} */
export class AgentPage extends View {
  /** @type {Record<string, any> | null} */
  agent = null;
  /** @type {"loading" | "ready" | "unknown" | "failed"} */
  mode = "loading";
  /** @type {any} */
  trouble = null;
  control = new AbortController();

  start() {
    this.load();
  }

  stop() {
    this.control.abort();
  }

  async load() {
    this.mode = "loading";
    this.paint();
    try {
      this.agent = obj(await call(`/api/v1/agents/${encodeURIComponent(this.data.id)}`, { signal: this.control.signal }));
      this.mode = "ready";
    } catch (error) {
      if (this.control.signal.aborted) return;
      this.mode = error instanceof ApiError && error.status === 404 ? "unknown" : "failed";
      this.trouble = error;
    }
    this.paint();
    // Who came by a link was put on the page as a whole, because there was no heading yet.
    if (document.activeElement?.localName === "main") /** @type {any} */ (this.querySelector("h1"))?.focus({ preventScroll: true });
  }

  view() {
    if (!this.data) return null;
    const back = h("p", { class: "back" }, h("a", { href: "/agents" }, t("agent.all")));
    if (this.mode === "loading") return h("section", { class: "state-page" }, h("p", { role: "status" }, t("agents.loading")), skeleton());
    if (this.mode !== "ready" || !this.agent) {
      this.data.title(`${t(this.mode === "unknown" ? "agent.unknown" : "agent.failed")} · ${t("app.name")}`);
      return h("section", { class: "state-page" }, h("h1", { tabindex: "-1" }, t(this.mode === "unknown" ? "agent.unknown" : "agent.failed")),
        h("p", null, this.mode === "unknown" ? t("agent.unknown_text") : wrong(this.trouble)),
        h("p", { class: "actions" }, this.mode === "failed" && h("button", { type: "button", onclick: () => this.load() }, t("action.try_again")), h("a", { class: "button", href: "/agents" }, t("agent.all"))));
    }
    const agent = this.agent;
    const name = str(agent.display_name) || str(agent.agent_id);
    this.data.title(`${name} · ${t("app.name")}`);
    const row = (/** @type {string} */ label, /** @type {any} */ value) => value && [h("dt", null, t(label)), h("dd", null, value)];
    return [back, h("article", { class: "panel profile" },
      h("div", { class: "agent-top" }, h("span", { class: "avatar large", "aria-hidden": "true" }, initial(name)), h("div", null, h("h1", { tabindex: "-1" }, said(name)), h("p", { class: "muted small" }, h("code", null, str(agent.agent_id)), " ", kindChip(agent, true)))),
      str(agent.summary) && h("p", { class: "lead" }, said(str(agent.summary))),
      arr(agent.capabilities).length > 0 && h("section", null, h("h2", null, t("agent.capabilities")), h("ul", { class: "capabilities" }, arr(agent.capabilities).map(obj).map((item) => h("li", null,
        h("b", null, said(str(item.name))), str(item.level) && h("span", { class: "chip" }, has(`level_of.${item.level}`) ? t(`level_of.${item.level}`) : said(str(item.level))),
        arr(item.tags).length > 0 && h("ul", { class: "tags" }, arr(item.tags).map((tag) => h("li", { class: "tag" }, searchLink(str(tag))))))))),
      h("dl", { class: "facts" },
        row("agent.where", where(agent).length > 0 && said(comma(where(agent)))),
        row("agent.languages", arr(agent.languages).length > 0 && comma(arr(agent.languages).map((tag) => languageName(str(tag))))),
        row("card.price", agent.price && money(agent.price)),
        row("agent.notice", typeof agent.notice_days === "number" && t("agent.days", { count: agent.notice_days })),
        row("agent.availability", arr(agent.availability).length > 0 && arr(agent.availability).map((slot) => h("div", null, slotText(slot)))),
        row("agent.capacity", capacityText(agent.capacity)),
        row("agent.conditions", arr(agent.conditions).length > 0 && h("ul", { class: "bullets" }, arr(agent.conditions).map((item) => h("li", null, said(str(obj(item).text)))))),
        row("agent.declines", arr(agent.declines).length > 0 && said(comma(arr(agent.declines))))))];
  }
}

customElements.define("towow-agents", AgentsPage);
customElements.define("towow-agent", AgentPage);
