import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compileCell, DeclaredNames } from "../../kernel/cells/compile/index.ts";
import type { CellRecord } from "../../kernel/language/index.ts";
import { NotebookModules } from "../../kernel/language/notebook-modules.ts";
import { scopeFile } from "../../kernel/language/scope-module.ts";

const sources = [
  "const a = 1;",
  'const a = "one";',
  "const b = a;",
  "function f() { return a + c; }",
  "let c = b;",
  "interface T { x: typeof c }",
  "const { a, d } = { a: f(), d: 1 };",
  "a; b; c; d;",
  "export const e: T = { x: c };",
];

async function record(cellId: string, source: string): Promise<CellRecord> {
  const compiled = await compileCell(source, { url: "In[1]", declared: new DeclaredNames() });
  const { declares, imports, jsx, expression } = compiled;
  return { cellId, label: "In[1]", source, declares, imports, jsx, expression };
}

/** Documents by their cells' ids, which are what counts: numbers of documents depend on who came first. */
function textsOf(modules: NotebookModules): Record<string, string> {
  const idOf = (file: string) => modules.byFile(file)?.record.cellId ?? "none";
  const named = (name: string) => name.replace(/\$(\d+) as .*/, (_, number) => ` of ${idOf(`__navette_${number}.ts`)}`);
  return Object.fromEntries(
    [...modules.texts()]
      .filter(([file]) => file !== scopeFile)
      .map(([file, text]) => {
        const [imports = "", ...rest] = text.split("\n");
        // They may come in any order.
        const names = /\{ (.*) \} from/.exec(imports)?.[1]?.split(", ").map(named).sort();
        return [idOf(file), [names?.join(", "), ...rest].join("\n")];
      }),
  );
}

/** What the module of all names says of each cell. */
function scopeOf(modules: NotebookModules): string[] {
  const text = modules.texts().get(scopeFile) ?? "";
  const lines = [...text.matchAll(/\{ (.+) \} from ".\/(.*)"/g)];
  return lines
    .map(([, names = "", file]) => `${modules.byFile(`${file}.ts`)?.record.cellId}: ${names.replaceAll(/\$\d+/g, "")}`)
    .sort();
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ id: fc.constantFrom("1", "2", "3", "4", "5"), source: fc.constantFrom(...sources) }),
  },
  { weight: 1, arbitrary: fc.record({ id: fc.constantFrom("1", "2", "3", "4", "5"), source: fc.constant(undefined) }) },
);

test("runs, edits and deletions leave what the final cells alone would", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const modules = new NotebookModules();
      const final = new Map<string, string>();
      const sent = new Map<string, string>();
      const send = () => {
        for (const [file, text] of modules.takeChanges()) {
          if (text === undefined) sent.delete(file);
          else sent.set(file, text);
        }
      };
      send();
      for (const { id, source } of steps) {
        final.delete(id);
        if (source === undefined) modules.delete(id);
        else {
          final.set(id, source);
          modules.add(await record(id, source));
        }
        send();
      }
      const fresh = new NotebookModules();
      for (const [id, source] of final) fresh.add(await record(id, source));
      assert.deepEqual(textsOf(modules), textsOf(fresh));
      assert.deepEqual(scopeOf(modules), scopeOf(fresh));
      // What the server was told piece by piece is what there is.
      assert.deepEqual(new Map([...sent].sort()), new Map([...modules.texts()].sort()));
      const visible = (of: NotebookModules) =>
        Object.fromEntries([...of.visible()].map(([name, module]) => [name, module.record.cellId]));
      assert.deepEqual(visible(modules), visible(fresh));
    }),
  );
});
