/** Files and packages that change on the disk while the notebook is open: types follow, as imports do. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { TypedKernel } from "./typed-kernel.ts";

const folder = await mkdtemp(join(tmpdir(), "navette-changed-"));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

await write("fleet.ts", 'export { boat } from "./parts/boat.ts";\nexport const fleet = { first: 1 };\n');
await write("parts/boat.ts", "export const boat = { sail: 1 };\n");
const kernel = await TypedKernel.start({ cwd: folder });
after(async () => {
  await kernel.dispose();
  await rm(folder, { recursive: true });
});

async function membersOf(code: string): Promise<readonly string[]> {
  return (await kernel.complete(code)).matches;
}

const use = 'import { boat, fleet } from "./fleet.ts";';

test("a file that an editor has changed, imported or passed on by one", async () => {
  await kernel.run(use, "use");
  assert.deepEqual(await membersOf("fleet."), ["first"]);
  await write("fleet.ts", 'export { boat } from "./parts/boat.ts";\nexport const fleet = { second: 2 };\n');
  assert.equal(await kernel.warningsOf(`${use} fleet.second`, "use"), "");
  assert.deepEqual(await membersOf("fleet."), ["second"]);
  await write("parts/boat.ts", "export const boat = { anchor: 1 };\n");
  assert.equal(await kernel.warningsOf(`${use} boat.anchor`, "use"), "");
  assert.match(await kernel.warningsOf("if (false) boat.sail", "wrong"), /TS2339/);
});

test("a file that is written only after a cell wanted it, and one that goes", async () => {
  const cell = 'import { tide } from "./tide.ts"; tide.high';
  assert.match(await kernel.warningsOf(cell, "tide"), /TS2307/);
  await write("tide.ts", "export const tide = { high: 6 };\n");
  assert.equal(await kernel.warningsOf(cell, "tide"), "");
  await rm(join(folder, "tide.ts"));
  assert.match(await kernel.warningsOf(`${cell};`, "tide"), /TS2307/);
});

test("what an import that is only typed names", async () => {
  await write("crew.ts", "export const crew = ['Ada'];\n");
  const typed = 'import { crew } from "./crew.ts";\ncrew.';
  assert.ok((await membersOf(`${typed}toSor`)).includes("toSorted"));
  await write("crew.ts", "export const crew = { captain: 'Ada' };\n");
  assert.deepEqual(await membersOf(typed), ["captain"]);
});

test("a package that npm has installed in a terminal", async () => {
  const cell = 'import { beam } from "lighthouse"; beam';
  assert.match(await kernel.warningsOf(cell, "package"), /TS2307/);
  await write(
    "node_modules/lighthouse/package.json",
    '{ "name": "lighthouse", "version": "1.0.0", "main": "index.js" }',
  );
  await write("node_modules/lighthouse/index.js", "exports.beam = { range: 1 };\n");
  await write("node_modules/lighthouse/index.d.ts", "export declare const beam: { range: number };\n");
  await write("node_modules/.package-lock.json", "{}\n");
  await write("package.json", '{ "dependencies": { "lighthouse": "1.0.0" } }\n');
  assert.equal(await kernel.warningsOf(cell, "package"), "");
  assert.deepEqual(await membersOf("beam."), ["range"]);
  assert.ok((await membersOf("bea")).includes("beam"));
});

test("a tsconfig.json that is written, and one that changes", async () => {
  const cell = "if (false) [1].map(String)[0].length";
  assert.equal(await kernel.warningsOf(cell, "config"), "");
  await write("tsconfig.json", '{ "compilerOptions": { "strict": true, "noUncheckedIndexedAccess": true } }');
  assert.match(await kernel.warningsOf(cell, "config"), /TS2532/);
  await write("tsconfig.json", '{ "compilerOptions": { "strict": true } }');
  assert.equal(await kernel.warningsOf(cell, "config"), "");
});

test("a file that the tsconfig.json extends, and one that a package has for it", async () => {
  const cell = "if (false) [1].map(String)[0].length";
  await write(
    "tsconfig.json",
    '{\n  // as the team has it\n  "extends": ["./config/base", "sea-config/strict.json"],\n}',
  );
  await write("config/base.json", '{ "compilerOptions": { "strict": true } }');
  await write("node_modules/sea-config/package.json", '{ "name": "sea-config", "version": "1.0.0" }');
  await write("node_modules/sea-config/strict.json", '{ "compilerOptions": { "noImplicitAny": true } }');
  assert.equal(await kernel.warningsOf(cell, "config"), "");
  await write("config/base.json", '{ "compilerOptions": { "strict": true, "noUncheckedIndexedAccess": true } }');
  assert.match(await kernel.warningsOf(cell, "config"), /TS2532/);
  await write("node_modules/sea-config/strict.json", '{ "compilerOptions": { "noUncheckedIndexedAccess": false } }');
  assert.equal(await kernel.warningsOf(cell, "config"), "");
});

test("another version of a package whose types are in use, and of what it needs", async () => {
  await write(
    "node_modules/lighthouse/package.json",
    '{ "name": "lighthouse", "version": "2.0.0", "main": "index.js" }',
  );
  await write("node_modules/lighthouse/index.d.ts", 'export { beam } from "lamp";\n');
  await write("node_modules/lamp/package.json", '{ "name": "lamp", "version": "1.0.0" }');
  await write("node_modules/lamp/index.d.ts", "export declare const beam: { colour: string };\n");
  const record = (version: string) => JSON.stringify({ packages: { "node_modules/lamp": { version } } });
  await write("node_modules/.package-lock.json", record("1.0.0"));
  const typed = 'import { beam } from "lighthouse";\nbeam.';
  assert.deepEqual(await membersOf(typed), ["colour"]);
  // What is alive is still of the first version.
  assert.deepEqual(await membersOf("beam."), ["colour", "range"]);
  await write("node_modules/lamp/package.json", '{ "name": "lamp", "version": "1.1.0" }');
  await write("node_modules/lamp/index.d.ts", "export declare const beam: { period: number };\n");
  await write("node_modules/.package-lock.json", record("1.1.0"));
  assert.deepEqual(await membersOf(typed), ["period"]);
});
