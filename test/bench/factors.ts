/**
 * Factorisation on one thread, threads and processes, beside the course's own programs, in one run: `npm run bench factors`.
 *
 * The last tables are of whole programs from file to file, beside GNU factor; TABLES=files makes them alone, in about three
 * minutes and a gibibyte of the system's temporary folder.
 *
 * Environment: ROUNDS (9), COUNT (1,000,000) for the first table, COUNTS (1000000,10000000) and WIDE (20000: numbers of 64
 * bits) for the last ones, TABLES.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FactoriseOptions, factoriseAll } from "../../lib/factors/factorise-all.ts";
import { printingCost } from "../../lib/factors/printing-cost.ts";
import { randomNumbers } from "../../lib/factors/random-numbers.ts";
import { availableWorkers } from "../../lib/machine/available-workers.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import { hardNumbers, ordinaryNumbers, wideNumbers } from "./factors/number-files.ts";
import { coursePrograms, gnuFactor } from "./factors/peers.ts";
import { ProgramsAlone } from "./factors/programs-alone.ts";
import { type Contestant, race } from "./factors/rounds.ts";
import { raceWriters } from "./factors/writers.ts";
import { machineText, report } from "./tables/report.ts";

const rounds = Number(process.env.ROUNDS ?? 9);
const cores = availableWorkers();
console.log(machineText());

function navette(name: string, numbers: readonly number[], options: FactoriseOptions): Contestant {
  return {
    name,
    async run() {
      const { wallMs, cpuMs } = await factoriseAll(numbers, { check: false, ...options });
      return { ms: wallMs, cpuMs };
    },
  };
}

const folder = await mkdtemp(join(tmpdir(), "navette-bench-factors-"));
try {
  if (process.env.TABLES !== "files") await raceStrategies();
  const counts = (process.env.COUNTS ?? "1000000,10000000").split(",").map(Number);
  const wide = Number(process.env.WIDE ?? 20_000);
  const files = [
    ...counts.map((count) => ordinaryNumbers(folder, count)),
    wideNumbers(folder, wide),
    hardNumbers(folder, wide / 4),
  ];
  for (const file of files) await raceWriters(folder, await file, cores, rounds);
} finally {
  await closeSessionPools();
  await rm(folder, { recursive: true });
}

async function raceStrategies() {
  const many = randomNumbers({ count: Number(process.env.COUNT ?? 1_000_000) });
  const course = randomNumbers();
  const [manyFile, courseFile, output] = ["many", "course", "output"].map((name) => join(folder, name));
  if (manyFile === undefined || courseFile === undefined || output === undefined) throw new Error("no file names");
  await writeFile(manyFile, `${many.join("\n")}\n`);
  await writeFile(courseFile, `${course.join("\n")}\n`);

  const sizes = [...new Set([1, 2, cores])];
  const warm = { warm: true } as const;
  using programs = new DisposableStack();
  const alone: ProgramsAlone[] = [];
  for (const n of sizes) alone.push(programs.use(await ProgramsAlone.start(n, many.length)));
  report(
    await race({
      id: "factors by strategies",
      title: `${many.length.toLocaleString("en")} numbers of [20,000; 100,000,000], the course's algorithm`,
      rounds,
      contestants: [
        navette("one thread", many, { strategy: "sequential" }),
        ...sizes.map((n) => navette(`threads, ${n}`, many, { ...warm, strategy: "threads", workers: n })),
        ...sizes.map((n) => navette(`processes, ${n}`, many, { ...warm, strategy: "processes", workers: n })),
        ...alone,
      ],
      against: (name) => name.replace(/, \d+$/, ", 1"),
    }),
  );
  report(
    await race({
      id: "factors of the course",
      title: "The course's size, 10,000 numbers",
      rounds,
      contestants: [
        navette("one thread", course, { strategy: "sequential" }),
        { name: "one thread, printing each line", run: async () => eachLine(course) },
        navette("2 threads, warm", course, { ...warm, strategy: "threads", workers: 2 }),
        navette("2 threads, cold", course, { strategy: "threads", workers: 2 }),
        navette("2 processes, warm", course, { ...warm, strategy: "processes", workers: 2 }),
        navette("2 processes, cold", course, { strategy: "processes", workers: 2 }),
        navette("10 processes of 1,000, cold", course, { strategy: "processes", workers: 10, chunk: 1000 }),
        ...coursePrograms(courseFile, output),
      ],
    }),
  );
  const algorithms = ["naive", "odd", "wheel", "primes", "simd"] as const;
  report(
    await race({
      id: "factors by algorithms",
      title: `What a better algorithm buys: ${many.length.toLocaleString("en")} numbers, ${cores} warm threads`,
      rounds,
      contestants: [
        ...algorithms.map((algorithm) =>
          navette(algorithm, many, { ...warm, strategy: "threads", workers: cores, algorithm }),
        ),
        ...gnuFactor(manyFile, output),
      ],
    }),
  );
}

async function eachLine(course: readonly number[]) {
  const runs = await printingCost(course);
  const printed = runs.find(({ results }) => results.printing === "each line");
  if (printed === undefined) throw new Error("nothing was printed");
  return { ms: printed.wallMs, cpuMs: printed.cpuMs };
}
