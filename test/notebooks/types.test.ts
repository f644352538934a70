/** The chapters' cells under TypeScript's strict checks, as an editor shows them: with stubs and with solutions. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { checkout } from "../../kernel/setup/checkout.mjs";
import { chapters } from "./course.ts";

it("every cell of the course passes TypeScript's strict checks", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "navette-types-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const { number, en } of chapters()) {
    const code = en.cells.filter(({ type }) => type === "code").map(({ source }) => source);
    await writeFile(join(folder, `chapter-${number}.ts`), [...code, "export {};"].join("\n"));
    const solutions = en.cells.flatMap(({ source, tags }) =>
      tags.includes("solution") ? (/```ts\n([\s\S]+?)\n```/.exec(source)?.[1] ?? []) : [],
    );
    const types = "type Download = (url: string) => Promise<string>;";
    await writeFile(join(folder, `solutions-${number}.ts`), [types, ...solutions, "export {};"].join("\n"));
  }
  const wrong =
    'import { predict } from "navette/lib"; let note = predict("x", { strategy: "async" });\nnote = "no note";';
  await writeFile(join(folder, "control-00.ts"), wrong);
  const compilerOptions = {
    target: "esnext",
    lib: ["esnext"],
    module: "esnext",
    moduleResolution: "bundler",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: ["node"],
    typeRoots: [join(checkout, "node_modules/@types")],
    paths: {
      navette: [join(checkout, "kernel/notebook/index.ts")],
      "navette/lib": [join(checkout, "lib/index.ts")],
      rxjs: [join(checkout, "node_modules/rxjs")],
      "navette/trace": [join(checkout, "kernel/trace/index.ts")],
      "navette/turtle": [join(checkout, "kernel/turtle/index.ts")],
    },
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const compiler = join(checkout, "node_modules/typescript/bin/tsc");
  const said = await new Promise<string>((resolve) =>
    execFile(process.execPath, [compiler, "-p", folder], { cwd: folder }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    ),
  );
  // Of the library behind, which is checked elsewhere, nothing is told here.
  const told = said.split("\n").filter((line) => /^[a-z]+-\d+\.ts\(/.test(line));
  assert.deepEqual(told, ["control-00.ts(2,1): error TS2322: Type 'string' is not assignable to type 'Note'."]);
});
