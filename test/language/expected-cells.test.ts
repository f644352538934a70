/** Cells that wait to run, as after "Run all": their documents are made before they are there. */
import assert from "node:assert/strict";
import { after, type MockTimers, test } from "node:test";
import { fileURLToPath } from "node:url";
import { cellFile } from "../../kernel/language/cell-module.ts";
import { draftFiles, LanguageSession } from "../../kernel/language/language-session.ts";
import { NotebookModules } from "../../kernel/language/notebook-modules.ts";
import { configFileName } from "../../kernel/language/project-config.ts";

const modules = new NotebookModules();
const session = new LanguageSession(fileURLToPath(new URL("../../", import.meta.url)), modules);
after(() => session.dispose());
const server = await session.server();
assert.ok(server);

const isThere = (number: number) => server.overlay.text(cellFile(number, false)) !== undefined;

function add(number: number): void {
  const name = `boat${number}`;
  modules.add({
    cellId: `cell-${number}`,
    label: `In[${number}]`,
    source: `const ${name} = { keel: ${number} };`,
    declares: [{ name, kind: "const", offset: 6 }],
    imports: [],
    jsx: false,
    expression: false,
  });
}

/** Hears of cells that wait, and lets the pause pass in which it would hear of more. */
function expect(timers: MockTimers, cells: number): void {
  timers.enable({ apis: ["setTimeout"] });
  session.expect(cells);
  timers.runAll();
  timers.reset();
}

test("a hundred and fifty cells have documents before the first of them runs, and room is left for more", ({
  mock,
}) => {
  assert.equal(isThere(150), false);
  expect(mock.timers, 150);
  assert.equal(isThere(150 + 64), true);
  assert.equal(isThere(150 + 65), false);
});

test("the server answers as ever beside documents of cells that never came", async () => {
  for (let number = 1; number <= 3; number += 1) add(number);
  const ready = await session.server();
  assert.equal(ready, server);
  server.overlay.set(draftFiles.ts, 'import { boat3$3 as boat3 } from "./__navette_scope";\nboat3.\n;export {};');
  const reply = await server.askAt("textDocument/completion", draftFiles.ts, { line: 1, character: 6 });
  const { items } = reply as { items: { label: string }[] };
  assert.deepEqual(
    items.map(({ label }) => label),
    ["keel"],
  );
});

test("one cell more is no reason to make the project anew", ({ mock }) => {
  const set = mock.method(server.overlay, "set");
  expect(mock.timers, 148);
  assert.equal(set.mock.callCount(), 0);
  expect(mock.timers, 148 + 64);
  assert.ok(set.mock.calls.some(({ arguments: [file] }) => file === configFileName));
});
