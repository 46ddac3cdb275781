import "./browser.mjs";
import { flatten } from "./browser.mjs";
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scalars } from "../../Resources/static/core/api.js";
import { cut, day, duration, money } from "../../Resources/static/core/format.js";
import { extend, setLanguage, t } from "../../Resources/static/core/i18n.js";
import { escape, markdown } from "../../Resources/static/live/outcome.js";
import { KINDS, MEMBER_STATES, PHASES, initialState, reduceAll } from "../../Resources/static/live/reducer.js";
import { describe } from "../../Resources/static/live/timeline.js";
import * as logs from "./logs.mjs";

const STATIC = new URL("../../Resources/static/", import.meta.url).pathname;

// Every module of words: pairs NAME en, zh, and the `words` that a page brings with it, in both languages.
const en = {};
const zh = {};
for (const file of [...readdirSync(join(STATIC, "i18n")).map((name) => join("i18n", name)), ...readdirSync(join(STATIC, "pages")).map((name) => join("pages", name))]) {
  for (const [name, words] of Object.entries(await import(join(STATIC, file)))) {
    if (!file.startsWith("i18n") && name !== "words") continue;
    if (/en$/i.test(name)) Object.assign(en, words);
    else if (/zh$/i.test(name)) Object.assign(zh, words);
    else {
      for (const [key, both] of Object.entries(words)) {
        if (!Array.isArray(both)) Object.assign(key === "en" ? en : zh, both);
        else {
          assert.equal(both.length, 2, key);
          [en[key], zh[key]] = both;
        }
      }
      extend(words);
    }
  }
}

// Pages that are loaded on demand bring their own.
for (const file of readdirSync(join(STATIC, "pages"))) {
  const { words } = await import(join(STATIC, "pages", file));
  Object.assign(en, words?.en);
  Object.assign(zh, words?.zh);
}

function sources(folder = STATIC) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === "i18n" ? [] : sources(path);
    // Without the words that it brings, which would be used by being there.
    return path.endsWith(".js") ? [[path.slice(STATIC.length), readFileSync(path, "utf8").replace(/^export const words = \{.*?^\};$/ms, "")]] : [];
  });
}

const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join();
const exists = (key) => key in en || `${key}.other` in en;

test("the dictionaries have the same keys, none empty", () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  for (const [key, text] of [...Object.entries(en), ...Object.entries(zh)]) assert.ok(text.trim(), key);
});

test("both languages use the same placeholders", () => {
  for (const key of Object.keys(en)) {
    if (/\.(one|other)$/.test(key) && placeholders(en[key]) !== placeholders(zh[key])) {
      assert.equal(placeholders(en[key]).replace("{count},", "").replace(/,?\{count\}/, ""), placeholders(zh[key]).replace("{count},", "").replace(/,?\{count\}/, ""), key);
    } else assert.equal(placeholders(en[key]), placeholders(zh[key]), key);
  }
});

test("plural forms come in pairs", () => {
  for (const key of Object.keys(en)) {
    if (key.endsWith(".one")) assert.ok(`${key.slice(0, -4)}.other` in en, key);
  }
});

