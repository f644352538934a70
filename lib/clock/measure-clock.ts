import { cpus } from "node:os";
import { clockOfProcessor } from "../system/operating-system.ts";
import { now } from "../timeline/now.ts";

/** The clock frequency of this machine, in MHz, by everyone who says something of it. */
export interface ClockFrequency {
  /** What a chain of dependent operations has shown: at least so many cycles a second there were. */
  readonly measured: number;
  /** What the processor is made for at most, where the system tells (Linux on most machines, not in most virtual ones). */
  readonly highest: number | undefined;
  /** What the system says that it runs at now, or nominally. */
  readonly told: number | undefined;
}

/** Operations in one turn of the loop; each needs the result of the one before, and one cycle on today's processors. */
const operations = 16;

/**
 * Measures the clock frequency, in MHz: a chain of additions and exclusive ors, each of which waits for the one before,
 * so that no processor does more than one a cycle. The fastest of several tries counts: others were disturbed. Takes
 * about 60 ms, during which this thread does nothing else.
 *
 * Source of one cycle each: A. Fog, "Instruction tables", Technical University of Denmark (latency of ADD and XOR).
 *
 * @example
 * const { measured } = measureClock();
 */
export function measureClock(): ClockFrequency {
  chain(1_000_000, 1);
  let most = 0;
  for (let time = 0; time < 60; time++) {
    const turns = 200_000;
    const started = now();
    chain(turns, time);
    most = Math.max(most, (turns * operations) / ((now() - started) * 1000));
  }
  const { highest, now: running } = clockOfProcessor();
  return { measured: most, highest, told: running ?? (cpus()[0]?.speed || undefined) };
}

/** Alternates two operations that can't be put together into one. */
function chain(turns: number, seed: number): number {
  let x = seed | 0;
  const a = seed | 0x55 | 0;
  const b = seed | 0x1234567 | 0;
  for (let i = 0; i < turns; i++) {
    x = ((x + a) | 0) ^ b;
    x = ((x + a) | 0) ^ b;
    x = ((x + a) | 0) ^ b;
    x = ((x + a) | 0) ^ b;
    x = ((x + a) | 0) ^ b;
    x = ((x + a) | 0) ^ b;
    x = ((x + a) | 0) ^ b;
    x = ((x + a) | 0) ^ b;
  }
  return x;
}
