import assert from "node:assert/strict";

/** Checks that what came out is what an example tells: three digits of a number are written, anything else is exact. */
export function agree(value: unknown, told: unknown, line: string): void {
  const isNear =
    typeof value === "number" && typeof told === "number" && Math.abs(value - told) <= 0.005 * Math.abs(told);
  if (!isNear) assert.deepEqual(value, told, `${line} came to something else`);
}
