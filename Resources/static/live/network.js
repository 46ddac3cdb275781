// @ts-check
import { serverNow } from "../core/api.js";
import { View, h, render, said } from "../core/dom.js";
import { arr, comma, cut, dollars, duration, list, money, num, number, obj, str } from "../core/format.js";
import { has, t } from "../core/i18n.js";
import { currentVersion, stateKey } from "./reducer.js";

/**
 * State -> shape and sign: never colour alone.
 * @type {Record<string, [shape: string, sign: string, tone: string]>}
 */
const LOOK = {
  invited: ["ring", "letter", "quiet"], thinking: ["ring", "dots", "busy"], participates: ["disc", "check", "good"],
  conditional: ["diamond", "bang", "warn"], declined: ["square", "cross", "bad"], no_answer: ["dashed", "question", "quiet"],
  reviewing: ["ring", "dots", "busy"], accepted: ["disc", "check", "best"], wants_changes: ["diamond", "wave", "warn"],
  rejects: ["square", "cross", "bad"], not_selected: ["dashed", "minus", "quiet"], withdrew: ["square", "minus", "bad"],
  removed: ["square", "minus", "quiet"],
};

/** @type {Record<string, string>} */
const SIGNS = {
  letter: "M-5-3.500h10v7h-10ZM-5-3l5 4l5-4", dots: "M-5 0h.01M0 0h.01M5 0h.01", check: "M-4.500.5l3 3l6-7", cross: "M-3.500-3.500l7 7M3.500-3.500l-7 7",
  question: "M-2.500-2.200a2.500 2.500 0 1 1 3.600 2.200c-.8.5-1.100.9-1.100 1.800M0 5h.01", minus: "M-4.500 0h9", bang: "M0-5v5.500M0 4.500h.01",
  wave: "M-5.500 1q2.750-4.500 5.500 0t5.500 0",
};

/** @type {Record<string, string>} */
const SHAPES = {
  ring: "M-15 0a15 15 0 1 0 30 0a15 15 0 1 0-30 0Z", disc: "M-15 0a15 15 0 1 0 30 0a15 15 0 1 0-30 0Z",
  dashed: "M-15 0a15 15 0 1 0 30 0a15 15 0 1 0-30 0Z", diamond: "M0-18l18 18l-18 18l-18-18Z",
  square: "M-13-10a3 3 0 0 1 3-3h20a3 3 0 0 1 3 3v20a3 3 0 0 1-3 3h-20a3 3 0 0 1-3-3Z",
};

/** @param {string} status */
function sign(status) {
  const [shape, mark, tone] = LOOK[status] ?? LOOK.invited;
  return h("g", { class: `sign tone-${tone} ${shape}` }, h("path", { class: "shape", d: SHAPES[shape] }), h("path", { class: "mark", d: SIGNS[mark] }));
}

/**
 * A member's state as shape and words.
 * @param {string} status @param {string} key of the words
 */
function badge(status, key) {
  const tone = (LOOK[status] ?? LOOK.invited)[2];
  return h("span", { class: `badge tone-${tone}` },
    h("svg", { class: "badge-sign", viewBox: "-19 -19 38 38", "aria-hidden": "true", focusable: "false" }, sign(status)), t(key));
}

/**
 * Places for `count` members around the middle of a box.
 * @param {number} count @param {number} width @param {number} height @param {number} start angle of the first, in turns from the top
 */
export function ring(count, width, height, start = 0) {
  const narrow = width < 480;
  const rx = width / 2 - (narrow ? 46 : 72);
  const ry = height / 2 - 62;
  return Array.from({ length: count }, (_, i) => {
    const angle = 2 * Math.PI * (start - 0.25 + i / Math.max(count, 1));
    const far = count > 12 && i % 2 ? 0.62 : 1;
    return { x: width / 2 + Math.cos(angle) * rx * far, y: height / 2 + Math.sin(angle) * ry * far };
  });
}

/**
 * What just moved along which edges: out to members or in from one.
 * @param {TimelineEntry | null} latest
 */
