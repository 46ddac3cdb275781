import { flatten } from "./browser.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, call, serverNow, streamParser, wrong } from "../../Resources/static/core/api.js";
import { setLanguage } from "../../Resources/static/core/i18n.js";
import { capacityText, card, slotText } from "../../Resources/static/pages/agents.js";
import { InboxStream, answerOf, blankAnswer } from "../../Resources/static/pages/inbox.js";
import { MembershipPage } from "../../Resources/static/pages/join.js";
import { changes, compact, emptyForm, formOf, lines, merge, parts, profileOf, restore } from "../../Resources/static/pages/profile.js";

const STREAM = "\uFEFFretry: 2000\n: hello\n\nid: a1\r\ndata: {\"x\":1}\r\n\r\nevent: note\rdata:one\rdata: two\r\rid\ndata: \n\nretry: soon\ndata: never ended\n";
const EXPECTED = [{ id: "a1", type: "message", data: '{"x":1}' }, { id: "a1", type: "note", data: "one\ntwo" }, { id: "", type: "message", data: "" }];

test("an event stream is read the same however it is cut", () => {
  for (let size = 1; size <= STREAM.length; size += 1) {
    const got = [];
    const retries = [];
    const feed = streamParser((message) => got.push(message), (ms) => retries.push(ms));
    for (let at = 0; at < STREAM.length; at += size) feed(STREAM.slice(at, at + size));
    assert.deepEqual(got, EXPECTED, `pieces of ${size}`);
    assert.deepEqual(retries, [2000]);
  }
});

test("comments and blank lines deliver nothing, an id with NUL is ignored", () => {
  const got = [];
  const feed = streamParser((message) => got.push(message));
  feed(": beat\n\n\n: beat\n\nid: a\0b\ndata: x\n\n");
  assert.deepEqual(got, [{ id: "", type: "message", data: "x" }]);
});

test("what is wrong is said in the language that is read now; the server's own words only in the one it spoke", async () => {
  await setLanguage("en", false);
  const known = new ApiError(409, "E010", "the demand has ended", "", 0);
  const unknown = new ApiError(500, "E999", "said by the server", "", 0);
  assert.equal(known.words, "the demand has ended");
  assert.equal(wrong(known), "That is not possible any more: the negotiation has moved on.");
  assert.equal(wrong(unknown), "said by the server");
  await setLanguage("zh", false);
  assert.equal(known.words, "");
  assert.equal(wrong(known), "已经不能这样做：协商已经往前走了。");
  assert.equal(wrong(unknown), wrong(new TypeError("a fault of ours")));
  assert.equal(wrong("submit.empty"), "请先写下你的需求。");
  assert.equal(wrong(""), "");
  await setLanguage("en", false);
  assert.equal(known.words, "the demand has ended");
});

const PROFILE = {
  id: "lin-yue", display_name: "林越", kind: "manual", summary: "主持与场地", capabilities: [{ name: "主持", tags: ["双语", "活动"], level: "expert" }, { name: "host", tags: [] }],
  languages: ["zh", "en"], places: [{ city: "北京", radius_km: 30 }, { city: "Tianjin" }], remote: false, availability: [{ weekdays: ["mon", "sat"], from: "09:00", to: "18:00" }], notice_days: 0,
  price: { amount: 1200.5, currency: "CNY", per: "event", negotiable: true }, capacity: { min: null, max: 80 }, declines: ["赌博"], style: { openness: 0, patience: 100, detail: 7 },
  conditions: [{ id: "c1", kind: "notice", operator: ">=", value: 7, text: "七天前通知" }, { id: "p", kind: "place", operator: "in", value: ["北京", "天津"], text: "只在京津" }, { id: "o", kind: "other", operator: "quotes", value: "无烟", text: "无烟场地" }],
  public_fields: ["display_name", "kind", "summary"],
};

test("the directory says who lives elsewhere, and whether they are on-line", async () => {
  for (const [language, yes, no] of [["en", "OpenAgents network · on-line", "OpenAgents network · off-line"], ["zh", "OpenAgents 网络 · 在线", "OpenAgents 网络 · 离线"]]) {
    await setLanguage(language, false);
    const shown = (more) => flatten(card({ agent_id: "x", display_name: "X", ...more }));
    assert.ok(shown({ kind: "openagents", origin: "openagents", online: true }).includes(yes));
    assert.ok(shown({ kind: "openagents", origin: "openagents", online: false }).includes(no));
    for (const kind of ["auto", "manual"]) assert.ok(!/line|线|OpenAgents/.test(shown({ kind, origin: "local", online: null })));
  }
});

