/** A cell nested too deeply for the native parser's stack is refused; before, it ended the process. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CellSyntaxError, checkComplete, compileCell, DeclaredNames } from "../../kernel/cells/compile/index.ts";

const shapes: Record<string, (levels: number) => string> = {
  arrays: (n) => "[".repeat(n) + "]".repeat(n),
  "parentheses that never close": (n) => "(".repeat(n),
  blocks: (n) => "{".repeat(n) + "}".repeat(n),
  templates: (n) => `${"`${".repeat(n)}1${"}`".repeat(n)}`,
  calls: (n) => "f(".repeat(n) + ")".repeat(n),
  arrows: (n) => `${"a=>".repeat(n)}1`,
  "else-if": (n) => `${"if(1){}else ".repeat(n)}{}`,
  ifs: (n) => `${"if(1)".repeat(n)}1`,
  conditionals: (n) => `${"a?b:".repeat(n)}1`,
  negations: (n) => `${"!".repeat(n)}1`,
  "type arguments": (n) => `let x: ${"A<".repeat(n)}B${">".repeat(n)}`,
  words: (n) => `${"typeof ".repeat(n)}1`,
  awaits: (n) => `${"await ".repeat(n)}1`,
  "do-while": (n) => `${"do ".repeat(n)}1;${"while(0);".repeat(n)}`,
  elements: (n) => `${"<a>".repeat(n)}1${"</a>".repeat(n)}`,
};

const compile = async (source: string) => compileCell(source, { url: "cell", declared: new DeclaredNames() });

describe("100,000 levels", () => {
  for (const [name, source] of Object.entries(shapes)) {
    it(name, async () => {
      await assert.rejects(compile(source(100_000)), CellSyntaxError);
      assert.notEqual(checkComplete(source(100_000)).status, undefined);
    });
  }
});

describe("200 levels compile", () => {
  for (const [name, source] of Object.entries(shapes)) {
    if (name.includes("never close") || name === "elements") continue;
    it(name, async () => assert.match((await compile(source(200))).code, /sourceURL/));
  }
});

it("many operators side by side are not deep", async () => {
  for (const source of [`x = [${"-1 + 2, ".repeat(20_000)}]`, `"${"([{<!".repeat(20_000)}"`, `1${"+1".repeat(3000)}`]) {
    assert.match((await compile(source)).code, /sourceURL/);
  }
});
