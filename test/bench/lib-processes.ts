/**
 * What processes and threads cost and gain, beside Python's multiprocessing, in one run: `npm run bench lib-processes`.
 *
 * Environment: ROUNDS (7), and COUNT (100,000) numbers to test for being prime; Python gets a tenth of them, and only its
 * speed-up is compared.
 */
import { availableWorkers } from "../../lib/machine/available-workers.ts";
import type { IpcWay } from "../../lib/processes/ipc-channels.ts";
import { ipcCost } from "../../lib/processes/ipc-cost.ts";
import { memoryCost } from "../../lib/processes/memory-cost.ts";
import { fitUsl } from "../../lib/scaling/fit-laws.ts";
import { universalScalability } from "../../lib/scaling/laws.ts";
import { measureScaling } from "../../lib/scaling/measure-scaling.ts";
import { switchesByWorkers } from "../../lib/switches/switches-by-workers.ts";
import { pythonFigures } from "./tables/python-figures.ts";
import { machineText } from "./tables/report.ts";
import { type Figures, sideBySide } from "./tables/side-by-side.ts";

const rounds = Number(process.env.ROUNDS ?? 7);
const count = Number(process.env.COUNT ?? 100_000);
const cores = availableWorkers();
console.log(machineText());

const ways: readonly IpcWay[] = ["json", "structured", "pipe", "clone", "transfer", "shared"];
const small = (way: string) => `message of 1 B there and back, ${way}, µs`;
const large = (way: string) => `message of 4 MiB there and back, ${way}, µs`;
const speedUp = (strategy: string) => `speed-up of ${cores} ${strategy}, times`;

async function navette(): Promise<Figures> {
  const { measures } = await ipcCost({ ways, sizes: [1, 4 << 20] });
  const messages = measures.map(({ way, bytes, roundTripMs }) => [
    bytes === 1 ? small(way) : large(way),
    roundTripMs.centre * 1000,
  ]);
  const { measures: memory } = await memoryCost({ workers: 4 });
  const mebibytes = (strategy: string) => {
    const [first, ...more] = memory.filter((measure) => measure.strategy === strategy);
    const last = more.at(-1);
    return first && last ? (last.bytes - first.bytes) / (last.workers - first.workers) / 2 ** 20 : Number.NaN;
  };
  const runs = await measureScaling({ workers: [cores], count, repetitions: 1 });
  const [alone, ...others] = runs;
  const [many] = await switchesByWorkers({ workers: [4 * cores], ms: 200 });
  return {
    ...Object.fromEntries(messages),
    "memory of one more process, MiB": mebibytes("processes"),
    "memory of one more thread, MiB": mebibytes("threads"),
    ...Object.fromEntries(others.map((run) => [speedUp(run.strategy), (alone?.wallMs ?? Number.NaN) / run.wallMs])),
    [`involuntary switches of ${4 * cores} threads, 1/s`]: many?.involuntary ?? Number.NaN,
    "fit of the Universal Scalability Law, 24 measures, ms": fitMs(),
  };
}

function fitMs(): number {
  const measures = [1, 2, 3, 4, 6, 8, 12, 16].flatMap((workers) =>
    [0.97, 1, 1.02].map((noise) => ({ workers, speedUp: noise * universalScalability(workers, 0.05, 0.005) })),
  );
  const started = performance.now();
  fitUsl(measures);
  return performance.now() - started;
}

async function peer(): Promise<Figures> {
  const numbers = Math.ceil(count / 10);
  type Measured = "small" | "large" | "speedUp";
  const measured = await pythonFigures<Measured>("processes_costs.py", cores, 100_000_000, numbers);
  return {
    [small("pipe")]: measured.small,
    [large("pipe")]: measured.large,
    [speedUp("processes")]: measured.speedUp,
  };
}

await sideBySide({
  id: "processes",
  title: "What processes cost and gain",
  rounds,
  navette,
  peer: { name: "Python multiprocessing", measure: peer },
});
