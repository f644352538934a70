import { availableParallelism } from "node:os";

/**
 * Returns how many threads this process can run at the same instant: the default number of workers.
 *
 * That is Node's own figure: the processors that the process may use, and under Linux no more than its control
 * group's CPU quota, versions 1 and 2 (libuv reads it since 1.49; Node 24 has 1.50 or later).
 *
 * @example
 * availableWorkers() >= 1; // true
 */
export function availableWorkers(): number {
  return availableParallelism();
}
