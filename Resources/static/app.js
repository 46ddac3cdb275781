// @ts-check
import { View, h, icon } from "./core/dom.js";
import { chooseLanguage, language, setLanguage, t } from "./core/i18n.js";
import { load, save } from "./core/store.js";
import "./pages/agents.js";
import "./pages/negotiation.js";
import "./pages/submit.js";

const THEMES = ["auto", "light", "dark"];

/** The frame around every page, and which page it is. */
class App extends View {
  theme = load("theme", "auto");

  start() {
    addEventListener("popstate", this.moved);
    document.addEventListener("click", this.clicked);
  }

  stop() {
    removeEventListener("popstate", this.moved);
    document.removeEventListener("click", this.clicked);
  }

  moved = () => this.arrive();

  /**
   * Links inside stay in the page.
   * @param {MouseEvent} event
   */
  clicked = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href, location.href);
    if (link.target || url.origin !== location.origin || link.hasAttribute("download") || link.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  };

  /** @param {string} path */
  go = (path) => {
    if (path !== location.pathname + location.search) history.pushState(null, "", path);
    scrollTo(0, 0);
    this.arrive();
  };

  arrive() {
    this.paint();
    /** @type {any} */ (this.querySelector("main h1") ?? this.querySelector("main"))?.focus({ preventScroll: true });
  }

  /** @param {string} path */
  replace = (path) => history.replaceState(null, "", path);

  /** @param {string} text */
  retitle = (text) => {
    if (document.title !== text) document.title = text;
  };

  page() {
    const { go, replace, retitle: title } = this;
    const path = location.pathname.replace(/\/+$/, "") || "/";
    const one = (/** @type {RegExp} */ pattern) => {
      try {
        return decodeURIComponent(pattern.exec(path)?.[1] ?? "");
      } catch {
        return "";
      }
    };
    const id = one(/^\/negotiation\/([^/]+)$/);
    const agent = one(/^\/agents\/([^/]+)$/);
    const data = this.keep(path, { id: id || agent, query: new URLSearchParams(location.search).get("q") ?? "", go, replace, title });
    if (path === "/") return h("towow-submit", { key: "/", data });
    if (id) return h("towow-negotiation", { key: path, data });
    if (path === "/agents") return h("towow-agents", { key: path, data });
    if (agent) return h("towow-agent", { key: path, data });
    title(`${t("missing.title")} · ${t("app.name")}`);
    return h("section", { class: "state-page", key: "missing" }, h("p", { class: "big-code", "aria-hidden": "true" }, "404"), h("h1", { tabindex: "-1" }, t("missing.title")), h("p", null, t("missing.text")),
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
    const path = location.pathname;
    const link = (/** @type {string} */ href, /** @type {string} */ key) => h("a", { href, "aria-current": path === href ? "page" : undefined }, t(key));
    return [
      h("a", { class: "skip", href: "#main", onclick: (/** @type {Event} */ event) => { event.preventDefault(); /** @type {any} */ (this.querySelector("main"))?.focus(); } }, t("nav.skip")),
      h("header", { class: "top no-print" }, h("div", { class: "top-inner" },
        h("a", { class: "brand", href: "/", "aria-label": t("nav.home") }, h("svg", { viewBox: "0 0 32 32", class: "logo", "aria-hidden": "true", focusable: "false" },
          h("path", { d: "M16 5.500a10.500 10.500 0 1 0 0 21a10.500 10.500 0 1 0 0-21Z" }), h("circle", { cx: "16", cy: "16", r: "4" }), h("circle", { cx: "16", cy: "5.500", r: "3" }), h("circle", { cx: "25.100", cy: "21.200", r: "3" }), h("circle", { cx: "6.900", cy: "21.200", r: "3" })),
        h("span", null, t("app.name"))),
        h("nav", { "aria-label": t("nav.label") }, link("/", "nav.ask"), link("/agents", "nav.agents")),
        h("div", { class: "switches" },
          h("button", { type: "button", class: "quiet", lang: language() === "zh" ? "en" : "zh-CN", "aria-label": language() === "zh" ? "Switch to English" : "切换到中文", onclick: () => setLanguage(language() === "zh" ? "en" : "zh") }, language() === "zh" ? "EN" : "中文"),
          h("button", { type: "button", class: "quiet icon-only", title: t(`theme.${this.theme}`), "aria-label": t("theme.label", { theme: t(`theme.${this.theme}`) }), onclick: () => this.nextTheme() },
            icon(this.theme === "dark" ? "moon" : this.theme === "light" ? "sun" : "auto"))))),
      h("main", { id: "main", tabindex: "-1" }, this.page()),
      h("footer", { class: "foot no-print" }, h("p", null, t("app.footer"))),
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

chooseLanguage();
customElements.define("towow-app", App);
