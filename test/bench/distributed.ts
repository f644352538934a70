/**
 * What a queue costs: the same chunks by processes and by workers at a queue in Redis, of this machine both and started
 * beforehand, in one run; and how soon the chunk of a worker that was killed is begun again: `npm run bench distributed`.
 *
 * Environment: ROUNDS (7), COUNT (1,000,000), CHUNKS (for each worker; 8,32).
 */
import { hostname } from "node:os";
import { factoriseAll } from "../../lib/factors/factorise-all.ts";
import { randomNumbers } from "../../lib/factors/random-numbers.ts";
import { availableWorkers } from "../../lib/machine/available-workers.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import type { Strategy } from "../../lib/strategies/strategy.ts";
import { now } from "../../lib/timeline/now.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { missingStrategy } from "../lib/missing-strategy.ts";
import { median } from "./tables/median.ts";
import { progress } from "./tables/progress.ts";
import { absent, machineText, report } from "./tables/report.ts";
import type { Row } from "./tables/table.ts";

const rounds = Number(process.env.ROUNDS ?? 7);
const count = Number(process.env.COUNT ?? 1_000_000);
const parts = (process.env.CHUNKS ?? "8,32").split(",").map(Number);
const kills = Math.min(3, rounds);
const cores = availableWorkers();
console.log(machineText());
const missing = missingStrategy("distributed");
if (missing) absent(missing);
else await measure();

async function measure(): Promise<void> {
  const numbers = randomNumbers({ count });
  const workers = cores;
  const run = async (strategy: Strategy, chunk: number) =>
    (await factoriseAll(numbers, { strategy, workers, chunk, warm: true, check: false })).wallMs;
  const title = `${count.toLocaleString("en")} numbers, ${workers} workers, by processes and by a queue`;
  const rows: Row[] = [];
  try {
    for (const each of parts) {
      const chunk = Math.ceil(count / (workers * each));
      await run("processes", chunk);
      await run("distributed", chunk);
      const measured = { processes: [] as number[], distributed: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        progress(`${title}: ${workers * each} chunks, round ${round + 1} of ${rounds}`);
        // Taking turns at the beginning: whoever comes first has the cooler processor.
        const order = ["processes", "distributed"] as const;
        for (const strategy of round % 2 === 0 ? order : order.toReversed()) {
          measured[strategy].push(await run(strategy, chunk));
        }
      }
      const overhead = measured.distributed.map((ms, round) => 100 * (ms / (measured.processes[round] ?? ms) - 1));
      rows.push({
        key: String(each),
        name: `${workers * each} chunks of ${chunk.toLocaleString("en")}`,
        cells: {
          processes: median(measured.processes),
          distributed: median(measured.distributed),
          overhead: median(overhead),
        },
      });
    }
  } finally {
    await closeSessionPools();
  }
  report({
    id: "queue",
    title,
    rounds,
    columns: [
      { key: "processes", title: "processes, ms" },
      { key: "distributed", title: "distributed, ms" },
      { key: "overhead", title: "overhead, %" },
    ],
    rows,
  });
  const again: number[] = [];
  for (let round = 0; round < kills; round++) {
    progress(`a worker killed: round ${round + 1} of ${kills}`);
    again.push(...(await kill(numbers)));
  }
  // A run too short to be caught with a chunk in a worker's hands tells nothing.
  if (again.length === 0) return;
  report({
    id: "worker killed",
    title: "A worker killed in the middle, each number factored once all the same",
    rounds: again.length,
    columns: [{ key: "seconds", title: "its chunks begun again after, s" }],
    rows: [{ key: "distributed", name: "distributed", cells: { seconds: median(again) } }],
  });
}

/** Kills a worker in the middle of a run; returns after how many seconds each of its chunks was begun again. */
async function kill(numbers: readonly number[]): Promise<number[]> {
  const timeline = new Timeline();
  let killedAt = Number.NaN;
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
  if (results.finished !== numbers.length)
    throw new Error(`${results.finished} numbers of ${numbers.length} are factored`);
  const lost = timeline.spans.filter(({ status }) => status === "failed");
  return lost.map(({ label }) => {
    const again = timeline.spans.find((span) => span.label === label && span.status === "ok");
    return ((again?.started ?? Number.NaN) - killedAt) / 1000;
  });
}
