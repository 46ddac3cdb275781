// @ts-check
/**
 * The operator's pages. Each section asks for its figures again every few seconds while somebody looks; what is typed lives in `typed`
 * and outlives a change of section and a lost key.
 */
import { ApiError, call, eventsOf } from "../core/api.js";
import { View, h, said } from "../core/dom.js";
import { arr, clock, comma, cut, dollars, duration, moment, num, number, obj, str } from "../core/format.js";
import { extend, has, language, pieces, t } from "../core/i18n.js";
import { initialState, reduceAll, stateKey } from "../live/reducer.js";

export const words = {
  en: {
    "a.overview": "Overview", "a.demands": "Demands", "a.settings": "Settings", "a.llm": "Language model", "a.limiter": "Request limits", "a.audit": "Audit", "a.demo": "Demonstrations",
    "a.key": "Admin key", "a.key_text": "The value of ADMIN_API_KEY. It is kept until this tab is closed.", "a.open": "Open", "a.leave": "Forget the key", "a.wrong": "This key is wrong.",
    "a.lost": "The key does not work any more. What you typed is kept.", "a.locked": "Too many wrong keys. The next try is possible in {time}.", "a.unlocked": "You can try again now.",
    "a.away": "The server can not be reached.", "a.stale": "Shown as of {time}.", "a.none": "Nothing here.", "a.previous": "Previous", "a.next": "Next", "a.actions": "Actions", "a.done": "Done.",
    "a.all": "All", "a.running": "Running", "a.find": "Search", "a.time": "Time", "a.events": "Events", "a.reason": "Reason", "a.kick": "Remove a member", "a.main": "Main negotiation", "a.activate": "Activate",
    "a.deactivate": "Deactivate", "a.import_text": "JSON, JSON Lines or CSV, at most 8 MiB: all or none are taken.", "a.file": "File", "a.paste": "or pasted text", "a.check": "Check only",
    "a.take": "Import", "a.counts": "{created} new, {updated} changed, {unchanged} as before", "a.checked": "Checked, nothing imported:", "a.taken": "Imported:",
    "a.faults": "Nothing was changed. To mend: {count}", "a.live_only": "Only what can be changed here", "a.live": "applies at once", "a.restart": "applies after a restart",
    "a.from.default": "default", "a.from.file": "file", "a.from.credential": "credential", "a.from.environment": "environment", "a.from.command line": "command line", "a.from.live": "changed here",
    "a.static": "Static value: {value}", "a.back": "Back to it", "a.will": "Goes back to the static value", "a.waits": "Waits for a restart: {value}", "a.from_to": "{from} to {to}",
    "a.unset": "not set", "a.reload": "File last read again", "a.unsaved": "Unsaved: {count}", "a.save": "Save", "a.discard": "Discard", "a.saved": "Saved: {names}",
    "a.no_key": "No ANTHROPIC_API_KEY: rules decide.", "a.model": "Model", "a.breaker": "Breaker", "a.failures": "Failures", "a.again_at": "Tries again", "a.reset": "Reset",
    "a.calls": "Calls by decision", "a.decision": "Decision", "a.outcomes": "Outcomes", "a.tokens": "Tokens in / out", "a.cost": "Cost", "a.average": "Average", "a.test": "Test call",
    "a.waiting": "Waiting", "a.since": "Counted since", "a.who": "Who", "a.what": "What", "a.detail": "Detail", "a.scenario": "Members' mood", "a.seed": "Seed", "a.random": "random",
    "a.language": "Language", "a.prepare": "Prepare", "a.run": "Run", "a.watch": "Watch", "a.sessions": "Sessions", "a.up": "Up for", "a.instance": "Instance", "a.store": "Store",
    "a.since_start": "Outcomes since the start", "a.stored": "Stored demands", "a.streams": "Open streams", "a.connections": "Connections", "a.rate": "Events a second",
    "a.range": "5 minutes, at most {count}", "a.part.database": "Database", "a.part.engine": "Engine", "a.part.configuration": "Configuration", "a.is.healthy": "healthy", "a.is.degraded": "degraded",
    "a.is.unhealthy": "unhealthy", "a.is.rules": "rules", "a.is.disabled": "off", "a.is.enabled": "on", "a.is.inactive": "inactive", "a.is.active": "active", "a.is.closed": "closed",
    "a.is.open": "open", "a.is.half_open": "half open", "a.is.running": "running", "a.is.draining": "stopping", "a.is.completed": "finished", "a.is.success": "answered", "a.is.applied": "changed", "a.is.unchanged": "nothing new",
    "a.is.refused": "refused", "a.is.total_requests": "Requests", "a.is.allowed_requests": "Let through", "a.is.rejected_requests": "Refused", "a.is.queued_requests": "Made to wait",
    "a.is.queue_timeout_requests": "Waited in vain", "a.is.user_limited_requests": "Over a client's limit", "a.is.current_concurrent": "Running now", "a.is.current_queue_size": "Waiting now",
    "a.is.active_users": "Clients", "a.is.global_max_concurrent": "Limit: at once", "a.is.global_queue_size": "Limit: waiting", "a.is.user_max_requests": "Limit: of a client",
    "a.is.user_window_seconds": "… in so many seconds",
  },
  zh: {
    "a.overview": "概览", "a.demands": "需求", "a.settings": "设置", "a.llm": "语言模型", "a.limiter": "请求限制", "a.audit": "审计", "a.demo": "演示", "a.key": "管理密钥", "a.key_text": "即 ADMIN_API_KEY 的值，只保留到关闭此标签页。",
    "a.open": "进入", "a.leave": "忘记密钥", "a.wrong": "密钥不对。", "a.lost": "密钥失效了。你输入的内容还在。", "a.locked": "错误次数太多，{time}后可以再试。", "a.unlocked": "现在可以再试。", "a.away": "连不上服务器。", "a.stale": "显示的是 {time} 的情况。",
    "a.none": "暂无内容。", "a.previous": "上一页", "a.next": "下一页", "a.actions": "操作", "a.done": "完成。", "a.all": "全部", "a.running": "进行中", "a.find": "搜索", "a.time": "时间", "a.events": "事件", "a.reason": "原因",
    "a.kick": "移除成员", "a.main": "主协商", "a.activate": "启用", "a.deactivate": "停用", "a.import_text": "JSON、JSON Lines 或 CSV，最大 8 MiB：全部导入，或者都不导入。", "a.file": "文件", "a.paste": "或粘贴文本", "a.check": "仅检查", "a.take": "导入",
    "a.counts": "新增 {created}，更改 {updated}，不变 {unchanged}", "a.checked": "已检查，未导入：", "a.taken": "已导入：", "a.faults": "没有任何更改。需修正：{count}", "a.live_only": "只看可在此更改的", "a.live": "立即生效",
    "a.restart": "重启后生效", "a.from.default": "默认", "a.from.file": "文件", "a.from.credential": "凭据", "a.from.environment": "环境变量", "a.from.command line": "命令行", "a.from.live": "在此更改",
    "a.static": "静态值：{value}", "a.back": "恢复", "a.will": "将恢复静态值", "a.waits": "等待重启：{value}", "a.from_to": "{from} 至 {to}", "a.unset": "未设置", "a.reload": "上次重读文件", "a.unsaved": "未保存：{count}",
    "a.save": "保存", "a.discard": "放弃", "a.saved": "已保存：{names}", "a.no_key": "没有 ANTHROPIC_API_KEY：由规则决定。", "a.model": "模型", "a.breaker": "熔断器", "a.failures": "失败", "a.again_at": "重试时间",
    "a.reset": "重置", "a.calls": "各类决策的调用", "a.decision": "决策", "a.outcomes": "结果", "a.tokens": "输入 / 输出 token", "a.cost": "费用", "a.average": "平均", "a.test": "测试调用", "a.waiting": "等待",
    "a.since": "计数始于", "a.who": "谁", "a.what": "做了什么", "a.detail": "详情", "a.scenario": "成员态度", "a.seed": "种子", "a.random": "随机", "a.language": "语言", "a.prepare": "准备", "a.run": "运行", "a.watch": "观看",
    "a.sessions": "会话", "a.up": "已运行", "a.instance": "实例", "a.store": "存储", "a.since_start": "启动以来的结果", "a.stored": "存储的需求", "a.streams": "打开的事件流", "a.connections": "连接", "a.rate": "每秒事件",
    "a.range": "5 分钟内最多 {count}", "a.part.database": "数据库", "a.part.engine": "引擎", "a.part.configuration": "配置", "a.is.healthy": "正常", "a.is.degraded": "受损", "a.is.unhealthy": "异常",
    "a.is.rules": "规则", "a.is.disabled": "关", "a.is.enabled": "开", "a.is.inactive": "停用", "a.is.active": "启用", "a.is.closed": "闭合", "a.is.open": "断开", "a.is.half_open": "半开", "a.is.running": "进行中", "a.is.draining": "正在停止",
    "a.is.completed": "已结束", "a.is.success": "成功", "a.is.applied": "有变化", "a.is.unchanged": "无变化", "a.is.refused": "被拒绝", "a.is.total_requests": "请求", "a.is.allowed_requests": "放行",
    "a.is.rejected_requests": "拒绝", "a.is.queued_requests": "排过队", "a.is.queue_timeout_requests": "排队超时", "a.is.user_limited_requests": "超出单个客户端上限", "a.is.current_concurrent": "正在处理",
    "a.is.current_queue_size": "正在排队", "a.is.active_users": "客户端", "a.is.global_max_concurrent": "上限：同时处理", "a.is.global_queue_size": "上限：排队", "a.is.user_max_requests": "上限：单个客户端",
    "a.is.user_window_seconds": "……每多少秒",
  },
};
extend(words);

