/**
 * Returns the milliseconds of the machine's monotonic clock, with fractions: the same for every thread and process.
 *
 * `process.hrtime` reads `CLOCK_MONOTONIC`, whose origin is the machine's, while `performance.now()` starts at zero in
 * each thread. Clocks of two machines can't be compared. Source: clock_gettime(2), Linux manual pages.
 *
 * @example
 * const began = now();
 * now() - began >= 0; // true
 */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
