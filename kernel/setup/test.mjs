// `npm test [-- PATH… OPTION…]`: sets the checkout up, then runs the tests, all but the slow ones or those named;
// `npm run test:all` runs the slow ones, too. Runs under Node 20.
import os from "node:os";
import { checkout } from "./checkout.mjs";
import { runMain } from "./main-program.mjs";
import { node24 } from "./node.mjs";
import { say } from "./progress.mjs";
import { runForeground } from "./run-foreground.mjs";
import { setUp } from "./set-up.mjs";
import { isSlow, selectTests } from "./test-files.mjs";

/** How long one test may take, in ms: a guard against one that hangs, far above the slowest. */
const timeoutMs = 600_000;

await runMain(async (signal) => {
  const withSlow = process.argv[2] === "--all";
  const args = process.argv.slice(withSlow ? 3 : 2);
  const names = args.filter((arg) => !arg.startsWith("-"));
  const selected = selectTests(names);
  const files = names.length > 0 || withSlow ? selected : selected.filter((file) => !isSlow(file));
  await setUp("tests", signal);
  for (const file of selected) if (!files.includes(file)) say(`left to npm run test:all, for its length: ${file}`);
  const options = [
    "--test",
    "--test-reporter=spec",
    `--test-timeout=${timeoutMs}`,
    `--test-concurrency=${Math.min(os.availableParallelism(), 4)}`,
    ...args.filter((arg) => arg.startsWith("-")),
  ];
  return runForeground(node24().path, [...options, ...files], { cwd: checkout, signal });
});
