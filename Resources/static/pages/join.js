// @ts-check
import { ApiError, call, copyText, wrong } from "../core/api.js";
import { SendingView, h, icon, said, skeleton } from "../core/dom.js";
import { comma, cut, obj, str } from "../core/format.js";
import { extend, t } from "../core/i18n.js";
import { forgetMember, load, memberships, rememberMember, save } from "../core/store.js";
import { card, weekday } from "./agents.js";
import { FIELDS, WEEKDAYS, changes, compact, emptyForm, formOf, merge, profileOf, restore } from "./profile.js";

export const words = {
  "join.title": ["Become a member", "成为成员"],
  "join.lead": ["Say what you can contribute. You are asked when somebody needs it.", "说说你能提供什么。有人需要时，你会收到询问。"],
  "join.name": ["Name", "名称"],
  "join.id": ["Id", "编号"],
  "join.id_hint": ["Small letters, digits, - and _. Leave it empty to be given one.", "小写字母、数字、- 和 _。留空则自动生成。"],
  "join.kind": ["Who answers when you are asked", "收到询问时谁来回答"],
  "join.auto": ["My agent", "我的代理"],
  "join.auto_hint": ["It answers at once, from this profile.", "按这份资料立即回答。"],
  "join.manual": ["I do", "我自己"],
  "join.manual_hint": ["Questions wait in your inbox, for some minutes.", "问题会在收件箱里等几分钟。"],
  "join.summary": ["About you", "简介"],
  "join.skill": ["Capability", "能力"],
  "join.tags": ["Keywords", "关键词"],
  "join.level": ["Level", "水平"],
  "join.open": ["not said", "未说明"],
  "join.add": ["Add", "添加"],
  "join.remove": ["Remove", "删除"],
  "join.city": ["City", "城市"],
  "join.radius": ["Within km", "范围（公里）"],
  "join.more": ["Time, price and conditions", "时间、价格与条件"],
  "join.remote": ["Works remotely", "可远程"],
  "join.commas": ["Separated by commas", "用逗号分隔"],
  "join.codes": ["Two-letter codes: zh, en", "两个字母的代码：zh、en"],
  "join.lines": ["One a line", "每行一条"],
  "join.from": ["From", "从"],
  "join.to": ["To", "到"],
  "join.days": ["Days", "星期"],
  "join.notice": ["Days of notice", "需提前几天"],
  "join.currency": ["Currency", "货币"],
  "join.per": ["Per", "计价单位"],
  "join.negotiable": ["Negotiable", "可商量"],
  "join.style": ["How your agent decides", "代理的行事风格"],
  "style.openness": ["Open to what is new", "乐于尝试"],
  "style.patience": ["Patience", "耐心"],
  "style.detail": ["Detail", "细致"],
  "join.public": ["What everybody may see", "所有人可见的内容"],
  "join.preview": ["In the directory", "在成员目录中"],
  "join.send": ["Become a member", "成为成员"],
  "join.save": ["Save", "保存"],
  "join.saved": ["Saved.", "已保存。"],
  "join.closed": ["Registration is closed here. Whoever runs this server can open it, or register you with the admin key.", "这里不开放注册。服务器的管理者可以开放注册，或用管理密钥为你注册。"],
  "join.key": ["Admin key", "管理密钥"],
  "join.key_needed": ["Please give the admin key.", "请填写管理密钥。"],
  "join.key_wrong": ["This is not the admin key.", "管理密钥不对。"],
  "join.taken": ["This id is taken. Please choose another one.", "这个编号已被使用，请换一个。"],
  "join.faults.one": ["{count} thing needs another look.", "有 {count} 处需要修改。"],
  "join.faults.other": ["{count} things need another look.", "有 {count} 处需要修改。"],
  "join.offline": ["You are offline. What you write is kept.", "你已离线。写下的内容会保留。"],
  "join.token": ["Your token", "你的令牌"],
  "join.token_text": ["It is shown this once. This browser remembers it; elsewhere you need it to open your inbox.", "只显示这一次。此浏览器会记住它；在别处打开收件箱时需要它。"],
  "join.copy": ["Copy", "复制"],
  "join.kept": ["I have saved it", "我已保存"],
  "join.welcome": ["Welcome, {name}", "欢迎，{name}"],
  "join.inbox": ["To the inbox", "前往收件箱"],
  "join.profile": ["Your public profile", "你的公开资料"],
  "join.cancel": ["Cancel", "取消"],
  "self.title": ["Profile and access", "资料与访问"],
  "self.changed": ["Your profile was changed elsewhere, as below. What you changed here is still in the form: look through it and save again.", "你的资料在别处有改动（见下）。你在这里的修改仍在表单中：请核对后再次保存。"],
  "self.renew": ["New token", "更换令牌"],
  "self.renew_sure": ["Make a new token? The old one stops working everywhere.", "生成新令牌？旧令牌将立即失效。"],
  "self.leave": ["Leave the network", "退出网络"],
  "self.leave_sure": ["Leave now? You are taken out of the directory and of running negotiations. This can not be undone.", "现在退出？你将离开成员目录和正在进行的协商。此操作无法撤销。"],
  "self.left": ["You have left the network", "你已退出网络"],
  "self.left_text": ["Nobody will ask you any more.", "不会再有人询问你。"],
  "self.forget": ["Forget in this browser", "在此浏览器中忘记"],
  "self.refused": ["This token is not valid any more.", "这个令牌已失效。"],
  "self.none": ["This browser has no token for this member.", "此浏览器没有该成员的令牌。"],
};
extend(words);

