import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runPython } from "../client/python.ts";

const suite = fileURLToPath(new URL("jupyter_kernel_test.py", import.meta.url));

const expected = [
  "test_clear_output",
  "test_completion",
  "test_display_data",
  "test_error",
  "test_execute_result",
  "test_execute_stderr",
  "test_execute_stdout",
  "test_history",
  "test_inspect",
  "test_is_complete",
  "test_kernel_info",
];

/** Nothing in JavaScript pages; jupyter_kernel_test skips the test without a sample. */
const withoutCounterpart = ["test_pager"];

test("jupyter_kernel_test, every sample filled", async (t) => {
  const data = await mkdtemp(join(tmpdir(), "navette-conformance-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  const { code, stderr } = await runPython("python", [suite, "-v"], { env: { JUPYTER_DATA_DIR: data } });
  const outcomes = new Map(
    [...stderr.matchAll(/^(test_\w+) \(.*?\) \.\.\. (\w+)/gm)].map(([, name, how]) => [name, how]),
  );
  for (const name of expected) await t.test(name, () => assert.equal(outcomes.get(name), "ok", stderr));
  const passed = [...outcomes.values()].filter((outcome) => outcome === "ok").length;
  t.diagnostic(`${passed} of ${outcomes.size} passed; without counterpart: ${withoutCounterpart.join()}`);
  assert.deepEqual(
    [...outcomes.keys()].sort(),
    [...expected, ...withoutCounterpart].sort(),
    "a test that is not known here",
  );
  assert.equal(code, 0, stderr);
});
