import "./browser.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { streamParser } from "../../Resources/static/core/api.js";
import { setLanguage } from "../../Resources/static/core/i18n.js";
import { capacityText, slotText } from "../../Resources/static/pages/agents.js";
import { emptyForm, faults, formOf, parts, profileOf } from "../../Resources/static/pages/profile.js";

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

const PROFILE = {
  id: "lin-yue", display_name: "林越", kind: "manual", summary: "主持与场地", capabilities: [{ name: "主持", tags: ["双语", "活动"], level: "expert" }, { name: "host", tags: [] }],
  languages: ["zh", "en"], places: [{ city: "北京", radius_km: 30 }, { city: "Tianjin" }], remote: false, availability: [{ weekdays: ["mon", "sat"], from: "09:00", to: "18:00" }], notice_days: 0,
  price: { amount: 1200.5, currency: "CNY", per: "event", negotiable: true }, capacity: { min: null, max: 80 }, declines: ["赌博"], style: { openness: 0, patience: 100, detail: 7 },
  conditions: [{ id: "c1", kind: "notice", operator: ">=", value: 7, text: "七天前通知" }, { id: "p", kind: "place", operator: "in", value: ["北京", "天津"], text: "只在京津" }, { id: "o", kind: "other", operator: "quotes", value: "无烟", text: "无烟场地" }],
  public_fields: ["display_name", "kind", "summary"],
};

test("a profile survives the form", () => {
  assert.deepEqual(profileOf(formOf(PROFILE)), PROFILE);
  assert.deepEqual(faults(PROFILE), {});
});

test("what is left open stays open and is never guessed", () => {
  const profile = profileOf({ ...emptyForm(), display_name: " A " });
  for (const name of ["remote", "notice_days", "price", "capacity"]) assert.equal(profile[name], null, name);
  for (const name of ["capabilities", "places", "availability", "languages", "declines", "conditions"]) assert.deepEqual(profile[name], [], name);
  assert.equal(profile.display_name, "A");
  assert.ok(!("id" in profile));
  assert.deepEqual(faults(profile), {});
});

test("lists are split at Chinese and western separators, doubles fall out", () => {
  assert.deepEqual(parts("a， b、c;a\n d ,"), ["a", "b", "c", "d"]);
});

test("faults stand at the field, by the server's path", () => {
  const bad = (change) => Object.keys(faults(profileOf(Object.assign(formOf(PROFILE), change))));
  assert.deepEqual(bad({ display_name: " " }), ["display_name"]);
  assert.deepEqual(bad({ display_name: "字".repeat(81) }), ["display_name"]);
  assert.deepEqual(bad({ display_name: "a\u202eb" }), ["display_name"]);
  assert.deepEqual(bad({ display_name: "a\u061cb" }), ["display_name"]);
  assert.deepEqual(bad({ display_name: "👩‍🚀".repeat(80) }), []);
  assert.deepEqual(bad({ id: "Lin" }), ["id"]);
  assert.deepEqual(bad({ languages: "zh, english" }), ["languages"]);
  assert.deepEqual(bad({ capabilities: [{ name: "", tags: "x", level: "" }] }), ["capabilities[0].name"]);
  assert.deepEqual(bad({ places: [{ city: "北京", radius: "1.5" }] }), ["places[0].radius_km"]);
  assert.deepEqual(bad({ availability: [{ weekdays: [], from: "09:00", to: "" }] }), ["availability[0].weekdays"]);
  assert.deepEqual(bad({ notice: "400" }), ["notice_days"]);
  assert.deepEqual(bad({ notice: "soon" }), ["notice_days"]);
  assert.deepEqual(bad({ amount: "-1" }), ["price.amount"]);
  assert.deepEqual(bad({ currency: "yuan" }), ["price.currency"]);
  assert.deepEqual(bad({ min: "90" }), ["capacity.min"]);
  assert.deepEqual(bad({ conditions: [{ kind: "place", operator: "in", value: " , ", text: "" }] }).sort(), ["conditions[0].text", "conditions[0].value"]);
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