/**
 * The words for the fields of a profile.
 * @type {Record<string, string>}
 */
const LABELS = {
  display_name: "join.name", kind: "join.kind", summary: "join.summary", capabilities: "agent.capabilities", languages: "agent.languages", places: "agent.where",
  remote: "join.remote", availability: "agent.availability", notice_days: "join.notice", price: "card.price", capacity: "agent.capacity", declines: "agent.declines",
  style: "join.style", conditions: "agent.conditions", public_fields: "join.public",
};

let views = 0;

/** A view with fields that are sent, and what the server said about them. */
export class FormView extends SendingView {
  /** Before the ids of its fields, so that two of a kind can stand on one page. */
  uid = `f${views += 1}`;
  /**
   * What is wrong with which field; with a key when the sentence is ours.
   * @type {{field: string, problem: string, key?: string}[]}
   */
  faults = [];
  /**
   * Those that stand at a field.
   * @type {Set<any>}
   */
  claimed = new Set();
  /** Status of the last refusal. */
  status = 0;

  /** What the server says about fields can be had in another language only by sending again. */
  switched() {
    for (const item of this.faults) item.problem = t(item.key ?? "error.fault");
  }

  /** Something was typed. */
  edited() {
    this.paint();
  }

  /**
   * @param {string} path @param {Parameters<typeof call>[1]} options @param {Record<number, string>} [told] a sentence's key by status
   * @returns {Promise<any>} the answer, or null; then the view says why
   */
  async send(path, options, told = {}) {
    if (this.pending || this.wait() > 0) return null;
    Object.assign(this, { pending: true, trouble: "", faults: [], status: 0 });
    this.paint();
    try {
      return (await call(path, options)) ?? {};
    } catch (error) {
      const refusal = error instanceof ApiError ? error : new ApiError(-1, "unknown", "", "", 0);
      this.status = refusal.status;
      this.faults = refusal.fields;
      this.trouble = (refusal.fields.length === 0 && told[refusal.status]) || refusal;
      this.leaveAlone(refusal.retryAfter);
      return null;
    } finally {
      this.pending = false;
      this.paint();
      this.toFault();
    }
  }

  /** The first field with a fault gets the focus, wherever it is folded away. */
  toFault() {
    const field = /** @type {any} */ (this.querySelector("[aria-invalid]"));
    if (!field) return;
    for (let at = field; at && at !== this; at = at.parentElement) if (at.localName === "details") at.open = true;
    field.focus();
  }

