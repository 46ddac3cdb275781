// What embed.py serves parses to the same tree as what people wrote.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const STATIC = new URL("../../Resources/static/", import.meta.url).pathname;
const STRIP = new URL("../../Resources/strip.py", import.meta.url).pathname;
const SHORTEN = new URL("../../Resources/shorten.cjs", import.meta.url).pathname;
// node carries a parser of its own, behind a flag.
const TREE = `
  const { parse } = require("internal/deps/acorn/acorn/dist/acorn");
  const text = require("fs").readFileSync(0, "utf8");
  const tree = parse(text, { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true });
  process.stdout.write(JSON.stringify(tree, (key, value) => key === "start" || key === "end" ? undefined : typeof value === "bigint" ? String(value) : value));`;

const tree = (text) => execFileSync(process.execPath, ["--no-warnings", "--expose-internals", "-e", TREE], { input: text, encoding: "utf8", maxBuffer: 1 << 26 });
const stripped = (path) => execFileSync("python3", [STRIP, path], { encoding: "utf8", maxBuffer: 1 << 26 });

function files(folder = STATIC) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

test("every script means the same without comments and white space", () => {
  const scripts = files().filter((path) => path.endsWith(".js"));
  assert.ok(scripts.length > 15);
  for (const path of scripts) {
    const source = readFileSync(path, "utf8");
    const short = stripped(path);
    assert.ok(short.length < source.length, path);
    assert.ok(tree(source) === tree(short), path);
  }
});

test("style sheets lose comments, and their braces stay balanced", () => {
  for (const path of files().filter((name) => name.endsWith(".css"))) {
    const short = stripped(path);
    assert.ok(!short.includes("/*"), path);
    for (const sign of ["{", "}", ";", "("]) {
      const count = (text) => text.replace(/\/\*.*?\*\//gs, "").split(sign).length;
      if (sign !== ";") assert.equal(count(short), count(readFileSync(path, "utf8")), `${path} ${sign}`);
    }
  }
});

test("short names keep the meaning of every name", () => {
  const source = `
    import { h as make, helper } from "./x.js";
    const outer = 1, e = 2;
    export const kept = (first, { second, third: renamed = outer, ...others } = {}) => {
      const inner = { first, second, outer, method(first) { return first + renamed + e; }, get value() { return outer; } };
      let left, right;
      ({ left, right = second } = others);
      try { throw left; } catch (problem) { inner.problem = problem ?? right; }
      for (const [key, value] of Object.entries(inner)) { const outer = key; inner[outer] = value; }
      return [inner.first, ...[first].map((first) => first * 2), \`\${left}\${\`\${right}\`}\`, class Local { #hidden = outer; field = () => this.#hidden + second; }, make, helper, helper, helper];
    };`;
  const short = JSON.parse(execFileSync(process.execPath, [SHORTEN], { input: JSON.stringify({ "a.js": source }), encoding: "utf8" }))["a.js"];
  assert.ok(short.length < source.length);
  for (const name of ["second", "renamed", "others", "inner"]) assert.ok(!new RegExp(`\\b${name}\\b(?!:)`).test(short), `${name} in ${short}`);
  const run = (text) => {
    const names = /import \{\s*h as (\w+),\s*(?:helper as )?(\w+)/.exec(text);
    const made = new Function(...names.slice(1), `${text.replace(/import [^;]+;/, "").replace("export const", "const")}; return kept;`)("M", "H");
    const [first, twice, both, Local, ...rest] = made(3, { second: 4, left: 7 });
    return JSON.stringify([first, twice, both, new Local().field(), rest]);
  };
  assert.equal(run(source), '[3,6,"74",5,["M","H","H","H"]]');
  assert.equal(run(short), run(source));
});