test("a profile survives the form", () => {
  assert.deepEqual(profileOf(formOf(PROFILE)), PROFILE);
});

test("what is left open stays open and is never guessed", () => {
  const profile = profileOf({ ...emptyForm(), display_name: " A " });
  for (const name of ["remote", "notice_days", "price", "capacity"]) assert.equal(profile[name], null, name);
  for (const name of ["capabilities", "places", "availability", "languages", "declines", "conditions"]) assert.deepEqual(profile[name], [], name);
  assert.equal(profile.display_name, "A");
  assert.ok(!("id" in profile));
});

test("lists are split at Chinese and western separators, doubles fall out", () => {
  assert.deepEqual(parts("a， b、c;a\n d ,"), ["a", "b", "c", "d"]);
});

test("a number that is none goes to the server as it was typed, so that it can be refused", () => {
  const form = Object.assign(formOf(PROFILE), { notice: "soon", amount: "-1", min: " 5 ", max: "" });
  const profile = profileOf(form);
  assert.equal(profile.notice_days, "soon");
  assert.equal(profile.price.amount, -1);
  assert.deepEqual(profile.capacity, { min: 5, max: null });
});

test("conditions in words have to be quoted; those that were there keep their details and ids", () => {
  const form = Object.assign(formOf(PROFILE), { conditions: "只在京津\n 无烟场地 \n\n要有茶\n要有茶\nquiet" });
  assert.deepEqual(profileOf(form).conditions, [PROFILE.conditions[1], PROFILE.conditions[2], { id: "c2", kind: "other", operator: "quotes", value: "要有茶", text: "要有茶" },
    { id: "c3", kind: "other", operator: "quotes", value: "quiet", text: "quiet" }]);
  assert.deepEqual(lines(" a \n\nb\na"), ["a", "b"]);
});

test("rows nobody filled fall out, so that the server counts as the form does", () => {
  const form = { ...emptyForm(), capabilities: [{ name: "", tags: "", level: "" }, { name: "host", tags: "", level: "" }, { name: "", tags: "x", level: "" }], places: [{ city: "", radius: "" }] };
  const kept = compact(form);
  assert.deepEqual(kept.capabilities.map((item) => item.name), ["host", ""]);
  assert.equal(kept.places.length, 1);
  assert.equal(profileOf(kept).capabilities.length, 2);
});

test("a change says what is different and on which version it is based", () => {
  const base = { ...PROFILE, version: 3 };
  assert.deepEqual(changes(base, formOf(base)), { version: 3 });
  assert.deepEqual(changes(base, Object.assign(formOf(base), { summary: "new", notice: "" })), { version: 3, summary: "new", notice_days: null });
});

test("a profile changed here and elsewhere keeps what was changed here and takes the rest", () => {
  const base = { ...PROFILE, version: 3 };
  const current = { ...PROFILE, version: 4, summary: "theirs", notice_days: 9, languages: ["en"] };
  const { form, changed } = merge(base, Object.assign(formOf(base), { summary: "mine", notice: "2" }), current);
  assert.deepEqual(changed.sort(), ["languages", "notice_days", "summary"]);
  assert.deepEqual(changes(current, form), { version: 4, summary: "mine", notice_days: 2 });
  assert.equal(form.languages, "en");
});

test("a change that belongs to the member's own network is refused at its fields, and what was typed stays", async () => {
  const base = { ...PROFILE, id: "oa_r", kind: "openagents", version: 3 };
  const asked = [];
  const real = globalThis.fetch;
  const refusal = { error_code: "E010", message: "m", detail: "d", request_id: "r", fields: [{ field: "summary", problem: "belongs to the network" }] };
  globalThis.fetch = async (path, options = {}) => {
    asked.push(options.method ?? "GET");
    return new Response(JSON.stringify(refusal), { status: 409, headers: { "Content-Type": "application/json" } });
  };
  try {
    const page = Object.assign(new MembershipPage(), { data: { id: "oa_r" }, base, form: { ...formOf(base), summary: "barns" }, paint() {}, toFault() {} });
    await page.store();
    assert.deepEqual(asked, ["PATCH"], "nothing else wipes the refusal away");
    assert.deepEqual(page.faults, refusal.fields);
    assert.equal(page.status, 409);
    assert.equal(page.form.summary, "barns");
    assert.ok(wrong(page.trouble).length > 0);
  } finally {
    globalThis.fetch = real;
  }
});