  /** @param {string} key of the button that sends @param {any} [props] */
  submit(key, props) {
    const wait = this.wait();
    return h("button", { type: "submit", class: "primary", ...props, disabled: this.pending || wait > 0 }, wait > 0 ? t("submit.wait", { count: wait }) : t(this.pending ? "action.sending" : key));
  }

  /** What went wrong, below the buttons. */
  says() {
    const rest = this.faults.filter((item) => !this.claimed.has(item));
    const { trouble } = this;
    const count = trouble.fields?.length;
    this.claimed.clear();
    return h("div", { role: "alert" }, navigator.onLine === false && h("p", { class: "trouble" }, t("join.offline")),
      trouble && h("p", { class: "trouble" }, count > 0 ? t("join.faults", { count }) : wrong(trouble), rest.map((item) => h("span", null, ` ${item.field}: ${item.problem}`)), trouble.requestId && !count && h("span", { class: "muted" }, ` ${t("error.reference", { id: trouble.requestId })}`)));
  }

  /**
   * What the server says about `path`, or about something in it.
   * @param {string} path
   */
  problem(path) {
    const found = this.faults.filter((item) => item.field === path || (item.field.startsWith(path) && /^[.[]/.test(item.field.slice(path.length))));
    for (const item of found) this.claimed.add(item);
    return comma(found.map((item) => item.problem));
  }

  /**
   * A labelled field. What the server says about `path`, or about something in it, stands below.
   * @param {string} label @param {any} target holds the text @param {string} name @param {any} [given] `tag`, `options`, `hint`, else attributes @param {string} [path]
   */
  field(label, target, name, given = {}, path = name) {
    const { tag = "input", options = null, hint = "", ...props } = given;
    const id = `${this.uid}-${path}`;
    const problem = this.problem(path);
    return h("div", { class: "field", key: path }, h("label", { for: id }, label, props.type === "range" && ` ${target[name]}`),
      h(tag, {
        id, autocomplete: "off", ...props, value: target[name], "aria-invalid": problem ? "true" : undefined, "aria-describedby": hint || problem ? `${id}-says` : undefined,
        oninput: (/** @type {any} */ event) => { target[name] = event.target.value; this.edited(); },
      }, options && options.map((/** @type {string[]} */ [value, text]) => h("option", { value, key: value }, text))),
      (hint || problem) && h("p", { id: `${id}-says`, class: problem ? "trouble" : "told" }, problem ? said(problem) : hint));
  }

  /**
   * One of several, as cards or as a row of buttons.
   * @param {string} legend @param {any} target @param {string} name @param {string[][]} options value, label, hint
   */
  choice(legend, target, name, options) {
    const problem = this.problem(name);
    return h("fieldset", { class: "choice", key: name }, h("legend", null, legend), options.map(([value, label, hint]) => h("label", { key: value },
      h("input", { type: "radio", name: `${this.uid}-${name}`, value, checked: target[name] === value, "aria-invalid": problem ? "true" : undefined, onchange: () => { target[name] = value; this.edited(); } }),
      h("span", null, label, hint && h("span", { class: "told" }, hint)))), problem && h("p", { class: "trouble" }, problem));
  }

  /**
   * Any of several.
   * @param {string} legend @param {any} target @param {string} name of a list @param {string[][]} options value, label @param {string} [path]
   */
  some(legend, target, name, options, path = name) {
    const problem = this.problem(path);
    return h("fieldset", { class: "some", key: name }, h("legend", null, legend), options.map(([value, label]) => h("label", { key: value },
      h("input", {
        type: "checkbox", checked: target[name].includes(value), "aria-invalid": problem ? "true" : undefined,
        onchange: (/** @type {any} */ event) => { target[name] = target[name].filter((/** @type {string} */ item) => item !== value).concat(event.target.checked ? value : []); this.edited(); },
      }), said(label))), problem && h("p", { class: "trouble" }, problem));
  }

  /**
   * A field of several lines.
   * @param {string} label @param {any} target @param {string} name @param {any} [more]
   */
  area(label, target, name, more) {
    return this.field(label, target, name, { tag: "textarea", rows: "2", ...more });
  }

  /** @param {() => void} act @param {...any} kids */
  sends(act, ...kids) {
    return h("form", { class: "form", novalidate: true, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); act(); } }, kids, this.says());
  }

  /** @param {string} key @param {...any} kids */
  fold(key, ...kids) {
    return h("details", null, h("summary", null, t(key)), h("div", { class: "form" }, kids));
  }

  /**
   * Lines of fields that can be added and removed.
   * @param {string} legend @param {any} target @param {string} name @param {any} blank @param {(item: any, path: string) => any} show @param {number} [most]
   */
  list(legend, target, name, blank, show, most = 50) {
    const items = target[name];
    const put = (/** @type {any[]} */ next) => { target[name] = next; this.faults = []; this.edited(); };
    return h("fieldset", { class: "lines", key: name }, h("legend", null, legend),
      items.map((/** @type {any} */ item, /** @type {number} */ i) => h("div", { class: "line", key: i, role: "group", "aria-label": `${legend} ${i + 1}` }, show(item, `${name}[${i}]`),
        h("button", { type: "button", class: "quiet icon-only", title: t("join.remove"), "aria-label": `${t("join.remove")}: ${legend} ${i + 1}`, onclick: (/** @type {any} */ event) => {
          event.target.closest("fieldset").querySelector(".add").focus();
          put(items.filter((/** @type {any} */ _, /** @type {number} */ at) => at !== i));
        } }, icon("close")))),
      h("button", { type: "button", class: "add", disabled: items.length >= most, "aria-label": `${t("join.add")}: ${legend}`, onclick: (/** @type {any} */ event) => {
        put([...items, structuredClone(blank)]);
        event.target.previousElementSibling?.querySelector("input, textarea")?.focus();
      } }, t("join.add")));
  }

  /** @param {any} target {amount, currency, per, negotiable} */
  priceFields(target) {
    return h("div", { class: "line", key: "price" },
      this.field(t("card.price"), target, "amount", { inputmode: "decimal" }, "price.amount"), this.field(t("join.currency"), target, "currency", { maxlength: "3" }, "price.currency"),
      this.field(t("join.per"), target, "per", { tag: "select", options: ["hour", "day", "event", "item"].map((per) => [per, t(`per.${per}`, { price: "" })]) }, "price.per"),
      h("label", { class: "check" }, h("input", { type: "checkbox", checked: target.negotiable, onchange: (/** @type {any} */ event) => { target.negotiable = event.target.checked; this.edited(); } }), t("join.negotiable")));
  }

  /**
   * A question before something that can not be undone.
   * @param {string} text @param {string} yes @param {() => void} act @param {() => void} leave
   */
  sure(text, yes, act, leave) {
    return h("div", { class: "confirm", role: "group", "aria-label": yes }, h("p", null, text),
      h("button", { type: "button", class: "danger", disabled: this.pending, onclick: act, ref: (/** @type {any} */ el) => queueMicrotask(() => el.focus()) }, yes),
      h("button", { type: "button", disabled: this.pending, onclick: leave }, t("join.cancel")));
  }
}

