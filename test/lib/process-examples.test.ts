/** The examples in the docstrings of the rooms about processes: each runs, and its figures are those that come out. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { pathToFileURL } from "node:url";

const lib = new URL("../../lib/", import.meta.url);

/** The last expression of an example with its figure: `peakWorkers(0.05, 0.01); // 9.75`. */
const figure = /^(?!const |await |\/\/)(.+); \/\/ ([\d.]+)(?:: .*)?$/gm;

/** What a figure must be near to: three digits are written. */
const nearby =
  "const near = (value, told) => { if (!(Math.abs(value - told) <= 0.005 * told)) throw new Error(`${value}, not ${told}`); };";

suite("the examples of", () => {
  for (const room of ["clock", "probe", "processes", "scaling", "switches"]) {
    test(`lib/${room} run, and give the figures that they tell`, async (t) => {
      const folder = await mkdtemp(join(tmpdir(), "navette-examples-"));
      t.after(() => rm(folder, { recursive: true, force: true }));
      const names = Object.keys(await import(new URL("index.ts", lib).href));
      let ran = 0;
      for (const name of (await readdir(new URL(`${room}/`, lib))).sort()) {
        const source = await readFile(new URL(`${room}/${name}`, lib), "utf8");
        for (const [, block = ""] of source.matchAll(/@example\n((?:[ \t]*\* ?.*\n)+?)[ \t]*\*\//g)) {
          const code = block.replaceAll(/^[ \t]*\* ?/gm, "");
          const used = names.filter((known) => new RegExp(`\\b${known}\\b`).test(code));
          if (used.length === 0) continue;
          const from = JSON.stringify(new URL("index.ts", lib).href);
          const checked = code.replaceAll(figure, "near($1, $2);");
          const path = join(folder, `${name}-${ran++}.mjs`);
          await writeFile(path, `import { ${used.join(", ")} } from ${from};\n${nearby}\n${checked}`);
          await import(pathToFileURL(path).href).catch((cause: unknown) => {
            throw new Error(`the example in ${room}/${name} fails`, { cause });
          });
        }
      }
      assert.ok(ran > 0);
    });
  }
});