test("a clock that is off is corrected; an answer that was long on its way says nothing about it", async () => {
  const real = [globalThis.fetch, Date.now];
  let now = 1_800_000_000_000;
  /** How far the page's idea of the server's time is off after an answer that took so long, written at its beginning. */
  const off = async (ahead, takes) => {
    globalThis.fetch = async () => {
      const date = new Date(now + ahead).toUTCString();
      now += takes;
      return Response.json({}, { headers: { Date: date } });
    };
    await call("/health");
    return Math.abs(serverNow() - (now + ahead));
  };
  Date.now = () => now;
  try {
    assert.equal(await off(0, 20), 0);
    assert.equal(await off(0, 7_000), 0, "half of a long wait is no difference");
    assert.ok(await off(60_000, 20) <= 500);
    assert.ok(await off(60_000, 7_000) <= 500, "what was found out stays");
    assert.ok(await off(0, 20) <= 500);
  } finally {
    [globalThis.fetch, Date.now] = real;
  }
});

test("a kept draft is taken as far as it has the form that is needed", () => {
  const blank = emptyForm();
  assert.deepEqual(restore(blank, null), blank);
  assert.deepEqual(restore(blank, { summary: "x", conditions: ["old"], places: "Beijing", capabilities: ["a"], extra: 1, kept: [{ id: "c1" }], public: [] }), { ...blank, summary: "x", kept: [{ id: "c1" }], public: [] });
});

const INVITATION = { kind: "invitation", message_id: "msg-1", needs: ["venue", "host"] };
const answered = (question, change) => answerOf(question, Object.assign(blankAnswer(question), change));

test("an answer holds what belongs to its decision, and nothing that was typed for another", () => {
  const typed = { contribution: " A hall ", conditions: "quiet\n\ntea", decline_reason: "away", amount: "80", points: [{ aspect: "price", current_value: "", desired_value: "90", reason: "" }, { aspect: " ", current_value: "", desired_value: "", reason: "" }] };
  const defaults = { confidence: 50, enthusiasm_level: "medium", needs: ["venue", "host"] };
  const points = [typed.points[0]];
  const price = { amount: 80, currency: "CNY", per: "event", negotiable: false };
  assert.deepEqual(answered(INVITATION, { ...typed, decision: "participate" }), { decision: "participate", contribution: "A hall", negotiation_points: points, price, ...defaults });
  assert.deepEqual(answered(INVITATION, { ...typed, decision: "conditional", needs: [] }), { decision: "conditional", contribution: "A hall", conditions: ["quiet", "tea"], negotiation_points: points, price, ...defaults, needs: [] });
  assert.deepEqual(answered(INVITATION, { ...typed, decision: "decline" }), { decision: "decline", decline_reason: "away" });
});

test("nobody's consent is filled in: an answer without a decision has none", () => {
  assert.ok(!("decision" in answered(INVITATION, {})));
  assert.ok(!("feedback_type" in answered({ kind: "review", version: 2 }, {})));
});

test("a vote names its version, and points only go with wishes for changes", () => {
  const review = { kind: "review", version: 2 };
  const typed = { adjustment_request: "later", concerns: "price\n", points: [{ aspect: "time", current_value: "", desired_value: "19:00", reason: "" }] };
  assert.deepEqual(answered(review, { ...typed, feedback_type: "negotiate" }), { version: 2, feedback_type: "negotiate", adjustment_request: "later", negotiation_points: typed.points, concerns: ["price"], satisfaction_score: 50 });
  assert.deepEqual(answered(review, { ...typed, feedback_type: "accept" }), { version: 2, feedback_type: "accept", concerns: ["price"], satisfaction_score: 50 });
});