/** Registration. `data`: {go(path), title(text)} */
export class JoinPage extends FormView {
  form = emptyForm();
  key = "";
  /** Only the operator registers members here. */
  closed = false;
  /**
   * Whose token is shown, once.
   * @type {{id: string, token: string, name: string} | null}
   */
  member = null;
  kept = false;
  draft = "join";

  start() {
    super.start();
    this.form = restore(emptyForm(), load(this.draft, {}));
    if (this.draft === "join") call("/api/v1/agents?limit=1").then((answer) => { this.closed = answer?.registration_open === false; this.paint(); }, () => {});
  }

  edited() {
    save(this.draft, this.form);
    this.told = "";
    this.paint();
  }

  async register() {
    this.form = compact(this.form);
    const answer = await this.send("/api/v1/agents", { method: "POST", body: profileOf(this.form), headers: this.key ? { "X-Admin-Key": this.key } : {} },
      { 401: "join.key_needed", 403: "join.key_wrong", 409: "join.taken" });
    const field = /** @type {Record<number, string>} */ ({ 401: "X-Admin-Key", 403: "X-Admin-Key", 409: "agent_id" })[this.status];
    if (field) {
      this.closed ||= this.status !== 409;
      this.faults = [{ field, key: this.trouble, problem: wrong(this.trouble) }];
      this.trouble = "";
      this.paint();
      this.toFault();
    }
    if (answer) this.show({ id: answer.agent_id, token: answer.agent_token, name: answer.display_name });
  }