const BASE = "/api/v1/admin/";
const EVERY = 5000;
const SAMPLES = 60;
const SECTIONS = ["overview", "demands", "members", "settings", "llm", "limiter", "audit", "demo"];
/**
 * What a demand's states are called on its own page.
 * @type {Record<string, string>}
 */
const STATES = { processing: "phase.understanding", filtering: "phase.finding", negotiating: "phase.negotiating", completed: "outcome.finalized.title", failed: "outcome.failed.title", cancelled: "outcome.cancelled.title" };
/**
 * Where a component's figures are.
 * @type {Record<string, string>}
 */
const PLACES = { engine: "demands", llm: "llm", rate_limiter: "limiter", demo_mode: "demo", configuration: "settings" };
/** @type {Record<string, string>} */
const TONES = { healthy: "good", closed: "good", active: "good", completed: "good", finalized: "good", force_finalized: "warn", degraded: "warn", half_open: "warn", unhealthy: "bad", open: "bad", failed: "bad", processing: "busy", filtering: "busy", negotiating: "busy", running: "busy" };

/** @type {Record<string, string>} */
const typed = {};
/**
 * Settings not yet saved, by key: as typed, null for back to the static value.
 * @type {Record<string, string | null>}
 */
let drafts = {};
/** @type {Record<string, number[]>} */
const history = {};
/**
 * Events in all and the time when they were counted.
 * @type {number[]}
 */
