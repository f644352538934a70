/** Chapter 02's scheduler, clicked as JupyterLab clicks: each button gives its thread a turn. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { type Json, KernelClient } from "../client/kernel-client.ts";
import { cellOf, notebooksOf } from "./course.ts";

it("lets the reader be the scheduler of two threads", async () => {
  const notebook = notebooksOf("en").find(({ name }) => name.startsWith("02"));
  assert.ok(notebook);
  const kernel = await KernelClient.start();
  try {
    for (const id of ["language", "imports", "parameters", "slider", "interleavings"]) {
      assert.equal((await kernel.run(cellOf(notebook, id).source)).error, undefined, id);
    }
    const cell = await kernel.run(cellOf(notebook, "scheduler").source);
    assert.equal(cell.error, undefined);
    const buttons = new Map(
      cell.ofType("comm_open").flatMap(({ content }) => {
        const { state } = content.data as { state: Json };
        return state._model_name === "ButtonModel" ? [[state.description, content.comm_id] as const] : [];
      }),
    );
    const shows = (order: string) =>
      kernel.received.some(
        ({ type, content }) =>
          type === "update_display_data" &&
          String((content.data as Json)["text/plain"]).includes(`steps, in the order ${order}.`),
      );
    for (const [description, order] of [
      ["A", "ABA"],
      ["B", "ABAB"],
      ["⌫", "ABA"],
      ["B", "ABAB"],
    ] as const) {
      kernel.received.length = 0;
      const data = { method: "custom", content: { event: "click" } };
      kernel.send("shell", "comm_msg", { comm_id: buttons.get(description), data });
      await kernel.until(() => shows(order), `the order ${order}`);
    }
  } finally {
    await kernel.dispose();
  }
});
