/** The standard library as one document: the same files in the same order as the compiler has them. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { nativeCompiler } from "../../kernel/language/native-compiler.ts";
import { libraryFile, standardLib, standardLibrary } from "../../kernel/language/standard-library.ts";
import { TypedKernel } from "./typed-kernel.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "navette-library-"));
});
after(() => rm(folder, { recursive: true }));

/** Files of a program under these options, in the compiler's order. */
async function filesUnder(options: object): Promise<string[]> {
  await writeFile(join(folder, "empty.ts"), "export {};");
  const compilerOptions = { types: [], noEmit: true, lib: [standardLib], ...options };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["empty.ts"] }));
  const { stdout } = await promisify(execFile)(nativeCompiler(), ["--listFiles", "-p", folder]);
  return stdout
    .trim()
    .split("\n")
    .map((file) => basename(file.trim()));
}

test("its parts are those of the compiler, in the same order", async () => {
  const library = await standardLibrary(nativeCompiler());
  assert.ok(library);
  const declaring: string[] = [];
  for (const file of await filesUnder({})) {
    if (file === "empty.ts") continue;
    const text = await readFile(join(nativeCompiler(), "..", file), "utf8");
    const isModule = /^(?:import|export)\b/m.test(text);
    if (!isModule && /^(?:declare|interface|type)\b/m.test(text)) declaring.push(file);
  }
  const places = library.text.split("\n").map((_, line) => basename(library.placeOf(line).file));
  assert.deepEqual([...new Set(places)], declaring);
});

test("a place in it is that of the compiler's file", async () => {
  const library = await standardLibrary(nativeCompiler());
  assert.ok(library);
  const lines = library.text.split("\n");
  for (let line = 100; line < lines.length; line += 997) {
    const place: { readonly file: string; readonly line: number } = library.placeOf(line);
    const text = (await readFile(place.file, "utf8")).split(/\r?\n/)[place.line] ?? "";
    assert.equal(lines[line], text.replace(/^\/\/\/ *<reference .*$/, ""));
  }
});

test("it stands for every file of the compiler's, but for its only module", async () => {
  const library = await standardLibrary(nativeCompiler());
  assert.ok(library);
  await writeFile(join(folder, libraryFile), library.text);
  const paths = Object.fromEntries(library.modules.map((name) => [name, [`./${libraryFile}`]]));
  const files = await filesUnder({ libReplacement: true, paths });
  await rm(join(folder, libraryFile));
  assert.deepEqual(files.toSorted(), [libraryFile, "empty.ts", "lib.es2025.iterator.d.ts"].toSorted());
});

test("a compiler without these files keeps its own", async () => {
  assert.equal(await standardLibrary(join(folder, "tsc")), undefined);
});

test("warnings name places in the compiler's files; libraries that a cell names are there, lines stay", async () => {
  const kernel = await TypedKernel.start({ cwd: folder });
  try {
    assert.match(await kernel.warningsOf("() => new Map().hasx"), /lib\.es2015\.collection\.d\.ts:\d+:5 'has' is decl/);
    assert.match(await kernel.warningsOf("() => document.title"), /TS2584/);
    const named = '/// <reference lib="dom" />\n() => { const wrong: number = document.title; };';
    assert.match(await kernel.warningsOf(named), /:2:\d+ TS2322 Type 'string' is not assignable to type 'number'/);
    assert.deepEqual((await kernel.complete(`${named}\ndocument.titl`)).matches, ["title"]);
    // One that is part of the document is there once: its overloads would be told twice.
    const call = '/// <reference lib="es2015" />\ndeclare const numbers: number[];\nnumbers.find(⌶)';
    assert.equal((await kernel.inspect(call)).data["text/plain"]?.match(/^find[<(]/gm)?.length, 2);
  } finally {
    await kernel.dispose();
  }
});

test("a folder whose tsconfig.json names libraries has these alone", async () => {
  const compilerOptions = { lib: ["es2015"], types: [] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["empty.ts"] }));
  const kernel = await TypedKernel.start({ cwd: folder });
  try {
    const numbers = "declare const numbers: number[];\nnumbers.";
    assert.deepEqual((await kernel.complete(`${numbers}toSorte`)).matches, []);
    assert.deepEqual((await kernel.complete(`${numbers}findInde`)).matches, ["findIndex"]);
  } finally {
    await kernel.dispose();
  }
});
