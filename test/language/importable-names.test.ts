/** Names to import, in a folder that has no packages: those of Node and of Navette's own packages are offered too. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { exportRecord } from "../../kernel/language/export-record.ts";
import { ImportableNames, importOf } from "../../kernel/language/importable-names.ts";
import { TypedKernel } from "./typed-kernel.ts";

const folder = await mkdtemp(join(tmpdir(), "navette-importable-"));
const kernel = await TypedKernel.start({ cwd: folder });
after(async () => {
  await kernel.dispose();
  await rm(folder, { recursive: true });
});

test("the exports of a module, by its text", () => {
  const { names, stars, defaultName } = exportRecord(`import Inner, { type Shape } from "./inner";
export declare function make(): void;
export interface Shown { x: 1 }
export type Alias = Shown;
export declare const enum Level { Low }
declare class Ship {}
interface Log {}
export { Ship, Log, type Shape };
export { a, b as c } from "./other.js";
export * as all from "./all";
export * from "./star";
export type { Typed } from "./typed";
export default Ship;
declare namespace Within { export const inside: 1; }
`);
  assert.deepEqual(
    Object.fromEntries([...names].map(([name, { isType, from }]) => [name, [isType, from?.module, from?.name]])),
    Object.fromEntries([
      ["make", [false, undefined, undefined]],
      ["Shown", [true, undefined, undefined]],
      ["Alias", [true, undefined, undefined]],
      ["Level", [false, undefined, undefined]],
      ["Ship", [false, undefined, undefined]],
      ["Log", [true, undefined, undefined]],
      ["Shape", [true, "./inner", "Shape"]],
      ["a", [false, "./other.js", "a"]],
      ["c", [false, "./other.js", "b"]],
      ["all", [false, "./all", "*"]],
      ["Typed", [true, "./typed", "Typed"]],
    ]),
  );
  assert.deepEqual(stars, ["./star"]);
  assert.equal(defaultName, "Ship");
  assert.equal(exportRecord("declare function app(): void;\nexport = app;").defaultName, "app");
});

test("a package's names, through its files, in circles, and from another package", async () => {
  const home = await mkdtemp(join(tmpdir(), "navette-importable-"));
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(home, file)), { recursive: true });
    await writeFile(join(home, file), text);
  };
  try {
    await write("package.json", '{ "dependencies": { "fleet": "1", "@harbour/crane": "1", "untyped": "1" } }');
    await write(
      "node_modules/fleet/package.json",
      '{ "name": "fleet", "exports": { ".": { "import": { "types": "./types/index.d.mts", "default": "./x.mjs" } } } }',
    );
    await write(
      "node_modules/fleet/types/index.d.mts",
      'export { Boat, sail as hoist } from "./boat.mjs";\nexport * from "./more.mjs";\nexport * from "@harbour/crane";\n',
    );
    await write(
      "node_modules/fleet/types/boat.d.mts",
      "export interface Boat { name: string }\nexport declare const sail: () => void;\n",
    );
    await write("node_modules/fleet/types/more.d.mts", 'export * from "./index.mjs";\nexport declare class Dock {}\n');
    await write("node_modules/@harbour/crane/package.json", '{ "name": "@harbour/crane", "main": "lib/crane.js" }');
    await write("node_modules/@harbour/crane/lib/crane.js", "");
    await write(
      "node_modules/@harbour/crane/lib/crane.d.ts",
      "declare function lift(): void;\nexport default lift;\nexport type Load = 1;\n",
    );
    await write("node_modules/untyped/package.json", '{ "name": "untyped" }');
    const importable = new ImportableNames(home);
    await importable.ready();
    const lines = (name: string) => importable.named(name).map(importOf);
    assert.deepEqual(lines("Boat"), ['import type { Boat } from "fleet";']);
    assert.deepEqual(lines("hoist"), ['import { hoist } from "fleet";']);
    assert.deepEqual(lines("Dock"), ['import { Dock } from "fleet";']);
    assert.deepEqual(lines("lift"), ['import lift from "@harbour/crane";']);
    assert.deepEqual(lines("Load"), [
      'import type { Load } from "fleet";',
      'import type { Load } from "@harbour/crane";',
    ]);
  } finally {
    await rm(home, { recursive: true });
  }
});

test("names of Node, of Navette and of its packages, each with its module", async () => {
  for (const [word, label] of [
    ["readFil", "readFile (node:fs/promises)"],
    ["readFil", "readFile (node:fs)"],
    ["basen", "basename (node:path)"],
    ["EventEm", "EventEmitter (node:events)"],
    ["Subj", "Subject (rxjs)"],
    ["interva", "interval (rxjs)"],
    ["setGlobalDis", "setGlobalDispatcher (undici)"],
    ["TopLevelSp", "TopLevelSpec (vega-lite)"],
    ["primeFac", "primeFactors (navette/lib)"],
    ["clearOut", "clearOutput (navette)"],
  ] as const) {
    const { matches, metadata } = await kernel.complete(word);
    const index = matches.indexOf(label);
    assert.ok(index >= 0, `${word}: ${matches}`);
    assert.equal(metadata._jupyter_types_experimental[index]?.text, label.split(" ")[0]);
    assert.equal(new Set(matches).size, matches.length);
  }
  const { metadata, matches } = await kernel.complete("Subj");
  const signature = metadata._jupyter_types_experimental[matches.indexOf("Subject (rxjs)")]?.signature;
  assert.equal(signature, 'import { Subject } from "rxjs";');
});

test("a name that is there already, by an import or a declaration, needs none", async () => {
  await kernel.run('import { interval } from "rxjs"; const basename = 1;', "own");
  assert.equal((await kernel.complete("interva")).matches[0], "interval");
  assert.ok(!(await kernel.complete("interva")).matches.includes("interval (rxjs)"));
  assert.ok(!(await kernel.complete("basen")).matches.includes("basename (node:path)"));
  assert.ok(!(await kernel.complete("const Subject = 1; Subj")).matches.includes("Subject (rxjs)"));
});

test("a statement that begins with `import` is offered whole", async () => {
  const { matches, cursor_start, cursor_end } = await kernel.complete("1;\n  import Subj");
  assert.ok(matches.includes('import { Subject } from "rxjs";'), String(matches));
  assert.deepEqual([cursor_start, cursor_end], [5, 16]);
});

test("the warning has the lines to add", async () => {
  const warnings = await kernel.warningsOf("if (false) { new Subject(); readFile('x') }");
  assert.match(
    warnings,
    /TS2304 Cannot find name 'Subject'[\s\S]*\n {2}Add a line: import \{ Subject \} from "rxjs";\n/,
  );
  assert.match(
    warnings,
    /'readFile'[\s\S]*\n {2}Add a line: import \{ readFile \} from "node:fs\/promises";\n {2}or: import \{ readFile \} from "node:fs";\n/,
  );
});
