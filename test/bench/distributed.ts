/**
 * What a queue costs: the same chunks by processes and by workers at a queue in Redis, of this machine both and started
 * beforehand, in one run; and how soon the chunk of a worker that was killed is begun again: `npm run bench distributed`.
 *
 * Environment: ROUNDS (7), COUNT (1,000,000), CHUNKS (for each worker; 8,32).
 */
import { hostname } from "node:os";
import { factoriseAll } from "../../lib/factors/factorise-all.ts";
import { randomNumbers } from "../../lib/factors/random-numbers.ts";
import { machine } from "../../lib/machine/machine.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import type { Strategy } from "../../lib/strategies/strategy.ts";
import { now } from "../../lib/timeline/now.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { missingStrategy } from "../lib/missing-strategy.ts";
import { printTable } from "./crawl/print-table.ts";
import { median } from "./downloads/median.ts";

const rounds = Number(process.env.ROUNDS ?? 7);
const count = Number(process.env.COUNT ?? 1_000_000);
const parts = (process.env.CHUNKS ?? "8,32").split(",").map(Number);
const { cpu, cores, node, platform } = machine();
console.log(`${cpu}, ${cores} cores, Node ${node}, ${platform}`);
const missing = missingStrategy("distributed");
if (missing) console.log(`absent: ${missing}`);
else await measure();

async function measure(): Promise<void> {
  const numbers = randomNumbers({ count });
  const workers = cores;
  const run = async (strategy: Strategy, chunk: number) => {
    const { wallMs, cpuMs } = await factoriseAll(numbers, { strategy, workers, chunk, warm: true, check: false });
    return { wallMs, cpuMs };
  };
  try {
    console.log(`${count.toLocaleString("en")} numbers, ${workers} workers; ${rounds} rounds; median [95 % interval]`);
    const rows = [["chunks", "numbers in each", "processes, ms", "distributed, ms", "overhead, %"]];
    for (const each of parts) {
      const chunk = Math.ceil(count / (workers * each));
      await run("processes", chunk);
      await run("distributed", chunk);
      const measured = { processes: [] as number[], distributed: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        // Taking turns at the beginning: whoever comes first has the cooler processor.
        const order = ["processes", "distributed"] as const;
        for (const strategy of round % 2 === 0 ? order : order.toReversed()) {
          measured[strategy].push((await run(strategy, chunk)).wallMs);
        }
      }
      const overhead = measured.distributed.map((ms, round) => 100 * (ms / (measured.processes[round] ?? ms) - 1));
      const columns = [measured.processes, measured.distributed, overhead].map(written);
      rows.push([String(workers * each), chunk.toLocaleString("en"), ...columns]);
    }
    printTable(rows);
  } finally {
    await closeSessionPools();
  }
  await kill(numbers);
}

/** Kills a worker in the middle of a run. */
async function kill(numbers: readonly number[]): Promise<void> {
  const timeline = new Timeline();
  let killedAt: number | undefined;
  let victim: number | undefined;
  const { results } = await factoriseAll(numbers, {
    strategy: "distributed",
    workers: cores,
    timeline,
    onProgress({ done, total }) {
      if (victim !== undefined || done < total / 4) return;
      victim = timeline.spans.find(({ host }) => host === hostname())?.pid;
      if (victim !== undefined) process.kill(victim, "SIGKILL");
      killedAt = now();
    },
  });
  const lost = timeline.spans.filter(({ status }) => status === "failed");
  const seconds = lost.map(({ label }) => {
    const again = timeline.spans.find((span) => span.label === label && span.status === "ok");
    return (((again?.started ?? Number.NaN) - (killedAt ?? Number.NaN)) / 1000).toFixed(1);
  });
  console.log(
    `A worker killed: ${lost.length} chunk${lost.length === 1 ? "" : "s"} begun again after ${seconds.join(", ")} s; ` +
      `${results.finished} of ${numbers.length} numbers factored, each checked`,
  );
}

function written(values: readonly number[]): string {
  const { median: middle, low, high } = median(values);
  return `${middle.toFixed(1)} [${low.toFixed(1)}–${high.toFixed(1)}]`;
}
