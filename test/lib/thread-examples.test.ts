/** The examples in the docstrings of the rooms about threads: each runs, and what its comments say is what comes out. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { pathToFileURL } from "node:url";

const lib = new URL("../../lib/", import.meta.url);
const rooms = [
  "buffers",
  "counter",
  "deadlocks",
  "factors",
  "interleavings",
  "locks",
  "memory",
  "philosophers",
  "railway",
  "readers-writers",
  "thread-costs",
  "trains",
];

interface Example {
  readonly file: string;
  readonly code: string;
}

async function examplesOf(room: string): Promise<Example[]> {
  const folder = new URL(`${room}/`, lib);
  const examples: Example[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith(".ts")).sort()) {
    const source = await readFile(new URL(name, folder), "utf8");
    for (const [, block = ""] of source.matchAll(/@example\n((?:[ \t]*\* ?.*\n)+?)[ \t]*\*\//g)) {
      const code = block.replaceAll(/^[ \t]*\* ?/gm, "");
      examples.push({ file: `${room}/${name}`, code });
    }
  }
  return examples;
}

/** Turns `expression; // value` into a check, where the value is a literal, perhaps with words after a colon. */
function withChecks(code: string): string {
  const claim =
    /^(?!const |let |import |\/\/)(.+); \/\/ (-?[\d.]+|true|false|undefined|"[^"]*"|\[.*\]|\{.*\})(?:: .*)?$/;
  return code
    .split("\n")
    .map((line) => {
      const [, expression, value] = claim.exec(line) ?? [];
      return expression === undefined ? line : `assert.deepEqual(${expression}, ${value});`;
    })
    .join("\n");
}

suite("the examples of", { timeout: 120_000 }, async () => {
  for (const room of rooms) {
    const examples = await examplesOf(room);
    test(`lib/${room} run, and give what they say`, async (t) => {
      assert.ok(examples.length > 0);
      const folder = await mkdtemp(join(tmpdir(), "navette-examples-"));
      t.after(() => rm(folder, { recursive: true, force: true }));
      const names = Object.keys(await import(new URL("index.ts", lib).href));
      for (const [at, { file, code }] of examples.entries()) {
        const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
        const module = [
          'import assert from "node:assert/strict";',
          `import { ${used.join(", ")} } from ${JSON.stringify(new URL("index.ts", lib).href)};`,
          withChecks(code),
          "export {};",
        ];
        const path = join(folder, `example-${at}.ts`);
        await writeFile(path, module.join("\n"));
        await import(pathToFileURL(path).href).catch((cause: unknown) => {
          throw new Error(`the example in ${file} fails`, { cause });
        });
      }
    });
  }
});
