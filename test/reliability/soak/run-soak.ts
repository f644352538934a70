/**
 * Uses a kernel for a long time, as many people would in turn, and compares how it is at the end with how it was.
 *
 *   warm-up ─▶ sample ─▶ rounds of mixed steps; after each a cell that ends its process, and another kernel's restart
 *           ─▶ sample
 */
import assert from "node:assert/strict";
import { KernelClient } from "../../client/kernel-client.ts";
import { randomFrom } from "../fuzz/random.ts";
import { type Quickness, quicknessOf, type Sample, takeSample } from "./sample.ts";
import { type StepName, steps } from "./steps.ts";

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Told after each round. */
  onProgress?(result: Pick<SoakResult, "steps" | "restarts">): void;
}

export interface SoakResult {
  /** How often each step was taken. */
  readonly counts: Readonly<Partial<Record<StepName, number>>>;
  readonly steps: number;
  /** Processes of cells that were ended. */
  readonly ends: number;
  /** Kernels that were started, used and shut down beside this one. */
  readonly restarts: number;
  /** The most that V8's heap grew within one process of cells from its first round of steps to its last, MiB. */
  readonly heapGrowthMiB: number;
  readonly before: Sample;
  readonly after: Sample;
  /** Of a kernel that has just been started then: the machine itself may have become busier, or less so. */
  readonly fresh: Quickness;
}

const stepsPerRound = 40;

/** Rounds that one process of cells lives. */
const roundsPerProcess = 3;

/** @throws AssertionError naming the seed and the step that came out wrong. */
export async function runSoak({ seconds, seed, onProgress }: SoakOptions): Promise<SoakResult> {
  const kernel = await KernelClient.start();
  const random = randomFrom(seed);
  const names = Object.keys(steps) as StepName[];
  const counts: Partial<Record<StepName, number>> = {};
  let taken = 0;
  let ends = 0;
  let restarts = 0;
  let heapGrowthMiB = 0;

  async function step(name: StepName): Promise<void> {
    counts[name] = (counts[name] ?? 0) + 1;
    taken += 1;
    try {
      await steps[name](kernel, random);
    } catch (cause) {
      throw new Error(`seed ${seed}, step ${taken} (${name}): ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      });
    }
    kernel.exchanges.clear();
    kernel.others.length = 0;
    kernel.received.length = 0;
  }

  try {
    for (let round = 0; round < 2; round += 1) for (const name of names) await step(name);
    await takeSample(kernel);
    const before = await takeSample(kernel);
    const end = performance.now() + seconds * 1000;
    do {
      let first = 0;
      for (let round = 0; round < roundsPerProcess && performance.now() < end; round += 1) {
        for (let number = 0; number < stepsPerRound; number += 1) await step(random.pick(names));
        const heap = await heapMiB(kernel);
        if (round === 0) first = heap;
        else heapGrowthMiB = Math.max(heapGrowthMiB, heap - first);
      }
      await endProcess(
        kernel,
        random.pick(["process.exit(3)", "process.abort()", "process.kill(process.pid, 'SIGKILL'); for (;;) {}"]),
      );
      ends += 1;
      await besideIt(async (other) => assert.equal((await other.run("6 * 7")).result, "42"));
      restarts += 1;
      onProgress?.({ steps: taken, restarts });
    } while (performance.now() < end);
    const after = await takeSample(kernel, before.processes);
    const fresh = await besideIt(quicknessOf);
    assert.equal(kernel.stderr, "");
    return { counts, steps: taken, ends, restarts, heapGrowthMiB, before, after, fresh };
  } finally {
    await kernel.dispose();
  }
}

async function endProcess(kernel: KernelClient, code: string): Promise<void> {
  assert.equal((await kernel.run(code)).error?.ename, "ProcessEnded");
}

/** Another kernel comes, works and goes. */
async function besideIt<T>(work: (other: KernelClient) => Promise<T>): Promise<T> {
  const other = await KernelClient.start();
  try {
    return await work(other);
  } finally {
    await other.dispose();
  }
}

/** V8's heap after a collection, in the process of cells. */
async function heapMiB(kernel: KernelClient): Promise<number> {
  const cell = await kernel.run(`
    require("v8").setFlagsFromString("--expose-gc");
    require("vm").runInNewContext("gc")();
    process.memoryUsage().heapUsed`);
  return Number(cell.result) / 2 ** 20;
}
