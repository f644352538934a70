import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { extendedConfigs } from "../../kernel/language/extended-configs.ts";

const folder = await mkdtemp(join(tmpdir(), "navette-extended-"));
after(() => rm(folder, { recursive: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

const own = join(folder, "tsconfig.json");
const found = () => extendedConfigs(own).map((file) => file.slice(folder.length + 1));

test("nothing where there is none, or nothing that can be read", async () => {
  assert.deepEqual(found(), []);
  for (const text of ["", "{", "[]", "42", '{ "extends": 42 }', '{ "extends": null }', '{ "compilerOptions": {} }']) {
    await write("tsconfig.json", text);
    assert.deepEqual(found(), [], text);
  }
});

test("a path with or without its ending, with what that extends, and a ring", async () => {
  await write("tsconfig.json", '\uFEFF{ /* base */ "extends": "./config/base", "include": [], }');
  await write("config/base.json", '{ "extends": ["../tsconfig.json", "./more.json"] }');
  await write("config/more.json", '{ "extends": "./base.json" }');
  assert.deepEqual(found(), ["config/base.json", "config/more.json"]);
});

test("a package, by its folder or a file in it", async () => {
  await write("tsconfig.json", '{ "extends": ["@sea/config", "harbour/strict"] }');
  await write("node_modules/@sea/config/tsconfig.json", "{}");
  await write("node_modules/harbour/strict.json", "{}");
  assert.deepEqual(found(), ["node_modules/@sea/config/tsconfig.json", "node_modules/harbour/strict.json"]);
});

test("a file that is not there yet, by all the names that it may have", async () => {
  await write("tsconfig.json", '{ "extends": "./later" }');
  assert.deepEqual(found(), ["later", "later.json"]);
});
