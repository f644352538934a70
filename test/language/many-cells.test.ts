/** A notebook of 500 cells, each of which uses the one before. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { TypedKernel } from "./typed-kernel.ts";

const last = 499;
const kernel = await TypedKernel.start();
after(() => kernel.dispose());

const cell = (n: number) => `const chain${n} = { own${n}: ${n === 0 ? 0 : `chain${n - 1}`} };`;
const id = (n: number) => `cell-${n}`;

async function membersOf(code: string): Promise<readonly string[]> {
  return (await kernel.complete(code)).matches;
}

test("500 cells, all run at once: completion, inspection and warnings see the last and the first", async () => {
  const all = Array.from({ length: last + 1 }, (_, n) => kernel.run(cell(n), id(n)));
  for (const exchange of await Promise.all(all)) assert.equal(exchange.reply?.content.status, "ok");
  assert.deepEqual(await membersOf(`chain${last}.`), [`own${last}`]);
  assert.deepEqual(await membersOf(`chain${last}.own${last}.own${last - 1}.`), [`own${last - 2}`]);
  assert.deepEqual(await membersOf("chain0."), ["own0"]);
  assert.match((await kernel.inspect(`chain${last}`)).data["text/plain"] ?? "", new RegExp(`own${last}: \\{`));
  assert.match(await kernel.warningsOf(`const wrong: string = chain${last}.own${last};`), /TS2322/);
});

test("a cell among them that is edited, and one that is deleted", async () => {
  await kernel.run("const chain250 = { edited: 1 };", id(250));
  await kernel.run(cell(251), id(251));
  assert.deepEqual(await membersOf("chain251.own251."), ["edited"]);
  await kernel.run("type Last = 1;", id(last), [id(0)]);
  assert.deepEqual(await membersOf(`chain${last}`), []);
  assert.deepEqual(await membersOf("chain0"), []);
  assert.deepEqual(await membersOf(`chain${last - 1}.`), [`own${last - 1}`]);
});
