import { wholeNumber } from "../errors/number-argument.ts";
import { availableWorkers } from "../machine/available-workers.ts";

/** The most threads or processes that a run may ask for. */
export const mostWorkers = 256;

/**
 * Returns the number of workers that was asked for, or what the machine offers.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS` for anything but a whole number from 1 to 256.
 */
export function checkWorkers(workers: unknown = availableWorkers(), name = "workers"): number {
  wholeNumber(name, workers, { min: 1, max: mostWorkers, code: "ERR_NAVETTE_WORKERS" });
  return workers;
}