let marks = [];

/**
 * A setting's value as it can be typed.
 * @param {any} value @returns {string}
 */
export function typedValue(value) {
  if (Array.isArray(value)) return value.join(", ");
  return value && typeof value === "object" ? Object.entries(value).map(([name, item]) => `${name}=${item}`).join(",") : value === null || value === undefined ? "" : String(value);
}

/**
 * The server's faults, one a line, by the key they begin with; those of no known key under "".
 * @param {any[]} faults @param {string[]} keys @returns {Record<string, string>}
 */
export function faultsByKey(faults, keys) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const fault of faults.map(str)) {
    const [, name, rest] = /^(\w+)[:：]\s*([^]*)$/.exec(fault) ?? [];
    const key = keys.includes(name) ? name : "";
    const text = key ? rest : fault;
    found[key] = found[key] ? `${found[key]}\n${text}` : text;
  }
  return found;
}

/**
 * The points of a line through the values, from the left to the right edge and between 0 and their maximum.
 * @param {number[]} values @param {number} width @param {number} height
 */
export function sparkline(values, width, height) {
  const most = Math.max(1, ...values);
  return values.map((value, i) => `${Math.round((i / Math.max(1, values.length - 1)) * width)},${Math.round(height - (Math.max(0, value) / most) * height)}`).join(" ");
}

/**
 * Seconds as days and hours, or less.
 * @param {number} seconds
 */
export function span(seconds) {
  const unit = (/** @type {number} */ value, /** @type {string} */ name) => new Intl.NumberFormat(language() === "zh" ? "zh-CN" : "en", { style: "unit", unit: name, unitDisplay: "long" }).format(Math.floor(value));
  if (seconds >= 86400) return `${unit(seconds / 86400, "day")} ${unit((seconds % 86400) / 3600, "hour")}`;
  return seconds >= 3600 ? `${unit(seconds / 3600, "hour")} ${unit((seconds % 3600) / 60, "minute")}` : duration(seconds * 1000);
}

/** @param {any} error */
const why = (error) => (error instanceof ApiError ? (error.status ? error.words || (error.code === "E001" ? t("error.fault") : error.sentence) : t("a.away")) : t("error.unknown"));
/** @param {string} state a word of the server */
const word = (state) => (STATES[state] ? t(STATES[state]) : [`outcome.${state}.title`, `a.is.${state}`, `fallback.${state}`, `a.from.${state}`, `kind.${state}`].filter(has).map((key) => t(key))[0] ?? state);
/** @param {string} state */
const chip = (state) => h("span", { class: `chip tone-${TONES[state] ?? "plain"}` }, word(state));
/** @param {any} iso */
const when = (iso) => str(iso) && h("time", { datetime: str(iso) }, moment(str(iso)));
/** @param {...[string, any]} rows label and value */
const facts = (...rows) => h("dl", { class: "facts" }, rows.map(([label, value]) => value !== "" && value !== null && value !== undefined && [h("dt", null, label), h("dd", null, value)]));
/** @param {string} title @param {...any} kids */
const panel = (title, ...kids) => h("section", { class: "panel", "aria-label": title }, h("h2", null, title), kids);
/**
 * Counts by name, those that are zero left out.
 * @param {any} counts
 */
const tally = (counts) => comma(Object.entries(obj(counts)).filter(([, count]) => count).map(([name, count]) => `${word(name)} ${number(count)}`)) || "–";
/**
 * By the order of their words above; what has none comes last.
 * @param {any} figures @returns {[string, any][]}
 */
const inOrder = (figures) => {
  const place = (/** @type {string} */ name) => (Object.keys(words.en).findIndex((key) => key.endsWith(`.${name}`)) + 1000) % 1000;
  return Object.entries(obj(figures)).sort(([a], [b]) => place(a) - place(b));
};
/** @param {any} path */
const part = (path) => encodeURIComponent(str(path));

/**
 * A table that narrow screens show as cards.
 * @param {string} label @param {string[]} heads keys of words @param {[key: string, cells: any[]][]} rows
 */
function table(label, heads, rows) {
  return rows.length === 0 ? h("p", { class: "empty" }, t("a.none")) : h("table", { class: "rows", role: "table", "aria-label": label },
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads.map((head) => h("th", { scope: "col", role: "columnheader" }, t(head))))),
    h("tbody", { role: "rowgroup" }, rows.map(([key, cells]) => h("tr", { key, role: "row" }, cells.map((cell, i) => h("td", { role: "cell", "data-head": t(heads[i]) }, h("div", null, cell)))))));
}

/** `data`: {id: section, title(text)} */
export class AdminPage extends View {
  key = "";
  /**
   * Why there is no way in: what is said above the key entry.
   * @type {"" | "wrong" | "lost" | "locked" | "away"}
   */
  gate = "";
  /** When a locked key entry opens again, in milliseconds. */
  until = 0;
  /**
   * The answers of the section's calls, null before the first.
   * @type {any[] | null}
   */
  got = null;
  /** When they came. */
  at = "";
  /**
   * Why the section's calls failed.
   * @type {any}
   */
  trouble = null;
  /**
   * Why the last action failed.
   * @type {any}
   */
  bad = null;
  /** The action that runs. */
  busy = "";
  /**
   * What stands beside a field.
   * @type {Record<string, string>}
   */
  faults = {};
  /**
   * Cursors of the pages before this one.
   * @type {string[]}
   */
  cursors = [];
  /**
   * What is to be confirmed.
   * @type {{title: string, lines: any[], go: () => Promise<any>, yes: string} | null}
   */
  sure = null;
  /** @type {File | null} */
  file = null;
  /** @type {any} */
  report = null;
  /** @type {any} */
  timer = 0;
  control = new AbortController();

