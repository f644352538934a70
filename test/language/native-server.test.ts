/**
 * What Navette relies on of TypeScript's native compiler beyond the Language Server Protocol: none of it is promised,
 * and a new version may change it. `kernel/language` alone knows of it; `typescript/unstable/*` is not used at all.
 */
import assert from "node:assert/strict";
import { existsSync, globSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { CompletionItem, CompletionList, Hover } from "vscode-languageserver-types";
import { type LanguageServer, openLanguageServer } from "../../kernel/language/language-server.ts";
import { nativeCompiler } from "../../kernel/language/native-compiler.ts";
import { Overlay } from "../../kernel/language/overlay.ts";
import { configFileName, projectConfig } from "../../kernel/language/project-config.ts";

const checkout = fileURLToPath(new URL("../../", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "navette-native-"));
const installed = join(folder, "node_modules/typed");
await mkdir(installed, { recursive: true });
await writeFile(join(folder, "package.json"), '{ "dependencies": { "typed": "1.0.0" } }');
await writeFile(join(installed, "package.json"), '{ "name": "typed", "version": "1.0.0", "types": "index.d.ts" }');
await writeFile(join(installed, "index.d.ts"), "export declare function sailOn(): void;\n");
const compiler = nativeCompiler();
let spawned: LanguageServer | undefined;
const server = await openLanguageServer(compiler, folder, (opened) => {
  spawned = opened;
});
after(async () => {
  spawned?.dispose();
  await server.gone;
  await rm(folder, { recursive: true });
});

const overlay = new Overlay(server, folder);
overlay.set(configFileName, await projectConfig(compiler, folder));
overlay.set("__navette_1.ts", 'export const boat = { sail: "main" };');
overlay.set(
  "__navette_2.ts",
  'import { boat } from "./__navette_1";\nboat.\nconst n: number = boat;\ninterface B { sail: number }\nconst b: B = { sail: "main" };\nsailOn;\nsailO',
);

function ask(method: string, line: number, character: number, more: object = {}): Promise<unknown> {
  const textDocument = { uri: overlay.uri("__navette_2.ts") };
  return server.request(method, { textDocument, position: { line, character }, ...more });
}

async function completion(line: number, character: number): Promise<readonly CompletionItem[]> {
  const reply = (await ask("textDocument/completion", line, character)) as CompletionList | null;
  return reply?.items ?? [];
}

test("a document that exists in memory only imports another one, under a configuration that does too", async () => {
  assert.deepEqual(
    (await completion(1, 5)).map(({ label }) => label),
    ["sail"],
  );
});

test("diagnostics are there for the asking, with TypeScript's numbers and related places", async () => {
  const { uri } = { uri: overlay.uri("__navette_2.ts") };
  const reply = await server.request("textDocument/diagnostic", { textDocument: { uri } });
  const { items } = reply as { items: { code: number; message: unknown; relatedInformation?: unknown[] }[] };
  const codes = items.map(({ code }) => Number(code));
  assert.ok(codes.includes(2322) && codes.includes(2304), String(codes));
  assert.ok(items.every(({ message }) => typeof message === "string"));
  assert.ok(items.some(({ relatedInformation = [] }) => relatedInformation.length > 0));
});

test("settings are taken before the first document: no name to import is offered", async () => {
  const items = await completion(6, 5);
  assert.ok(items.length > 0);
  assert.ok(!items.some(({ label }) => label === "sailOn"));
});

test("a file that has changed on the disk is read again when it is told so", async () => {
  const file = join(folder, "tide.ts");
  await writeFile(file, "export const tide = { low: 1 };\n");
  overlay.set("__navette_3.ts", 'import { tide } from "./tide.ts";\ntide.');
  const members = async () => {
    const textDocument = { uri: overlay.uri("__navette_3.ts") };
    const reply = await server.request("textDocument/completion", {
      textDocument,
      position: { line: 1, character: 5 },
    });
    return (reply as CompletionList).items.map(({ label }) => label);
  };
  assert.deepEqual(await members(), ["low"]);
  await writeFile(file, "export const tide = { high: 1 };\n");
  server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: pathToFileURL(file).href, type: 2 }] });
  assert.deepEqual(await members(), ["high"]);
});

test("a hover begins with a fence of TypeScript", async () => {
  const hover = (await ask("textDocument/hover", 2, 19)) as Hover;
  assert.match(JSON.stringify(hover.contents), /```typescript\\n\(alias\) const boat/);
});

test("no file imports typescript/unstable", async () => {
  const files = globSync("{kernel,lib}/**/*.{ts,mjs}", { cwd: checkout });
  assert.ok(files.length > 100);
  for (const file of files) {
    assert.doesNotMatch(await readFile(join(checkout, file), "utf8"), /["']typescript\/unstable/, file);
  }
});

test("the server fetches no types by itself, not for a document of no project either", async () => {
  const lonely = await mkdtemp(join(tmpdir(), "navette-lonely-"));
  const mark = join(lonely, "fetched");
  await writeFile(join(lonely, "npm"), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  const { PATH } = process.env;
  process.env.PATH = `${lonely}:${PATH}`;
  const opened = await openLanguageServer(compiler, lonely, () => {}).finally(() => {
    process.env.PATH = PATH;
  });
  try {
    const uri = pathToFileURL(join(lonely, "loose.ts")).href;
    const text = "import boat from 'boats'; boat";
    opened.notify("textDocument/didOpen", { textDocument: { uri, languageId: "typescript", version: 1, text } });
    // It would begin with the first answer, and have begun long before the last.
    for (let version = 2; version < 40; version += 1) {
      await opened.request("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 7 } });
      const contentChanges = [{ text: `${text}\n`.repeat(version) }];
      opened.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
    }
    assert.equal(existsSync(mark), false);
  } finally {
    opened.dispose();
    await opened.gone;
    await rm(lonely, { recursive: true });
  }
});
