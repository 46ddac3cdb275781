// @ts-check
import { View, h, icon, skeleton } from "./core/dom.js";
import { num } from "./core/format.js";
import { chooseLanguage, language, setLanguage, t } from "./core/i18n.js";
import { load, memberships, save } from "./core/store.js";

const THEMES = ["auto", "light", "dark"];
const LIVE = new URL("./style/live.css", import.meta.url).href;
const PEOPLE = new URL("./style/people.css", import.meta.url).href;
const CONSOLE = new URL("./style/console.css", import.meta.url).href;

/**
 * Which page an address is: its element, what has to be loaded before it can be shown, and its style sheets.
 * @type {[path: RegExp, tag: string, load: () => Promise<any>, ...sheets: string[]][]}
 */
const ROUTES = [
  [/^\/$/, "towow-submit", () => import("./pages/submit.js")],
  // All at once instead of level by level.
  [/^\/negotiation\/([^/]+)$/, "towow-negotiation", () => Promise.all([import("./pages/negotiation.js"), import("./live/network.js"), import("./live/timeline.js"),
    import("./live/proposal.js"), import("./live/outcome.js"), import("./live/reducer.js"), import("./live/stream.js")]), LIVE],
  [/^\/stage\/([^/]+)$/, "towow-stage", () => Promise.all([import("./pages/stage.js"), import("./live/network.js"), import("./live/reducer.js"), import("./live/stream.js"), import("./core/qr.js")]), LIVE],
  [/^\/agents$/, "towow-agents", () => import("./pages/agents.js"), PEOPLE],
  [/^\/agents\/([^/]+)$/, "towow-agent", () => import("./pages/agents.js"), PEOPLE],
  [/^\/admin(?:\/(overview|demands|members|settings|llm|limiter|audit|demo))?$/, "towow-admin", () => Promise.all([import("./pages/admin.js"), import("./live/reducer.js")]), CONSOLE],
  [/^\/docs$/, "towow-docs", () => import("./pages/docs.js"), CONSOLE],
  [/^\/join$/, "towow-join", () => import("./pages/join.js"), PEOPLE],
  [/^\/inbox\/([^/]+)\/profile$/, "towow-membership", () => import("./pages/join.js"), PEOPLE],
  [/^\/inbox(?:\/([^/]+))?$/, "towow-inbox", () => Promise.all([import("./pages/inbox.js"), import("./live/proposal.js"), import("./live/network.js"), import("./live/reducer.js")]), LIVE, PEOPLE],
];

/** @type {Map<string, Promise<any>>} */
const sheets = new Map();

/**
 * A style sheet, once. One that can not be loaded costs looks, never the page.
 * @param {string} href
 */
function styled(href) {
  const known = sheets.get(href);
  if (known) return known;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  const done = new Promise((resolve) => { link.onload = link.onerror = resolve; });
  sheets.set(href, done);
  document.head.append(link);
  return done;
}

/** The frame around every page, and which page it is. */
class App extends View {
  theme = load("theme", "auto");
  /**
   * Elements that can be shown.
   * @type {Set<string>}
   */
  ready = new Set();
  /** The address whose page could not be loaded. */
  broken = "";
  /**
   * What is shown while the next page is loaded.
   * @type {any}
   */
  last = null;

  start() {
    history.scrollRestoration = "manual";
    addEventListener("popstate", this.moved);
    addEventListener("scrollend", this.mark);
    addEventListener("pagehide", this.mark);
    document.addEventListener("click", this.clicked);
    this.arrive(false, num(history.state?.y));
  }

  stop() {
    removeEventListener("popstate", this.moved);
    removeEventListener("scrollend", this.mark);
    removeEventListener("pagehide", this.mark);
    document.removeEventListener("click", this.clicked);
  }

  /** Where the reader is on the page stands in the history; until they are back at their place, that place does. */
  mark = () => settled && history.replaceState({ ...history.state, y: Math.round(scrollY) }, "");

  moved = (/** @type {PopStateEvent} */ event) => this.arrive(true, num(event.state?.y));

