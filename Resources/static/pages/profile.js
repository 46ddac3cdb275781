// @ts-check
/** A member's profile as a form has it (all text) and as the API has it; no elements here. */
import { arr, num, obj, str } from "../core/format.js";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const FIELDS = ["summary", "capabilities", "languages", "places", "remote", "availability", "notice_days", "price", "capacity", "declines", "style", "conditions"];

export function emptyForm() {
  return {
    id: "", display_name: "", kind: "auto", summary: "", capabilities: [{ name: "", tags: "", level: "" }], languages: "", places: [{ city: "", radius: "" }], remote: "",
    availability: [{ weekdays: /** @type {string[]} */ ([]), from: "", to: "" }], notice: "", amount: "", currency: "CNY", per: "day", negotiable: false, min: "", max: "", declines: "",
    style: { openness: 50, patience: 50, detail: 50 }, conditions: "", kept: /** @type {any[]} */ ([]), public: FIELDS.filter((name) => name !== "style" && name !== "conditions" && name !== "declines"),
  };
}

/** @param {string} text separated by commas (also Chinese ones), semicolons or lines @returns {string[]} */
export function parts(text) {
  return [...new Set(text.split(/[,，、;；\n]/).map((part) => part.trim()).filter(Boolean))];
}

/** @param {string} text @returns {string[]} */
export function lines(text) {
  return [...new Set(text.split("\n").map((line) => line.trim()).filter(Boolean))];
}

/** @param {any} profile as the API gives it @returns {ReturnType<typeof emptyForm>} */
export function formOf(profile) {
  const form = emptyForm();
  const p = obj(profile);
  const text = (/** @type {any} */ value) => (value === null || value === undefined ? "" : str(value));
  const some = (/** @type {any[]} */ list, /** @type {any[]} */ otherwise) => (list.length > 0 ? list : otherwise);
  return Object.assign(form, {
    id: str(p.id ?? p.agent_id), display_name: str(p.display_name), kind: p.kind === "manual" ? "manual" : "auto", summary: str(p.summary),
    capabilities: some(arr(p.capabilities).map((item) => ({ name: str(obj(item).name), tags: arr(obj(item).tags).join(", "), level: str(obj(item).level) })), form.capabilities),
    languages: arr(p.languages).join(", "), places: some(arr(p.places).map((item) => ({ city: str(obj(item).city), radius: text(obj(item).radius_km) })), form.places),
    remote: p.remote === true ? "yes" : p.remote === false ? "no" : "",
    availability: some(arr(p.availability).map((item) => ({ weekdays: arr(obj(item).weekdays), from: str(obj(item).from), to: str(obj(item).to) })), form.availability),
    notice: text(p.notice_days), amount: text(obj(p.price).amount), currency: str(obj(p.price).currency) || form.currency, per: str(obj(p.price).per) || form.per, negotiable: obj(p.price).negotiable === true,
    min: text(obj(p.capacity).min), max: text(obj(p.capacity).max), declines: arr(p.declines).join("\n"),
    style: { openness: num(obj(p.style).openness, 50), patience: num(obj(p.style).patience, 50), detail: num(obj(p.style).detail, 50) },
    conditions: arr(p.conditions).map((item) => str(obj(item).text)).join("\n"), kept: arr(p.conditions).map(obj),
    public: Array.isArray(p.public_fields) ? p.public_fields.filter((/** @type {string} */ name) => FIELDS.includes(name)) : form.public,
  });
}

/**
 * The number in a field; what is none stays as it was typed, so that the server can say so.
 * @param {string} text
 */
export const figure = (text) => (text.trim() === "" ? null : Number.isFinite(Number(text)) ? Number(text) : text.trim());

/**
 * The body of a registration; open fields are null, so that an edit can empty them.
 * @param {ReturnType<typeof emptyForm>} form
 */
