// @ts-check
/** A member's profile as a form has it (all text) and as the API has it; no elements here. */
import { arr, num, obj, str } from "../core/format.js";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const FIELDS = ["summary", "capabilities", "languages", "places", "remote", "availability", "notice_days", "price", "capacity", "declines", "style", "conditions"];
/** Characters that nothing shows or that turn the direction of text: the server refuses them too. */
const HOSTILE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/;

export function emptyForm() {
  return {
    id: "", display_name: "", kind: "auto", summary: "", capabilities: [{ name: "", tags: "", level: "" }], languages: "", places: [{ city: "", radius: "" }], remote: "",
    availability: [{ weekdays: /** @type {string[]} */ ([]), from: "", to: "" }], notice: "", amount: "", currency: "CNY", per: "day", negotiable: false, min: "", max: "", declines: "",
    style: { openness: 50, patience: 50, detail: 50 }, conditions: /** @type {any[]} */ ([]), public: FIELDS.filter((name) => name !== "style" && name !== "conditions" && name !== "declines"),
  };
}

/** @param {string} text separated by commas (also Chinese ones), semicolons or lines @returns {string[]} */
export function parts(text) {
  return [...new Set(text.split(/[,，、;；\n]/).map((part) => part.trim()).filter(Boolean))];
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
    conditions: arr(p.conditions).map((item) => ({ ...obj(item), value: Array.isArray(obj(item).value) ? obj(item).value.join(", ") : text(obj(item).value) })),
    public: Array.isArray(p.public_fields) ? p.public_fields.filter((/** @type {string} */ name) => FIELDS.includes(name)) : form.public,
  });
}

/**
 * Characters as a reader counts them, and as the server does.
 * @param {string} text
 */
function length(text) {
  let count = 0;
  for (const _ of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) count += 1;
  return count;
}

/** @param {string} text */
const whole = (text) => (text.trim() === "" ? null : Number(text));

/**
 * The body of a registration; open fields are null, so that an edit can empty them.
 * @param {ReturnType<typeof emptyForm>} form
 */
export function profileOf(form) {
  return {
    ...(form.id.trim() ? { id: form.id.trim() } : {}), display_name: form.display_name.trim(), kind: form.kind, summary: form.summary.trim(),
    capabilities: form.capabilities.filter((item) => item.name.trim() || item.tags.trim()).map((item) => ({ name: item.name.trim(), tags: parts(item.tags), ...(item.level ? { level: item.level } : {}) })),
    languages: parts(form.languages).map((code) => code.toLowerCase()),
    places: form.places.filter((item) => item.city.trim() || item.radius.trim()).map((item) => ({ city: item.city.trim(), ...(item.radius.trim() ? { radius_km: whole(item.radius) } : {}) })),
    remote: form.remote === "" ? null : form.remote === "yes",
    availability: form.availability.filter((item) => item.weekdays.length > 0 || item.from || item.to).map((item) => ({ weekdays: WEEKDAYS.filter((day) => item.weekdays.includes(day)), from: item.from || "00:00", to: item.to || "24:00" })),
    notice_days: whole(form.notice),
    price: form.amount.trim() ? { amount: Number(form.amount), currency: form.currency.trim().toUpperCase(), per: form.per, negotiable: form.negotiable } : null,
    capacity: form.min.trim() || form.max.trim() ? { min: whole(form.min), max: whole(form.max) } : null,
    declines: [...new Set(form.declines.split("\n").map((line) => line.trim()).filter(Boolean))], style: { ...form.style },
    conditions: form.conditions.map((item, i) => ({ id: item.id || `c${i + 1}`, kind: item.kind, operator: item.operator, value: conditionValue(item), text: item.text.trim() })),
    public_fields: ["display_name", "kind", ...form.public],
  };
}

/** @param {any} item @returns {number | string | string[]} */
function conditionValue(item) {
  if (item.operator === "in" || item.operator === "not_in") return parts(item.value);
  return ["<=", ">="].includes(item.operator) && item.value.trim() !== "" && Number.isFinite(Number(item.value)) ? Number(item.value) : item.value.trim();
}

/**
 * What the server would refuse, by the path of the field: the key of a sentence and its parameters.
 * @param {ReturnType<typeof profileOf>} profile @returns {Record<string, {key: string, most?: number, least?: number}>}
 */
export function faults(profile) {
  /** @type {Record<string, {key: string, most?: number, least?: number}>} */
  const found = {};
  const fault = (/** @type {string} */ path, /** @type {string} */ key, /** @type {any} */ more) => { found[path] ??= { key, ...more }; };
  const text = (/** @type {string} */ path, /** @type {string} */ value, /** @type {number} */ most, required = false) => {
    if (required && !value) fault(path, "fault.missing", {});
    else if (length(value) > most) fault(path, "fault.long", { most });
    else if (HOSTILE.test(value)) fault(path, "fault.characters", {});
  };
  const between = (/** @type {string} */ path, /** @type {any} */ value, /** @type {number} */ least, /** @type {number} */ most, integer = true) => {
    if (value === null || value === undefined) return;
    if (!Number.isFinite(value) || value < least || value > most || (integer && !Number.isInteger(value))) fault(path, integer ? "fault.whole" : "fault.number", { least, most });
  };
  const many = (/** @type {string} */ path, /** @type {any[]} */ list) => { if (list.length > 50) fault(path, "fault.many", { most: 50 }); };
  if (profile.id !== undefined && !/^[a-z0-9][a-z0-9_-]{0,63}$/.test(profile.id)) fault("id", "fault.id", {});
  text("display_name", profile.display_name, 80, true);
  text("summary", profile.summary, 2000);
  many("capabilities", profile.capabilities);
  profile.capabilities.forEach((item, i) => {
    text(`capabilities[${i}].name`, item.name, 80, true);
    many(`capabilities[${i}].tags`, item.tags);
    for (const tag of item.tags) text(`capabilities[${i}].tags`, tag, 80);
  });
  for (const code of profile.languages) if (!/^[a-z]{2}$/.test(code)) fault("languages", "fault.language", {});
  profile.places.forEach((item, i) => {
    text(`places[${i}].city`, item.city, 80, true);
    between(`places[${i}].radius_km`, item.radius_km, 0, 20000);
  });
  profile.availability.forEach((item, i) => { if (item.weekdays.length === 0) fault(`availability[${i}].weekdays`, "fault.weekdays", {}); });
  between("notice_days", profile.notice_days, 0, 366);
  if (profile.price) {
    between("price.amount", profile.price.amount, 0, 1e12, false);
    if (!/^[A-Z]{3}$/.test(profile.price.currency)) fault("price.currency", "fault.currency", {});
  }
  if (profile.capacity) {
    between("capacity.min", profile.capacity.min, 0, 1e6);
    between("capacity.max", profile.capacity.max, 0, 1e6);
    if (profile.capacity.min !== null && profile.capacity.max !== null && profile.capacity.min > profile.capacity.max) fault("capacity.min", "fault.order", {});
  }
  many("declines", profile.declines);
  for (const line of profile.declines) text("declines", line, 200);
  profile.conditions.forEach((item, i) => {
    text(`conditions[${i}].text`, item.text, 200, true);
    if (item.value === "" || (Array.isArray(item.value) && item.value.length === 0)) fault(`conditions[${i}].value`, "fault.missing", {});
  });
  return found;
}