test("every key that is used exists", () => {
  let used = 0;
  for (const [file, text] of sources()) {
    for (const [, key] of text.matchAll(/\b(?:t|pieces)\(\s*"([^"]+)"/g)) {
      assert.ok(exists(key), `${file}: ${key}`);
      used += 1;
    }
    for (const [, key] of text.matchAll(/\bsay\("(\w+)"/g)) assert.ok(exists(`event.${key}`), `${file}: event.${key}`);
    for (const [, first, second] of text.matchAll(/\bt\([^"`()]*(?:\([^()]*\))?[^"`()]*\? "([^"]+)" : "([^"]+)"/g)) for (const key of [first, second]) assert.ok(exists(key), `${file}: ${key}`);
    for (const [, prefix] of text.matchAll(/\b(?:t|pieces|has)\(\s*`([\w.]+)\$\{/g)) assert.ok(Object.keys(en).some((key) => key.startsWith(prefix)), `${file}: ${prefix}…`);
    if (!/reducer\.js|timeline\.js|network\.js/.test(file)) for (const [, key] of text.matchAll(/"((?:card|understood|proposal|outcome|agent|nav|example|live|clarify|connection)\.[a-z_]+)"/g)) assert.ok(exists(key), `${file}: ${key}`);
  }
  assert.ok(used > 150);
});

test("every key is used", () => {
  const all = sources().map(([, text]) => text).join("\n");
  const prefixes = [...all.matchAll(/`([\w.]+\.)\$\{/g)].map(([, prefix]) => prefix);
  for (const key of Object.keys(en)) {
    const base = key.replace(/\.(one|other)$/, "").replace(/\.(after|now|text|title|lead)$/, "");
    const short = base.replace(/^event\./, "");
    assert.ok(all.includes(`"${key}"`) || all.includes(`"${base}"`) || prefixes.some((prefix) => key.startsWith(prefix)) || (key.startsWith("event.") && all.includes(`"${short}"`)), `nobody says ${key}`);
  }
});

test("every state, phase, kind and code of the contract has words", () => {
  const need = {
    member: MEMBER_STATES, phase: PHASES, "timeline.kind": KINDS, vote: ["accept", "negotiate", "reject", "withdraw"],
    evaluated: ["finalized", "failed", "force_finalized", "next_round"], status: ["confirmed", "optional", "declined", "withdrawn"],
    reason: ["no_members", "all_excluded", "no_participants", "all_participants_withdrawn", "all_participants_removed", "no_feedback", "majority_reject", "no_consensus", "timeout", "cancelled"],
    no_answer: ["decider_failed", "unreachable", "timeout"], fallback: ["unavailable", "timeout", "invalid", "refused", "budget", "breaker"],
    decided: ["rules", "member", "remote", "requester", "operator", "deadline"], outcome: ["finalized", "force_finalized", "failed", "cancelled"],
    severity: ["critical", "high", "medium", "low"], kind: ["auto", "manual", "openagents"], error: ["E001", "E010", "E020", "E021", "E029", "E030", "network"],
    connection: ["connecting", "live", "stale", "retrying", "offline", "polling", "ended"],
    part: ["asked", "waiting", "not_selected", "declined", "no_answer", "withdrawn", "removed", "question_withdrawn", "confirmed", "optional", "rejected", "released"], vote_for: ["accept", "negotiate", "reject", "withdraw"],
    activity: ["loading", "understanding", "finding", "checking_gaps", "compromise", "closing", "adjusting", "subnet"],
  };
  for (const [prefix, names] of Object.entries(need)) for (const name of names) assert.ok(`${prefix}.${name}` in en, `${prefix}.${name}`);
});

test("each event of the contract has a sentence in both languages", async () => {
  for (const language of ["en", "zh"]) {
    await setLanguage(language, false);
    for (const make of [logs.forced, logs.failed, logs.subnet, logs.noCandidates, logs.clarified, logs.withdrawn, logs.kicked]) {
      const state = reduceAll(initialState(), make());
      for (const entry of state.timeline) {
        const title = flatten(describe(state, entry).title);
        assert.ok(title && !title.includes("event.") && !title.includes("{") && !title.includes("towow."), `${language} ${entry.type}: ${title}`);
      }
    }
  }
});

test("an unknown event is named by its type", () => {
  const state = reduceAll(initialState(), new logs.Log().open().add("towow.weather.changed").events);
  assert.equal(flatten(describe(state, state.timeline.at(-1)).title), "towow.weather.changed");
});

test("the counter counts what the server counts", () => {
  assert.equal(scalars("  你好 "), 2);
  assert.equal(scalars("👩‍🚀"), 3);
  assert.equal(scalars("e\u0301"), 2);
  assert.equal(scalars(" \n\t "), 0);
  assert.equal(scalars("a".repeat(8000) + "  "), 8000);
});

test("numbers, dates and prices are written for the reader", async () => {
  await setLanguage("en", false);
  assert.equal(day("2026-03-14"), "Mar 14, 2026");
  assert.equal(day("next spring"), "next spring");
  assert.equal(money({ amount: 3000, currency: "EUR", per: "day" }), "€3,000 a day");
  assert.equal(money({ amount: 5, currency: "not a currency" }), "5 not a currency");
  assert.equal(duration(1000), "1 second");
  assert.equal(duration(125_000), "2:05 min");
  assert.equal(t("agents.count", { count: 1 }), "1 member");
  await setLanguage("zh", false);
  assert.equal(day("2026-03-14"), "2026年3月14日");
  assert.equal(duration(59_000), "59 秒");
  assert.equal(cut("👩👩👩", 2), "👩…");
});

test("the Markdown export has the plan, who agreed and what is missing", async () => {
  await setLanguage("en", false);
  const text = markdown(reduceAll(initialState(), logs.forced()));
  assert.match(text, /^# Negotiation\n/);
  assert.match(text, /\*\*Partly agreed\*\*/);
  assert.match(text, /- confirmed: 望京会议空间 and 陈思远/);
  assert.match(text, /- not confirmed: Lena Hoffmann/);
  assert.match(text, /- \*\*一帧影像\*\* \(摄像\) — declined/);
  assert.match(text, /## Still missing\n\n- 没有人负责 50 人的茶歇/);
  assert.doesNotMatch(text, /\n{3,}/);
});

test("the Markdown export of a failure has the compromise and next steps", async () => {
  await setLanguage("zh", false);
  const text = markdown(reduceAll(initialState(), logs.failed()));
  assert.match(text, /## 还能怎么办\n\n场地可以先定下来/);
  assert.match(text, /### 下一步\n\n- 与场地确认 3 月 21 日/);
});

test("text in the export stays text", () => {
  assert.equal(escape("<b>*x*</b> [a](b)\n# c"), "\\<b\\>\\*x\\*\\</b\\> \\[a\\](b) \\# c");
  assert.equal(escape("1. one"), "1\\. one");
  assert.equal(escape("- one"), "\\- one");
  const text = markdown(reduceAll(initialState(), logs.hostile()));
  assert.doesNotMatch(text, /(^|[^\\])<(img|script)/);
  assert.doesNotMatch(text, /(^|[^\\])\[x\]/);
});

test("no module writes markup, names another host or logs", () => {
  for (const [file, text] of sources()) {
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|console\.(?!css)/, file);
    assert.doesNotMatch(text.replaceAll("http://www.w3.org/2000/svg", ""), /https?:\/\//, file);
  }
});
