/** Before a client hears that the kernel is ready, it has run an empty cell of its own: nothing of that is ever seen. */
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

describe("the kernel's own first cell", () => {
  let kernel: KernelClient;
  afterEach(() => kernel.dispose());

  it("leaves no message, no number and no variable", async () => {
    kernel = await KernelClient.start();
    const cell = await kernel.run(
      "[typeof _, process.env.NAVETTE_CELL === undefined, new Error('here').stack.includes('In[1]')]",
    );
    assert.equal(cell.result, "[ 'undefined', false, true ]");
    assert.equal(cell.reply?.content.execution_count, 1);
    assert.deepEqual(
      kernel.others.map(({ type }) => type).filter((type) => type !== "iopub_welcome" && type !== "status"),
      [],
    );
    const { reply } = await kernel.request("shell", "history_request", {
      hist_access_type: "range",
      session: 0,
      start: 0,
      raw: true,
      output: false,
    });
    const history = reply?.content.history;
    assert.ok(Array.isArray(history));
    assert.deepEqual(
      history.map(([, line]) => line),
      [1],
    );
  });
});