function movement(latest) {
  if (!latest) return null;
  const p = latest.event.payload;
  switch (latest.name) {
    case "demand.broadcast": return { ids: arr(p.candidates).map(str), inwards: false };
    case "proposal.distributed": return { ids: arr(p.participants).map(str), inwards: false };
    case "agent.reminded": return { ids: latest.agents, inwards: false };
    case "offer.submitted": case "proposal.feedback": case "negotiation.bargain": case "negotiation.counter_proposal": case "agent.withdrawn":
      return { ids: latest.agents, inwards: true };
  }
  return null;
}

/** `data`: {state, open(channelId, memberId)}, or {state, stage: true} where nothing can be pressed */
export class NetworkView extends View {
  width = 560;
  /** @type {"graph" | "table"} */
  mode = "graph";
  current = "";
  /** @type {ResizeObserver | null} */
  observer = null;

  start() {
    this.observer = new ResizeObserver((entries) => {
      const width = Math.round(entries[0].contentRect.width);
      if (width > 0 && Math.abs(width - this.width) > 1) {
        this.width = width;
        this.paint();
      }
    });
    this.observer.observe(this);
  }

  stop() {
    this.observer?.disconnect();
  }

  view() {
    if (!this.data) return null;
    const { state } = this.data;
    const channels = [state.main, ...state.children].filter((channel) => channel.order.length);
    const none = channels.length === 0 && h("p", { class: "empty" }, t(state.noCandidates ? "network.nobody" : "network.empty"));
    if (this.data.stage) return none || this.graph(channels);
    const choose = (/** @type {"graph" | "table"} */ mode) => h("button", {
      type: "button", class: "segment", "aria-pressed": String(this.mode === mode),
      onclick: () => { this.mode = mode; this.paint(); },
    }, t(`network.${mode}`));
    return [
      h("div", { class: "panel-head" }, h("h2", null, t("network.title")),
        h("div", { class: "segments", role: "group", "aria-label": t("network.show_as") }, choose("graph"), choose("table"))),
      none || (this.mode === "graph" ? this.graph(channels) : channels.map((channel) => this.table(channel))),
    ];
  }