  /** @param {{id: string, token: string, name: string}} member whose token is new */
  show(member) {
    rememberMember(member);
    save(this.draft, {});
    this.member = member;
    this.kept = false;
    this.told = "";
    this.paint();
    /** @type {any} */ (this.querySelector("h1"))?.focus();
  }

  token() {
    const member = /** @type {NonNullable<typeof this.member>} */ (this.member);
    const link = `/inbox/${encodeURIComponent(member.id)}`;
    this.data.title(`${t("join.token")} · ${t("app.name")}`);
    return h("section", { class: "state-page" }, h("h1", { tabindex: "-1" }, t(this.data.id ? "join.token" : "join.welcome", { name: member.name })),
      !this.kept && [!this.data.id && h("h2", null, t("join.token")), h("p", null, t("join.token_text")), h("code", { class: "token" }, member.token),
        h("p", { class: "actions" }, h("button", { type: "button", onclick: async () => { this.told = t(await copyText(member.token) ? "told.copied" : "told.refused"); this.paint(); } }, t("join.copy")),
          h("button", { type: "button", class: "primary", onclick: () => { this.kept = true; this.member = { ...member, token: "" }; this.paint(); } }, t("join.kept"))),
        h("p", { class: "told", role: "status" }, this.told)],
      this.kept && h("p", { class: "actions" }, h("a", { class: "button primary", href: link }, t("join.inbox")), h("a", { class: "button", href: `/agents/${encodeURIComponent(member.id)}` }, t("join.profile"))));
  }

  /** @returns {any} */
  view() {
    if (!this.data) return null;
    if (this.member) return this.token();
    this.data.title(`${t("join.title")} · ${t("app.name")}`);
    return [h("header", { class: "page-head" }, h("h1", { tabindex: "-1" }, t("join.title")), h("p", { class: "lead" }, t("join.lead"))),
      this.fields(() => this.register(), "join.send", this.closed && h("div", { class: "note form", key: "closed" }, h("p", null, t("join.closed")), this.field(t("join.key"), this, "key", { type: "password" }, "X-Admin-Key")))];
  }

