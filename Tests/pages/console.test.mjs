import "./browser.mjs";
import { flatten } from "./browser.mjs";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { setLanguage } from "../../Resources/static/core/i18n.js";
import { faultsByKey, span, sparkline, typedValue } from "../../Resources/static/pages/admin.js";
import { curl, prose, quoted, resolve, sample, typeText } from "../../Resources/static/pages/docs.js";

test("a setting's value is typed as it is written in the file", () => {
  assert.equal(typedValue(["https://a.example", "https://b.example"]), "https://a.example, https://b.example");
  assert.equal(typedValue({ compose: "x", vote: "y" }), "compose=x,vote=y");
  assert.equal(typedValue(null), "");
  assert.equal(typedValue(false), "false");
  assert.equal(typedValue(0), "0");
});

test("faults go to the key they begin with, the rest stays together", () => {
  assert.deepEqual(faultsByKey(["a_b: too small", "speed: unknown setting", "a_b: not a number", "out of order"], ["a", "a_b"]),
    { a_b: "too small\nnot a number", "": "speed: unknown setting\nout of order" });
  assert.deepEqual(faultsByKey(["a_b：必须是整数", "没有 A：要一起设置"], ["a", "a_b"]), { a_b: "必须是整数", "": "没有 A：要一起设置" });
});

test("a line of figures reaches from edge to edge and from zero to the highest", () => {
  assert.equal(sparkline([0, 5, 10], 100, 20), "0,20 50,10 100,0");
  assert.equal(sparkline([0, 0], 100, 20), "0,20 100,20");
  assert.equal(sparkline([3], 100, 20), "0,0");
  assert.equal(sparkline([], 100, 20), "");
});

test("how long it has been up is said in two units", async () => {
  await setLanguage("en", false);
  assert.equal(span(90_061), "1 day 1 hour");
  assert.equal(span(7_260), "2 hours 1 minute");
  assert.equal(span(59), "59 seconds");
  await setLanguage("zh", false);
  assert.equal(span(7_260), "2小时 1分钟");
});

const SPEC = {
  paths: {
    "/api/v1/agents/{agent_id}": { patch: { operationId: "edit", security: [{ memberToken: [] }, { adminKey: [] }], requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Edit" } } } } } },
    "/api/v1/admin/stats": { get: { security: [{ adminKey: [] }], parameters: [{ $ref: "#/components/parameters/kind" }, { name: "limit", in: "query", schema: { type: "integer" } }] } },
    "/health": { get: { security: [] } },
  },
  components: {
    parameters: { kind: { name: "kind", in: "query", required: true, schema: { enum: ["a b", "c"] } } },
    securitySchemes: { memberToken: { type: "http", scheme: "bearer" }, adminKey: { type: "apiKey", in: "header", name: "X-Admin-Key" } },
    schemas: {
      Time: { type: "string", format: "date-time", examples: ["2026-01-25T02:21:34.446Z"] },
      "a/b": { type: "boolean" },
      Edit: { type: "object", required: ["name", "at"], properties: { name: { type: "string", examples: ["it's"] }, at: { $ref: "#/components/schemas/Time" }, note: { type: "string" } } },
      Loop: { $ref: "#/components/schemas/Loop" },
    },
  },
};

test("references are followed, what stands beside one wins, a loop ends", () => {
  assert.deepEqual(resolve(SPEC, { $ref: "#/components/schemas/Time", description: "when" }), { ...SPEC.components.schemas.Time, description: "when" });
  assert.equal(resolve(SPEC, { $ref: "#/components/schemas/a~1b" }).type, "boolean");
  assert.equal(resolve(SPEC, { anyOf: [{ $ref: "#/components/schemas/Time" }, { type: "null" }], description: "maybe" }).description, "maybe");
  assert.ok(resolve(SPEC, { $ref: "#/components/schemas/Loop" }));
  assert.deepEqual(resolve(SPEC, undefined), {});
});

test("types are said in words", () => {
  const said = (schema) => typeText(SPEC, schema);
  assert.equal(said({ type: ["integer", "null"] }), "integer | null");
  assert.equal(said({ type: "array", items: { $ref: "#/components/schemas/Time" } }), "array of string");
  assert.equal(said({ anyOf: [{ $ref: "#/components/schemas/Time" }, { type: "null" }] }), "string | null");
  assert.equal(said({ anyOf: [{ type: "string" }, { type: "integer" }] }), "string | integer");
  assert.equal(said({ type: "object", additionalProperties: { type: "number" } }), "map of number");
  assert.equal(said({}), "any");
});

test("a sample has what is required", () => {
  assert.deepEqual(sample(SPEC, { $ref: "#/components/schemas/Edit" }), { name: "it's", at: "2026-01-25T02:21:34.446Z" });
  assert.deepEqual(sample(SPEC, { type: "array", minItems: 1, items: { type: "integer", minimum: 3 } }), [3]);
  assert.equal(sample(SPEC, { type: "boolean", default: false }), false);
});

test("a line for the shell has variables for secrets and names, and quotes what is not its own", () => {
  assert.equal(curl("http://h:1", SPEC, "/health", "get"), 'curl "http://h:1/health"');
  assert.equal(curl("http://h:1", SPEC, "/api/v1/admin/stats", "get"), 'curl "http://h:1/api/v1/admin/stats?kind=a%20b" -H "X-Admin-Key: $TOKEN"');
  const line = curl("http://h:1", SPEC, "/api/v1/agents/{agent_id}", "patch");
  assert.match(line, /^curl -X PATCH "http:\/\/h:1\/api\/v1\/agents\/\$AGENT_ID" -H "Authorization: Bearer \$TOKEN"/);
  // What a shell makes of it.
  const seen = execFileSync("sh", ["-c", `curl() { for word in "$@"; do printf '%s\\n' "$word"; done; }; TOKEN=t AGENT_ID=lin; ${line}`], { encoding: "utf8" }).split("\n");
  assert.deepEqual(seen.slice(0, -1), ["-X", "PATCH", "http://h:1/api/v1/agents/lin", "-H", "Authorization: Bearer t", "-H", "Content-Type: application/json", "-d", '{"name":"it\'s","at":"2026-01-25T02:21:34.446Z"}']);
  assert.equal(execFileSync("sh", ["-c", `printf %s ${quoted("a'b\"$HOME`id`\\")}`], { encoding: "utf8" }), "a'b\"$HOME`id`\\");
});

test("descriptions are text: paragraphs, lists and code, never markup", () => {
  const nodes = prose("One `a` two <b>x</b>.\n\n- first\n- second `c`");
  assert.deepEqual(nodes.map((node) => node.tag), ["p", "ul"]);
  assert.equal(flatten(nodes), "One a two <b>x</b>.firstsecond c");
  assert.equal(nodes[0].kids[1].tag, "code");
  assert.ok(nodes[0].kids.filter((kid) => typeof kid === "object").every((kid) => kid.tag === "code"));
});
