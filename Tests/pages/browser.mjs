// The little of a browser that modules touch when they are loaded, so that node can import the pages' parts.
globalThis.HTMLElement ??= class {};
globalThis.customElements ??= { define() {} };
export function flatten(node) {
  if (Array.isArray(node)) return node.map(flatten).join("");
  if (node && typeof node === "object") return flatten(node.kids);
  return node === null || node === undefined || node === false ? "" : String(node);
}
