// @ts-check
/**
 * Views are functions from data to a description of elements; `render` makes the page match it, touching only what
 * changed, so focus, scroll, open details and running transitions survive. Text goes into text nodes and nowhere else:
 * there is no way to pass markup.
 */

const SVG = "http://www.w3.org/2000/svg";
/** What the last `render` put into an element. */
const RENDERED = Symbol("rendered");

/**
 * @param {string} tag
 * @param {Record<string, any> | null} [props] `class`, `key`, `ref`, `memo`, `vars` (custom properties), `on…` handlers, else
 *   attributes; objects and the names in PROPERTIES become properties
 * @param {...any} children strings, numbers, descriptions, arrays of them; null and false are left out
 * @returns {VNode}
 */
export function h(tag, props, ...children) {
  return { tag, props: props ?? {}, key: props?.key, kids: flat(children, []) };
}

/** @param {any} value @param {any[]} into @returns {any[]} */
function flat(value, into) {
  if (Array.isArray(value)) value.forEach((item) => flat(item, into));
  else if (value !== null && value !== undefined && value !== false && value !== true && value !== "") {
    into.push(typeof value === "object" ? value : String(value));
  }
  return into;
}

/** @param {Element} parent @param {any} children */
export function render(parent, children) {
  patch(parent, flat([children], []));
}

/** @param {Element} parent @param {any[]} next */
function patch(parent, next) {
  /** @type {{v: any, node: any}[]} */
  const old = /** @type {any} */ (parent)[RENDERED] ?? [];
  /** @type {Map<string, {v: any, node: any}[]>} */
  const pool = new Map();
  for (const item of old) {
    const name = label(item.v);
    const list = pool.get(name);
    if (list) list.push(item);
    else pool.set(name, [item]);
  }
  const kept = next.map((v) => {
    const found = pool.get(label(v))?.shift();
    if (!found) return { v, node: create(v, parent) };
    if (typeof v === "string") {
      if (found.v !== v) found.node.data = v;
    } else update(found.node, found.v, v);
    return { v, node: found.node };
  });
  for (const list of pool.values()) for (const item of list) item.node.remove();
  /** @type {ChildNode | null} */
  let at = parent.firstChild;
  for (const item of kept) {
    if (at && item.node === at) at = at.nextSibling;
    else parent.insertBefore(item.node, at);
  }
  /** @type {any} */ (parent)[RENDERED] = kept;
}

/** @param {any} v */
function label(v) {
  return typeof v === "string" ? "#" : v.key === undefined ? v.tag : `${v.tag}:${v.key}`;
}

/** @param {any} v @param {Element} parent */
function create(v, parent) {
  if (typeof v === "string") return document.createTextNode(v);
  const svg = v.tag === "svg" || (parent.namespaceURI === SVG && parent.localName !== "foreignObject");
  const el = svg ? document.createElementNS(SVG, v.tag) : document.createElement(v.tag);
  for (const name of Object.keys(v.props)) set(el, name, v.props[name], undefined);
  if (!(el instanceof View)) patch(el, v.kids);
  if (v.tag === "select" && "value" in v.props) /** @type {any} */ (el).value = v.props.value;
  v.props.ref?.(el);
  return el;
}

/** @param {any} el @param {any} before @param {any} after */
function update(el, before, after) {
  const memo = after.props.memo;
  if (memo && before.props.memo && memo.length === before.props.memo.length
    && memo.every((/** @type {any} */ value, /** @type {number} */ i) => value === before.props.memo[i])) return;
  for (const name of Object.keys(before.props)) {
    if (!(name in after.props)) set(el, name, undefined, before.props[name]);
  }
  for (const name of Object.keys(after.props)) {
    const value = after.props[name];
    if (value !== before.props[name] || PROPERTIES.has(name)) set(el, name, value, before.props[name]);
  }
  if (!(el instanceof View)) patch(el, after.kids);
}

const PROPERTIES = new Set(["value", "checked", "disabled", "data"]);
const SKIP = new Set(["key", "ref", "memo"]);

/** @param {any} el @param {string} name @param {any} value @param {any} before */
function set(el, name, value, before) {
  if (SKIP.has(name)) return;
  if (name === "vars") {
    for (const key of Object.keys(value ?? {})) el.style.setProperty(key, String(value[key]));
  } else if (name.startsWith("on")) {
    el[name] = value ?? null;
  } else if (PROPERTIES.has(name) && (name === "data" ? el instanceof View : el.localName !== "option")) {
    if (name === "data" ? value !== before : el[name] !== value) el[name] = value ?? "";
  } else if (value === undefined || value === null || value === false) {
    el.removeAttribute(name);
  } else if (value !== before) {
    el.setAttribute(name, value === true ? "" : String(value));
  }
}

