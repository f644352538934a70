import assert from "node:assert/strict";
import { mkdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { KernelClient } from "../client/kernel-client.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

async function value(code: string): Promise<unknown> {
  const cell = await kernel.run(code);
  assert.equal(cell.error, undefined, `${code}\n${cell.error?.traceback}`);
  return cell.result;
}

let edits = 0;

/** Writes a file of the notebook's folder; each time with a new date, however coarse the file system's clock is. */
async function write(name: string, text: string): Promise<void> {
  const file = join(kernel.folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  edits += 1;
  await utimes(file, 1_000_000 + edits, 1_000_000 + edits);
}

function writePackage(name: string, manifest: object, files: Record<string, string>): Promise<unknown> {
  const folder = `node_modules/${name}`;
  const all = { "package.json": JSON.stringify({ name, version: "1.0.0", ...manifest }), ...files };
  return Promise.all(Object.entries(all).map(([file, text]) => write(`${folder}/${file}`, text)));
}

test("Node's built-ins, in every form of import", async () => {
  assert.equal(
    await value(
      'import fs, { existsSync as exists } from "node:fs"; import * as path from "path"; [typeof fs.statSync, exists("/"), path.sep]',
    ),
    "[ 'function', true, '/' ]",
  );
  assert.equal(await value('import "node:os"; import type { Stats } from "node:fs"; 1'), "1");
  assert.equal(await value('import { default as os } from "node:os"; typeof os.cpus'), "'function'");
  assert.equal(await value('const { join } = await import("node:path"); join("a", "b")'), "'a/b'");
  assert.equal(await value('import process from "node:process"; process.pid === globalThis.process.pid'), "true");
});

test("packages of the notebook's folder: ES modules, CommonJS, exports maps", async () => {
  await writePackage(
    "esm-only",
    { type: "module", exports: { ".": "./index.js", "./sub": "./sub.js" } },
    {
      "index.js": 'export default "esm"; export const named = 1; export { url } from "./url.js"',
      "sub.js": "export const sub = 2",
      "url.js": "export const url = import.meta.url",
    },
  );
  await writePackage(
    "common",
    { main: "main.js" },
    {
      "main.js":
        'exports.named = "named"; exports.dynamic = 0; const key = "comput" + "ed"; exports[key] = "computed"; exports.here = __dirname',
    },
  );
  await writePackage(
    "conditions",
    { exports: { import: "./a.mjs", require: "./a.cjs" } },
    {
      "a.mjs": 'export const how = "import"',
      "a.cjs": 'exports.how = "require"',
    },
  );
  await writePackage(
    "@scope/typed",
    { main: "./dist/index.js", types: "index.d.ts" },
    { "dist/index.js": "module.exports = class Typed { x = 1 }" },
  );
  assert.equal(
    await value('import esm, { named } from "esm-only"; import { sub } from "esm-only/sub"; [esm, named, sub]'),
    "[ 'esm', 1, 2 ]",
  );
  assert.equal(
    await value(
      'import { named as n, computed } from "common"; import whole from "common"; [n, computed, whole.dynamic]',
    ),
    "[ 'named', 'computed', 0 ]",
  );
  assert.equal(
    await value('import { how } from "conditions"; [how, require("conditions").how]'),
    "[ 'import', 'require' ]",
  );
  assert.equal(await value('import Typed from "@scope/typed"; new Typed().x'), "1");
  assert.equal(await value('import { here } from "common"; here.endsWith("node_modules/common")'), "true");
  const refused = await kernel.run('import "esm-only/private"');
  assert.match(String(refused.error?.evalue), /not exported|private/);
});

test("a package that the notebook lacks comes from Navette; the notebook's own goes first", async () => {
  assert.equal(await value('import { request } from "undici"; typeof request'), "'function'");
  assert.equal(await value('import { compile } from "vega-lite"; typeof compile'), "'function'");
  assert.equal(await value('import { display } from "navette"; typeof display'), "'function'");
  assert.equal(await value('typeof require("undici").fetch'), "'function'");
  await writePackage(
    "p-limit",
    { type: "module", exports: "./index.js" },
    { "index.js": 'export default "the notebook\'s own"' },
  );
  assert.equal(await value('import limit from "p-limit"; limit'), '"the notebook\'s own"');
});

test("JSON, with and without its attribute", async () => {
  await write("data.json", '{ "n": 1, "été": true }');
  assert.equal(await value('import data from "./data.json" with { type: "json" }; data'), "{ n: 1, 'été': true }");
  assert.equal(await value('import bare from "./data.json"; bare.n'), "1");
  assert.equal(await value('(await import("./data.json", { with: { type: "json" } })).default.n'), "1");
  assert.equal(await value('require("./data.json").n'), "1");
  await write("data.json", '{ "n": 22 }');
  assert.equal(await value('import again from "./data.json"; again.n'), "22");
  assert.equal(await value('require("./data.json").n'), "22");
});

test("relative files, however they are named", async () => {
  await write("lib/plain.js", "export const from = 'plain.js'");
  await write("lib/typed.ts", "export const from: string = 'typed.ts'; export interface I {}");
  await write("lib/index.ts", "export const from = 'index.ts'");
  await write("lib/common.cjs", "exports.from = 'common.cjs'");
  await write("lib/module.mjs", "export const from = 'module.mjs'");
  await write("lib/both.ts", "export const from = 'both.ts'");
  await write("lib/both.js", "export const from = 'both.js'");
  await write("with space/é 🎉.ts", "export const from = 'odd name'");
  for (const [specifier, from] of [
    ["./lib/plain.js", "plain.js"],
    ["./lib/typed.ts", "typed.ts"],
    ["./lib/typed.js", "typed.ts"],
    ["./lib/typed", "typed.ts"],
    ["./lib/plain", "plain.js"],
    ["./lib", "index.ts"],
    ["./lib/index.js", "index.ts"],
    ["./lib/common.cjs", "common.cjs"],
    ["./lib/module.mjs", "module.mjs"],
    ["./lib/both.js", "both.js"],
    ["./lib/both.ts", "both.ts"],
    ["./with space/é 🎉.ts", "odd name"],
    [join(kernel.folder, "lib/typed.ts"), "typed.ts"],
    [pathToFileURL(join(kernel.folder, "lib/typed.ts")).href, "typed.ts"],
  ]) {
    assert.equal(await value(`import { from } from ${JSON.stringify(specifier)}; from`), `'${from}'`, specifier);
    assert.equal(await value(`(await import(${JSON.stringify(specifier)})).from`), `'${from}'`, specifier);
  }
});

test("local files may use TypeScript beyond types", async () => {
  await write(
    "full.ts",
    `
    export enum Colour { Red = "red" }
    export namespace N { export const n = 1 }
    export class P { constructor(public x: number) {} }
    function deco(value: unknown, context: { kind: string }) { kinds.push(context.kind) }
    export const kinds: string[] = [];
    @deco export class D {}
  `,
  );
  assert.equal(
    await value('import { Colour, N, P, kinds } from "./full.ts"; [Colour.Red, N.n, new P(3).x, kinds.join()]'),
    "[ 'red', 1, 3, 'class' ]",
  );
});

test("errors in local files beyond types name the line as it was written", async () => {
  await write(
    "failing.ts",
    "export enum E {\n  a,\n}\n\nexport function fail(): never {\n  throw new Error(String(E.a));\n}\n",
  );
  const cell = await kernel.run('import { fail } from "./failing.ts"; fail()');
  assert.match(String(cell.error?.traceback), /at fail \(file:.*failing\.ts:6:9\)/);
  await write("failing.ts", "export enum E { a, }\nexport function fail(): never { throw new Error(String(E.a)) }\n");
  const again = await kernel.run('import { fail } from "./failing.ts"; fail()');
  assert.match(String(again.error?.traceback), /at fail \(file:.*failing\.ts:2:39\)/);
  await write("refused.ts", "@deco\nexport enum E { a }\nconst = 1;\n");
  const refused = await kernel.run('import "./refused.ts"');
  assert.equal(refused.error?.ename, "SyntaxError");
  assert.match(refused.error.evalue, /refused\.ts:\d+:\d+: /);
});

test("JSX in local files", async () => {
  await write(
    "view.tsx",
    `/** @jsx h */
    const h = (tag: string, attributes: object | null, ...children: string[]) => ({ tag, ...attributes, children });
    export const view = <b id="x">text</b>;`,
  );
  assert.equal(await value('import { view } from "./view.tsx"; view'), "{ tag: 'b', id: 'x', children: [ 'text' ] }");
  assert.equal(await value('import { view } from "./view"; view.tag'), "'b'");
});

test("a file is taken afresh when it was edited, and only then", async () => {
  await write("fresh.ts", "export const version: number = 1; globalThis.loads = (globalThis.loads ?? 0) + 1");
  assert.equal(await value('import { version } from "./fresh.ts"; version'), "1");
  assert.equal(
    await value('import { version } from "./fresh.ts"; [version, (await import("./fresh.ts")).version, loads]'),
    "[ 1, 1, 1 ]",
  );
  await write("fresh.ts", "export const version: number = 2; globalThis.loads += 1");
  assert.equal(await value('import { version } from "./fresh.ts"; [version, loads]'), "[ 2, 2 ]");
  // As long as before: the date alone tells.
  await write("fresh.ts", "export const version: number = 3; globalThis.loads += 1");
  assert.equal(await value('(await import("./fresh.ts")).version'), "3");
  await rm(join(kernel.folder, "fresh.ts"));
  assert.match(String((await kernel.run('import { version } from "./fresh.ts"')).error?.evalue), /fresh\.ts/);
  await write("fresh.ts", "export const version: number = 4");
  assert.equal(await value('import { version } from "./fresh.ts"; version'), "4");
});

test("a file is taken afresh when one that it imports was edited", async () => {
  await write("deep/a.ts", 'import { b } from "./b.ts"; export const a = () => `a-${b()}`');
  await write("deep/b.ts", 'import { c } from "./c.js"; export const b = () => `b-${c}`');
  await write("deep/c.ts", 'export const c = "c1"');
  await write("deep/other.ts", "export const id = Math.random()");
  const other = await value('import { id } from "./deep/other.ts"; id');
  assert.equal(await value('import { a } from "./deep/a.ts"; a()'), "'a-b-c1'");
  await write("deep/c.ts", 'export const c = "changed"');
  assert.equal(await value('import { a } from "./deep/a.ts"; a()'), "'a-b-changed'");
  await write("deep/b.ts", 'export const b = () => "no c any more"');
  assert.equal(await value('(await import("./deep/a.ts")).a()'), "'a-no c any more'");
  await write("deep/b.ts", 'import { c } from "./c.js"; export const b = () => `again ${c}`');
  assert.equal(await value('import { a } from "./deep/a.ts"; a()'), "'a-again changed'");
  assert.equal(await value('import { id } from "./deep/other.ts"; id'), other);
});

test("files that import each other in a circle are taken afresh as well", async () => {
  await write("ring/a.ts", 'import { b } from "./b.ts"; export const a = "a1"; export const both = () => a + b');
  await write("ring/b.ts", 'import { a } from "./a.ts"; export const b = "b1"; export const seen = () => a');
  assert.equal(await value('import { both } from "./ring/a.ts"; both()'), "'a1b1'");
  await write("ring/b.ts", 'import { a } from "./a.ts"; export const b = "b22"; export const seen = () => a');
  assert.equal(await value('import { both } from "./ring/a.ts"; both()'), "'a1b22'");
});

test("a file that was wrong can be mended and imported", async () => {
  await write("mended.ts", "export const x = = 1");
  assert.ok((await kernel.run('import { x } from "./mended.ts"')).error);
  await write("mended.ts", "export const x = 'mended'");
  assert.equal(await value('import { x } from "./mended.ts"; x'), "'mended'");
  await write("thrower.ts", "throw new Error('at load')");
  assert.equal((await kernel.run('import "./thrower.ts"')).error?.evalue, "at load");
  await write("thrower.ts", "export const fine = true");
  assert.equal(await value('import { fine } from "./thrower.ts"; fine'), "true");
});

test("CommonJS files are taken afresh by require, with what they require", async () => {
  await write("cjs/a.cjs", 'exports.a = "a" + require("./b.cjs").b');
  await write("cjs/b.cjs", "exports.b = 1");
  assert.equal(await value('require("./cjs/a.cjs").a'), "'a1'");
  await write("cjs/b.cjs", "exports.b = 22");
  assert.equal(await value('require("./cjs/a.cjs").a'), "'a22'");
  assert.equal(await value('import { a } from "./cjs/a.cjs"; a'), "'a22'");
});

test("a package's files are loaded once", async () => {
  await writePackage(
    "counted",
    { type: "module", exports: "./index.js" },
    { "index.js": "globalThis.counted = (globalThis.counted ?? 0) + 1; export {}" },
  );
  await value('import "counted"; 0');
  await write("node_modules/counted/index.js", "globalThis.counted = 100; export {}");
  assert.equal(await value('import "counted"; counted'), "1");
});

test("a package that is linked to a local folder is loaded", async () => {
  await write("workspace/index.ts", "export const linked = 'linked'");
  await write("workspace/package.json", '{ "name": "linked", "type": "module", "exports": "./index.ts" }');
  await symlink(join(kernel.folder, "workspace"), join(kernel.folder, "node_modules/linked"));
  assert.equal(await value('import { linked } from "linked"; linked'), "'linked'");
});

test("require, __dirname, __filename, module and exports are there", async () => {
  assert.equal(
    await value("require('node:path').basename(__filename).length > 0 && __dirname === process.cwd()"),
    "true",
  );
  assert.equal(
    await value("typeof require.resolve('node:fs') + typeof module + typeof exports"),
    "'stringobjectobject'",
  );
  assert.equal(await value("exports.mine = 1; module.exports.mine"), "1");
  assert.match(
    String((await kernel.run("require('./nothing-here')")).error?.evalue),
    /Cannot find module '\.\/nothing-here'/,
  );
  assert.match(
    String((await kernel.run("require('nothing-here')")).error?.evalue),
    /Cannot find module 'nothing-here'/,
  );
});

test("import.meta tells the notebook's folder", async () => {
  assert.equal(await value("import.meta.dirname === process.cwd() && process.cwd()"), `'${kernel.folder}'`);
  assert.equal(await value("import.meta.url === require('node:url').pathToFileURL(import.meta.filename).href"), "true");
  assert.equal(await value("new URL('data.json', import.meta.url).pathname"), `'${kernel.folder}/data.json'`);
  assert.equal(
    await value("import.meta.resolve('./lib/plain.js')"),
    `'${pathToFileURL(kernel.folder).href}/lib/plain.js'`,
  );
  assert.equal(await value("import.meta.resolve('node:fs')"), "'node:fs'");
  assert.match(String(await value("import.meta.resolve('esm-only')")), /node_modules\/esm-only\/index\.js'$/);
  assert.match(String(await value("import.meta.resolve('undici')")), /undici/);
  assert.equal(await value("(() => import.meta.dirname)() === __dirname"), "true");
});

test("export is tolerated", async () => {
  assert.equal(
    await value(
      "export const a = 1; export function f() { return a } export default class {}; export { a as b }; export type T = 1; f()",
    ),
    "1",
  );
  assert.equal(await value('export * from "node:path"; export { sep } from "node:path"; export default 5; 6'), "6");
});

test("an import that is used as a value only counts as one; a missing name is refused", async () => {
  await write("types.ts", "export interface Only { a: 1 } export type Also = 2; export const real = 1");
  assert.equal(
    await value('import { Only, Also, real } from "./types.ts"; const x: Only = { a: 1 }; const y: Also = 2; real'),
    "1",
  );
  const missing = await kernel.run('import { nowhere } from "./types.ts"; nowhere');
  assert.match(String(missing.error?.evalue), /does not provide an export named 'nowhere'/);
  assert.equal(missing.error?.ename, "SyntaxError");
});

test("imported bindings stay what they were when another cell imports again", async () => {
  await write("state.ts", "export const items: number[] = []; export let count = 0; export const bump = () => ++count");
  await value('import { items, bump } from "./state.ts"; items.push(1)');
  assert.equal(
    await value('import * as state from "./state.ts"; bump(); [state.items.length, state.count]'),
    "[ 1, 1 ]",
  );
});

test("cells run in the notebook's folder", async () => {
  assert.equal(await value("process.cwd()"), `'${kernel.folder}'`);
  await write("here.txt", "found");
  assert.equal(await value("require('node:fs').readFileSync('here.txt', 'utf8')"), "'found'");
  await value("process.chdir('lib')");
  assert.equal(await value("require('node:fs').existsSync('typed.ts')"), "true");
  assert.equal(await value('import { from } from "./lib/typed.ts"; from'), "'typed.ts'");
  await value("process.chdir('..')");
});
