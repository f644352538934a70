/** An interrupt while modules are evaluated: they can be imported again, and most are left to come to their end. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";

/** A module that says when it begins and computes, the first time only. */
const slow = (ms: number) => `
  globalThis.begun = (globalThis.begun ?? 0) + 1;
  if (globalThis.begun === 1) { console.log("begins"); const end = Date.now() + ${ms}; while (Date.now() < end); }`;

describe("an import that is interrupted", () => {
  let kernel: KernelClient;

  before(async () => {
    kernel = await KernelClient.start();
    const write = (name: string, text: string) => writeFileSync(join(kernel.folder, name), text);
    const packageFolder = join("node_modules", "slow-package");
    mkdirSync(join(kernel.folder, packageFolder), { recursive: true });
    write(
      join(packageFolder, "package.json"),
      JSON.stringify({ name: "slow-package", type: "module", main: "index.js" }),
    );
    write(join(packageFolder, "index.js"), 'export { x } from "./inner.js";\nexport const y = 1;\n');
    write(join(packageFolder, "inner.js"), `${slow(20_000)}\nexport const x = 42;\n`);
    write("slow.ts", `${slow(20_000)}\nexport const x: number = 42;\n`);
    write("slow.cjs", `exports.early = 1;${slow(20_000)}\nexports.x = 42;\n`);
    write("quick.mjs", `${slow(150)}\nexport const x = 42;\n`);
  });
  after(() => kernel.dispose());
  beforeEach(() => kernel.run("globalThis.begun = 0"));

  async function interrupted(code: string): Promise<Exchange> {
    const cell = kernel.submit(code);
    await cell.until(() => cell.text().includes("begins"), "the module begins");
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt", cell.error?.traceback);
    return cell;
  }

  for (const [what, again, code] of [
    ["a local module", 'import * as m from "./slow.ts"; m.x', 'import { x } from "./slow.ts"'],
    ["a package", 'import { x as z, y } from "slow-package"; z + y - 1', 'await import("slow-package")'],
    ["a CommonJS module", 'require("./slow.cjs").x', 'require("./slow.cjs")'],
    [
      "an imported CommonJS module",
      'import c from "./slow.cjs"; c.x',
      'delete require.cache[require.resolve("./slow.cjs")]; await import("./slow.cjs?other")',
    ],
  ] as const) {
    it(`can be done again: ${what}`, async () => {
      await interrupted(code);
      const cell = await kernel.run(again);
      assert.equal(cell.error, undefined, cell.error?.traceback);
      assert.equal(cell.result, "42");
    });
  }

  it("leaves a module its moment, which is then there", async () => {
    await interrupted('await import("./quick.mjs"); for (;;);');
    const cell = await kernel.run('import * as q from "./quick.mjs"; [q.x, globalThis.begun].join()');
    assert.equal(cell.result, "'42,1'");
  });
});
