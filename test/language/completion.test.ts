import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { TypedKernel } from "./typed-kernel.ts";

const folder = await mkdtemp(join(tmpdir(), "navette-language-"));
await writeFile(
  join(folder, "fleet.ts"),
  "export interface Boat { name: string; crew: number }\nexport const fleet: Boat[] = [];\n",
);
await writeFile(join(folder, "harbour.json"), '{ "berths": 12, "tides": { "high": 6.1 } }\n');
const kernel = await TypedKernel.start({ cwd: folder });
after(async () => {
  await kernel.dispose();
  await rm(folder, { recursive: true });
});

await kernel.run('import { request } from "undici";\nimport * as vegaLite from "vega-lite";', "imports");
await kernel.run(
  `interface Sailor { name: string; knots: number }
   const crew: Sailor[] = [];
   const answer = await Promise.resolve({ found: true, at: new Date() });
   const parsed = JSON.parse('{ "boats": { "Vague": 1 } }');
   const records: Record<string, number> = { north: 1, south: 2 };
   let spied = 0;
   const spy = { get costly() { spied++; return { inner: 1 }; } };
   type Tide = "low" | "high";
   function sail(tide: Tide, options: { knots: number; sails?: "main" | "jib" }) { return options.knots; }`,
  "values",
);

test("members of what earlier cells declare, whether there is a value or not", async () => {
  assert.deepEqual((await kernel.complete("crew[0].")).matches, ["knots", "name"]);
  assert.deepEqual((await kernel.complete("answer.at.toISO")).matches, ["toISOString"]);
  assert.deepEqual((await kernel.complete('(await request("http://nowhere")).statusC')).matches, ["statusCode"]);
  assert.ok((await kernel.complete("vegaLite.comp")).matches.includes("compile"));
});

test("members of what this cell declares and has not run", async () => {
  assert.deepEqual((await kernel.complete("const boat = { sail: 1, anchor: 'x' };\nboat.")).matches, [
    "anchor",
    "sail",
  ]);
  assert.deepEqual((await kernel.complete("for (const one of crew) {\n  one.kn⌶\n}")).matches, ["knots"]);
  assert.deepEqual((await kernel.complete("const crew = { own: 1 };\ncrew.")).matches, ["own"]);
});

test("members of what may be undefined, be they optional or not, and none that is a symbol", async () => {
  await kernel.run("interface Hull { length: number; beam?: { wide: number } }\nconst hulls: Hull[] = [];", "hulls");
  for (const code of ["hulls.at(0).", "hulls[0].", "hulls.at(0)?.", "const hull = hulls.find(Boolean); hull."]) {
    assert.deepEqual((await kernel.complete(code)).matches, ["beam", "length"], code);
  }
  assert.deepEqual((await kernel.complete("hulls.at(0).beam.")).matches, ["wide"]);
  assert.equal((await kernel.complete("hulls.")).matches.includes("Symbol"), false);
});

test("names after a question mark and after the dots of a spread are no members", async () => {
  for (const code of ["answer ? cre", "[...cre", "f(1, ...cre⌶)", "answer.found ?cre"]) {
    assert.ok((await kernel.complete(code)).matches.includes("crew"), code);
  }
});

test("a member while it is typed, whatever follows", async () => {
  for (const after of ["", "\nanswer.found", " = 1;", ".length", "(1)", " ?? 2", ")", "\nif (answer) {}"]) {
    for (const word of ["k", "kn", "kno"]) {
      const { matches, cursor_start, cursor_end } = await kernel.complete(`crew[0].${word}⌶${after}`);
      assert.deepEqual([matches, cursor_start, cursor_end], [["knots"], 8, 8 + word.length], word + after);
    }
  }
  assert.deepEqual((await kernel.complete("crew[0].kn⌶ots")).matches, ["knots"]);
  assert.deepEqual((await kernel.complete("answer.at.toISO⌶\nlet at = 1;")).matches, ["toISOString"]);
});

test("private members, with their mark", async () => {
  for (const [code, start] of [
    ["class Ship { #hold = 1; sail() { this.#ho⌶ } }", 38],
    ["class Ship { #hold = 1; sail() { this.#⌶ } }", 38],
  ] as const) {
    const { matches, cursor_start } = await kernel.complete(code);
    assert.deepEqual([matches, cursor_start], [["#hold"], start], code);
  }
  assert.deepEqual((await kernel.complete("crew.#")).matches, []);
});

test("what a cell only declares for TypeScript", async () => {
  const code = `declare const chart: { title: string }; declare function plot(): { rows: 1 };
    declare class Axis { ticks: number } declare namespace Scale { const linear: 1 } declare global { var wide: 1 }`;
  await kernel.run(code, "ambient");
  assert.deepEqual((await kernel.complete("chart.")).matches, ["title"]);
  assert.deepEqual((await kernel.complete("plot().")).matches, ["rows"]);
  assert.deepEqual((await kernel.complete("let axis: Axis; axis.")).matches, ["ticks"]);
  assert.deepEqual((await kernel.complete("Scale.")).matches, ["linear"]);
  assert.deepEqual((await kernel.complete("declare const chart: { own: 1 }; chart.")).matches, ["own"]);
});