  /** @param {Channel[]} channels */
  graph(channels) {
    const { state, stage } = this.data;
    // On a stage the drawing grows as a whole, words too.
    const width = stage ? 540 : Math.max(this.width, 240);
    const narrow = width < 420;
    let top = 0;
    /** @type {{channel: Channel, top: number, height: number}[]} */
    const rings = channels.map((channel, i) => {
      const height = i === 0 ? Math.min(Math.max(width * 0.75, 350), 460) : channel.order.length > 4 ? 330 : channel.order.length > 2 ? 270 : 200;
      const place = { channel, top, height };
      top += height + (i < channels.length - 1 ? 18 : 0);
      return place;
    });
    const all = rings.flatMap((place) => place.channel.order.map((id) => `${place.channel.id} ${id}`));
    if (!all.includes(this.current)) this.current = all[0] ?? "";
    const move = movement(state.latest);
    const centre = (/** @type {{top: number, height: number}} */ place) => ({ x: width / 2, y: place.top + place.height / 2 });
    return h("div", { class: "graph" },
      h("svg", {
        viewBox: `0 0 ${width} ${top}`, width: stage ? undefined : width, height: stage ? undefined : top, role: stage ? "img" : "group",
        "aria-label": t(stage ? "network.title" : "network.label", { count: state.main.order.length }),
        onkeydown: stage ? undefined : (/** @type {KeyboardEvent} */ event) => this.key(event, all),
      },
      rings.slice(1).map((place) => {
        const from = centre(rings[0]);
        const to = centre(place);
        return h("path", { key: `link ${place.channel.id}`, class: "edge child-link", d: `M${from.x} ${from.y + 26}V${to.y - 22}` });
      }),
      rings.map((place, level) => {
        const c = centre(place);
        const count = place.channel.order.length;
        // A child's top stays free for the line to its parent.
        const points = ring(count, width, place.height, level ? 0.5 / count : 0);
        return h("g", { key: place.channel.id, class: level ? "child" : "main" },
          place.channel.order.map((id, i) => {
            const member = place.channel.members[id];
            const p = points[i];
            const y = p.y + place.top;
            const tone = (LOOK[member.status] ?? LOOK.invited)[2];
            const line = `M${c.x} ${c.y}L${p.x} ${y}`;
            const moves = move && state.latest.channelId === place.channel.id && move.ids.includes(id);
            return h("g", { key: `edge ${id}` }, h("path", { class: `edge tone-${tone} is-${member.status}`, d: line }),
              moves && h("path", { key: `pulse ${state.latest.seq}`, class: `pulse${move.inwards ? " inwards" : ""}`, d: line, pathLength: "100" }));
          }),
          h("g", { class: "centre", transform: `translate(${c.x} ${c.y})` },
            h("circle", { r: level ? 22 : 33 }),
            h("text", { class: "centre-text", "text-anchor": "middle", dy: "0.35em" }, t(level ? "network.gap" : "network.demand"))),
          place.channel.order.map((id, i) => {
            const member = place.channel.members[id];
            const p = points[i];
            const at = `${place.channel.id} ${id}`;
            const open = () => { this.current = at; this.data.open(place.channel.id, id); };
            // Edges come from the middle, so words stand on the far side.
            const [nameAt, stateAt] = p.y + place.top < c.y - 30 ? [-38, -24] : [32, 46];
            return h("g", {
              key: `node ${id}`, class: "node", transform: `translate(${p.x} ${p.y + place.top})`, ...(stage ? {} : { role: "button",
              tabindex: at === this.current ? "0" : "-1", "data-at": at, "aria-haspopup": "dialog",
              "aria-label": t("network.node", { name: member.name, state: t(stateKey(place.channel, member)), role: member.role || t("network.no_role") }),
              onclick: open, onkeydown: (/** @type {KeyboardEvent} */ event) => {
                if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); }
              } }),
            },
            h("title", null, member.name),
            h("circle", { class: "focus", r: 24 }), sign(member.status),
            h("text", { class: "node-name", "text-anchor": "middle", y: nameAt }, cut(member.name, widest(member.name, narrow))),
            h("text", { class: `node-state tone-${(LOOK[member.status] ?? LOOK.invited)[2]}`, "text-anchor": "middle", y: stateAt }, t(stateKey(place.channel, member))));
          }));
      })));
  }

  /**
   * Arrow keys walk around the ring.
   * @param {KeyboardEvent} event @param {string[]} all
   */
  key(event, all) {
    const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
    const at = all.indexOf(this.current);
    const next = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : (at + step + all.length) % all.length;
    if ((!step && event.key !== "Home" && event.key !== "End") || at < 0) return;
    event.preventDefault();
    this.current = all[next];
    this.paint();
    for (const node of this.querySelectorAll(".node")) {
      if (node.getAttribute("data-at") === this.current) /** @type {any} */ (node).focus();
    }
  }

  /** @param {Channel} channel */
  table(channel) {
    const rounds = [...new Set(channel.versions.filter((version) => !version.merged).map((version) => version.round))];
    return h("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-label": t("network.title"), key: channel.id },
      channel.isSubnet && h("h3", null, t("network.sub")),
      h("table", { class: "members" },
        h("thead", null, h("tr", null, h("th", { scope: "col" }, t("network.member")), h("th", { scope: "col" }, t("network.state")),
          h("th", { scope: "col" }, t("network.part")), rounds.map((round) => h("th", { scope: "col" }, t("network.round", { round }))))),
        h("tbody", null, channel.order.map((id) => {
          const member = channel.members[id];
          return h("tr", { key: id },
            h("th", { scope: "row" }, h("button", { type: "button", class: "link", onclick: () => this.data.open(channel.id, id) }, said(member.name))),
            h("td", null, badge(member.status, stateKey(channel, member))),
            h("td", { class: "clip" }, said(str(member.offer?.contribution) || str(member.offer?.decline_reason) || member.role || "–")),
            rounds.map((round) => {
              const vote = member.votes.filter((item) => item.round === round).at(-1);
              return h("td", { "data-label": t("network.round", { round }) }, vote ? t(`vote.${vote.answer}`) : "–");
            }));
        }))));
  }
}

/** @param {string} name @param {boolean} narrow how many characters fit under a node */
function widest(name, narrow) {
  const wide = /[\u2e80-\uffef]/.test(name);
  return narrow ? (wide ? 6 : 12) : wide ? 9 : 17;
}

/**
 * The card of one member: everything that was said, by round.
 * @param {State} state @param {Channel} channel @param {string} id
 */
