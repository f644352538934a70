import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";

const checkout = path.resolve(import.meta.dirname, "..");

test("the sources are formatted, free of lint and of type errors", () => {
  const script = path.join(checkout, "kernel/setup/check.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd: checkout, encoding: "utf8" });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
});