  start() {
    try {
      this.key = sessionStorage.getItem("towow.admin") ?? "";
    } catch {
      // Kept in memory alone.
    }
    this.key ||= typed.held ?? "";
    document.addEventListener("visibilitychange", this.seen);
    if (this.key) this.load();
  }

  stop() {
    document.removeEventListener("visibilitychange", this.seen);
    this.control.abort();
    clearTimeout(this.timer);
  }

  seen = () => {
    if (document.hidden) clearTimeout(this.timer);
    else if (this.key) this.load();
  };

  /** What the server says is asked for again; what it said of a change would need the change again. */
  switched() {
    for (const key of Object.keys(this.faults)) this.faults[key] = t("error.fault");
    if (this.report?.faults) this.send("check");
    else this.seen();
  }

  get section() {
    return SECTIONS.includes(this.data.id) ? this.data.id : "overview";
  }

  /** @param {string} key "" forgets it */
  keep(key) {
    this.key = typed.held = key;
    try {
      if (key) sessionStorage.setItem("towow.admin", key);
      else sessionStorage.removeItem("towow.admin");
    } catch {
      // Kept in memory alone.
    }
  }

  /** @param {string} path @param {any} [options] */
  ask(path, options) {
    return call(BASE + path, { token: this.key, ...options });
  }

  /** Which calls fill the section. */
  paths() {
    const page = `limit=50&cursor=${part(this.cursors.at(-1))}`.replace(/&cursor=$/, "");
    const text = part(typed[`${this.section}.q`]);
    return {
      overview: ["health", "stats"], demands: [`demands?${page}&status=${typed.status ?? ""}&q=${text}`.replace(/&\w+=(?=&|$)/g, "")], members: [`agents?${page}&q=${text}`],
      settings: ["config"], llm: ["llm"], limiter: ["rate-limiter"], audit: [`audit?${page}`], demo: ["demo-mode", "demo-mode/demands", "demo-mode/session", "demo-mode/scenarios"],
    }[/** @type {"llm"} */ (this.section)];
  }

  async load() {
    clearTimeout(this.timer);
    this.control.abort();
    const control = this.control = new AbortController();
    try {
      const got = await Promise.all(this.paths().map((path) => this.ask(path, { signal: control.signal })));
      if (control.signal.aborted) return;
      this.got = got.map(obj);
      this.at = new Date().toISOString();
      this.trouble = null;
      this.gate = "";
      typed.key = "";
      if (this.section === "overview") this.sample(this.got[1]);
    } catch (error) {
      if (control.signal.aborted) return;
      this.failed(error);
    }
    // An action that runs still runs.
    if (this.busy === "key") this.busy = "";
    this.paint();
    if (this.key && !this.gate && !document.hidden) this.timer = setTimeout(() => this.load(), EVERY);
  }

  /** @param {any} error of a call that only reads */
  failed(error) {
    const status = error instanceof ApiError ? error.status : -1;
    if (status === 401 || status === 403) {
      this.gate = this.got ? "lost" : "wrong";
      this.keep("");
    } else if (status === 429) {
      this.gate = "locked";
      this.until = Date.now() + (error.retryAfter || 60) * 1000;
      typed.key = this.key;
      this.keep("");
      this.tick();
    } else if (this.got || status > 0) this.trouble = error;
    else this.gate = "away";
  }

  /** Counts down until the next key may be tried. */
  tick() {
    clearTimeout(this.timer);
    if (Date.now() < this.until) this.timer = setTimeout(() => { this.paint(); this.tick(); }, 1000);
  }

  /** @param {any} stats */
  sample(stats) {
    const { negotiations, streams, connections, events } = stats;
    const last = marks;
    for (const [name, value] of Object.entries({ running: obj(negotiations).active, streams: obj(streams).open, connections: obj(connections).open,
      rate: last.length > 0 ? Math.max(0, num(obj(events).total) - last[0]) / Math.max(1, (Date.now() - last[1]) / 1000) : 0 })) {
      history[name] = [...(history[name] ?? []), num(value)].slice(-SAMPLES);
    }
    marks = [num(obj(events).total), Date.now()];
  }