export function memberCard(state, channel, id) {
  const member = channel.members[id];
  if (!member) return null;
  const offer = member.offer;
  const lang = state.language;
  const fact = (/** @type {string} */ label, /** @type {any} */ value) => value && [h("dt", null, t(label)), h("dd", null, value)];
  const points = (/** @type {any} */ items) => arr(items).length > 0 && h("ul", { class: "points" }, arr(items).map(obj).map((point) => h("li", null,
    h("b", null, aspect(point.aspect, lang)), str(point.current_value) && [" ", h("del", null, said(str(point.current_value), lang))],
    str(point.desired_value) && [" → ", said(str(point.desired_value), lang)], str(point.reason) && h("span", { class: "muted" }, " ", said(str(point.reason), lang)))));
  return [
    h("p", { class: "card-state" }, badge(member.status, stateKey(channel, member)), member.isFallback && h("span", { class: "chip" }, t("card.best_guess")),
      member.kind && h("span", { class: "chip" }, t(`kind.${["auto", "manual", "openagents"].includes(member.kind) ? member.kind : "auto"}`))),
    h("section", null, h("h3", null, t("card.why")),
      h("p", null, member.reason ? said(member.reason, lang) : t("card.nothing_said")),
      h("dl", { class: "facts" },
        fact("card.role", member.role && said(member.role, lang)),
        fact("card.score", member.score !== null && t("card.of_100", { score: number(member.score) })),
        fact("card.needs", member.needs.length > 0 && said(comma(member.needs), lang)),
        fact("card.capabilities", member.capabilities.length > 0 && said(comma(member.capabilities))))),
    offer && h("section", null, h("h3", null, t("card.offer")),
      str(offer.contribution) && h("blockquote", null, said(str(offer.contribution), lang)),
      str(offer.decline_reason) && h("blockquote", null, said(str(offer.decline_reason), lang)),
      h("dl", { class: "facts" },
        fact("card.reasoning", str(offer.reasoning) && said(str(offer.reasoning), lang)),
        fact("card.conditions", arr(offer.conditions).length > 0 && h("ul", null, arr(offer.conditions).map((text) => h("li", null, said(str(text), lang))))),
        fact("card.price", offer.price && money(offer.price)),
        fact("card.availability", str(offer.availability_note) && said(str(offer.availability_note), lang)),
        fact("card.confidence", typeof offer.confidence === "number" && t("card.of_100", { score: number(offer.confidence) }))),
      points(offer.negotiation_points), decided(offer)),
    member.silent.length > 0 && h("section", null, h("h3", null, t("card.no_answer")), member.silent.map((item) => [h("p", null, t(`no_answer.${str(item.reason)}`)), decided(item)])),
    member.votes.length > 0 && h("section", null, h("h3", null, t("card.votes")), h("ol", { class: "votes-by-round" }, member.votes.map((vote) => h("li", null,
      h("p", null, h("b", null, t("card.vote_line", { round: vote.round, version: vote.version, answer: t(`vote.${vote.answer}`) }))),
      [vote.payload.reason, vote.payload.adjustment_request].map(str).filter((text, i, both) => text && both.indexOf(text) === i)
        .map((text) => h("p", null, said(text, lang))),
      arr(vote.payload.concerns).length > 0 && h("p", { class: "muted" }, said(comma(vote.payload.concerns), lang)),
      points(vote.payload.negotiation_points), decided(vote.payload))))),
    member.talks.length > 0 && h("section", null, h("h3", null, t("card.talks")), member.talks.map((talk) => h("p", null,
      h("b", null, t(`card.${talk.kind}`)), " ", said(spoken(talk.payload.content ?? talk.payload.counter_proposal), lang)))),
    member.left && h("section", null, h("h3", null, t(`member.${member.status}`)), h("p", null, said(str(member.left.reason) || t("card.nothing_said"), lang))),
    member.status === "not_selected" && member.final && h("section", null, h("h3", null, t("member.not_selected")), h("p", null, said(member.final, lang))),
    !channel.isSubnet && assigned(currentVersion(channel), id, lang),
  ];
}

