/** What `npm run bench lib` makes of its arguments, wrong ones above all. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { BenchArgumentError, benchArguments } from "./arguments.ts";
import { parts } from "./parts.ts";

const every = parts.map(({ name }) => name);

suite("the arguments of the benchmarks of lib", () => {
  test("choose parts, in the order in which they run, and rounds", () => {
    assert.deepEqual(benchArguments([], {}), { chosen: parts, rounds: 5, readme: false });
    const { chosen, rounds, readme } = benchArguments(["--only", "crawl, factors", "--readme"], { ROUNDS: "7" });
    assert.deepEqual([chosen.map(({ name }) => name), rounds, readme], [["factors", "crawl"], 7, true]);
    assert.equal(benchArguments(["--rounds", "1"], { ROUNDS: "7" }).rounds, 1);
  });

  for (const [args, message] of [
    [["--only", "nope"], `--only names "nope", which is no part: name some of ${every.join(", ")}`],
    [["--only", ""], `--only names "", which is no part: name some of ${every.join(", ")}`],
    [["--rounds", "0"], '--rounds is "0": give a whole number from 1 to 9999'],
    [["--rounds", "many"], '--rounds is "many": give a whole number from 1 to 9999'],
  ] as const) {
    test(`are refused, such as ${args.join(" ")}`, () => {
      assert.throws(
        () => benchArguments(args, {}),
        (error) => error instanceof BenchArgumentError && error.message === message,
      );
    });
  }

  test("are refused without a stack, before anything is measured", () => {
    const program = fileURLToPath(new URL("../lib.ts", import.meta.url));
    for (const args of [["--only", "nope"], ["--nope"], ["--rounds"]]) {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ["--disable-warning=ExperimentalWarning", program, ...args],
        { encoding: "utf8" },
      );
      assert.equal(status, 1);
      assert.equal(stdout, "");
      assert.match(stderr, /^bench lib: /);
      assert.doesNotMatch(stderr, /\n {4}at /);
    }
  });
});
