import assert from "node:assert/strict";
import { test } from "node:test";
import { textWidth } from "../../lib/plots/text-width.ts";

test("a letter is as wide with its accent, a narrow letter narrower", () => {
  assert.equal(textWidth("éàçÛ", 12), textWidth("eacU", 12));
  assert.ok(textWidth("illi", 12) < textWidth("mwmw", 12) / 2);
  assert.ok(textWidth("bold", 12, true) > textWidth("bold", 12));
  assert.equal(textWidth("12\u202fs", 10), textWidth("12 s", 10));
});
