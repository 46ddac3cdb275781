// @ts-check
import { has, locale, t } from "./i18n.js";

/** A refusal or a failure to reach the server, ready to be shown. */
export class ApiError extends Error {
  /**
   * The whole answer.
   * @type {any}
   */
  body = null;
  /** In which language the server was asked to speak. */
  spoken = locale();

  /** @param {number} status 0: no answer @param {string} code @param {string} detail @param {string} requestId @param {number} retryAfter seconds */
  constructor(status, code, detail, requestId, retryAfter) {
    super(detail || code);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  /**
   * What is wrong with which field.
   * @returns {{field: string, problem: string}[]}
   */
  get fields() {
    return Array.isArray(this.body?.fields) ? this.body.fields : [];
  }

  /** What the server said, while the reader's language is still the one it said it in. */
  get words() {
    return this.spoken === locale() ? this.detail : "";
  }

  /** One sentence in the reader's language; stable codes are translated here, the server's words are only the last resort. */
  get sentence() {
    const key = `error.${this.code}`;
    if (this.retryAfter > 0 && has(`${key}.after`)) return t(`${key}.after`, { count: this.retryAfter });
    if (has(key)) return t(key);
    return this.words || t("error.unknown");
  }
}

/**
 * What is wrong, in the reader's language: asked at each painting it follows a switch.
 * @param {any} what an error, or the key of a sentence; empty when nothing is
 */
export function wrong(what) {
  return typeof what === "string" ? what && t(what) : what instanceof ApiError ? what.sentence : t("error.unknown");
}

/** Milliseconds to add to this machine's clock to get the server's. */
let clockOffset = 0;

export function serverNow() {
  return Date.now() + clockOffset;
}

/**
 * @param {string} path
 * @param {{method?: string, body?: any, token?: string, headers?: Record<string, string>, signal?: AbortSignal}} [options]
 * @returns {Promise<any>} the decoded answer
 */
export async function call(path, options = {}) {
  const spoken = locale();
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", "Accept-Language": spoken, ...(options.body !== undefined && { "Content-Type": "application/json" }), ...options.headers };
  if (options.token) headers.Authorization = `Bearer ${options.token}`;
  const started = Date.now();
  let response;
  try {
    response = await fetch(path, {
      method: options.method ?? "GET", headers, signal: options.signal, credentials: "omit", cache: "no-store",
      body: options.body === undefined ? undefined : typeof options.body === "string" ? options.body : JSON.stringify(options.body),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, "network", "", "", 0);
  }
  setClock(response.headers.get("Date"), started, Date.now());
  let body = null;
  try {
    body = await response.json();
  } catch {
    if (response.ok) throw new ApiError(response.status, "network", "", "", 0);
  }
  if (response.ok) return body;
  const text = (/** @type {any} */ value) => (typeof value === "string" ? value : "");
  throw Object.assign(new ApiError(response.status, text(body?.error_code) || `http${response.status}`, text(body?.detail) || text(body?.message),
    text(body?.request_id) || response.headers.get("X-Request-ID") || "", Number(response.headers.get("Retry-After")) || 0), { body, spoken });
}

/**
 * The header has whole seconds, and was written at some time while the answer was waited for: only what is further off is a difference.
 * @param {string | null} date @param {number} from @param {number} to
 */
function setClock(date, from, to) {
  const server = date ? Date.parse(date) : NaN;
  const offset = server + 500 - (from + to) / 2;
  if (Math.abs(offset - clockOffset) >= 2000 + (to - from) / 2) clockOffset = offset;
}

/**
 * All events of a demand so far.
 * @param {string} id @returns {Promise<any[]>}
 */
export async function eventsOf(id) {
  const path = `/api/v1/events/negotiations/${encodeURIComponent(id)}/recent?count=200`;
  const all = [];
  for (let page = await call(path); ; page = await call(`${path}&after=${encodeURIComponent(page.last_event_id)}`)) {
    all.push(...page.events);
    if (!page.has_more) return all;
  }
}

/** 128 random bits as hexadecimal; `crypto.randomUUID` is missing on plain http addresses. */
export function randomKey() {
  const bytes = new Uint8Array(16);
  globalThis.crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The length the server counts: Unicode scalar values after trimming.
 * @param {string} text
 */
export function scalars(text) {
  let count = 0;
  for (const _ of text.trim()) count += 1;
  return count;
}

/** @param {string} text @returns {Promise<boolean>} false when the browser refused */
export async function copyText(text) {
  try {
    if (globalThis.navigator?.clipboard && globalThis.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // No permission: the way below may still work.
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "offscreen";
  const focused = document.activeElement;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    done = false;
  }
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

/**
 * A parser of event streams (WHATWG HTML §9.2), for streams that need a header `EventSource` can not send. Feed it text as it
 * comes, cut anywhere.
 * @param {(message: {id: string, type: string, data: string}) => void} deliver @param {(ms: number) => void} [retry] the server's reconnection time
 */
export function streamParser(deliver, retry) {
  let rest = "";
  let first = true;
  let id = "";
  let type = "";
  /** @type {string[]} */
  let data = [];
  const line = (/** @type {string} */ text) => {
    if (text === "") {
      if (data.length > 0) deliver({ id, type: type || "message", data: data.join("\n") });
      type = "";
      data = [];
      return;
    }
    const colon = text.indexOf(":");
    if (colon === 0) return;
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (name === "data") data.push(value);
    else if (name === "event") type = value;
    else if (name === "id" && !value.includes("\0")) id = value;
    else if (name === "retry" && /^\d+$/.test(value)) retry?.(Number(value));
  };
  return (/** @type {string} */ chunk) => {
    rest += chunk;
    if (first && rest) {
      rest = rest.replace(/^\uFEFF/, "");
      first = false;
    }
    let from = 0;
    for (;;) {
      const at = rest.slice(from).search(/[\r\n]/) + from;
      // A CR at the end may be half of a CRLF: it waits for what follows.
      if (at < from || (rest[at] === "\r" && at + 1 === rest.length)) break;
      line(rest.slice(from, at));
      from = at + (rest[at] === "\r" && rest[at + 1] === "\n" ? 2 : 1);
    }
    rest = rest.slice(from);
  };
}