  /**
   * Links inside stay in the page.
   * @param {MouseEvent} event
   */
  clicked = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href, location.href);
    if (link.target || url.origin !== location.origin || link.hasAttribute("download") || link.getAttribute("href")?.startsWith("#")) return;
    if (/^\/(?:api\/|health|metrics|openapi\.json|assets\/)/.test(url.pathname)) return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  };

  /** @param {string} path */
  go = (path) => {
    this.mark();
    if (path !== location.pathname + location.search) history.pushState({ y: 0 }, "", path);
    this.arrive(true, 0);
  };

  /**
   * Shows the page of the address; the one before stays until it is loaded.
   * @param {boolean} focus the heading, so that keyboards and screen readers are where the reader is @param {number} y where it was scrolled to
   */
  async arrive(focus, y) {
    settling.abort();
    settled = false;
    const path = here();
    const [, tag, get, ...sheets] = find(path)?.route ?? [];
    if (tag && get && !this.ready.has(tag)) {
      this.paint();
      try {
        await Promise.all([get(), ...sheets.map(styled)]);
        this.ready.add(tag);
      } catch {
        // Offline, or the server has newer files than this page.
        this.broken = path;
      }
    }
    if (path !== here()) return;
    this.paint();
    if (focus) /** @type {any} */ (this.querySelector("main h1") ?? this.querySelector("main"))?.focus({ preventScroll: true });
    settle(y);
  }

  /** @param {string} path */
  replace = (path) => history.replaceState(history.state, "", path);

  /** @param {string} text */
  retitle = (text) => {
    if (document.title !== text) document.title = text;
  };

  page() {
    const { go, replace, retitle: title } = this;
    const path = here();
    const found = find(path);
    if (found && this.broken === path) {
      return h("section", { class: "state-page", key: "broken" }, h("h1", { tabindex: "-1" }, t("broken.title")), h("p", null, t("broken.text")),
        h("p", { class: "actions" }, h("button", { type: "button", class: "primary", onclick: () => location.reload() }, t("broken.reload"))));
    }
    if (found) {
      const [, tag] = found.route;
      if (!this.ready.has(tag)) return this.last ?? h("div", { class: "state-page", key: "loading" }, skeleton());
      const params = new URLSearchParams(location.search);
      return this.last = h(tag, { key: path, data: this.keep(path, { id: found.id, query: params.get("q") ?? "", params, go, replace, title }) });
    }
    title(`${t("missing.title")} · ${t("app.name")}`);
    return this.last = h("section", { class: "state-page", key: "missing" }, h("p", { class: "big-code", "aria-hidden": "true" }, "404"), h("h1", { tabindex: "-1" }, t("missing.title")), h("p", null, t("missing.text")),
      h("p", { class: "actions" }, h("a", { class: "button primary", href: "/" }, t("missing.home")), h("a", { class: "button", href: "/agents" }, t("nav.agents"))));
  }

  kept = { path: "", data: /** @type {any} */ (null) };

  /**
   * A page's data stays the same object while its path does.
   * @param {string} path @param {any} data
   */
  keep(path, data) {
    if (this.kept.path !== path) this.kept = { path, data };
    return this.kept.data;
  }

  view() {
    const path = here();
    const page = this.page();
    if (page.tag === "towow-stage") return h("main", { id: "main", class: "on-stage", tabindex: "-1" }, page);
    const at = (/** @type {string} */ href) => path === href || (href !== "/" && path.startsWith(`${href}/`));
    const link = (/** @type {string} */ href, /** @type {string} */ key) => h("a", { href, "aria-current": at(href) ? "page" : undefined }, t(key));
    return [
      h("a", { class: "skip", href: "#main", onclick: (/** @type {Event} */ event) => { event.preventDefault(); /** @type {any} */ (this.querySelector("main"))?.focus(); } }, t("nav.skip")),
      h("header", { class: "top no-print" }, h("div", { class: "top-inner" },
        h("a", { class: "brand", href: "/", "aria-label": t("nav.home") }, h("svg", { viewBox: "0 0 32 32", class: "logo", "aria-hidden": "true", focusable: "false" },
          h("path", { d: "M16 5.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21Z" }), h("circle", { cx: "16", cy: "16", r: "4" }), h("circle", { cx: "16", cy: "5.5", r: "3" }), h("circle", { cx: "25.1", cy: "21.2", r: "3" }), h("circle", { cx: "6.9", cy: "21.2", r: "3" })),
        h("span", null, t("app.name"))),
        h("nav", { "aria-label": t("nav.label") }, link("/", "nav.ask"), link("/agents", "nav.agents"), memberships().length > 0 ? link("/inbox", "nav.inbox") : link("/join", "nav.join")),
        h("div", { class: "switches" },
          h("button", { type: "button", class: "quiet", lang: language() === "zh" ? "en" : "zh-CN", "aria-label": language() === "zh" ? "Switch to English" : "切换到中文", onclick: () => setLanguage(language() === "zh" ? "en" : "zh").catch(() => {}) }, language() === "zh" ? "EN" : "中文"),
          h("button", { type: "button", class: "quiet icon-only", title: t(`theme.${this.theme}`), "aria-label": t("theme.label", { theme: t(`theme.${this.theme}`) }), onclick: () => this.nextTheme() },
            icon(this.theme === "dark" ? "moon" : this.theme === "light" ? "sun" : "auto"))))),
      h("main", { id: "main", tabindex: "-1" }, page),
      h("footer", { class: "foot no-print" }, h("p", null, t("app.footer")),
        h("nav", { "aria-label": t("nav.more") }, link("/docs", "nav.docs"), link("/admin", "nav.admin"))),
    ];
  }

  nextTheme() {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length];
    save("theme", this.theme);
    if (this.theme === "auto") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.dataset.theme = this.theme;
    this.paint();
  }
}

function here() {
  return location.pathname.replace(/\/+$/, "") || "/";
}

/** @param {string} path */
function find(path) {
  for (const route of ROUTES) {
    const found = route[0].exec(path);
    if (!found) continue;
    try {
      return { route, id: decodeURIComponent(found[1] ?? "") };
    } catch {
      return null;
    }
  }
  return null;
}

let settling = new AbortController();
/** Whether the reader is where they were, or has gone elsewhere. */
let settled = false;

/**
 * Scrolls to where the reader was as soon as the page is long enough, unless they do something first.
 * @param {number} y
 */
function settle(y) {
  settling.abort();
  scrollTo(0, y);
  settled = scrollY >= y - 1;
  if (settled) return;
  const { signal } = settling = new AbortController();
  const observer = new ResizeObserver(() => {
    scrollTo(0, y);
    if (scrollY >= y - 1) settling.abort();
  });
  signal.addEventListener("abort", () => {
    settled = true;
    observer.disconnect();
  });
  observer.observe(document.body);
  for (const type of ["wheel", "keydown", "pointerdown", "touchstart"]) addEventListener(type, () => settling.abort(), { signal, passive: true });
}

await chooseLanguage().catch(() => {});
customElements.define("towow-app", App);