/** @param {Version | null} version @param {string} id @param {string} lang */
function assigned(version, id, lang) {
  const item = arr(version?.proposal.assignments).map(obj).find((assignment) => assignment.agent_id === id);
  return item && h("section", null, h("h3", null, t("card.in_plan", { version: num(version?.version) })),
    h("p", null, h("b", null, said(str(item.role), lang)), " ", said(str(item.responsibility), lang)));
}

/**
 * What a wish is about: the engine's own words translated, others as they came.
 * @param {any} value @param {string} lang
 */
export function aspect(value, lang) {
  const key = `aspect.${str(value).toLowerCase()}`;
  return has(key) ? t(key) : said(str(value), lang);
}

/**
 * A field that is a sentence, or a structure nobody promised a form for.
 * @param {any} value @returns {string}
 */
export function spoken(value) {
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (Array.isArray(value)) return list(value.map(spoken));
  return value && typeof value === "object" ? Object.entries(value).map(([key, item]) => `${key}: ${spoken(item)}`).join("; ") : "";
}

/**
 * Who decided, with a fallback marked and with what a model took for it.
 * @param {Record<string, any>} payload
 */
export function decided(payload) {
  const who = str(payload.decided_by);
  if (!who) return null;
  const known = ["rules", "member", "remote", "requester", "operator", "deadline"].includes(who);
  const usage = payload.usage && obj(payload.usage);
  return h("p", { class: "decided" }, t("decided.by", { who: known ? t(`decided.${who}`) : who }),
    payload.fallback === true && h("span", { class: "chip tone-warn" }, t("decided.fallback", { reason: t(`fallback.${str(payload.fallback_reason) || "unavailable"}`) })),
    usage && h("span", { class: "usage" }, t("usage.decision", {
      duration: duration(num(usage.latency_ms)), tokens: number(num(usage.input_tokens) + num(usage.output_tokens)), cost: dollars(num(usage.cost_usd)),
    })));
}

/** A dialog at the side of the page. `data`: {title, body, close} or null */
export class Drawer extends View {
  /** @type {HTMLDialogElement} */
  dialog = document.createElement("dialog");

  start() {
    this.dialog.className = "drawer";
    this.dialog.addEventListener("close", () => this.data?.close());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    this.append(this.dialog);
  }

  paint() {
    if (!this.isConnected) return;
    if (!this.data) {
      if (this.dialog.open) this.dialog.close();
      return;
    }
    this.dialog.setAttribute("aria-labelledby", "drawer-title");
    render(this.dialog, h("div", { class: "drawer-body" },
      h("div", { class: "drawer-head" }, h("h2", { id: "drawer-title", tabindex: "-1" }, said(this.data.title)),
        h("button", { type: "button", class: "quiet", onclick: () => this.dialog.close() }, t("action.close"))),
      this.data.body));
    if (!this.dialog.open) this.dialog.showModal();
  }
}

/** Time left, each second. `data`: {at: time of the server, or until: milliseconds of this machine; key: sentence with {time}} */
export class Countdown extends View {
  /** @type {any} */
  timer = 0;

  start() {
    this.setAttribute("role", "timer");
    this.timer = setInterval(() => this.paint(), 1000);
  }

  stop() {
    clearInterval(this.timer);
  }

  view() {
    if (!this.data) return null;
    const left = this.data.until ? this.data.until - Date.now() : Date.parse(this.data.at) - serverNow();
    if (!Number.isFinite(left)) return null;
    return left <= 0 ? t(`${this.data.key}.now`) : t(this.data.key, { time: duration(left) });
  }
}

/**
 * How a page hears from the server, in words.
 * @param {any} connection @param {false | (() => void)} [retry]
 */
export function connectionLine({ state, retryAt, busy }, retry) {
  return h("span", { class: `connection is-${state} no-print` }, h("span", { class: "dot", "aria-hidden": "true" }),
    state === "retrying" ? h("towow-countdown", { data: { until: retryAt, key: busy ? "connection.busy" : "connection.retrying" } }) : t(`connection.${state}`),
    state === "retrying" && retry && h("button", { type: "button", class: "link", onclick: retry }, t("action.retry_now")));
}

customElements.define("towow-countdown", Countdown);
customElements.define("towow-network", NetworkView);
customElements.define("towow-drawer", Drawer);