export function profileOf(form) {
  return {
    ...(form.id.trim() ? { id: form.id.trim() } : {}), display_name: form.display_name.trim(), kind: form.kind, summary: form.summary.trim(),
    capabilities: form.capabilities.filter((item) => item.name || item.tags || item.level).map((item) => ({ name: item.name.trim(), tags: parts(item.tags), ...(item.level ? { level: item.level } : {}) })),
    languages: parts(form.languages).map((code) => code.toLowerCase()),
    places: form.places.filter((item) => item.city || item.radius).map((item) => ({ city: item.city.trim(), ...(item.radius.trim() ? { radius_km: figure(item.radius) } : {}) })),
    remote: form.remote === "" ? null : form.remote === "yes",
    availability: form.availability.filter((item) => item.weekdays.length > 0 || item.from || item.to).map((item) => ({ weekdays: WEEKDAYS.filter((day) => item.weekdays.includes(day)), from: item.from || "00:00", to: item.to || "24:00" })),
    notice_days: figure(form.notice),
    price: form.amount.trim() ? { amount: figure(form.amount), currency: form.currency.trim().toUpperCase(), per: form.per, negotiable: form.negotiable } : null,
    capacity: form.min.trim() || form.max.trim() ? { min: figure(form.min), max: figure(form.max) } : null,
    declines: lines(form.declines), style: { ...form.style },
    conditions: conditions(form.conditions, form.kept),
    public_fields: ["display_name", "kind", ...form.public],
  };
}

/**
 * What somebody wrote in words is a condition that a plan has to quote; one that was there before keeps its details.
 * @param {string} text @param {Record<string, any>[]} kept
 */
function conditions(text, kept) {
  const ids = new Set(kept.map((item) => item.id));
  return lines(text).map((line) => {
    const before = kept.find((item) => item.text === line);
    if (before) return before;
    let at = 1;
    while (ids.has(`c${at}`)) at += 1;
    ids.add(`c${at}`);
    return { id: `c${at}`, kind: "other", operator: "quotes", value: line, text: line };
  });
}

/** @param {any} a @param {any} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * A profile that was changed here and elsewhere: what was changed here stays, the rest is as it is now.
 * @param {any} base the profile that the form began with @param {ReturnType<typeof emptyForm>} form @param {any} current
 * @returns {{form: ReturnType<typeof emptyForm>, changed: string[]}} with the fields that are different there
 */
export function merge(base, form, current) {
  const mine = /** @type {any} */ (form);
  const before = /** @type {any} */ (formOf(base));
  const merged = /** @type {any} */ (formOf(current));
  for (const key of Object.keys(merged)) if (!same(mine[key], before[key])) merged[key] = mine[key];
  const [was, is] = /** @type {any[]} */ ([base, current].map((profile) => profileOf(formOf(profile))));
  return { form: merged, changed: Object.keys(is).filter((key) => !same(was[key], is[key])) };
}

/**
 * The body of a change: what is different from the profile that the form began with, and which version that was.
 * @param {any} base @param {ReturnType<typeof emptyForm>} form @returns {Record<string, any>}
 */
export function changes(base, form) {
  const was = /** @type {any} */ (profileOf(formOf(base)));
  return { version: base.version, ...Object.fromEntries(Object.entries(profileOf(form)).filter(([key, value]) => !same(value, was[key]))) };
}

/**
 * Rows that nobody filled are dropped, so that the places in the server's list are those of the form.
 * @param {ReturnType<typeof emptyForm>} form
 */
export function compact(form) {
  const full = (/** @type {any[]} */ rows, /** @type {any[]} */ blank) => {
    const left = rows.filter((row) => !same(row, blank[0]));
    return left.length > 0 ? left : blank;
  };
  const blank = emptyForm();
  return { ...form, capabilities: full(form.capabilities, blank.capabilities), places: full(form.places, blank.places), availability: full(form.availability, blank.availability) };
}

/**
 * A draft that the browser kept, as far as it has the form that is needed.
 * @template {Record<string, any>} Form @param {Form} blank @param {any} draft @returns {Form}
 */
export function restore(blank, draft) {
  const kind = (/** @type {any} */ value) => (Array.isArray(value) ? `list of ${typeof value[0]}` : typeof value);
  return /** @type {any} */ (Object.fromEntries(Object.entries(blank).map(([name, value]) => {
    const kept = obj(draft)[name];
    return [name, kind(kept) === kind(value) || (Array.isArray(kept) && Array.isArray(value) && (kept.length === 0 || value.length === 0)) ? kept : value];
  })));
}
