/** `npm run soak -- --minutes N --seed S`: uses a kernel for as long as is asked, and tells what it is like then. */
import { parseArgs } from "node:util";
import { runSoak } from "./soak/run-soak.ts";
import type { Sample } from "./soak/sample.ts";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "1" }, seed: { type: "string" } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
console.log(`${values.minutes} min from seed ${seed}`);
let told = performance.now();
const result = await runSoak({
  seconds: Number(values.minutes) * 60,
  seed,
  onProgress({ steps, restarts }) {
    if (performance.now() - told < 60_000) return;
    told = performance.now();
    console.log(`${steps} steps, ${restarts} restarts`);
  },
});
for (const [name, count] of Object.entries(result.counts).sort()) console.log(`${String(count).padStart(8)}  ${name}`);
console.log(
  `${result.steps} steps, ${result.ends} processes of cells ended, ${result.restarts} kernels restarted beside it`,
);
const rows: readonly [keyof Sample, string][] = [
  ["controlMiB", "control process, MiB"],
  ["userMiB", "fresh process of cells, MiB"],
  ["files", "open files"],
  ["processes", "processes"],
  ["cellMs", "short cell p50, ms"],
  ["interruptMs", "interrupt of a loop p50, ms"],
];
for (const [name, title] of rows) {
  console.log(`${title.padEnd(30)} ${result.before[name].toFixed(1)} → ${result.after[name].toFixed(1)}`);
}
console.log(`the heap of one process of cells grew by ${result.heapGrowthMiB.toFixed(1)} MiB at most`);