test("types and signatures come with the matches, in the server's order", async () => {
  const { metadata, matches } = await kernel.complete("crew.fl");
  assert.deepEqual(matches, ["flat", "flatMap"]);
  const items = metadata._jupyter_types_experimental;
  assert.deepEqual(
    items.map(({ text, type }) => [text, type]),
    [
      ["flat", "function"],
      ["flatMap", "function"],
    ],
  );
  assert.match(items[1]?.signature ?? "", /^Array<Sailor>\.flatMap<U, .*callback/);
});

test("keywords and globals", async () => {
  assert.ok((await kernel.complete("inter")).matches.includes("interface"));
  assert.ok((await kernel.complete("structuredCl")).matches.includes("structuredClone"));
  assert.ok((await kernel.complete("")).matches.includes("sail"));
});

test("what imports can name: packages, Node's modules, local files", async () => {
  assert.ok((await kernel.complete('import {} from "undic')).matches.includes("undici"));
  const { matches, cursor_start } = await kernel.complete('import {} from "node:fs/');
  assert.ok(matches.some((match) => match.endsWith("promises")));
  assert.ok(cursor_start <= 'import {} from "node:fs/'.length);
  assert.ok((await kernel.complete('import {} from "./fl')).matches.some((match) => match.startsWith("fleet")));
  assert.ok((await kernel.complete('import {} from "./har')).matches.includes("harbour.json"));
  assert.ok((await kernel.complete('import { ⌶ } from "./fleet.ts"')).matches.includes("fleet"));
});

test("local TypeScript and JSON files have their types", async () => {
  const imports = 'import { fleet } from "./fleet.ts";\nimport harbour from "./harbour.json" with { type: "json" };\n';
  assert.deepEqual((await kernel.complete(`${imports}fleet[0].`)).matches, ["crew", "name"]);
  assert.deepEqual((await kernel.complete(`${imports}harbour.ti`)).matches, ["tides"]);
});

test("object keys and the strings of a union", async () => {
  assert.deepEqual((await kernel.complete('sail("low", { ⌶ })')).matches.slice(0, 2), ["knots", "sails"]);
  assert.deepEqual((await kernel.complete('sail("')).matches, ["high", "low"]);
  assert.deepEqual((await kernel.complete('sail("low", { knots: 1, sails: "⌶" })')).matches, ["jib", "main"]);
});

test("positions count code points", async () => {
  const before = '/* 🎉🎉 */ "👨‍👩‍👧"; ';
  const { matches, cursor_start, cursor_end } = await kernel.complete(`${before}crew[0].kn⌶ + 1`);
  assert.deepEqual(matches, ["knots"]);
  assert.equal(cursor_end, [...`${before}crew[0].kn`].length);
  assert.equal(cursor_start, cursor_end - 2);
});

test("live values add what types can't know, and no getter runs", async () => {
  assert.deepEqual((await kernel.complete("records.so")).matches, ["south"]);
  assert.equal((await kernel.complete("parsed.")).matches[0], "boats");
  assert.equal((await kernel.complete("parsed.boats.Va")).matches[0], "Vague");
  assert.ok((await kernel.complete("spy.costly.inn")).matches.includes("inner"));
  assert.equal((await kernel.run("spied")).result, "0");
});

test("a comment is no place for names", async () => {
  assert.deepEqual((await kernel.complete("// cre")).matches, []);
  const { matches } = await kernel.complete("/** @par");
  assert.ok(matches.includes("param") && !matches.some((match) => match.startsWith("parse")), String(matches));
});

test("names that a module exports are offered with its name, and the warning has the line to add", async () => {
  const { matches, metadata } = await kernel.complete("clearOut");
  const index = matches.indexOf("clearOutput (navette)");
  assert.ok(index >= 0, String(matches));
  assert.equal(metadata._jupyter_types_experimental[index]?.text, "clearOutput");
  for (const word of ["Local", "display", "primeF"]) {
    assert.deepEqual(
      (await kernel.complete(word)).matches.filter((match) => match.includes("(.")),
      [],
    );
  }
  const cell = await kernel.run("clearOutput();");
  await cell.until((one) => one.text("stderr").includes("Add a line"), "the advice");
  assert.match(cell.text("stderr"), /TS2304.*[\s\S]*Add a line: import \{ clearOutput \} from "navette";/);
});

test("while a cell is in a loop, types answer", async () => {
  const loop = kernel.client.submit('console.log("looping"); for (;;);');
  await loop.until(() => loop.text("stdout") !== "", "the loop's first line");
  assert.deepEqual((await kernel.complete("crew[0].kn")).matches, ["knots"]);
  assert.match((await kernel.inspect("crew")).data["text/plain"] ?? "", /const crew: Sailor\[\]/);
  assert.equal(loop.isDone, false);
  await kernel.client.request("control", "interrupt_request");
  await loop.done();
});
