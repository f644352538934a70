import assert from "node:assert/strict";
import { test } from "node:test";
import { CellRegistry } from "../../kernel/session/cell-registry.ts";
import { newHeader } from "../../kernel/wire/message.ts";

test("cells are forgotten after many messages of comms, but not the last one, which may still run", () => {
  const registry = new CellRegistry();
  const cell = (count: number) =>
    registry.add({
      header: newHeader("execute_request", "here"),
      count,
      silent: false,
      stored: true,
      source: "",
      code: "",
    });
  const [first, last] = [cell(1), cell(2)];
  for (let at = 0; at < 20_000; at += 1) registry.addComm(newHeader("comm_msg", "here"));
  assert.equal(registry.byNumber(first.number), undefined);
  assert.equal(registry.byNumber(last.number), last);
  assert.equal(registry.byUrl(last.url), last);
});
