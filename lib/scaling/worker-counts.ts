import { availableWorkers } from "../machine/available-workers.ts";
import { checkWorkers } from "../strategies/check-workers.ts";

/**
 * Returns the worker counts at which a speed-up is worth measuring, at most eleven: powers of two up to `most`, the
 * machine's cores, one and a half times as many, and `most` itself, which is twice the cores (256 at most) unless told.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, of `most`, for anything but a whole number from 1 to 256.
 * @example
 * workerCounts(6); // [1, 2, 3, 4, 6] on two cores
 */
export function workerCounts(most: number = Math.min(256, 2 * availableWorkers())): number[] {
  checkWorkers(most);
  const cores = availableWorkers();
  const powers = Array.from({ length: 9 }, (_, exponent) => 2 ** exponent);
  const counts = [...powers, cores, Math.round(1.5 * cores), most].filter((count) => count <= most);
  return [...new Set(counts)].sort((a, b) => a - b);
}
