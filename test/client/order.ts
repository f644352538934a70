import assert from "node:assert/strict";
import type { Exchange } from "./kernel-client.ts";

/** The types of an exchange's messages on iopub, with the state of each status. */
export function published(exchange: Exchange): string[] {
  return exchange.messages
    .filter(({ channel }) => channel === "iopub")
    .map(({ type, content }) => (type === "status" ? String(content.execution_state) : type));
}

/**
 * Asserts what every finished cell keeps to: busy first, then execute_input, one idle and nothing after it, one
 * reply. Returns the types between execute_input and idle.
 */
export function assertOrder(exchange: Exchange, { silent = false } = {}): string[] {
  const types = published(exchange);
  const start = silent ? ["busy"] : ["busy", "execute_input"];
  assert.deepEqual(types.slice(0, start.length), start);
  assert.equal(types.at(-1), "idle");
  assert.equal(types.filter((type) => type === "busy").length, 1);
  assert.equal(types.filter((type) => type === "idle").length, 1);
  const replies = exchange.messages.filter(({ type }) => type === "execute_reply");
  assert.equal(replies.length, 1);
  return types.slice(start.length, -1);
}
