import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { KernelClient, withoutColours } from "../client/kernel-client.ts";
import { TypedKernel } from "./typed-kernel.ts";

const kernel = await TypedKernel.start();
after(() => kernel.dispose());

test("a type error is a warning under the cell, which runs", async () => {
  const cell = await kernel.run('const fine = 1;\n  const knots: number = "twelve";\nconsole.log("ran", knots)');
  assert.equal(cell.reply?.content.status, "ok");
  assert.equal(cell.text("stdout"), "ran twelve\n");
  await cell.until((one) => one.text("stderr") !== "", "the warning");
  assert.equal(
    withoutColours(cell.text("stderr")),
    [
      `In[${cell.reply?.content.execution_count}]:2:9 TS2322 Type 'string' is not assignable to type 'number'.`,
      '2 │   const knots: number = "twelve";',
      "  │         ~~~~~",
      "",
    ].join("\n"),
  );
});

test("related places name the other cell", async () => {
  const first = await kernel.run("interface Boat { sail: number }");
  const label = `In[${first.reply?.content.execution_count}]`;
  const warnings = await kernel.warningsOf('const wrong: Boat = { sail: "x" };');
  assert.match(warnings, /TS2322/);
  assert.ok(warnings.includes(`${label}:1:18 The expected type comes from property 'sail'`), warnings);
});

test("what notebooks do all the time is no reason to warn", async () => {
  await kernel.run('import { readFile, writeFile } from "node:fs/promises"; let count = 1; const list = []; let late;');
  for (const code of [
    "count = count + 1;",
    "let count = count + 1;",
    "list.push(1); late = 5;",
    "const counts = {}; for (const word of ['a', 'b']) counts[word] = 1;",
    "function untyped(a, b) { return a + b }\nuntyped(1, 2)",
    "for await (const one of [1]) void one;",
    "await Promise.resolve(_);",
    "{ a: 1 }",
    "const unused = 1;",
    "const again = 1;\n",
    'const again = "two"; again.toUpperCase()',
    'const fs = require("node:fs"); __dirname; module.exports;',
    "export const exported = 1; export default exported;",
    "enum Colour { Red }\nnamespace Space { export const x = 1 }",
    "import.meta.url",
    "#!/usr/bin/env node\nconst first = 1;",
    "process.argv; fetch; structuredClone; new AbortController()",
    'import { display, input } from "navette"; display.html("");',
    'import { primeFactors } from "navette/lib"; primeFactors(12)',
  ]) {
    assert.equal(await kernel.warningsOf(code), "", code);
  }
});

test("what deserves a warning is told", async () => {
  for (const [code, message] of [
    ["Math.maximum", /TS2339 Property 'maximum' does not exist on type 'Math'/],
    ["[1, 2].map((n) => n.length)", /TS2339 Property 'length' does not exist on type 'number'/],
    ["const maybe: string | undefined = [].at(0);\nmaybe.length", /TS(18048|2532|18046)|possibly/],
    [
      "const tides: Record<'low', number> = { low: 1 };\nif (false) tides['high'];",
      /TS7053 .*\n? *Property 'high' does not exist/,
    ],
    ["if (false) await [1].at(0).toFixed()", /TS2532 Object is possibly 'undefined'/],
  ] as const) {
    assert.match(await kernel.warningsOf(code), message, code);
  }
});

test("a name that the program itself has made is no unknown one", async () => {
  await kernel.run('Object.assign(globalThis, { ["tide" + "Table"]: [1.5, 4.2] });');
  assert.equal(await kernel.warningsOf("tideTable.length"), "");
  assert.match(await kernel.warningsOf("if (false) tideTables.length"), /TS2\d+ Cannot find name 'tideTables'/);
});

test("a cell that says so in a comment at its top is not checked", async () => {
  const wrong = "const berth: number = 'x';";
  for (const top of ["// @ts-nocheck", "/* tides */ // moon\n\n  /// @ts-nocheck", "// @ts-ignore"]) {
    assert.equal(await kernel.warningsOf(`${top}\n${wrong}`), "", top);
  }
  for (const top of ["// no @ts-nocheck", "'// @ts-nocheck';", "0; // @ts-nocheck"]) {
    assert.match(await kernel.warningsOf(`${top}\n${wrong}`), /TS2322/, top);
  }
});

test("of many warnings, the first are told and the others counted", async () => {
  const lines = Array.from({ length: 30 }, (_, n) => `const berth${n}: number = "x";`);
  const text = await kernel.warningsOf(lines.join("\n"));
  assert.equal(text.match(/TS2322/g)?.length, 20);
  assert.match(text, /\n… and 10 more\n$/);
});

test("%types off, warn, strict", async () => {
  const wrong = 'const tide: number = "high"; console.log("ran")';
  await kernel.run("%types strict");
  const refused = await kernel.run(wrong);
  assert.equal(refused.reply?.content.status, "error");
  assert.equal(refused.error?.ename, "TypeCheckError");
  assert.match(refused.error?.traceback ?? "", /TS2322[\s\S]*const tide: number[\s\S]*~~~~/);
  assert.equal(refused.text("stdout"), "");
  assert.equal((await kernel.run("%types off\ntypeof tide")).result, "'undefined'");
  await kernel.run("%types strict");
  assert.equal((await kernel.run('const tide: string = "high"; tide')).result, "'high'");
  assert.equal((await kernel.run("%types")).text("stdout"), "types: strict\n");

  await kernel.run("%types off");
  const silent = await kernel.run(wrong);
  assert.equal(silent.text("stdout"), "ran\n");
  const told = await kernel.run(`%types warn\n\n${wrong}`);
  await told.until((one) => one.text("stderr") !== "", "the warning");
  assert.match(withoutColours(told.text("stderr")), /:3:7 TS2322/);
  assert.equal(silent.text("stderr"), "");

  const unknown = await kernel.run("%tipes off");
  assert.match(unknown.error?.evalue ?? "", /no magic %tipes.*%types off \| warn \| strict/);
  assert.match((await kernel.run("%types loud")).error?.evalue ?? "", /not "loud"/);
});

test("the environment chooses the mode, else the package.json of the folder or of one above", async () => {
  const home = await mkdtemp(join(tmpdir(), "navette-types-"));
  const folder = join(home, "notebooks");
  await mkdir(folder);
  await writeFile(join(home, "package.json"), '{ "navette": { "types": "strict" } }');
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  try {
    for (const [named, mode] of [
      ["", "strict"],
      ["off", "off"],
      ["loud", "warn"],
    ] as const) {
      const kernel = await KernelClient.start({ cwd: folder, env: { NAVETTE_TYPES: named } });
      try {
        assert.equal((await kernel.run("%types")).text("stdout"), `types: ${mode}\n`);
        if (named === "loud") await kernel.untilSaid('NAVETTE_TYPES is off, warn or strict, not "loud"');
        if (mode !== "strict") continue;
        const refused = await kernel.run('let a: number = "x"');
        assert.equal(refused.error?.ename, "TypeCheckError");
      } finally {
        await kernel.dispose();
      }
    }
  } finally {
    await rm(home, { recursive: true });
  }
});
