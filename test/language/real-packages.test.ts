/** Types of packages that people use, as a notebook of the checkout finds them. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { TypedKernel } from "./typed-kernel.ts";

const kernel = await TypedKernel.start({ cwd: fileURLToPath(new URL("../../notebooks/en", import.meta.url)) });
after(() => kernel.dispose());

async function matches(code: string): Promise<readonly string[]> {
  return (await kernel.complete(code)).matches;
}

async function inspected(code: string): Promise<string> {
  return (await kernel.inspect(code)).data["text/markdown"] ?? "";
}

test("zod: types that are computed from values", async () => {
  const cell = `import { z } from "zod";
const Boat = z.object({ name: z.string(), crew: z.number().optional() });
const boat = Boat.parse({ name: "Vague" });`;
  assert.equal(await kernel.warningsOf(cell), "");
  assert.deepEqual(await matches("boat."), ["crew", "name"]);
  assert.ok((await matches("z.string().ema")).includes("email"));
  assert.match(await inspected("boat"), /name: string;\s*crew\?: number \| undefined/);
  assert.match(await kernel.warningsOf("if (false) boat.crew.toFixed()"), /TS18048|TS2532/);
});

test("rxjs: types that flow through operators", async () => {
  assert.equal(await kernel.warningsOf('import { interval, map, type Observable } from "rxjs";'), "");
  assert.deepEqual(await matches("interval(10).pipe(map((n) => n.toFix⌶))"), ["toFixed"]);
  const text = await inspected("interval⌶(10)");
  assert.match(text, /function interval\(period\?: number, scheduler\?: SchedulerLike\): Observable<number>/);
  assert.match(text, /Creates an Observable/);
  assert.doesNotMatch(text, /!\[/);
  const wrong = "const wrong: Observable<string> = interval(10).pipe(map((n) => n * 2));";
  assert.match(await kernel.warningsOf(wrong), /TS2322/);
});

test("vega-lite: strings and keys of a specification", async () => {
  assert.equal(await kernel.warningsOf('import type { TopLevelSpec } from "vega-lite";'), "");
  const spec = (inside: string) => `const spec: TopLevelSpec = { data: { values: [] }, ${inside} };`;
  assert.ok((await matches(spec('mark: "⌶"'))).includes("boxplot"));
  assert.ok((await matches(spec("mark: 'bar', ⌶"))).includes("encoding"));
  const types = await matches(spec("mark: 'bar', encoding: { x: { field: 'a', type: '⌶' } }"));
  assert.deepEqual(types, ["geojson", "nominal", "ordinal", "quantitative", "temporal"]);
});

test("undici and Node's own: promises, streams, overloads", async () => {
  const imports = 'import { request } from "undici"; import * as fs from "node:fs/promises";';
  assert.equal(await kernel.warningsOf(imports), "");
  assert.deepEqual(await matches("(await request('http://x')).body.te"), ["text"]);
  const { metadata } = await kernel.complete("fs.readFil");
  const signature = metadata._jupyter_types_experimental[0]?.signature ?? "";
  assert.match(signature, /readFile[\s\S]*readFile/);
  assert.doesNotMatch(signature, /\((?:method|function)\)/);
  await kernel.run('import { readFile } from "node:fs/promises";', "read");
  assert.doesNotMatch(await inspected("readFile"), /\(alias\)/);
  assert.match(await inspected("fs.readFile("), /readFile\(path: PathLike[\s\S]*Argument here/);
  assert.match(await kernel.warningsOf("if (false) fs.readFile(5n)"), /TS2345 .*bigint/);
});

test("names to import come with their module, those of navette/lib too", async () => {
  assert.ok((await matches("Subj")).includes("Subject (rxjs)"));
  assert.ok((await matches("primeFac")).includes("primeFactors (navette/lib)"));
  // Modules within Navette are nobody's business.
  for (const word of ["prime", "Local", "display", "open"]) {
    const inner = (await matches(word)).filter((match) => /\(\.|\(navette\/(?!lib\)|turtle\))/.test(match));
    assert.deepEqual(inner, []);
  }
  const cell = await kernel.run("primeFactors(12);", "missing");
  await cell.until((one) => one.text("stderr").includes("Add a line"), "the advice");
  assert.match(cell.text("stderr"), /Add a line: import \{ primeFactors \} from "navette\/lib";/);
});
