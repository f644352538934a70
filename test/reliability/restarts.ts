/** `npm run restarts -- --count N`: restarts a kernel any number of times. */
import { parseArgs } from "node:util";
import { runRestarts } from "./run-restarts.ts";

const { values } = parseArgs({ options: { count: { type: "string", default: "200" } } });
const { restarts, answered, before, after, seconds, leftBehind } = await runRestarts(Number(values.count));
console.log(`${restarts} restarts in ${seconds.toFixed(1)} s; the first cell came out well after ${answered} of them`);
for (const name of ["files", "sockets", "processes"] as const) {
  console.log(`${name.padEnd(10)} ${before[name]} before, ${after[name]} after`);
}
console.log(`temporary files left: ${leftBehind.length === 0 ? "none" : leftBehind.join(", ")}`);
if (answered !== restarts || JSON.stringify(after) !== JSON.stringify(before) || leftBehind.length > 0) {
  process.exitCode = 1;
}
