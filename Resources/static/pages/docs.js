// @ts-check
/** The API reference: /openapi.json as a page. What the file says is text, never markup. */
import { call, copyText } from "../core/api.js";
import { View, h } from "../core/dom.js";
import { arr, cut, initial, obj, str } from "../core/format.js";
import { extend, language, t } from "../core/i18n.js";

export const words = {
  en: {
    "docs.title": "API reference", "docs.filter": "Search by path or words", "docs.none": "Nothing fits.", "docs.failed": "The reference could not be loaded", "docs.parameters": "Parameters", "docs.body": "Body", "docs.answers": "Answers", "docs.required": "required", "docs.optional": "The token is optional.", "docs.copy": "Copy", "docs.curl": "Command", "docs.file": "OpenAPI file",
  },
  zh: {
    "docs.title": "API 参考", "docs.filter": "按路径或词语搜索", "docs.none": "没有符合的内容。", "docs.failed": "参考文档没有加载成功", "docs.parameters": "参数", "docs.body": "请求内容", "docs.answers": "回答", "docs.required": "必填", "docs.optional": "凭证可选。", "docs.copy": "复制", "docs.curl": "命令", "docs.file": "OpenAPI 文件",
  },
};
extend(words);

const LIMITS = ["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "pattern", "const", "default"];

/**
 * What a node means: references followed (what stands beside one wins), and a value that may be null is that value.
 * @param {any} spec @param {any} node @returns {Record<string, any>}
 */
export function resolve(spec, node) {
  let found = obj(node);
  for (let hops = 0; found.$ref && hops < 16; hops += 1) {
    const { $ref, ...beside } = found;
    found = { ...obj(String($ref).replace(/^#\//, "").split("/").reduce((at, name) => obj(at)[name.replaceAll("~1", "/").replaceAll("~0", "~")], spec)), ...beside };
  }
  const { anyOf, ...beside } = found;
  const real = arr(anyOf).filter((item) => item.type !== "null");
  return real.length === 1 ? { ...resolve(spec, real[0]), ...beside, nullable: true } : found;
}

/**
 * @param {any} spec @param {any} node a schema
 * @returns {string} such as `array of string` or `integer | null`
 */
export function typeText(spec, node) {
  const { type, items, anyOf, oneOf, additionalProperties: more, nullable } = resolve(spec, node);
  const kinds = anyOf || oneOf ? [.../** @type {Set<string>} */ (new Set(arr(anyOf ?? oneOf).map((item) => typeText(spec, item))))] : type === undefined ? ["any"]
    : [type].flat().map((name) => (name === "array" && items ? `array of ${typeText(spec, items)}` : name === "object" && more && more.type ? `map of ${typeText(spec, more)}` : name));
  return [...kinds, nullable && "null"].filter(Boolean).join(" | ");
}

/**
 * A value that fits a schema: its example, else the smallest.
 * @param {any} spec @param {any} node @returns {any}
 */
export function sample(spec, node) {
  const one = resolve(spec, node);
  const given = [arr(one.examples)[0], one.example, one.const, one.default, arr(one.enum)[0]].find((value) => value !== undefined);
  if (given !== undefined) return given;
  const type = [one.type].flat()[0];
  if (one.anyOf || one.oneOf) return sample(spec, (one.anyOf ?? one.oneOf)[0]);
  if (one.properties) return Object.fromEntries(Object.entries(one.properties).filter(([name]) => arr(one.required).includes(name)).map(([name, item]) => [name, sample(spec, item)]));
  return type === "array" ? (one.minItems > 0 ? [sample(spec, one.items)] : []) : type === "object" ? {} : type === "boolean" ? true : type === "integer" || type === "number" ? one.minimum ?? 1 : "…";
}

/**
 * For a POSIX shell.
 * @param {string} text
 */
export const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * A call as a line for a shell. Secrets and names in paths are variables of the shell, so that nothing secret gets into a line that is kept.
 * @param {string} origin @param {any} spec @param {string} path @param {string} method
 */
export function curl(origin, spec, path, method) {
  const operation = obj(spec.paths[path][method]);
  const parts = [`curl${method === "get" ? "" : ` -X ${method.toUpperCase()}`}`];
  const query = arr(operation.parameters).map((item) => resolve(spec, item)).filter((item) => item.in === "query" && item.required).map(({ name, schema }) => `${name}=${encodeURIComponent(str(sample(spec, schema)))}`).join("&");
  parts.push(`"${origin}${path.replace(/\{(\w+)\}/g, (_, name) => `$${name.toUpperCase()}`)}${query && `?${query}`}"`);
  for (const name of Object.keys(obj(arr(operation.security ?? spec.security)[0]))) {
    const scheme = obj(obj(spec.components?.securitySchemes)[name]);
    parts.push(`-H "${scheme.type === "apiKey" ? `${scheme.name}:` : "Authorization: Bearer"} $TOKEN"`);
  }
  const [type, media] = Object.entries(obj(resolve(spec, operation.requestBody).content))[0] ?? [];
  if (type) {
    const body = sample(spec, obj(media).schema);
    parts.push(`-H ${quoted(`Content-Type: ${type}`)}`, `-d ${quoted(typeof body === "string" ? body : JSON.stringify(body))}`);
  }
  return parts.join(" ");
}

/**
 * Words in backticks as code.
 * @param {string} text
 */
const coded = (text) => text.split(/`([^`]+)`/).map((piece, i) => (i % 2 ? h("code", null, piece) : piece));

/** @param {string} name */
const heading = (name) => initial(name) + name.slice(1);

/**
 * Paragraphs and lists.
 * @param {string} text
 */
export const prose = (text) => text.split(/\n{2,}/).filter(Boolean).map((block) => (block.startsWith("- ") ? h("ul", { class: "bullets" }, block.split(/\n(?=- )/).map((line) => h("li", null, coded(line.slice(2))))) : h("p", null, coded(block))));

/** `data`: {title(text)} */
export class DocsPage extends View {
  /**
   * The file.
   * @type {any}
   */
  spec = null;
  failed = false;
  filter = "";
  /**
   * Operations that are unfolded.
   * @type {Set<string>}
   */
  open = new Set();
  copied = "";

  start() {
    addEventListener("hashchange", this.jump);
    this.load();
  }

  stop() {
    removeEventListener("hashchange", this.jump);
  }

  async load() {
    this.failed = false;
    try {
      this.spec = obj(await call("/openapi.json"));
    } catch {
      this.failed = true;
    }
    this.paint();
    this.jump();
  }

  /** To the operation that the address names. */
  jump = () => {
    const id = location.hash.slice(1);
    if (!this.spec || !id) return;
    this.open.add(id);
    this.filter = "";
    this.paint();
    const place = document.getElementById(id);
    place?.scrollIntoView();
    place?.querySelector("summary")?.focus({ preventScroll: true });
  };

  /**
   * In the reader's language, where the file has it.
   * @param {any} node @param {string} name
   */
  text(node, name) {
    return (language() === "zh" && str(obj(node["x-zh"])[name])) || str(node[name]);
  }

  /**
   * The fields of a schema.
   * @param {any} node @param {number} [depth] @returns {any}
   */
  fields(node, depth = 0) {
    const one = resolve(this.spec, node);
    const inner = one.anyOf || one.oneOf ? arr(one.anyOf ?? one.oneOf) : [one.items, obj(one.additionalProperties)];
    if (depth > 8) return null;
    return one.properties ? h("ul", { class: "schema" }, Object.entries(one.properties).map(([name, item]) => this.field(name, item, arr(one.required).includes(name), depth))) : inner.map((item) => item && this.fields(item, depth + 1));
  }

  /** @param {string} name @param {any} node @param {boolean} required @param {number} depth @param {string} [place] */
  field(name, node, required, depth, place) {
    const one = resolve(this.spec, node);
    const item = resolve(this.spec, one.items);
    const limits = LIMITS.filter((key) => one[key] !== undefined).map((key) => `${key} ${cut(JSON.stringify(one[key]), 60)}`);
    const choices = arr(one.enum ?? item.enum).filter((choice) => choice !== null);
    return h("li", { key: name }, h("code", { class: "name" }, name), " ", h("span", { class: "muted small" }, typeText(this.spec, one), place && ` · ${place}`), required && [" ", h("span", { class: "chip tone-warn" }, t("docs.required"))],
      one.description && h("div", { class: "small" }, coded(this.text(one, "description"))),
      choices.length > 0 && h("div", { class: "small" }, choices.map((choice) => [h("code", null, String(choice)), " "])), limits.length > 0 && h("div", { class: "muted small" }, h("code", null, limits.join(" · "))), this.fields(one, depth + 1));
  }

  /** @param {string} path @param {string} method */
  details(path, method) {
    const operation = obj(this.spec.paths[path][method]);
    const parameters = arr(operation.parameters).map((item) => resolve(this.spec, item));
    const body = resolve(this.spec, operation.requestBody);
    const line = curl(location.origin, this.spec, path, method);
    const media = (/** @type {any} */ content) => Object.entries(obj(content)).map(([type, one]) => [h("p", { class: "muted small" }, h("code", null, type)), this.fields(obj(one).schema)]);
    return h("div", { class: "operation" }, prose(this.text(operation, "description")),
      h("div", { class: "command" }, h("pre", { tabindex: "0", "aria-label": t("docs.curl") }, line), h("button", { type: "button", onclick: async () => { this.copied = (await copyText(line)) ? path + method : ""; this.paint(); } }, t(this.copied === path + method ? "told.copied" : "docs.copy"))),
      arr(operation.security).length > 1 && Object.keys(operation.security[0]).length === 0 && h("p", { class: "small" }, t("docs.optional")),
      parameters.length > 0 && [h("h3", null, t("docs.parameters")), h("ul", { class: "schema" }, parameters.map((one) => this.field(one.name, { ...resolve(this.spec, one.schema), ...(one.description && { description: one.description, "x-zh": one["x-zh"] }) }, one.required, 0, one.in)))],
      body.content && [h("h3", null, t("docs.body")), media(body.content)],
      h("h3", null, t("docs.answers")), Object.entries(obj(operation.responses)).map(([status, node]) => {
        const answer = resolve(this.spec, node);
        return h("details", { class: "answer", key: status }, h("summary", null, h("b", null, status), " ", coded(this.text(answer, "description"))), media(answer.content));
      }));
  }

  view() {
    if (!this.data) return null;
    this.data.title(`${t("docs.title")} · ${t("app.name")}`);
    if (!this.spec) {
      return h("section", { class: "state-page" }, h("h1", { tabindex: "-1" }, t(this.failed ? "docs.failed" : "docs.title")), this.failed ? h("p", { class: "actions" }, h("button", { type: "button", class: "primary", onclick: () => this.load() }, t("action.try_again")))
        : h("div", { class: "skeleton", role: "status", "aria-label": t("agents.loading") }, h("span"), h("span"), h("span")));
    }
    const { info = {}, tags, paths } = this.spec;
    const wanted = this.filter.toLowerCase().split(/\s+/);
    const all = Object.entries(obj(paths)).flatMap(([path, methods]) => Object.entries(obj(methods)).map(([method, one]) => ({ path, method, one: obj(one) })))
      .filter(({ path, method, one }) => wanted.every((word) => `${method} ${path} ${one.operationId} ${one.summary} ${this.text(one, "summary")} ${this.text(one, "description")}`.toLowerCase().includes(word)));
    const groups = arr(tags).map((tag) => ({ name: heading(this.text({ ...tag, summary: tag.name }, "summary")), tag, calls: all.filter(({ one }) => arr(one.tags).includes(tag.name)) })).filter(({ calls }) => calls.length > 0);
    return h("div", { class: "console" },
      h("nav", { class: "console-nav", "aria-label": t("docs.title") }, groups.map(({ name, tag, calls }) => [h("a", { href: `#${tag.name}` }, h("b", null, name)), calls.map(({ one }) => h("a", { class: "call", href: `#${one.operationId}` }, this.text(one, "summary")))])),
      h("div", { class: "console-body" }, h("h1", { tabindex: "-1" }, `${this.text(info, "title")} ${t("docs.title")}`), prose(this.text(info, "description")), h("p", null, h("a", { href: "/openapi.json" }, t("docs.file")), " ", h("span", { class: "muted" }, str(info.version))),
        h("label", { class: "field" }, h("span", null, t("docs.filter")), h("input", { type: "search", name: "filter", value: this.filter, autocomplete: "off", oninput: (/** @type {any} */ event) => { this.filter = event.target.value; this.paint(); } })),
        all.length === 0 && h("p", { class: "empty", role: "status" }, t("docs.none")),
        groups.map(({ name, tag, calls }) => h("section", { key: tag.name, id: tag.name, class: "panel" }, h("h2", null, name), prose(this.text(tag, "description")), calls.map(({ path, method, one }) => h("details", { key: one.operationId, id: one.operationId, open: this.open.has(one.operationId),
          ontoggle: (/** @type {any} */ event) => { this.open[event.target.open ? "add" : "delete"](one.operationId); this.paint(); } },
        h("summary", null, h("b", { class: `method tone-${method === "get" ? "good" : method === "delete" ? "bad" : "busy"}` }, method.toUpperCase()), " ", h("code", null, path), " ", h("span", { class: "muted" }, this.text(one, "summary"))),
        this.open.has(one.operationId) && this.details(path, method)))))));
  }
}

customElements.define("towow-docs", DocsPage);
