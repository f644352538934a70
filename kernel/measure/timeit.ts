/** `%timeit`: how long one run of some code takes, by rounds of many runs. */
import { performance } from "node:perf_hooks";
import { setImmediate as turn } from "node:timers/promises";
import type { Plot } from "../../lib/plots/plot.ts";
import { timeitPlot } from "./timeit-plot.ts";

export interface TimeitOptions {
  /** Runs of one round; as many as take about a fifth of a second, unless told. */
  readonly runs?: number;
  /** Rounds, 7 unless told. */
  readonly rounds?: number;
}

/** What the rounds took: milliseconds of one run, the mean of its round. */
export interface Rounds {
  readonly runs: number;
  readonly times: readonly number[];
}

/** Milliseconds that a round lasts, and that the code is run beforehand, so that V8 has compiled it. */
const roundMs = 150;
const warmMs = 50;

/** Holds the last result, so that V8 can't take the code for useless. */
export let sink: unknown;

/** Runs the code again and again and returns the plot of its times. */
export async function timeit(options: TimeitOptions, run: () => unknown): Promise<Plot> {
  return timeitPlot(await measureRounds(options, run));
}

/** @throws what the code throws, at its first failure. */
export async function measureRounds({ runs, rounds = 7 }: TimeitOptions, run: () => unknown): Promise<Rounds> {
  const first = run();
  const isAsync = first instanceof Promise;
  await first;
  const round = isAsync ? asyncRound : syncRound;
  const wanted = runs ?? (await fitting(round, run));
  const times: number[] = [];
  for (let at = 0; at < rounds; at += 1) {
    times.push((await round(run, wanted)) / wanted);
    // Timers, sockets and an interrupt get their turn between rounds.
    await turn();
  }
  return { runs: wanted, times };
}

/** The number of runs that take about a round: 1, 2, 5, 10, 20, 50 …, once they have warmed up. */
async function fitting(round: typeof syncRound | typeof asyncRound, run: () => unknown): Promise<number> {
  const begun = performance.now();
  for (let runs = 1; ; runs *= 2) {
    const ms = await round(run, runs);
    await turn();
    if (ms < roundMs / 8 && performance.now() - begun < 10_000) continue;
    if (performance.now() - begun < warmMs && runs < 1e9) continue;
    return plain((runs * roundMs) / Math.max(ms, 1e-3));
  }
}

function plain(runs: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, runs)));
  const digit = [5, 2, 1].find((step) => step * power <= runs) ?? 1;
  return digit * power;
}

function syncRound(run: () => unknown, runs: number): number {
  const started = performance.now();
  for (let at = 0; at < runs; at += 1) sink = run();
  return performance.now() - started;
}

async function asyncRound(run: () => unknown, runs: number): Promise<number> {
  const started = performance.now();
  for (let at = 0; at < runs; at += 1) sink = await run();
  return performance.now() - started;
}
