import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { TypedKernel } from "./typed-kernel.ts";

const folder = await mkdtemp(join(tmpdir(), "navette-language-"));
after(() => rm(folder, { recursive: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

await write(
  "tsconfig.json",
  `{
  // a comment, as such files have
  "compilerOptions": { "strict": true, "noUncheckedIndexedAccess": true, "paths": { "@sea/*": ["./sea/*"] }, "types": ["node"], "jsx": "preserve", "verbatimModuleSyntax": true, "module": "commonjs" },
  "include": ["sea"],
}`,
);
await write("sea/boat.ts", "export interface Boat { draught: number }\nexport const boat: Boat = { draught: 2 };\n");
await write("package.json", '{ "name": "harbour", "private": true, "type": "module" }');
await write(
  "node_modules/typed/package.json",
  '{ "name": "typed", "version": "1.0.0", "type": "module", "exports": { ".": { "types": "./index.d.ts", "default": "./index.js" } } }',
);
await write(
  "node_modules/typed/index.d.ts",
  "/** Sails on. */\nexport declare function sailOn(knots: number): { miles: number };\n",
);
await write("node_modules/typed/index.js", "export const sailOn = (knots) => ({ miles: knots });\n");
await write("node_modules/untyped/package.json", '{ "name": "untyped", "version": "1.0.0", "main": "index.js" }');
await write("node_modules/untyped/index.js", "module.exports = { anything: 1 };\n");
await write("panel.tsx", "export function Panel(props: { title: string }) { return props.title; }\n");

const kernel = await TypedKernel.start({ cwd: folder });
after(() => kernel.dispose());

test("packages of the notebook's folder have their types", async () => {
  assert.equal((await kernel.run('import { sailOn } from "typed"; sailOn(3).miles')).result, "3");
  assert.deepEqual((await kernel.complete("sailOn(3).")).matches, ["miles"]);
  assert.match((await kernel.inspect("sailOn")).data["text/markdown"] ?? "", /Sails on\./);
  assert.ok((await kernel.complete("import {} from 'typ")).matches.includes("typed"));
});

test("paths and options of the folder's own tsconfig.json hold", async () => {
  assert.deepEqual((await kernel.complete('import { boat } from "@sea/boat";\nboat.')).matches, ["draught"]);
  assert.match(await kernel.warningsOf("[1].map(String)[0].length"), /TS2532/);
  assert.match(await kernel.warningsOf("function untyped(a) { return a }"), /TS7006/);
  assert.equal(
    await kernel.warningsOf('import { type Boat } from "./sea/boat.ts"; const own = 1 as unknown as Boat'),
    "",
  );
});

test("a local TSX file has its types", async () => {
  assert.deepEqual((await kernel.complete('import { Panel } from "./panel.tsx";\nPanel({ ⌶ })')).matches[0], "title");
});

test("for a package without types there is advice", async () => {
  const warnings = await kernel.warningsOf('import untyped from "untyped"; untyped.anything');
  assert.match(warnings, /TS7016[\s\S]*%install @types\/untyped/);
});
