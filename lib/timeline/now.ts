/**
 * Milliseconds on the machine's monotonic clock, the same for every thread and process.
 *
 * `process.hrtime` reads `CLOCK_MONOTONIC`, whose origin is the machine's, while `performance.now()` starts at zero in
 * each thread.
 *
 * @example
 * const began = now();
 * now() - began >= 0; // true
 */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