/** Follows an inbox until `enough` says so; `answer(path, options)` is the server. */
async function follow(answer, enough) {
  const real = globalThis.fetch;
  const seen = [];
  const timers = globalThis.setTimeout;
  globalThis.fetch = async (path, options) => answer(path, options);
  // Waiting takes no time; what gives up a silent stream never fires.
  globalThis.setTimeout = (run, ms) => (ms === 8_000 || ms === 40_000 ? timers(run, 1e8).unref() : timers(run, 0));
  try {
    await new Promise((done) => {
      const stream = new InboxStream("/inbox", "mem-x", {
        onInbox: (inbox) => { seen.push(inbox.n); if (enough(seen)) { stream.stop(); done(); } },
        onConnection: (connection) => { seen.push(connection.state); if (enough(seen)) { stream.stop(); done(); } },
      }, () => 0.9);
      stream.run();
    });
  } finally {
    globalThis.fetch = real;
    globalThis.setTimeout = timers;
  }
  return seen;
}

const streamed = (...payloads) => new Response(payloads.map((payload) => `: connected\n\ndata: ${JSON.stringify({ payload })}\n\n`).join(""), { headers: { "Content-Type": "text/event-stream" } });

test("an inbox is streamed, and comes back when the stream ends", async () => {
  let count = 0;
  const seen = await follow((path, options) => {
    assert.equal(options.headers.Authorization, "Bearer mem-x");
    assert.equal(options.headers.Accept, "text/event-stream");
    count += 1;
    return streamed({ n: count }, { n: count + 10 });
  }, (list) => list.includes(12));
  assert.deepEqual(seen, [1, 11, "live", "retrying", 2, 12]);
});

test("where streams do not get through it asks again and again", async () => {
  let count = 0;
  const seen = await follow((path, options) => {
    if (options.headers.Accept === "text/event-stream") throw new TypeError("blocked");
    count += 1;
    return Response.json({ n: count });
  }, (list) => list.includes(3));
  assert.deepEqual(seen, [1, "polling", 2, "polling", 3]);
});

test("a server that is away is tried again later and later; a token it refuses ends it", async () => {
  let count = 0;
  const waits = [];
  const seen = await follow((path, options) => {
    count += 1;
    if (count > 6) return Response.json({ error_code: "E021" }, { status: 403 });
    waits.push(options.headers.Accept);
    throw new TypeError("no answer");
  }, (list) => list.includes("refused"));
  assert.deepEqual(seen, ["retrying", "retrying", "retrying", "refused"]);
  assert.equal(waits.length, 6, "each time the stream, then the question");
});

test("a stream that went quiet is said to be, given up and begun again", async () => {
  const real = globalThis.fetch;
  const timers = globalThis.setTimeout;
  const states = [];
  let streams = 0;
  globalThis.setTimeout = (run) => timers(run, 5);
  globalThis.fetch = async (path, { signal }) => {
    streams += 1;
    return new Response(new ReadableStream({
      start(control) {
        control.enqueue(new TextEncoder().encode('data: {"payload":{}}\n\n'));
        signal.addEventListener("abort", () => { try { control.error(new Error("aborted")); } catch { /* it is over */ } });
      },
    }), { headers: { "Content-Type": "text/event-stream" } });
  };
  try {
    await new Promise((done) => {
      const stream = new InboxStream("/inbox", "mem-x", { onInbox: () => {}, onConnection: ({ state }) => { states.push(state); if (streams === 2 && state === "live") { stream.stop(); done(); } } });
      stream.run();
    });
  } finally {
    globalThis.fetch = real;
    globalThis.setTimeout = timers;
  }
  assert.deepEqual(states, ["live", "stale", "retrying", "live"]);
});

test("a busy server says when to come back", async () => {
  const seen = await follow(() => Response.json({ error_code: "E030" }, { status: 503, headers: { "Retry-After": "7" } }), (list) => list.length === 1);
  assert.deepEqual(seen, ["retrying"]);
});

test("availability and size are said in the reader's words", async () => {
  await setLanguage("en", false);
  assert.equal(slotText({ weekdays: ["mon", "tue", "wed", "sat"], from: "09:00", to: "18:00" }), "Mon to Wed, Sat, 09:00–18:00");
  assert.equal(slotText({ weekdays: ["sun", "mon"], from: "00:00", to: "24:00" }), "Mon, Sun");
  assert.equal(slotText({ weekdays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "10:00", to: "24:00" }), "every day, 10:00–24:00");
  assert.equal(capacityText({ max: 1200 }), "up to 1,200 people");
  assert.equal(capacityText({}), "");
  await setLanguage("zh", false);
  assert.equal(slotText({ weekdays: ["mon", "tue", "wed"], from: "09:00", to: "18:00" }), "周一至周三 09:00–18:00");
  assert.equal(capacityText({ min: 5, max: 20 }), "5 至 20 人");
});
