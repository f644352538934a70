// `npm test [-- PATH… OPTION…]`: sets the checkout up, then runs the tests, all or those named. Runs under Node 20.
import os from "node:os";
import { checkout } from "./checkout.mjs";
import { runMain } from "./main-program.mjs";
import { node24 } from "./node.mjs";
import { runForeground } from "./run-foreground.mjs";
import { setUp } from "./set-up.mjs";
import { selectTests } from "./test-files.mjs";

/** How long one test may take, in ms: a guard against one that hangs, far above the slowest. */
const timeoutMs = 600_000;

await runMain(async (signal) => {
  const args = process.argv.slice(2);
  const files = selectTests(args.filter((arg) => !arg.startsWith("-")));
  await setUp("tests", signal);
  const options = [
    "--test",
    "--test-reporter=spec",
    `--test-timeout=${timeoutMs}`,
    `--test-concurrency=${Math.min(os.availableParallelism(), 4)}`,
    ...args.filter((arg) => arg.startsWith("-")),
  ];
  return runForeground(node24().path, [...options, ...files], { cwd: checkout, signal });
});