/** A custom element that draws itself from its `data` and again whenever the language changes. */
export class View extends HTMLElement {
  /** @type {any} */
  #data = null;
  /** @type {(() => void) | null} */
  #stop = null;
  /** What the last action said. A switch of the language ends it: spoken once more it would say that it was done once more. */
  told = "";

  get data() {
    return this.#data;
  }

  set data(value) {
    this.#data = value;
    this.paint();
  }

  connectedCallback() {
    const again = () => {
      this.told = "";
      this.switched();
      this.paint();
    };
    document.addEventListener("towow:language", again);
    this.#stop = () => document.removeEventListener("towow:language", again);
    this.start();
    this.paint();
  }

  disconnectedCallback() {
    this.#stop?.();
    this.stop();
  }

  paint() {
    if (!this.isConnected) return;
    const focused = this.contains(document.activeElement);
    render(this, this.view());
    // What had the focus is gone: the heading takes it, so that a keyboard or screen reader is not thrown to the top.
    if (focused && !this.contains(document.activeElement)) /** @type {any} */ (this.querySelector("h1"))?.focus({ preventScroll: true });
  }

  /**
   * What the element shows.
   * @returns {any}
   */
  view() {
    return null;
  }

  /** Called when the language has changed, before the painting: for what the server said in the one before. */
  switched() {}

  /** Called when the element enters and leaves the page. */
  start() {}
  stop() {}
}

/** A view that sends something: it notices when the network goes, and leaves the server alone for as long as that asked. */
export class SendingView extends View {
  pending = false;
  /**
   * What went wrong: an error or the key of a sentence.
   * @type {any}
   */
  trouble = "";
  /** Until when the server asked to wait, milliseconds of this machine. */
  until = 0;
  /** @type {any} */
  timer = 0;
  network = () => this.paint();

  start() {
    addEventListener("online", this.network);
    addEventListener("offline", this.network);
  }

  stop() {
    clearInterval(this.timer);
    removeEventListener("online", this.network);
    removeEventListener("offline", this.network);
  }

  /** Seconds that the server still wants to be left alone. */
  wait() {
    return Math.max(0, Math.ceil((this.until - Date.now()) / 1000));
  }

  /** @param {number} seconds that the server asked for; 0: it did not */
  leaveAlone(seconds) {
    if (seconds <= 0) return;
    this.until = Date.now() + seconds * 1000;
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      if (this.wait() === 0) {
        clearInterval(this.timer);
        this.trouble = "";
      }
      this.paint();
    }, 1000);
  }
}

/**
 * Text a person or a model wrote: shown as it is, in its own direction, in its own language.
 * @param {any} text @param {string} [lang]
 */
export function said(text, lang) {
  return h("bdi", lang ? { lang } : null, text);
}

/** What stands where something is being loaded. */
export function skeleton() {
  return h("div", { class: "skeleton", "aria-hidden": "true" }, h("span"), h("span"), h("span"));
}

/** @param {string} name @param {string} [className] */
export function icon(name, className) {
  return h("svg", { class: `icon ${className ?? ""}`, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    h("path", { d: ICONS[name] }));
}

/** @type {Record<string, string>} */
const ICONS = {
  sun: "M8 4.8a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 0 0 0-6.4M8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3.1 3.1l1 1M11.9 11.9l1 1M3.1 12.9l1-1M11.9 4.1l1-1",
  moon: "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8Z",
  auto: "M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 0 0 0-11.6M8 2.2v11.6M8 5h4.6M8 8h5.8M8 11h4.6",
  close: "M4 4l8 8M12 4l-8 8",
  play: "M5 3.2l7.500 4.800l-7.500 4.800Z",
  pause: "M5.500 3.500v9M10.500 3.500v9",
  back: "M10 3.500l-4.500 4.500l4.500 4.500",
  next: "M6 3.500l4.500 4.500l-4.500 4.500",
  check: "M3.2 8.4l3.2 3.2l6.4-7",
  arrow: "M3 8h10M9 4l4 4l-4 4",
  copy: "M5.5 5.5h8v8h-8ZM10.500 5.500v-3h-8v8h3",
  print: "M4.500 6v-3.500h7v3.500M4.500 11h-2v-5h11v5h-2M4.500 9h7v4.500h-7Z",
  link: "M6.800 9.200l2.400-2.400M7.400 4.800l1.400-1.400a2.700 2.700 0 0 1 3.800 3.800l-1.400 1.400M8.600 11.200l-1.400 1.400a2.700 2.700 0 0 1-3.800-3.800l1.400-1.400",
};