  /** @param {() => void} act @param {string} button @param {any} extra */
  fields(act, button, extra) {
    const { form } = this;
    const profile = profileOf(form);
    const shown = Object.fromEntries(Object.entries(profile).filter(([name]) => profile.public_fields.includes(name)));
    const options = (/** @type {string} */ prefix, /** @type {string[]} */ names) => [["", t("join.open")], ...names.map((name) => [name, t(`${prefix}${name}`)])];
    return h("div", { class: "with-preview" },
      this.sends(act, extra,
        h("div", { class: "line" }, this.field(t("join.name"), form, "display_name", { maxlength: "200", autocomplete: "name" }),
          this.draft === "join" && this.field(t("join.id"), form, "id", { hint: t("join.id_hint"), spellcheck: "false", autocapitalize: "none" }, "agent_id")),
        this.choice(t("join.kind"), form, "kind", ["auto", "manual"].map((kind) => [kind, t(`join.${kind}`), t(`join.${kind}_hint`)])),
        this.area(t("join.summary"), form, "summary", { rows: "3" }),
        this.list(t("agent.capabilities"), form, "capabilities", emptyForm().capabilities[0], (item, path) => [
          this.field(t("join.skill"), item, "name", {}, `${path}.name`), this.field(t("join.tags"), item, "tags", { hint: t("join.commas") }, `${path}.tags`),
          this.field(t("join.level"), item, "level", { tag: "select", options: options("level_of.", ["beginner", "skilled", "expert"]) }, `${path}.level`)]),
        this.list(t("agent.where"), form, "places", emptyForm().places[0], (item, path) => [
          this.field(t("join.city"), item, "city", {}, `${path}.city`), this.field(t("join.radius"), item, "radius", { inputmode: "numeric" }, `${path}.radius_km`)]),
        this.fold("join.more",
          h("div", { class: "line" }, this.field(t("join.remote"), form, "remote", { tag: "select", options: options("answer.", ["yes", "no"]) }),
            this.field(t("agent.languages"), form, "languages", { hint: t("join.codes") }), this.field(t("join.notice"), form, "notice", { inputmode: "numeric" }, "notice_days")),
          this.list(t("agent.availability"), form, "availability", emptyForm().availability[0], (item, path) => [
            this.some(t("join.days"), item, "weekdays", WEEKDAYS.map((day, i) => [day, weekday(i)]), `${path}.weekdays`),
            this.field(t("join.from"), item, "from", { type: "time" }, `${path}.from`), this.field(t("join.to"), item, "to", { type: "time" }, `${path}.to`)]),
          this.priceFields(form),
          h("fieldset", { class: "line" }, h("legend", null, t("agent.capacity")), this.field(t("join.from"), form, "min", { inputmode: "numeric" }, "capacity.min"), this.field(t("join.to"), form, "max", { inputmode: "numeric" }, "capacity.max")),
          ["conditions", "declines"].map((name) => this.area(t(LABELS[name]), form, name, { hint: t("join.lines") })),
          form.kind === "auto" && h("fieldset", { class: "line" }, h("legend", null, t("join.style")), ["openness", "patience", "detail"].map((name) => this.field(t(`style.${name}`), form.style, name, { type: "range" }, `style.${name}`)))),
        this.some(t("join.public"), form, "public", FIELDS.map((name) => [name, t(LABELS[name])]), "public_fields"),
        h("div", { class: "actions" }, this.submit(button, { class: "primary large" }), h("span", { class: "told", role: "status" }, this.told))),
      h("aside", { "aria-label": t("join.preview") }, h("h2", null, t("join.preview")),
        h("div", { class: "agent-card" }, card({ ...shown, display_name: form.display_name.trim() || t("join.name"), kind: form.kind }))));
  }
}

/** A member's own profile and token. `data`: {id, go(path), title(text)} */
export class MembershipPage extends JoinPage {
  /**
   * The profile that the form began with.
   * @type {any}
   */
  base = null;
  mode = "loading";
  asks = "";
  /** @type {string[]} */
  changed = [];

  start() {
    this.draft = `profile.${this.data.id}`;
    super.start();
    this.load();
  }

  edited() {
    save(this.draft, { base: this.base, form: this.form });
    this.told = "";
    this.paint();
  }

  get path() {
    return `/api/v1/agents/${encodeURIComponent(this.data.id)}`;
  }

  get secret() {
    return memberships().find((item) => item.id === this.data.id)?.token ?? "";
  }

  async load() {
    if (!this.secret) return this.becomes("none");
    this.becomes("loading");
    const current = await this.send(this.path, { token: this.secret }, { 403: "self.refused" });
    if (!current) return this.becomes("failed");
    const draft = obj(load(this.draft, {}));
    if (draft.base) this.take(draft.base, restore(formOf(draft.base), draft.form), current);
    else Object.assign(this, { base: current, form: formOf(current) });
    this.becomes("ready");
  }

