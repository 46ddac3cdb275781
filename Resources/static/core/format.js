// @ts-check
import { language, locale, t } from "./i18n.js";

/** @param {any} value @returns {any[]} */
export const arr = (value) => (Array.isArray(value) ? value : []);
/** @param {any} value @returns {string} */
export const str = (value) => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");
/** @param {any} value @returns {Record<string, any>} */
export const obj = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
/** @param {any} value @param {number} [otherwise] @returns {number} */
export const num = (value, otherwise = 0) => (typeof value === "number" && Number.isFinite(value) ? value : otherwise);

/** @type {Map<string, any>} */
const formatters = new Map();

/**
 * Making one of `Intl`'s takes a thousand times longer than using it: one for each kind, language and options.
 * @template {"NumberFormat" | "DateTimeFormat" | "ListFormat"} Kind
 * @param {Kind} kind @param {any} [options] @returns {InstanceType<typeof Intl[Kind]>}
 */
function formatter(kind, options) {
  const name = kind + locale() + JSON.stringify(options);
  if (!formatters.has(name)) formatters.set(name, new Intl[kind](locale(), options));
  return formatters.get(name);
}

/** @param {any} value */
export function number(value) {
  return formatter("NumberFormat").format(num(value));
}

/** @param {number} share 0…1 */
export function percent(share) {
  return formatter("NumberFormat", { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** @param {string} iso */
export function clock(iso) {
  const time = Date.parse(iso);
  return Number.isFinite(time)
    ? formatter("DateTimeFormat", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(time) : "";
}

/** @param {string} iso */
export function moment(iso) {
  const time = Date.parse(iso);
  return Number.isFinite(time) ? formatter("DateTimeFormat", { dateStyle: "medium", timeStyle: "short" }).format(time) : "";
}

/**
 * A calendar date of a plan (`YYYY-MM-DD`), which has no time zone; other text is shown as it came.
 * @param {any} date
 */
export function day(date) {
  const text = str(date);
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return text;
  const time = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return formatter("DateTimeFormat", { dateStyle: "medium", timeZone: "UTC" }).format(time);
}

/** @param {any} price {amount, currency, per?} */
export function money(price) {
  const { amount, currency, per } = obj(price);
  if (typeof amount !== "number") return str(price);
  let text;
  try {
    text = formatter("NumberFormat", { style: "currency", currency: str(currency), maximumFractionDigits: amount % 1 ? 2 : 0 }).format(amount);
  } catch {
    text = `${number(amount)} ${str(currency)}`.trim();
  }
  return per ? t(["hour", "day", "event", "item"].includes(per) ? `per.${per}` : "per.other", { price: text, per: str(per) }) : text;
}

/**
 * What model calls cost; small sums keep the digits that say something.
 * @param {number} amount US dollars
 */
export function dollars(amount) {
  return formatter("NumberFormat", { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: amount < 1 ? 4 : 2 }).format(amount);
}

/**
 * Milliseconds as words, rounded so that they do not flicker.
 * @param {number} ms
 */
export function duration(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return t("duration.seconds", { count: seconds });
  if (seconds < 600) return t("duration.minutes_seconds", { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, "0") });
  return t("duration.minutes", { count: Math.ceil(seconds / 60) });
}

/** @param {string[]} items */
export function list(items) {
  return formatter("ListFormat", { type: "conjunction" }).format(items.filter(Boolean));
}

/**
 * Joined for a line of facts.
 * @param {any[]} items
 */
export function comma(items) {
  return items.map(str).filter(Boolean).join(language() === "zh" ? "、" : ", ");
}

/**
 * Cut by characters a reader sees as one, never inside a surrogate pair.
 * @param {string} text @param {number} most
 */
export function cut(text, most) {
  const points = [...text];
  return points.length > most ? `${points.slice(0, most - 1).join("")}…` : text;
}

/**
 * First letter for a round badge.
 * @param {string} name
 */
export function initial(name) {
  return ([...name.trim()][0] ?? "?").toUpperCase();
}
