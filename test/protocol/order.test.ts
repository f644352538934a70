import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";
import { assertOrder } from "../client/order.ts";

// Warnings of types come when they are ready, be their cell at its end or not.
const kernel = await KernelClient.start({ env: { NAVETTE_TYPES: "off" } });
after(() => kernel.dispose());

/** Cells of many kinds, with the types of output that each must show, in this order. */
const kinds: readonly [code: string, outputs: readonly string[], status?: "ok" | "error"][] = [
  ["1 + 1", ["execute_result"]],
  ["", []],
  ['console.log("a line"); "and a value"', ["stream", "execute_result"]],
  ['console.error("to stderr")', ["stream"]],
  ['console.log("1"); console.error("2"); console.log("3")', ["stream", "stream", "stream"]],
  ['throw new Error("thrown")', ["error"], "error"],
  ['console.log("before"); null.x', ["stream", "error"], "error"],
  ["not typescript at all", ["error"], "error"],
  [
    'display.html("<i>i</i>"); console.log("between"); display.svg("<svg/>")',
    ["display_data", "stream", "display_data"],
  ],
  [
    'console.log("before"); display.vegaLite(chart); console.log("behind"); await display(2); "last"',
    ["stream", "display_data", "stream", "display_data", "execute_result"],
  ],
  ["display.vegaLite(chart); display.vegaLite(chart)", ["display_data", "display_data"]],
  [
    'const shown = display.text("0"); shown.update("1"); shown.update("2")',
    ["display_data", "update_display_data", "update_display_data"],
  ],
  ['display.vegaLite(chart); throw new Error("behind a plot")', ["display_data", "error"], "error"],
  ["clearOutput({ wait: true }); 5", ["clear_output", "execute_result"]],
  ["await new Promise((resolve) => setTimeout(resolve, 1)); 3", ["execute_result"]],
  ["for (let i = 0; i < 1000; i += 1) console.log(i)", ["stream"]],
  ['writeSync(1, "straight to the descriptor\\n"); undefined', ["stream"]],
  ['spawnSync("echo", ["a child"], { stdio: "inherit" }); undefined', ["stream"]],
];

const preparation = `
  import { spawnSync } from "node:child_process";
  import { writeSync } from "node:fs";
  import { clearOutput, display } from "navette";
  const chart = {
    data: { values: [{ a: 1, b: 2 }, { a: 2, b: 1 }] }, mark: "bar",
    encoding: { x: { field: "a", type: "ordinal" }, y: { field: "b", type: "quantitative" } },
  };`;

function outputs(exchange: Exchange): string[] {
  const types = assertOrder(exchange);
  // How much text makes one message is a matter of time: neighbours of one stream count as one.
  const streams = exchange.ofType("stream").map(({ content }) => content.name);
  let seen = 0;
  return types.filter((type, index) => {
    if (type !== "stream") return true;
    const name = streams[seen];
    const before = streams[seen - 1];
    seen += 1;
    return types[index - 1] !== "stream" || before !== name;
  });
}

test("500 cells of mixed kinds, sent at once: busy, execute_input, outputs, reply, idle, cell by cell", async () => {
  assert.equal((await kernel.run(preparation)).reply?.content.status, "ok");
  const cells = Array.from({ length: 500 }, (_, index) => {
    const kind = kinds[(index * 7) % kinds.length];
    assert.ok(kind);
    return { kind, exchange: kernel.submit(kind[0], { stop_on_error: false }) };
  });
  const order = new Map(cells.map(({ exchange }, index) => [exchange.id, index]));
  for (const { kind, exchange } of cells) {
    const [code, expected, status = "ok"] = kind;
    await exchange.done();
    assert.deepEqual(outputs(exchange), expected, code);
    assert.equal(exchange.reply?.content.status, status, code);
  }
  // Across cells as well: nothing of a cell comes before the one in front of it is idle.
  let last = 0;
  for (const { parent } of kernel.received) {
    const index = order.get(String(parent.msg_id));
    if (index === undefined) continue;
    assert.ok(index >= last, `something of cell ${index} came after the beginning of cell ${last}`);
    last = index;
  }
});

test("text before and behind a plot keeps its place while the plot is drawn", async () => {
  const cell = await kernel.run(`
    console.log("one"); display.vegaLite(chart); console.log("two"); console.error("three");
    display.vegaLite(chart); console.log("four")`);
  const shown = cell.messages
    .filter(({ channel, type }) => channel === "iopub" && (type === "stream" || type === "display_data"))
    .map(({ type, content }) => (type === "stream" ? content.text : "plot"));
  assert.deepEqual(shown, ["one\n", "plot", "two\n", "three\n", "plot", "four\n"]);
});
