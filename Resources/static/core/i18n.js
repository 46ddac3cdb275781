// @ts-check
import { load, save } from "./store.js";

/** @type {Record<string, Record<string, string>>} */
const dictionaries = { en: {}, zh: {} };
/** Only the language that is read is loaded. @type {Record<string, () => Promise<Record<string, string>>>} */
const loaders = {
  en: () => import("../i18n/en.js").then((module) => module.en),
  zh: () => import("../i18n/zh.js").then((module) => module.zh),
};
const locales = { en: "en", zh: "zh-CN" };

/** @type {"en" | "zh"} */
let current = "en";
/** @type {Intl.PluralRules} */
let plurals = new Intl.PluralRules("en");

export function language() {
  return current;
}

/** The tag for `Intl` and for the `lang` attribute. */
export function locale() {
  return locales[current];
}

/**
 * Adds the words of a page that is loaded on demand: English and Chinese side by side, or one dictionary for each.
 * @param {Record<string, any>} words
 */
export function extend(words) {
  for (const [key, value] of Object.entries(words)) {
    if (Array.isArray(value)) [dictionaries.en[key], dictionaries.zh[key]] = value;
    else Object.assign(dictionaries[key], value);
  }
}

/** Stored choice, else what the browser asks servers for, else English. */
export function chooseLanguage() {
  const stored = load("language", /** @type {string} */ (""));
  if (stored === "en" || stored === "zh") return setLanguage(stored, false);
  for (const tag of globalThis.navigator?.languages ?? []) {
    if (/^zh\b/i.test(tag)) return setLanguage("zh", false);
    if (/^en\b/i.test(tag)) return setLanguage("en", false);
  }
  return setLanguage("en", false);
}

/**
 * Loads the language's words, then has every view drawn again. When they can not be loaded the language stays.
 * @param {"en" | "zh"} next @param {boolean} [keep] store the choice
 */
export async function setLanguage(next, keep = true) {
  const load = loaders[next];
  if (load) {
    Object.assign(dictionaries[next], await load());
    delete loaders[next];
  }
  current = next;
  plurals = new Intl.PluralRules(locales[next]);
  if (keep) save("language", next);
  if (typeof document !== "undefined") {
    document.documentElement.lang = locales[next];
    document.dispatchEvent(new Event("towow:language"));
  }
}

/** @param {string} key */
export function has(key) {
  return key in dictionaries[current] || `${key}.other` in dictionaries[current];
}

/**
 * The sentence for `key` with `{name}` replaced. With a numeric `count` the key's plural form is taken (`key.one`, `key.other`).
 * @param {string} key @param {Record<string, any>} [params]
 */
export function t(key, params) {
  return template(key, params).replace(/\{(\w+)\}/g, (whole, name) => (params && name in params ? String(params[name]) : whole));
}

/**
 * The same as a list of pieces, for sentences with elements in them.
 * @param {string} key @param {Record<string, any>} params @returns {any[]}
 */
export function pieces(key, params) {
  return template(key, params).split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name && name in params ? params[name] : part;
  });
}

/** @param {string} key @param {Record<string, any>} [params] */
function template(key, params) {
  const words = dictionaries[current];
  if (params && typeof params.count === "number") {
    const form = words[`${key}.${plurals.select(params.count)}`] ?? words[`${key}.other`];
    if (form !== undefined) return form;
  }
  return words[key] ?? key;
}