  /**
   * Changes something and says how it went.
   * @param {string} name of the button @param {string} path @param {any} [body] @param {(answer: any) => any} [done] says what to tell
   */
  async act(name, path, body = {}, done = (answer) => answer.message || t("a.done")) {
    this.busy = name;
    this.paint();
    try {
      this.told = str(done(await this.ask(path, { method: "POST", ...(body?.headers ? body : { body }) })));
      this.bad = this.sure = null;
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) this.failed(error);
      this.faults = faultsByKey(arr(/** @type {any} */ (error).body?.faults), Object.keys(drafts));
      if (name === "take" || name === "check") this.report = obj(/** @type {any} */ (error).body);
      // What stands at its field needs not be said twice.
      this.bad = Object.keys(this.faults).some(Boolean) || this.report?.faults ? null : error;
      this.told = "";
    }
    this.busy = "";
    this.paint();
    /** @type {any} */ (this.querySelector("[aria-invalid=true]"))?.focus();
    if (!this.gate) this.load();
  }

  paint() {
    super.paint();
    const dialog = this.querySelector("dialog");
    if (dialog && this.sure && !dialog.open) dialog.showModal();
    if (dialog?.open && !this.sure) dialog.close();
  }

  /**
   * @param {string} name @param {string} label @param {Record<string, any>} [props] @param {() => void} [then]
   */
  field(name, label, props = {}, then = () => {}) {
    const { tag = "input", options, ...rest } = props;
    return h("label", { class: "field", key: name }, h("span", null, label), h(tag, { name, value: typed[name] ?? "", autocomplete: "off", spellcheck: "false", ...rest,
      oninput: (/** @type {any} */ event) => { typed[name] = event.target.value; this.paint(); then(); } },
      options && options.map((/** @type {string[]} */ [value, text]) => h("option", { value }, text))));
  }

  /** @param {string} name @param {string} label @param {() => void} onclick @param {string} [look] */
  button(name, label, onclick, look = "") {
    return h("button", { type: "button", class: look, disabled: name && this.busy === name, onclick }, label);
  }

  again = () => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.cursors = []; this.load(); }, 250);
  };

  view() {
    if (!this.data) return null;
    const title = this.section === "members" ? t("nav.agents") : t(`a.${this.section}`);
    this.data.title(`${title} · ${t("nav.admin")} · ${t("app.name")}`);
    if (!this.key || this.gate) return this.entry();
    const link = (/** @type {string} */ name) => h("a", { href: name === "overview" ? "/admin" : `/admin/${name}`, "aria-current": name === this.section ? "page" : undefined }, name === "members" ? t("nav.agents") : t(`a.${name}`));
    return h("div", { class: "console" },
      h("nav", { class: "console-nav", "aria-label": t("nav.admin") }, SECTIONS.map(link), this.button("", t("a.leave"), () => { this.keep(""); this.got = null; this.paint(); }, "quiet")),
      h("div", { class: "console-body" }, h("h1", { tabindex: "-1" }, title),
        this.trouble && h("p", { class: "panel trouble", role: "alert" }, why(this.trouble), " ", this.at && t("a.stale", { time: clock(this.at) })),
        this.got ? /** @type {any} */ (this)[this.section](...this.got) : !this.trouble && h("p", { role: "status" }, t("agents.loading")),
        h("p", { class: `told${this.bad ? " trouble" : ""}`, role: "status" }, !this.sure && (this.bad ? why(this.bad) : this.told))),
      h("dialog", { "aria-labelledby": "sure", onclose: (/** @type {any} */ event) => { if (event.target.open) return; this.sure = this.bad = null; this.paint(); } }, this.sure && h("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); this.sure?.go(); } },
        h("h2", { id: "sure" }, this.sure.title), this.sure.lines, this.bad && h("p", { class: "trouble", role: "alert" }, why(this.bad)),
        h("p", { class: "actions" }, h("button", { class: "danger", disabled: this.busy === "sure" }, this.sure.yes), this.button("", t("action.close"), () => { this.sure = null; this.paint(); })))));
  }

  entry() {
    const left = this.until - Date.now();
    const locked = this.gate === "locked" && left > 0;
    const said = locked ? pieces("a.locked", { time: h("span", { role: "timer" }, duration(left)) }) : this.gate && t(this.gate === "locked" ? "a.unlocked" : `a.${this.gate}`);
    return h("form", { class: "state-page", onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      const key = (typed.key ?? this.key).trim() || this.key;
      this.got = null;
      this.keep(/^[!-~]+$/.test(key) ? key : "");
      if (this.key) {
        this.busy = "key";
        this.load();
      } else this.failed(new ApiError(403, "", "", "", 0));
      this.paint();
    } }, h("h1", { tabindex: "-1" }, t("nav.admin")), h("p", null, t("a.key_text")),
    this.field("key", t("a.key"), { type: "password", autocomplete: "current-password", required: !this.key, "aria-invalid": this.gate === "wrong" ? "true" : undefined, "aria-describedby": "gate" }),
    h("p", { id: "gate", class: "trouble", role: "alert" }, said),
    h("p", { class: "actions" }, h("button", { class: "primary", disabled: locked || this.busy === "key" }, t("a.open"))));
  }

  /** @param {string} next the cursor of what comes after */
  pager(next) {
    const turn = (/** @type {string[]} */ cursors) => { this.cursors = cursors; this.load(); };
    return (next || this.cursors.length > 0) && h("p", { class: "actions" },
      h("button", { type: "button", disabled: this.cursors.length === 0, onclick: () => turn(this.cursors.slice(0, -1)) }, t("a.previous")),
      h("button", { type: "button", disabled: !next, onclick: () => turn([...this.cursors, next]) }, t("a.next")));
  }

  /** @param {any} health @param {any} stats */
  overview(health, stats) {
    const { negotiations = {}, store = {} } = stats;
    const tile = (/** @type {string} */ name, /** @type {string} */ label, /** @type {any} */ value) => h("div", { class: "tile", key: name }, h("span", { class: "muted" }, label), h("b", null, value),
      history[name]?.length > 1 && [h("svg", { viewBox: "0 -1 120 34", preserveAspectRatio: "none", "aria-hidden": "true" }, h("polyline", { points: sparkline(history[name], 120, 32) })), h("span", { class: "muted small" }, t("a.range", { count: number(Math.round(Math.max(...history[name]) * 10) / 10) }))]);
    const latest = (/** @type {string} */ name) => number(Math.round(num(history[name]?.at(-1)) * 10) / 10);
    return [
      h("ul", { class: "tiles" }, inOrder(health.components).map(([name, one]) => h("li", { key: name, class: "tile" },
        h("a", { href: PLACES[name] && `/admin/${PLACES[name]}` }, t(has(`a.part.${name}`) ? `a.part.${name}` : `a.${PLACES[name] ?? name}`)), chip(str(one.status))))),
      h("div", { class: "tiles" }, tile("running", t("a.running"), latest("running")), tile("streams", t("a.streams"), latest("streams")), tile("connections", t("a.connections"), latest("connections")), tile("rate", t("a.rate"), latest("rate")), tile("", t("nav.agents"), number(stats.members?.active)), tile("all", t("a.events"), number(stats.events?.total))),
      h("div", { class: "panel" }, facts([t("a.since_start"), tally(negotiations.outcomes_since_start)], [t("a.stored"), tally(negotiations.by_status)], [t("a.cost"), dollars(num(obj(stats.llm_service).spent_usd))],
        [t("a.up"), span(num(stats.uptime_seconds))], [t("a.store"), `${str(store.kind)}, ${number(Math.round(num(store.size_bytes) / 1e5) / 10)} MB`], [t("a.instance"), h("code", null, `${str(stats.version)} ${str(stats.instance_id)}`)])),
    ];
  }

  /** @param {any} answer */
  demands({ demands, next_cursor: next }) {
    const open = (/** @type {any} */ one, /** @type {boolean} */ kick) => {
      this.bad = null;
      typed.reason = typed.who = typed.where = "";
      /**
       * The negotiation and those below it that still run; null before they are known.
       * @type {Channel[] | null}
       */
      let running = null;
      const choose = (/** @type {Channel} */ channel) => h("fieldset", { key: channel.id }, h("legend", null, channel.isSubnet ? [t("network.sub"), channel.about && ": ", said(cut(channel.about, 120))] : t("a.main")),
        channel.order.map((id) => channel.members[id]).filter(({ left }) => !left).map((member) => h("label", { class: "check", key: member.id },
          h("input", { type: "radio", name: "who", value: member.id, required: true, checked: typed.who === member.id && typed.where === channel.id, onchange: () => { typed.who = member.id; typed.where = channel.id; } }),
          h("span", null, said(cut(member.name, 80)), " ", h("code", { class: "muted" }, member.id), " ", h("span", { class: "muted small" }, t(stateKey(channel, member)))))));
      const ask = () => [h("p", null, said(cut(str(one.raw_input), 200))), kick && (running ? running.length > 0 ? running.map(choose) : h("p", { class: "empty" }, t("a.none")) : !this.bad && h("p", { role: "status" }, t("agents.loading"))), this.field("reason", t("a.reason"), { required: kick, maxlength: "500" })];
      const sure = this.sure = { title: t(kick ? "a.kick" : "action.cancel"), yes: t(kick ? "a.kick" : "cancel.yes"), get lines() { return ask(); },
        go: () => (kick ? this.act("sure", `channels/${part(typed.where)}/kick`, { agent_id: typed.who, reason: typed.reason }) : this.act("sure", `demands/${part(one.demand_id)}/cancel`, typed.reason ? { reason: typed.reason } : {})) };
      this.paint();
      if (kick) {
        eventsOf(str(one.demand_id)).then((log) => {
          const { main, children } = reduceAll(initialState(), log);
          running = [main, ...children].filter((channel) => channel.order.length > 0 && !channel.outcome && !channel.result);
        }).catch((error) => { if (this.sure === sure) this.bad = error; }).then(() => this.paint());
      }
    };
    return [
      h("div", { class: "actions" }, this.field("status", t("network.state"), { tag: "select", options: [["", t("a.all")], ["active", t("a.running")], ...Object.entries(STATES).map(([state, key]) => [state, t(key)])] }, this.again), this.field("demands.q", t("a.find"), { type: "search" }, this.again)),
      table(t("a.demands"), ["timeline.kind.demand", "network.state", "a.time", "a.events", "a.actions"], arr(demands).map((one) => [str(one.demand_id), [
        h("a", { href: `/negotiation/${part(one.demand_id)}` }, said(cut(str(one.raw_input), 140) || str(one.demand_id))), [chip(str(one.outcome || one.status)), one.is_demo && h("span", { class: "chip" }, t("demo.badge"))], when(one.created_at), number(one.events),
        STATES[one.status]?.startsWith("phase") && [h("button", { type: "button", onclick: () => open(one, false) }, t("cancel.yes")), h("button", { type: "button", onclick: () => open(one, true) }, t("a.kick"))]]])),
      this.pager(str(next)),
    ];
  }

  /** @param {string} name `check`, or `take` when it is meant */
  async send(name) {
    const body = this.file ? await this.file.text() : typed.paste ?? "";
    this.report = null;
    await this.act(name, `agents/import${name === "check" ? "?dry_run=true" : ""}`, { body, headers: { "Content-Type": "application/octet-stream" } }, (answer) => { this.report = answer; return " "; });
  }

  /** @param {any} answer */
  members({ agents, next_cursor: next }) {
    const { report } = this;
    const empty = !this.file && !typed.paste?.trim();
    return [
      this.field("members.q", t("a.find"), { type: "search" }, this.again),
      table(t("nav.agents"), ["network.member", "network.state", "a.detail", "a.actions"], arr(agents).map((one) => [str(one.agent_id), [
        [h("a", { href: `/agents/${part(one.agent_id)}` }, said(str(one.display_name) || str(one.agent_id))), h("code", { class: "muted" }, str(one.agent_id))], chip(one.is_active ? "active" : "inactive"), [said(cut(str(one.summary), 120)), h("span", { class: "muted small" }, word(str(one.kind)), " · ", t(`lives.${one.online ?? "here"}`), " · ", t("proposal.version", { version: number(one.version) }))],
        this.button(one.agent_id, t(one.is_active ? "a.deactivate" : "a.activate"), () => this.act(one.agent_id, `agents/${part(one.agent_id)}/${one.is_active ? "deactivate" : "activate"}`))]])),
      this.pager(str(next)),
      panel(t("a.take"), h("p", { class: "muted" }, t("a.import_text")),
        h("label", { class: "field" }, h("span", null, t("a.file")), h("input", { type: "file", accept: ".json,.jsonl,.ndjson,.csv,.txt", onchange: (/** @type {any} */ event) => { this.file = event.target.files[0] ?? null; this.paint(); } })),
        this.field("paste", t("a.paste"), { tag: "textarea", rows: "4", disabled: Boolean(this.file) }),
        h("p", { class: "actions" }, h("button", { type: "button", class: "primary", disabled: empty || this.busy === "check", onclick: () => this.send("check") }, t("a.check")), h("button", { type: "button", disabled: empty || this.busy === "take", onclick: () => this.send("take") }, t("a.take"))),
        report && h("div", { role: "status" }, report.faults ? [h("p", { class: "trouble" }, t("a.faults", { count: number(report.total_faults) })), h("ul", { class: "bullets" }, arr(report.faults).map((fault) => h("li", null, said(str(fault)))))]
          : h("p", null, t(report.dry_run ? "a.checked" : "a.taken"), " ", t("a.counts", report)))),
    ];
  }

  /** @param {any} config */
  settings(config) {
    const all = arr(config.settings);
    const wanted = str(typed.find).toLowerCase();
    const shown = all.filter((one) => (one.key || typed.live !== "yes") && `${one.section} ${one.name} ${one.help}`.toLowerCase().includes(wanted));
    const count = Object.keys(drafts).length;
    const value = (/** @type {any} */ text) => (typedValue(text) === "" ? t("a.unset") : h("code", null, typedValue(text)));
    const draft = (/** @type {any} */ one, /** @type {string | null} */ text) => {
      if (text === typedValue(one.value)) delete drafts[one.key];
      else drafts[one.key] = text;
      delete this.faults[one.key];
      this.paint();
    };
    const editor = (/** @type {any} */ one) => {
      const props = { id: one.key, name: one.key, value: drafts[one.key] ?? typedValue(drafts[one.key] === null ? one.static_value : one.value), autocomplete: "off", spellcheck: "false", "aria-invalid": this.faults[one.key] ? "true" : undefined, "aria-describedby": `about-${one.key}`,
        "aria-label": one.name, oninput: (/** @type {any} */ event) => draft(one, event.target.value) };
      const options = one.kind === "boolean" ? [["true", t("answer.yes")], ["false", t("answer.no")]] : arr(one.choices).map((choice) => [choice, choice]);
      return options.length > 0 ? h("select", props, options.map(([choice, text]) => h("option", { value: choice }, text))) : h("input", { ...props, inputmode: one.kind === "integer" || one.kind === "number" ? "decimal" : undefined });
    };
    return [
      [...arr(config.file_faults), ...arr(config.stored_faults)].map((fault) => h("p", { class: "panel trouble" }, said(str(fault)))),
      config.last_reload && h("p", { class: "muted small" }, t("a.reload"), ": ", moment(str(config.last_reload.at)), " · ", word(str(config.last_reload.outcome))),
      h("div", { class: "actions" }, this.field("find", t("a.find"), { type: "search" }), h("label", { class: "check" }, h("input", { type: "checkbox", checked: typed.live === "yes", onchange: (/** @type {any} */ event) => { typed.live = event.target.checked ? "yes" : ""; this.paint(); } }), t("a.live_only"))),
      h("form", { onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        this.faults = {};
        const sent = { ...drafts };
        // What was typed since then is not saved.
        this.act("save", "config", sent, (answer) => { for (const key of Object.keys(sent)) if (drafts[key] === sent[key]) delete drafts[key]; this.got = [answer]; return t("a.saved", { names: comma(arr(answer.changed)) }); });
      } }, this.faults[""] && h("p", { class: "trouble", role: "alert" }, said(this.faults[""])),
      [...new Set(shown.map((one) => str(one.section)))].map((section) => h("section", { class: "panel", "aria-label": section }, h("h2", null, section), shown.filter((one) => one.section === section).map((one) => h("div", { key: one.name, class: "setting" },
        h("div", null, h("code", null, one.name), h("p", { class: "muted small" }, one.help)),
        h("div", null, one.key ? editor(one) : value(one.value),
          h("p", { id: `about-${one.key ?? one.name}`, class: "muted small" }, this.faults[one.key] && h("span", { class: "trouble", role: "alert" }, said(this.faults[one.key]), h("br", null)),
            comma([word(str(one.source)), one.place, one.minimum !== null && t("a.from_to", { from: number(one.minimum), to: number(one.maximum) }), t(`a.${one.applies}`)]),
            one.pending_value !== null && h("span", { class: "chip tone-warn" }, t("a.waits", { value: typedValue(one.pending_value) }))),
          drafts[one.key] === null ? h("p", { class: "small" }, t("a.will")) : one.source === "live" && h("p", { class: "small" }, t("a.static", { value: typedValue(one.static_value) || t("a.unset") }), " ", h("button", { type: "button", class: "link", onclick: () => draft(one, null) }, t("a.back")))))))),
      shown.length === 0 && h("p", { class: "empty" }, t("a.none")),
      count > 0 && h("p", { class: "actions save-bar" }, t("a.unsaved", { count: number(count) }), h("button", { class: "primary", disabled: this.busy === "save" }, t("a.save")), this.button("", t("a.discard"), () => { drafts = {}; this.faults = {}; this.paint(); }))),
    ];
  }

  /** @param {any} llm */
  llm(llm) {
    const models = arr(llm.models);
    return [
      h("div", { class: "panel" }, llm.llm_configured ? facts(["API", h("code", null, str(llm.base_url))], [t("a.running"), number(llm.running)], [t("a.waiting"), number(llm.waiting)], [t("a.cost"), dollars(num(llm.spent_usd))], [t("a.since"), when(llm.since)]) : h("p", null, t("a.no_key")), h("p", { class: "actions" }, this.button("reset", t("a.reset"), () => this.act("reset", "llm/reset-stats")))),
      llm.llm_configured && [
        panel(t("a.breaker"), table(t("a.breaker"), ["a.model", "network.state", "a.failures", "a.again_at"], models.map(({ model, breaker = {} }) => [model, [h("code", null, str(model)), chip(str(breaker.state)), number(breaker.failure_count), when(breaker.retry_at)]])), h("p", { class: "actions" }, this.button("breaker", t("a.reset"), () => this.act("breaker", "circuit-breaker/reset")))),
        panel(t("a.calls"), table(t("a.calls"), ["a.decision", "a.model", "a.outcomes", "a.tokens", "a.cost", "a.average"], arr(llm.decisions).map((one) => [one.decision, [[str(one.title), h("code", { class: "muted" }, str(one.decision))], h("code", null, str(one.model)), tally(one.outcomes), `${number(one.input_tokens)} / ${number(one.output_tokens)}`, dollars(num(one.cost_usd)), `${number(one.average_ms)} ms`]])))],
      panel(t("a.test"), this.field("model", t("a.model"), { tag: "select", options: [["", t("a.from.default")], ...models.map(({ model }) => [model, model])] }), h("p", { class: "actions" }, this.button("test", t("a.test"), () => this.act("test", "llm/test", typed.model ? { model: typed.model } : {}, (answer) => `${str(answer.model)}: ${t("usage.decision", { duration: `${number(answer.latency_ms)} ms`, tokens: number(num(answer.input_tokens) + num(answer.output_tokens)), cost: dollars(num(answer.cost_usd)) })}`)))),
    ];
  }

  /** @param {any} limiter */
  limiter({ enabled, config, stats, active_users: clients }) {
    return h("div", { class: "panel" }, chip(enabled ? "enabled" : "disabled"), facts(.../** @type {[string, any][]} */ (inOrder({ ...obj(stats), active_users: clients, ...obj(config) }).map(([name, value]) => [word(name), number(value)]))), h("p", { class: "actions" }, this.button("reset", t("a.reset"), () => this.act("reset", "rate-limiter/reset-stats")), h("a", { class: "button", href: "/admin/settings" }, t("a.settings"))));
  }

  /** @param {any} answer */
  audit({ entries, next_cursor: next }) {
    return [table(t("a.audit"), ["a.time", "a.who", "a.what", "a.detail"], arr(entries).map((one) => [str(one.number), [when(one.at), said(str(one.actor)), [str(one.title), h("code", { class: "muted" }, str(one.action))], said(str(one.detail))]])), this.pager(str(next))];
  }

  /** @param {any} mode @param {any} presets @param {any} list @param {any} moods */
  demo(mode, presets, list, moods) {
    const demands = obj(presets.demands);
    const preset = typed.preset || Object.keys(demands)[0];
    const scenario = typed.scenario || mode.scenario;
    const mood = (/** @type {string} */ name) => obj(arr(moods.scenarios).find(({ value }) => value === name));
    return [
      h("div", { class: "actions" }, chip(mode.enabled ? "enabled" : "disabled"), this.button("mode", t(mode.enabled ? "a.deactivate" : "a.activate"), () => this.act("mode", "demo-mode", { enabled: !mode.enabled }))),
      mode.enabled && panel(t("a.prepare"), this.field("preset", t("timeline.kind.demand"), { tag: "select", value: preset, options: Object.entries(demands).map(([key, one]) => [key, str(obj(one).title)]) }), h("p", { class: "muted" }, said(str(obj(demands[preset]).description))),
        h("div", { class: "actions" }, this.field("scenario", t("a.scenario"), { tag: "select", value: scenario, options: arr(mode.available_scenarios).map((name) => [name, str(mood(name).title)]) }), this.field("language", t("a.language"), { tag: "select", value: typed.language || language(), options: [["zh", "中文"], ["en", "English"]] }), this.field("seed", t("a.seed"), { inputmode: "numeric", placeholder: t("a.random") })),
        h("p", { class: "muted" }, said(str(mood(scenario).description))),
        h("p", { class: "actions" }, this.button("prepare", t("a.prepare"), () => this.act("prepare", `demo-mode/session?${new URLSearchParams({ demand_key: preset, scenario, language: typed.language || language(), ...(typed.seed?.trim() && { seed: typed.seed.trim() }) })}`), "primary"))),
      panel(t("a.sessions"), table(t("a.sessions"), ["timeline.kind.demand", "a.scenario", "a.seed", "network.state", "a.actions"], arr(list.sessions).map((one) => [str(one.id), [said(str(obj(one.demand).title)), str(mood(one.scenario).title), str(one.seed), chip(str(one.result || one.status)),
        one.demand_id ? h("a", { class: "button", href: `/negotiation/${part(one.demand_id)}` }, t("a.watch")) : this.button(one.id, t("a.run"), () => this.act(one.id, `demo-mode/session/${part(one.id)}/run`, {}, (answer) => { this.data.go(`/negotiation/${part(answer.demand_id)}`); return ""; }))]]))),
    ];
  }
}

customElements.define("towow-admin", AdminPage);
