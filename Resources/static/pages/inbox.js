// @ts-check
import { call, eventsOf, randomKey, streamParser } from "../core/api.js";
import { View, h, said, skeleton } from "../core/dom.js";
import { arr, comma, cut, day, moment, money, num, number, obj, str } from "../core/format.js";
import { extend, locale, t } from "../core/i18n.js";
import { forgetMember, load, memberships, rememberMember, save } from "../core/store.js";
import { connectionLine } from "../live/network.js";
import "../live/proposal.js";
import { initialState, reduceAll } from "../live/reducer.js";
import { FormView } from "./join.js";
import { figure, lines, restore } from "./profile.js";

export const words = {
  "inbox.title": ["Inbox", "收件箱"],
  "inbox.members": ["Your members", "你的成员身份"],
  "inbox.other": ["Open another inbox", "打开另一个收件箱"],
  "inbox.open": ["Open your inbox", "打开你的收件箱"],
  "inbox.open_text": ["With the id and the token you were given when you joined.", "使用加入时得到的编号和令牌。"],
  "inbox.enter": ["Open", "打开"],
  "inbox.join": ["Not a member yet? Join", "还不是成员？加入"],
  "inbox.wrong": ["The token does not open this inbox. It may have been renewed.", "这个令牌打不开此收件箱，可能已经更换。"],
  "inbox.unknown": ["There is no such member, or they have left.", "没有这个成员，或者已经退出。"],
  "inbox.count.one": ["{count} open question", "{count} 个待回答的问题"],
  "inbox.count.other": ["{count} open questions", "{count} 个待回答的问题"],
  "inbox.none": ["Nothing to answer. Questions appear here by themselves.", "没有需要回答的问题。新问题会自动出现在这里。"],
  "inbox.left": ["{time} left", "还剩 {time}"],
  "inbox.left.now": ["The time is up", "时间已到"],
  "inbox.invitation": ["Invitation", "邀请"],
  "inbox.review": ["Plan to review, version {version}", "待审阅的方案，第 {version} 版"],
  "inbox.reminded": ["reminder", "提醒"],
  "inbox.closed": ["This question is closed", "这个问题已关闭"],
  "inbox.closed_text": ["What you had written:", "你写下的内容："],
  "inbox.dismiss": ["Put away", "收起"],
  "inbox.sub": ["Missing: {text}", "尚缺：{text}"],
  "inbox.answer": ["Your answer", "你的回答"],
  "answer.yes_part": ["Take part", "参与"],
  "answer.on_conditions": ["On conditions", "有条件参与"],
  "answer.no_part": ["Decline", "谢绝"],
  "inbox.contribution": ["What you contribute", "你能提供什么"],
  "inbox.points": ["Wishes to negotiate", "想商量的事"],
  "inbox.aspect": ["About", "关于"],
  "inbox.now": ["Now", "目前"],
  "inbox.wish": ["Wanted", "希望"],
  "inbox.why": ["Why", "原因"],
  "inbox.decline_reason": ["Reason (the others see it)", "原因（其他人可见）"],
  "inbox.sure": ["How sure you are", "把握"],
  "inbox.keen": ["How much you want to", "意愿"],
  "keen.high": ["very much", "非常愿意"],
  "keen.medium": ["gladly", "愿意"],
  "keen.low": ["if need be", "必要时"],
  "inbox.role": ["Role you would like", "希望的角色"],
  "inbox.available": ["When you can", "可用时间"],
  "inbox.more": ["Price, wishes and more", "价格、商量与其他"],
  "inbox.send": ["Send answer", "发送回答"],
  "vote_for.accept": ["Accept", "接受"],
  "vote_for.negotiate": ["Ask for changes", "要求修改"],
  "vote_for.reject": ["Reject", "反对"],
  "vote_for.withdraw": ["Withdraw", "退出"],
  "inbox.change": ["What should change", "需要怎样修改"],
  "inbox.concerns": ["Concerns", "顾虑"],
  "inbox.satisfied": ["How content you are", "满意程度"],
  "inbox.sent": ["Sent. It counts.", "已发送，已计入。"],
  "inbox.duplicate": ["An earlier answer of yours had already arrived. That one counts, this one does not.", "你先前的回答已经送达，以那一次为准，这一次不算。"],
  "inbox.late": ["It arrived, but there is a newer version of the plan. This vote does not count.", "已送达，但方案已有新版本，这一票不计。"],
  "inbox.running": ["Running", "进行中"],
  "inbox.past": ["Over", "已结束"],
  "inbox.no_past": ["No negotiation is over yet.", "还没有结束的协商。"],
  "inbox.older": ["Show older", "显示更早的"],
  "inbox.round": ["round {round} of {max}", "第 {round} 轮，共 {max} 轮"],
  "inbox.you_said": ["Your offer", "你的提议"],
  "inbox.you_voted": ["Your vote on version {version}: {vote}", "你对第 {version} 版的表态：{vote}"],
  "inbox.live": ["Watch", "观看"],
  "talk.bargain": ["Bargain", "讨价还价"],
  "talk.counter-proposal": ["Counter-proposal", "反提案"],
  "talk.withdraw": ["Withdraw", "退出"],
  "inbox.content": ["What you want to say", "你想说的话"],
  "inbox.offer": ["What you offer for it", "你愿意付出什么"],
  "inbox.terms": ["Your terms", "你的条款"],
  "inbox.withdraw_sure": ["You leave this negotiation, and it goes on without you. This can not be undone.", "你将离开这次协商，协商会在没有你的情况下继续。此操作无法撤销。"],
  "inbox.talked": ["Sent. It is looked at for the next version.", "已发送，下一版会考虑。"],
  "part.asked": ["waits for you", "等你回答"],
  "part.waiting": ["you answered, it goes on", "你已回答，仍在进行"],
  "part.not_selected": ["the plan goes without you", "方案中没有你"],
  "part.declined": ["you declined", "你谢绝了"],
  "part.no_answer": ["you did not answer in time", "你没有按时回答"],
  "part.withdrawn": ["you withdrew", "你退出了"],
  "part.removed": ["you were removed", "你被移除"],
  "part.question_withdrawn": ["ended before you answered", "在你回答前结束"],
  "part.confirmed": ["agreed, with you", "已达成，你已确认"],
  "part.optional": ["agreed, your part is not confirmed", "已达成，你的部分未确认"],
  "part.rejected": ["agreed without your consent", "已达成，你没有同意"],
  "part.released": ["nothing was agreed", "没有达成一致"],
  "inbox.deactivated": ["Your membership ended.", "你的成员资格已终止。"],
};
extend(words);

