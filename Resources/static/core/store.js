// @ts-check
/**
 * What this browser keeps: settings, the draft, and the owner's tokens of its own demands and memberships. Private windows and full disks make
 * storage throw; then the value lives as long as the page.
 */

/** @type {Map<string, string>} */
const fallback = new Map();
const PREFIX = "towow.";

/** @template T @param {string} name @param {T} otherwise @returns {T} */
export function load(name, otherwise) {
  try {
    const text = globalThis.localStorage?.getItem(PREFIX + name) ?? fallback.get(name);
    return text === undefined || text === null ? otherwise : JSON.parse(text);
  } catch {
    const text = fallback.get(name);
    return text === undefined ? otherwise : JSON.parse(text);
  }
}

/** @param {string} name @param {any} value */
export function save(name, value) {
  const text = JSON.stringify(value);
  fallback.set(name, text);
  try {
    globalThis.localStorage?.setItem(PREFIX + name, text);
  } catch {
    // Kept in memory above.
  }
}

/**
 * Demands submitted from this browser, newest first.
 * @returns {{id: string, token: string, text: string, at: string}[]}
 */
export function ownDemands() {
  const list = load("demands", /** @type {any[]} */ ([]));
  return Array.isArray(list) ? list.filter((item) => item && typeof item.id === "string") : [];
}

/** @param {{id: string, token: string, text: string, at: string}} demand */
export function rememberDemand(demand) {
  save("demands", [demand, ...ownDemands().filter((item) => item.id !== demand.id)].slice(0, 30));
}

/** @param {string} id */
export function forgetDemand(id) {
  save("demands", ownDemands().filter((item) => item.id !== id));
}

/**
 * The owner's token of a demand, or "" when this browser did not submit it.
 * @param {string} id
 */
export function ownerToken(id) {
  return ownDemands().find((item) => item.id === id)?.token ?? "";
}

/**
 * Members whose token this browser holds, newest first.
 * @returns {{id: string, token: string, name: string}[]}
 */
export function memberships() {
  const list = load("members", /** @type {any[]} */ ([]));
  return Array.isArray(list) ? list.filter((item) => item && typeof item.id === "string" && typeof item.token === "string") : [];
}

/** @param {{id: string, token: string, name: string}} member */
export function rememberMember(member) {
  save("members", [member, ...memberships().filter((item) => item.id !== member.id)]);
}

/** @param {string} id */
export function forgetMember(id) {
  save("members", memberships().filter((item) => item.id !== id));
}
