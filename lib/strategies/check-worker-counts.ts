import { checkList } from "../errors/check-list.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { mostWorkers } from "./check-workers.ts";

/**
 * Refuses what is no list of numbers of workers, and a number in it that no run may ask for.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, naming the value and its place.
 */
export function checkWorkerCounts(workers: readonly number[]): void {
  const code = "ERR_NAVETTE_WORKERS";
  checkList("workers", workers, "[1, 2, 4]", code);
  for (const [at, count] of workers.entries()) wholeNumber(`workers[${at}]`, count, { min: 1, max: mostWorkers, code });
}
