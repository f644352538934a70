/** `npm run fuzz -- --cases N --seed S`: sends a kernel any number of changed requests. */
import { parseArgs } from "node:util";
import { runFuzz } from "./fuzz/run-fuzz.ts";

const { values } = parseArgs({
  options: { cases: { type: "string", default: "10000" }, seed: { type: "string" } },
});
const cases = Number(values.cases);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
console.log(`${cases} cases from seed ${seed}`);
const result = await runFuzz({
  cases,
  seed,
  onProgress(sent) {
    if (sent % 5000 === 0) console.log(`${sent} sent`);
  },
});
for (const [name, count] of Object.entries(result.counts).sort()) console.log(`${String(count).padStart(8)}  ${name}`);
const [before, after] = result.memoryMiB;
console.log(
  `The kernel goes on after ${cases} cases in ${result.seconds.toFixed(1)} s; its control process holds ${after.toFixed(0)} MiB (${before.toFixed(0)} after the first).`,
);
