// Gives short names to what is local to a module: variables, parameters, functions, classes and imports that it does not export.
// Properties, strings and what the browser provides stay as they are. Standard input and output: JSON {file name: text}.
//
// TypeScript (the compiler that checks the pages' types) says which names mean the same thing. After renaming it is asked again, and the
// answers are compared: a name that would mean something else afterwards is an error, not a fault for a browser to find.
"use strict";
const { execFileSync } = require("node:child_process");
const { readFileSync, realpathSync } = require("node:fs");
const { join } = require("node:path");

let tsc = "";
try {
  tsc = realpathSync(execFileSync("sh", ["-c", "command -v tsc"], { encoding: "utf8" }).trim());
} catch {
  process.stderr.write("tsc is not installed (Debian: node-typescript)\n");
  process.exit(1);
}
const ts = require(join(tsc, "../../lib/typescript.js"));
// Letters by how often the words of the language have them, so that a compressor meets the same ones again.
const LETTERS = "etnraoisclpdmhuyfgbvxkwEjTqzSANRMICDOPLFHBU";
const WORDS = new Set(["do", "if", "in", "of", "as", "is"]);

const DECLARES = [ts.isVariableDeclaration, ts.isParameter, ts.isBindingElement, ts.isFunctionDeclaration, ts.isClassDeclaration, ts.isImportSpecifier];
const NAMES = [ts.isPropertyAssignment, ts.isMethodDeclaration, ts.isPropertyDeclaration, ts.isGetAccessor, ts.isSetAccessor, ts.isPropertyAccessExpression];
const ENCLOSES = [ts.isSourceFile, ts.isFunctionLike, ts.isBlock, ts.isForStatement, ts.isForOfStatement, ts.isForInStatement, ts.isCatchClause, ts.isCaseBlock];
const any = (tests, node) => tests.some((test) => test(node));

/** The names of a module in their order: [node, what it means or undefined]. Names of properties are left out. */
function namesOf(name, text) {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const checker = ts.createProgram([name], { allowJs: true, noResolve: true, noLib: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 }, {
    getSourceFile: (path) => (path === name ? file : undefined), getDefaultLibFileName: () => "", writeFile() {}, getCurrentDirectory: () => "", getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true, getNewLine: () => "\n", fileExists: (path) => path === name, readFile: () => undefined,
  }).getTypeChecker();
  const found = [];
  const visit = (node) => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isProperty = (any(NAMES, parent) && parent.name === node) || parent.propertyName === node;
      if (!isProperty) found.push([node, ts.isShorthandPropertyAssignment(parent) && parent.name === node ? checker.getShorthandAssignmentValueSymbol(parent) : checker.getSymbolAtLocation(node)]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether everything that declares the symbol is of this module and stays in it. */
function isOwn(symbol) {
  const declarations = symbol?.declarations ?? [];
  return declarations.length > 0 && declarations.every((one) => any(DECLARES, one) && !(ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Export));
}

/** Where a symbol can be seen. */
function scopeOf(symbol) {
  let node = symbol.declarations[0].parent;
  while (!any(ENCLOSES, node)) node = node.parent;
  return node;
}

/** What each name means, by the order in which the meanings come; a free name means itself. */
function meanings(name, text) {
  const order = new Map();
  return namesOf(name, text).map(([node, symbol]) => {
    if (!isOwn(symbol)) return node.text;
    if (!order.has(symbol)) order.set(symbol, order.size);
    return order.get(symbol);
  }).join(" ");
}

function shortened(name, text) {
  const uses = new Map();
  const taken = new Set(WORDS);
  for (const [node, symbol] of namesOf(name, text)) {
    if (!isOwn(symbol)) taken.add(node.text);
    else if (uses.has(symbol)) uses.get(symbol).push(node);
    else uses.set(symbol, [node]);
  }
  const items = [...uses].map(([symbol, nodes]) => ({ nodes, from: scopeOf(symbol).pos, to: scopeOf(symbol).end, name: "", isImport: ts.isImportSpecifier(symbol.declarations[0]) }))
    .sort((a, b) => a.from - b.from || b.to - a.to || b.nodes.length - a.nodes.length);
  const edits = [];
  for (const [i, item] of items.entries()) {
    // `h as e` costs more than it saves where the name comes once.
    const keep = item.nodes[0].text.length < 3 || (item.isImport && item.nodes.length < 3);
    const near = new Set(items.slice(0, i).filter((other) => other.from < item.to && other.to > item.from).map((other) => other.name));
    item.name = item.nodes[0].text;
    if (keep && !near.has(item.name)) continue;
    for (let n = 0; ; n += 1) {
      item.name = n < LETTERS.length ? LETTERS[n] : LETTERS[Math.floor(n / LETTERS.length) - 1] + LETTERS[n % LETTERS.length];
      if (!near.has(item.name) && !taken.has(item.name)) break;
    }
    for (const node of item.nodes) {
      const { parent } = node;
      const isShort = (ts.isShorthandPropertyAssignment(parent) && parent.name === node) || (ts.isBindingElement(parent) && parent.name === node && !parent.propertyName && !parent.dotDotDotToken && ts.isObjectBindingPattern(parent.parent));
      const isImport = ts.isImportSpecifier(parent) && !parent.propertyName;
      edits.push([node.getStart(), node.end, (isShort ? `${node.text}:` : isImport ? `${node.text} as ` : "") + item.name]);
    }
  }
  let short = text;
  for (const [from, to, word] of edits.sort((a, b) => b[0] - a[0])) short = short.slice(0, from) + word + short.slice(to);
  if (meanings(name, short) !== meanings(name, text)) throw new Error(`${name}: a short name means something else`);
  return short;
}

const files = Object.entries(JSON.parse(readFileSync(0, "utf8")));
process.stdout.write(JSON.stringify(Object.fromEntries(files.map(([name, text]) => [name, shortened(name, text)]))));