const SILENCE = 40_000;
const PATIENCE = 8_000;
const POLL = 3_000;
/** After so many answers without a stream, streaming is tried again. */
const POLLS = 20;

/**
 * A member's inbox as it changes: by a stream that is read with `fetch`, because it needs the token; by asking again and again where streams
 * do not get through.
 */
export class InboxStream {
  /** @type {Connection | {state: "refused"}} */
  connection = { state: "connecting" };
  stopped = false;
  control = new AbortController();
  wake = () => {};
  /** Seconds that the server wants to be left alone. */
  after = 0;

  /** @param {string} path @param {string} token @param {{onInbox: (inbox: any) => void, onConnection: (connection: any) => void}} handlers @param {() => number} [random] */
  constructor(path, token, handlers, random = Math.random) {
    this.path = path;
    this.token = token;
    this.handlers = handlers;
    this.random = random;
  }

  stop() {
    this.stopped = true;
    this.control.abort();
    this.wake();
  }

  retryNow = () => this.wake();
  wentOffline = () => {
    this.control.abort();
    this.wake();
  };

  /** @param {any} connection */
  tell(connection) {
    if (this.stopped) return;
    this.connection = connection;
    this.handlers.onConnection(connection);
  }

  /** @param {number} ms */
  sleep(ms) {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.wake = () => {
        clearTimeout(timer);
        done(null);
      };
    });
  }

  async run() {
    let attempt = 0;
    let polls = 0;
    while (!this.stopped) {
      if (globalThis.navigator?.onLine === false) {
        this.tell({ state: "offline" });
        await this.sleep(2 ** 30);
        continue;
      }
      this.after = 0;
      /** @type {string} */
      let how = polls % POLLS === 0 ? await this.listen() : "quiet";
      if (how === "quiet" && !this.stopped) how = await this.poll();
      if (this.stopped) return;
      if (how === "refused") return this.tell({ state: "refused" });
      if (how === "polled") {
        polls += 1;
        this.tell({ state: "polling" });
        await this.sleep(POLL);
        continue;
      }
      polls = 0;
      attempt = how === "heard" ? 0 : attempt + 1;
      // Full jitter, so that many do not come back together.
      const ms = Math.max(this.after * 1000, this.random() * Math.min(30_000, 2_000 * 2 ** attempt));
      this.tell({ state: "retrying", retryAt: Date.now() + ms, busy: this.after > 0 });
      await this.sleep(ms);
    }
  }

  /** @returns {Promise<"heard" | "quiet" | "refused">} "quiet": no message came */
  async listen() {
    const control = this.control = new AbortController();
    let heard = false;
    /** @type {any} */
    let timer = 0;
    const within = (/** @type {number} */ ms, /** @type {() => void} */ then) => {
      clearTimeout(timer);
      timer = setTimeout(then, ms);
    };
    const late = () => control.abort();
    within(PATIENCE, late);
    try {
      const answer = await fetch(this.path, { headers: { Accept: "text/event-stream", "Accept-Language": locale(), Authorization: `Bearer ${this.token}` }, signal: control.signal, cache: "no-store", credentials: "omit" });
      if (answer.status === 401 || answer.status === 403) return "refused";
      this.after = answer.ok ? 0 : Number(answer.headers.get("Retry-After")) || 0;
      if (!answer.ok || !answer.body) return "quiet";
      const parse = streamParser((message) => {
        const inbox = obj(JSON.parse(message.data)).payload;
        if (!inbox) return;
        heard = true;
        this.handlers.onInbox(inbox);
      });
      const reader = answer.body.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        parse(decoder.decode(value, { stream: true }));
        if (!heard) continue;
        if (this.connection.state !== "live") this.tell({ state: "live" });
        within(SILENCE, () => {
          this.tell({ state: "stale" });
          within(PATIENCE, late);
        });
      }
    } catch {
      // Lost, or given up by us.
    } finally {
      clearTimeout(timer);
      control.abort();
    }
    return heard ? "heard" : "quiet";
  }

  /** @returns {Promise<"polled" | "failed" | "refused">} */
  async poll() {
    const control = this.control = new AbortController();
    const timer = setTimeout(() => control.abort(), PATIENCE);
    try {
      this.handlers.onInbox(await call(this.path, { token: this.token, signal: control.signal }));
      return "polled";
    } catch (error) {
      const { status, retryAfter } = obj(error);
      this.after = num(retryAfter);
      return status === 401 || status === 403 ? "refused" : "failed";
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {{aspect: string, current_value: string, desired_value: string, reason: string}[]} points */
const filled = (points) => points.filter((point) => Object.values(point).some((text) => text.trim()));

/** @param {any} question */
export function blankAnswer(question) {
  return {
    decision: "", contribution: "", conditions: "", decline_reason: "", points: /** @type {any[]} */ ([]), reasoning: "", confidence: "50", enthusiasm_level: "medium", suggested_role: "", availability_note: "",
    needs: arr(question.needs).map(str), amount: "", currency: "CNY", per: "event", negotiable: false, feedback_type: "", adjustment_request: "", concerns: "", satisfaction_score: "50",
  };
}

/**
 * The body of an answer: only what belongs to the decision.
 * @param {any} question @param {ReturnType<typeof blankAnswer>} form
 */
export function answerOf(question, form) {
  /** @type {Record<string, any>} */
  const body = {};
  const put = (/** @type {any} */ fields) => { for (const [name, value] of Object.entries(fields)) if (value !== "" && value !== null && !(Array.isArray(value) && value.length === 0)) body[name] = typeof value === "string" ? value.trim() : value; };
  const { points, reasoning } = form;
  if (question.kind === "review") {
    const changes = form.feedback_type === "negotiate";
    put({ version: question.version, feedback_type: form.feedback_type, adjustment_request: changes ? form.adjustment_request : "", negotiation_points: changes ? filled(points) : [], concerns: lines(form.concerns), reasoning, satisfaction_score: figure(form.satisfaction_score) });
    return body;
  }
  put({ decision: form.decision });
  if (form.decision === "decline") put({ decline_reason: form.decline_reason });
  else {
    put({
      contribution: form.contribution, conditions: form.decision === "conditional" ? lines(form.conditions) : [], negotiation_points: filled(points), reasoning, confidence: figure(form.confidence),
      enthusiasm_level: form.enthusiasm_level, suggested_role: form.suggested_role, availability_note: form.availability_note,
      price: form.amount.trim() ? { amount: figure(form.amount), currency: form.currency.trim().toUpperCase(), per: form.per, negotiable: form.negotiable } : null,
    });
    body.needs = form.needs;
  }
  return body;
}

/**
 * What is being written, by what it answers.
 * @returns {Record<string, any>}
 */
const drafts = () => obj(load("answers", {}));
/** @param {string} key @param {any} draft null: it is done with */
function keep(key, draft) {
  const all = drafts();
  if (draft) all[key] = draft;
  else delete all[key];
  save("answers", all);
}

/** A form about a negotiation, whose draft and message id stay until it is answered. */
class AnswerView extends FormView {
  /** @type {any} */
  form = null;
  /** The message's id: a second try is the same message. */
  message = "";

  get draft() {
    return "";
  }

  /** @param {any} blank */
  take(blank) {
    const draft = obj(drafts()[this.draft]);
    this.form = restore(blank, draft.form);
    this.message = str(draft.message);
  }

  edited() {
    keep(this.draft, { form: this.form, message: this.message, agent: this.data.member.id, channel: this.data.channel, title: this.title });
    this.told = "";
    this.paint();
  }

  get title() {
    return "";
  }

  /** @param {string} what @param {any} body */
  async say(what, body) {
    this.message ||= randomKey();
    this.edited();
    const answer = await this.send(`/api/v1/channels/${encodeURIComponent(this.data.channel)}/${what}`, { method: "POST", token: this.data.member.token, body: { message_id: this.message, ...body } });
    if (!answer) return null;
    keep(this.draft, null);
    this.message = "";
    return answer.duplicate ? "inbox.duplicate" : answer.counted === false ? "inbox.late" : "inbox.sent";
  }

  points() {
    return this.list(t("inbox.points"), this.form, "points", { aspect: "", current_value: "", desired_value: "", reason: "" }, (item, path) =>
      [["aspect", "aspect"], ["now", "current_value"], ["wish", "desired_value"], ["why", "reason"]].map(([label, name]) => this.field(t(`inbox.${label}`), item, name, {}, path.replace("points", "negotiation_points") + `.${name}`)), 20);
  }
}

/** One open question with its answer. `data`: {question, channel, member, closed, why, done(key), sends(key, whether an answer is on its way)} */
class QuestionView extends AnswerView {
  /**
   * The negotiation so far, for names and the versions before.
   * @type {State | null}
   */
  log = null;

  get draft() {
    return this.data.question.message_id;
  }

  get title() {
    return cut(str(obj(this.data.question.demand).text), 200);
  }

  start() {
    super.start();
    this.take(blankAnswer(this.data.question));
    if (this.data.question.kind === "review" && !this.data.closed) this.read();
  }

  async read() {
    try {
      this.log = reduceAll(initialState(), await eventsOf(this.data.question.demand_id));
      this.paint();
    } catch {
      // The plan itself came with the question.
    }
  }

  plan() {
    const { question } = this.data;
    const known = this.log && [this.log.main, ...this.log.children].find((channel) => channel.id === question.channel_id);
    if (this.log && known?.versions.some((item) => item.version === question.version)) return { state: this.log, channel: known };
    const state = initialState();
    state.language = str(obj(question.demand).language);
    state.main.versions = [{ version: question.version, round: question.round, proposal: obj(question.proposal), eligible: [], votes: {}, evaluation: null, by: {}, merged: false, note: "", added: [] }];
    return { state, channel: state.main };
  }

  async answer() {
    const { question, done, sends } = this.data;
    const key = question.message_id;
    this.form.points = filled(this.form.points);
    sends(key, true);
    const told = await this.say(question.kind === "review" ? "feedback" : "offers", answerOf(question, this.form));
    if (told) done(key, t(told));
    sends(key, false);
  }

  view() {
    if (!this.data || !this.form) return null;
    const { question, closed } = this.data;
    const demand = obj(question.demand);
    const lang = str(demand.language);
    const review = question.kind === "review";
    const text = str(demand.text);
    const head = (/** @type {any[]} */ ...more) => h("div", { class: "panel-head" }, h("h3", null, more));
    if (closed) {
      const written = [this.form.contribution, this.form.conditions, this.form.decline_reason, this.form.adjustment_request, this.form.concerns, this.form.reasoning, ...filled(this.form.points).flatMap(Object.values)].filter(Boolean).join("\n");
      return h("section", { class: "panel question" }, h("h2", null, t("inbox.closed")), h("p", null, said(closed.title)), this.data.why && h("p", { class: "muted" }, this.data.why),
        written && [h("p", { class: "muted" }, t("inbox.closed_text")), h("blockquote", null, said(written))],
        h("p", { class: "actions" }, h("button", { type: "button", onclick: () => { keep(this.draft, null); this.data.done(this.draft, ""); } }, t("inbox.dismiss"))));
    }
    const u = obj(demand.understanding);
    const row = (/** @type {string} */ label, /** @type {any} */ value) => value && [h("dt", null, t(label)), h("dd", null, value)];
    return h("section", { class: "panel question", "aria-labelledby": `${this.uid}-head` },
      head(h("span", { class: "chip tone-new" }, review ? t("inbox.review", { version: question.version }) : t("inbox.invitation")), question.reminded && h("span", { class: "chip tone-warn" }, t("inbox.reminded")), " ",
        h("towow-countdown", { data: { at: question.due_at, key: "inbox.left" } })),
      h("h2", { id: `${this.uid}-head` }, said(cut(text, 240), lang)),
      [...text].length > 240 && h("details", null, h("summary", null, t("action.more")), h("p", null, said(text, lang))),
      str(demand.sub_demand) && h("p", null, t("inbox.sub", { text: "" }), said(str(demand.sub_demand), lang)),
      h("dl", { class: "facts" },
        !review && [row("card.role", said(str(question.role), lang)), row("card.why", [said(str(question.reason), lang), question.is_fallback && h("span", { class: "chip tone-warn" }, t("card.best_guess"))])],
        row("understood.place", str(u.location) && said(str(u.location), lang)), row("understood.date", comma([u.date, u.date_end].map(day))), row("understood.people", num(u.expected_attendees) > 0 && number(u.expected_attendees)),
        row("understood.budget", u.budget && money(u.budget)), row("understood.unsure", arr(u.uncertainties).length > 0 && said(comma(u.uncertainties), lang))),
      review && h("towow-proposal", { memo: [this.log], data: { ...this.plan(), own: this.data.member.id, open: (/** @type {string} */ _, /** @type {string} */ id) => this.data.go(`/agents/${encodeURIComponent(id)}`) } }),
      this.sends(() => this.answer(), review ? this.vote() : this.offer(), h("div", { class: "actions" }, this.submit("inbox.send"))));
  }

  offer() {
    const { form } = this;
    const { question } = this.data;
    return [this.choice(t("inbox.answer"), form, "decision", [["participate", t("answer.yes_part")], ["conditional", t("answer.on_conditions")], ["decline", t("answer.no_part")]]),
      form.decision === "decline" ? this.area(t("inbox.decline_reason"), form, "decline_reason") : form.decision && [
        this.area(t("inbox.contribution"), form, "contribution", { rows: "3" }),
        form.decision === "conditional" && this.area(t("card.conditions"), form, "conditions", { hint: t("join.lines") }),
        arr(question.needs).length > 1 && this.some(t("card.needs"), form, "needs", arr(question.needs).map((need) => [need, need])),
        this.fold("inbox.more", this.priceFields(form), this.points(),
          h("div", { class: "line" }, this.field(t("inbox.role"), form, "suggested_role"), this.field(t("inbox.available"), form, "availability_note")),
          h("div", { class: "line" }, this.field(t("inbox.sure"), form, "confidence", { type: "range" }),
            this.field(t("inbox.keen"), form, "enthusiasm_level", { tag: "select", options: ["high", "medium", "low"].map((level) => [level, t(`keen.${level}`)]) })),
          this.area(t("card.reasoning"), form, "reasoning"))]];
  }

  vote() {
    const { form } = this;
    return [this.choice(t("inbox.answer"), form, "feedback_type", ["accept", "negotiate", "reject", "withdraw"].map((vote) => [vote, t(`vote_for.${vote}`)])),
      form.feedback_type === "negotiate" && [this.area(t("inbox.change"), form, "adjustment_request", { rows: "3" }), this.points()],
      form.feedback_type && this.fold("card.reasoning",
        this.area(t("inbox.concerns"), form, "concerns", { hint: t("join.lines") }), this.area(t("card.reasoning"), form, "reasoning"),
        this.field(t("inbox.satisfied"), form, "satisfaction_score", { type: "range" }))];
  }
}

/** What can be said between votes. `data`: {channel, can, member} */
class TalkView extends AnswerView {
  what = "";

  get draft() {
    return `${this.data.channel}.${this.what}`;
  }

  /** @param {string} what */
  open(what) {
    this.what = what;
    this.told = "";
    this.take({ content: "", offer: "", reason: "", terms: [{ what: "", how: "" }] });
    this.paint();
    /** @type {any} */ (this.querySelector("textarea, input"))?.focus();
  }

  async talk() {
    const { what, form } = this;
    const terms = form.terms.filter((/** @type {any} */ item) => item.what.trim());
    const told = await this.say(what, what === "withdraw" ? { reason: form.reason.trim() } : what === "bargain" ? { content: form.content.trim(), offer: form.offer.trim() }
      : { counter_proposal: Object.fromEntries(terms.map((/** @type {any} */ item) => [item.what.trim(), item.how.trim()])), reason: form.reason.trim() });
    if (!told) return;
    this.what = "";
    this.told = told === "inbox.sent" ? t("inbox.talked") : t(told);
    this.paint();
  }

  view() {
    if (!this.data) return null;
    const { can } = this.data;
    const { what, form } = this;
    const reason = () => this.area(t("inbox.why"), form, "reason");
    return [h("p", { class: "actions" }, ["bargain", "counter-proposal", "withdraw"].filter((name) => can[name.replace("-", "_")]).map((name) => h("button", { type: "button", class: "small", "aria-expanded": String(what === name), onclick: () => (what === name ? this.open("") : this.open(name)) }, t(`talk.${name}`))),
      h("span", { class: "told", role: "status" }, this.told)),
    what && this.sends(() => this.talk(),
      what === "bargain" && [this.area(t("inbox.content"), form, "content"), this.area(t("inbox.offer"), form, "offer")],
      what === "counter-proposal" && [this.list(t("inbox.terms"), form, "terms", { what: "", how: "" }, (item, path) => [this.field(t("inbox.aspect"), item, "what", {}, `${path}.what`), this.field(t("inbox.wish"), item, "how", {}, `counter_proposal.${item.what.trim()}`)], 20), reason()],
      what === "withdraw" && [h("p", null, t("inbox.withdraw_sure")), reason()],
      h("div", { class: "actions" }, this.submit(`talk.${what}`, what === "withdraw" ? { class: "danger" } : {}), h("button", { type: "button", onclick: () => this.open("") }, t("join.cancel"))))];
  }
}

/** Id and token of a member. `data`: {id, told, opened(id)} */
class OpenInbox extends FormView {
  form = { id: "", token: "" };

  start() {
    super.start();
    this.form.id = this.data.id;
  }

  async enter() {
    const id = this.form.id.trim();
    const token = this.form.token.trim();
    const path = `/api/v1/agents/${encodeURIComponent(id)}`;
    const answer = await this.send(`${path}/inbox?limit=1`, { token }, { 401: "inbox.wrong", 403: "inbox.wrong", 404: "inbox.unknown" });
    if (answer) {
      rememberMember({ id, token, name: str(answer.display_name) });
      this.data.opened(id);
    } else if (this.status === 403) await call(path).catch((error) => {
      if (error.status === 404) this.trouble = "inbox.unknown";
      this.paint();
    });
  }

  view() {
    if (!this.data) return null;
    return this.sends(() => this.enter(),
      this.field(t("join.id"), this.form, "id", { autocomplete: "username", spellcheck: "false", autocapitalize: "none" }), this.field(t("join.token"), this.form, "token", { type: "password", autocomplete: "current-password" }),
      h("div", { class: "actions" }, this.submit("inbox.enter"), h("a", { href: "/join" }, t("inbox.join"))));
  }
}

const TONES = { confirmed: "best", optional: "warn", rejected: "bad", removed: "bad", asked: "new", waiting: "busy" };

/** A member's inbox. `data`: {id, go(path), title(text)} */
export class InboxPage extends View {
  /** @type {any} */
  inbox = null;
  /** @type {any} */
  connection = { state: "connecting" };
  /** @type {InboxStream | null} */
  stream = null;
  /**
   * Pages after the first.
   * @type {any[]}
   */
  older = [];
  /** @type {string | null} */
  cursor = null;
  adding = false;
  /**
   * Questions with an answer, until the inbox comes without them.
   * @type {Set<string>}
   */
  answered = new Set();
  /**
   * Questions with an answer on its way: the inbox may come without them before the server's word on the answer does.
   * @type {Set<string>}
   */
  sending = new Set();
  get member() {
    const all = memberships();
    return this.data.id ? all.find((item) => item.id === this.data.id) : all[0];
  }

  start() {
    this.follow();
    addEventListener("online", this.online);
    addEventListener("offline", this.offline);
    addEventListener("pagehide", this.leave);
    addEventListener("pageshow", this.again);
    document.addEventListener("visibilitychange", this.online);
  }

  stop() {
    this.stream?.stop();
    removeEventListener("online", this.online);
    removeEventListener("offline", this.offline);
    removeEventListener("pagehide", this.leave);
    removeEventListener("pageshow", this.again);
    document.removeEventListener("visibilitychange", this.online);
  }

  retry = () => this.stream?.retryNow();
  online = () => !document.hidden && ["retrying", "offline"].includes(this.connection.state) && this.stream?.retryNow();
  offline = () => this.stream?.wentOffline();
  leave = () => this.stream?.stop();
  again = (/** @type {PageTransitionEvent} */ event) => event.persisted && this.follow();

  follow() {
    const { member } = this;
    this.stream?.stop();
    Object.assign(this, { inbox: null, older: [], cursor: null });
    this.connection = { state: "connecting" };
    if (!member) return;
    this.stream = new InboxStream(`/api/v1/agents/${encodeURIComponent(member.id)}/inbox`, member.token, {
      onInbox: (inbox) => {
        const first = !this.inbox;
        this.inbox = inbox;
        // What was being written for a negotiation that is over is of no use; answers to questions are shown below.
        const over = arr(inbox.channels).filter((item) => item.is_over).map((item) => item.channel_id);
        for (const [key, draft] of Object.entries(drafts())) if (!key.startsWith("msg-") && over.includes(draft.channel)) keep(key, null);
        if (this.cursor === null) this.cursor = str(inbox.next_cursor);
        this.paint();
        if (first && document.activeElement?.localName === "main") /** @type {any} */ (this.querySelector("h1"))?.focus({ preventScroll: true });
      },
      onConnection: (connection) => {
        this.connection = connection;
        this.paint();
      },
    });
    this.stream.run();
    // Sets the clock for the time left.
    call("/health").catch(() => {});
  }

  /** @param {string} id whose inbox is open now */
  opened = (id) => {
    this.adding = false;
    if (location.pathname === `/inbox/${encodeURIComponent(id)}`) this.follow();
    else this.data.go(`/inbox/${encodeURIComponent(id)}`);
    this.paint();
  };

  async more() {
    const { member } = this;
    const page = member && await call(`/api/v1/agents/${encodeURIComponent(member.id)}/inbox?cursor=${encodeURIComponent(this.cursor ?? "")}`, { token: member.token }).catch(() => null);
    if (!page) return;
    this.older = [...this.older, ...arr(page.channels)];
    this.cursor = str(page.next_cursor);
    this.paint();
  }

  /** @param {string} key @param {string} told */
  done = (key, told) => {
    this.answered.add(key);
    this.told = told;
    this.paint();
    /** @type {any} */ (this.querySelector("#questions"))?.focus({ preventScroll: true });
  };

  /** @param {string} key @param {boolean} on */
  sends = (key, on) => {
    this.sending[on ? "add" : "delete"](key);
    this.paint();
  };

  /** @param {string} id @param {string} told */
  opener(id, told) {
    this.data.title(`${t("inbox.open")} · ${t("app.name")}`);
    return h("section", { class: "state-page" }, h("h1", { tabindex: "-1" }, t("inbox.open")), h("p", null, told || t("inbox.open_text")),
      h("towow-open-inbox", { key: "open", data: { id, opened: this.opened } }),
      told && h("button", { type: "button", class: "quiet", onclick: () => { forgetMember(id); this.follow(); this.data.go("/inbox"); this.paint(); } }, t("self.forget")));
  }

  view() {
    if (!this.data) return null;
    const { member, inbox } = this;
    if (!member) return this.opener(this.data.id, "");
    if (this.connection.state === "refused") return this.opener(member.id, t("inbox.wrong"));
    const name = str(inbox?.display_name) || member.name || member.id;
    if (!inbox) {
      this.data.title(`${t("inbox.title")} · ${t("app.name")}`);
      return h("section", { class: "state-page" }, h("h1", { tabindex: "-1" }, t("inbox.title")), h("p", { role: "status" }, connectionLine(this.connection, this.retry)), skeleton());
    }
    const open = arr(inbox.questions).filter((question) => !this.answered.has(question.message_id));
    const count = open.length;
    this.data.title(`${count > 0 ? `(${count}) ` : ""}${t("inbox.title")} · ${t("app.name")}`);
    const first = arr(inbox.channels);
    const channels = [...first, ...this.older.filter((item) => !first.some((other) => other.channel_id === item.channel_id))];
    const running = channels.filter((item) => !item.is_over);
    const past = channels.filter((item) => item.is_over);
    const ids = new Set(arr(inbox.questions).map((question) => question.message_id));
    // What was being written when its question was closed.
    const closed = Object.entries(drafts()).filter(([key, draft]) => key.startsWith("msg-") && draft.agent === member.id && !ids.has(key) && !this.sending.has(key));
    const all = memberships();
    return [
      h("header", { class: "page-head" }, h("h1", { tabindex: "-1" }, t("inbox.title")),
        h("div", { class: "facts-line" }, all.length > 1 ? h("nav", { class: "segments", "aria-label": t("inbox.members") }, all.map((item) => h("a", { class: "segment", key: item.id, href: `/inbox/${encodeURIComponent(item.id)}`, "aria-current": item.id === member.id ? "page" : undefined }, said(cut(item.name || item.id, 40)))))
          : h("b", null, said(name)), connectionLine(this.connection, this.retry), h("span", { class: "spacer" }),
          h("a", { class: "button quiet", href: `/inbox/${encodeURIComponent(member.id)}/profile` }, t("self.title")), h("button", { type: "button", class: "quiet", "aria-expanded": String(this.adding), onclick: () => { this.adding = !this.adding; this.paint(); } }, t("inbox.other")))),
      this.adding && h("div", { class: "panel" }, h("towow-open-inbox", { key: "add", data: { id: "", opened: this.opened } })),
      h("p", { class: "sr", role: "status" }, t("inbox.count", { count }), ". ", t(`connection.${this.connection.state}`).replace("{time}", "")),
      h("h2", { id: "questions", tabindex: "-1" }, t("inbox.count", { count })),
      h("p", { class: this.told && "note", role: "status" }, this.told),
      count === 0 && closed.length === 0 && h("p", { class: "panel empty" }, t("inbox.none")),
      open.map((question) => h("towow-question", { key: question.message_id, data: { question, channel: question.channel_id, member, done: this.done, sends: this.sends, go: this.data.go } })),
      closed.map(([key, draft]) => {
        const channel = channels.find((item) => item.channel_id === draft.channel);
        return h("towow-question", { key, data: { question: { message_id: key }, closed: draft, why: channel && [t(`part.${channel.participation}`), channel.reason && [": ", said(str(channel.reason), str(channel.language))]], member, done: this.done } });
      }),
      running.length > 0 && h("section", null, h("h2", null, t("inbox.running")), h("ul", { class: "channels" }, running.map((item) => this.channel(item, member)))),
      h("section", null, h("h2", null, t("inbox.past")), past.length > 0 ? h("ul", { class: "channels" }, past.map((item) => this.channel(item, member))) : h("p", { class: "muted" }, t("inbox.no_past")),
        this.cursor && h("button", { type: "button", onclick: () => this.more() }, t("inbox.older"))),
    ];
  }

  /** @param {any} item @param {any} member */
  channel(item, member) {
    const lang = str(item.language);
    const part = str(item.participation);
    const offer = item.own_offer && obj(item.own_offer);
    const why = item.reason_code === "member_deactivated" ? t("inbox.deactivated") : str(item.reason) && said(str(item.reason), lang);
    return h("li", { key: item.channel_id, class: "panel channel" },
      h("div", { class: "panel-head" }, h("h3", null, said(cut(str(item.surface_demand), 160), lang)), h("span", { class: `chip tone-${/** @type {any} */ (TONES)[part] ?? "quiet"}` }, t(`part.${part}`))),
      h("p", { class: "muted small" }, h("time", { datetime: item.submitted_at }, moment(item.submitted_at)), " · ", t("inbox.round", { round: item.round, max: item.max_rounds }), " · ", h("a", { href: `/negotiation/${encodeURIComponent(item.demand_id)}` }, t("inbox.live"))),
      why && h("p", null, why), item.is_over && str(item.summary) && str(item.summary) !== str(item.reason) && h("p", null, said(str(item.summary), lang)),
      arr(item.own_assignments).map((own) => h("p", null, h("b", null, said(str(obj(own).role), lang)), " ", said(str(obj(own).responsibility), lang))),
      offer && h("details", null, h("summary", null, t("inbox.you_said")), h("p", null, said(str(offer.contribution) || str(offer.decline_reason) || "–")), arr(offer.conditions).length > 0 && h("ul", { class: "bullets" }, arr(offer.conditions).map((text) => h("li", null, said(str(text)))))),
      item.own_vote && h("p", { class: "muted small" }, t("inbox.you_voted", { version: item.own_vote.version, vote: t(`vote_for.${item.own_vote.feedback_type}`) })),
      !item.is_over && h("towow-talk", { data: { channel: item.channel_id, can: obj(item.can), member } }));
  }
}

for (const [name, view] of Object.entries({ "towow-question": QuestionView, "towow-talk": TalkView, "towow-open-inbox": OpenInbox, "towow-inbox": InboxPage })) customElements.define(name, view);
