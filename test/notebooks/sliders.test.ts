/** The worker-count slider of each experiment notebook, moved as JupyterLab moves it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { type Json, KernelClient } from "../client/kernel-client.ts";
import { notebooksOf } from "./course.ts";

const withSlider = notebooksOf("en").filter(({ cells }) => cells.some(({ tags }) => tags.includes("slider")));

describe("the slider of workers", () => {
  it("is in the chapters that measure with workers", () => {
    const numbers = withSlider.map(({ name }) => name.slice(0, 2));
    assert.deepEqual(
      ["09", "10"].filter((number) => !numbers.includes(number)),
      [],
    );
  });

  for (const { name, cells } of withSlider) {
    it(`${name}: runs nothing by itself, and the experiment where it is moved`, async () => {
      const kernel = await KernelClient.start();
      try {
        for (const { id, tags, source } of cells) {
          const isFirst = id === "imports" || tags.includes("language") || tags.includes("parameters");
          if (isFirst) assert.equal((await kernel.run(source)).error, undefined);
          if (tags.includes("slider")) break;
        }
        const at = cells.findIndex(({ tags }) => tags.includes("slider"));
        assert.ok(cells[at - 1]?.tags.includes("parameters"), "it stands beside the parameters");

        const cell = await kernel.run(cells[at]?.source ?? "");
        assert.equal(cell.error, undefined);
        const [view, result] = cell.ofType("display_data").map(({ content }) => content.data as Json);
        const [, shownFirst] = /^\w+: (\d+)\b/.exec(String(view?.["text/plain"])) ?? [];
        assert.deepEqual(Object.keys(result ?? {}), ["text/plain"]);
        const before = (await kernel.run("workers")).result;
        assert.equal(shownFirst, before);

        const slider = cell
          .ofType("comm_open")
          .find(({ content }) => (content.data as { state: Json }).state._model_name === "IntSliderModel");
        const moved = before === "2" ? 3 : 2;
        const data = { method: "update", state: { value: moved }, buffer_paths: [] };
        kernel.send("shell", "comm_msg", { comm_id: slider?.content.comm_id, data });
        // Bars of progress come before it, where the machine is slow.
        const shown = () =>
          kernel.received
            .filter(({ type }) => type === "update_display_data")
            .map(({ content }) => content.data as Json)
            .filter((data) => vegaLiteMime in data);
        await kernel.until(() => shown().length > 0, "the experiment's plot", 120_000);
        const [plot] = shown();
        assert.ok(plot && "image/svg+xml" in plot);
        assert.equal((await kernel.run("workers")).result, String(moved));
      } finally {
        await kernel.dispose();
      }
    });
  }
});
