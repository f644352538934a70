/** The chapters executed from top to bottom by nbclient as they are; what one of them shows is tested in a file of its own. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure } from "./execute.ts";

for (const { number, en, fr } of chapters()) {
  if (number === "00") continue;
  describe(`chapter ${number}`, () => {
    it("runs as it is, and shows the same things in both languages", async (t) => {
      const english = await execute(t, en);
      const french = await execute(t, fr);
      assertPlots(english.cells, 1);
      assert.deepEqual(structure(french.cells), structure(english.cells));
    });
  });
}