  /** @param {any} base @param {any} form @param {any} current */
  take(base, form, current) {
    const merged = merge(base, form, current);
    Object.assign(this, { base: current, form: merged.form, changed: merged.changed });
    this.edited();
  }

  /** @param {string} mode */
  becomes(mode) {
    this.mode = mode;
    this.paint();
    if (document.activeElement?.localName === "main") /** @type {any} */ (this.querySelector("h1"))?.focus({ preventScroll: true });
  }

  async store() {
    this.form = compact(this.form);
    this.changed = [];
    const answer = await this.send(this.path, { method: "PATCH", token: this.secret, body: changes(this.base, this.form) }, { 403: "self.refused" });
    if (answer) {
      Object.assign(this, { base: answer, form: formOf(answer), told: t("join.saved") });
      save(this.draft, {});
      rememberMember({ id: this.data.id, token: this.secret, name: answer.display_name });
      this.paint();
    } else if (this.status === 409 && this.faults.length === 0) {
      const current = await this.send(this.path, { token: this.secret });
      if (current) this.take(this.base, this.form, current);
    }
  }

  async act() {
    const { asks } = this;
    const answer = await this.send(asks === "renew" ? `${this.path}/token` : this.path, { method: asks === "renew" ? "POST" : "DELETE", token: this.secret }, { 403: "self.refused" });
    if (!answer) return;
    this.asks = "";
    if (asks === "renew") return this.show({ id: this.data.id, token: answer.agent_token, name: this.base.display_name });
    this.forget();
    this.becomes("left");
    /** @type {any} */ (this.querySelector("h1"))?.focus();
  }

  forget() {
    forgetMember(this.data.id);
    save(this.draft, {});
  }

  view() {
    if (!this.data) return null;
    if (this.member) return this.token();
    const inbox = `/inbox/${encodeURIComponent(this.data.id)}`;
    this.data.title(`${t("self.title")} · ${t("app.name")}`);
    if (this.mode === "loading") return h("section", { class: "state-page" }, h("p", { role: "status" }, t("agents.loading")), skeleton());
    if (this.mode !== "ready") {
      return h("section", { class: "state-page" }, h("h1", { tabindex: "-1" }, t(this.mode === "left" ? "self.left" : "self.title")),
        h("p", null, this.mode === "left" ? t("self.left_text") : this.mode === "none" ? t("self.none") : wrong(this.trouble)),
        h("p", { class: "actions" }, this.mode === "failed" && h("button", { type: "button", onclick: () => this.load() }, t("action.try_again")),
          this.mode !== "left" && h("a", { class: "button", href: inbox }, t("join.inbox"))));
    }
    const ask = (/** @type {string} */ what) => h("button", { type: "button", onclick: () => { this.asks = what; this.paint(); } }, t(`self.${what}`));
    return [h("p", { class: "back" }, h("a", { href: inbox }, t("join.inbox"))),
      h("header", { class: "page-head" }, h("h1", { tabindex: "-1" }, t("self.title")), h("p", { class: "muted" }, said(str(this.base.display_name)), " ", h("code", null, this.data.id))),
      this.changed.length > 0 && h("div", { class: "note", role: "alert" }, h("p", null, t("self.changed")), h("ul", { class: "bullets" }, this.changed.map((name) => h("li", null, t(LABELS[name]), typeof this.base[name] === "string" && [": ", said(cut(this.base[name], 200))])))),
      this.fields(() => this.store(), "join.save", null),
      h("section", { class: "panel" }, h("h2", null, t("join.token")),
        this.asks ? this.sure(t(`self.${this.asks}_sure`), t(`self.${this.asks}`), () => this.act(), () => { this.asks = ""; this.paint(); })
          : h("p", { class: "actions" }, ask("renew"), ask("leave"), h("button", { type: "button", class: "quiet", onclick: () => { this.forget(); this.data.go("/inbox"); } }, t("self.forget"))))];
  }
}

customElements.define("towow-join", JoinPage);
customElements.define("towow-membership", MembershipPage);
