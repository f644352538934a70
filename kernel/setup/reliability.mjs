// `npm run fuzz`, `npm run soak`, `npm run restarts`: runs one of the programs in `test/reliability`. Runs under Node 20.
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { runMain } from "./main-program.mjs";
import { node24 } from "./node.mjs";
import { runForeground } from "./run-foreground.mjs";
import { setUp } from "./set-up.mjs";

await runMain(async (signal) => {
  const [name = "", ...args] = process.argv.slice(2);
  await setUp("tests", signal);
  const program = path.join(checkout, "test", "reliability", `${name}.ts`);
  return runForeground(node24().path, [program, ...args], { cwd: checkout, signal });
});
