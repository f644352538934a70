/**
 * Three laws of how fast a program gets with more workers; each takes their number and returns how many times as fast
 * as one worker the program is.
 */
import { numberWithin } from "../errors/number-argument.ts";

/** The laws as formulas, of any numbers at all: those that look for the parameters try what no program has. */
export const formulas = {
  amdahl: (workers: number, serial: number) => 1 / (serial + (1 - serial) / workers),
  gustafson: (workers: number, serial: number) => workers - serial * (workers - 1),
  universalScalability: (workers: number, contention: number, coherency: number) =>
    workers / (1 + contention * (workers - 1) + coherency * workers * (workers - 1)),
};

/** Refuses what no program has: less than one worker, and shares that aren't from 0 to 1. */
function checkLaw(workers: number, shares: Readonly<Record<string, number>>): void {
  const code = "ERR_NAVETTE_SCALING";
  numberWithin("workers", workers, { min: 1, max: Number.MAX_SAFE_INTEGER, code });
  for (const [name, share] of Object.entries(shares)) numberWithin(name, share, { min: 0, max: 1, code });
}

/**
 * Returns the speed-up of Amdahl's law, 1 ÷ (serial + (1 − serial) ÷ n): a share `serial` of the work, from 0 to 1,
 * can't be shared out, so n workers are at most 1 / serial times as fast however many they are.
 *
 * Source: G. M. Amdahl, "Validity of the single processor approach to achieving large scale computing capabilities",
 * AFIPS Spring Joint Computer Conference, 1967.
 *
 * @throws NavetteError `ERR_NAVETTE_SCALING` unless `workers` is a number from 1 on and the shares are from 0 to 1.
 * @example
 * amdahl(10, 0.5); // 1.82: half of the work stays serial
 */
export function amdahl(workers: number, serial: number): number {
  checkLaw(workers, { serial });
  return formulas.amdahl(workers, serial);
}

/**
 * Returns the speed-up of Gustafson's law: when the work grows with the workers and only the share `serial` of each
 * worker's time, from 0 to 1, does not, n workers do n − serial · (n − 1) times the work of one in the same time.
 *
 * Source: J. L. Gustafson, "Reevaluating Amdahl's law", Communications of the ACM 31(5), 1988.
 *
 * @throws NavetteError `ERR_NAVETTE_SCALING` unless `workers` is a number from 1 on and the shares are from 0 to 1.
 * @example
 * gustafson(10, 0.5); // 5.5: ten times the work, and half of the time serial
 */
export function gustafson(workers: number, serial: number): number {
  checkLaw(workers, { serial });
  return formulas.gustafson(workers, serial);
}

/**
 * Returns the speed-up of the Universal Scalability Law, n ÷ (1 + contention · (n − 1) + coherency · n · (n − 1)):
 * workers queue for what they share (`contention`, 0 to 1) and keep each other informed (`coherency`, 0 to 1), which
 * costs each pair of them something, so that beyond a peak more workers are slower. Without coherency it is Amdahl's
 * law.
 *
 * Source: N. J. Gunther, "Guerrilla Capacity Planning", Springer, 2007, chapter 4.
 *
 * @throws NavetteError `ERR_NAVETTE_SCALING` unless `workers` is a number from 1 on and the shares are from 0 to 1.
 * @example
 * universalScalability(10, 0.05, 0.01); // 4.26
 */
export function universalScalability(workers: number, contention: number, coherency: number): number {
  checkLaw(workers, { contention, coherency });
  return formulas.universalScalability(workers, contention, coherency);
}

/**
 * Returns how many workers the Universal Scalability Law is fastest with: √((1 − contention) / coherency), at least 1;
 * Infinity without coherency.
 *
 * A fraction, since the law knows no whole workers. Source: as for `universalScalability`.
 *
 * @throws NavetteError `ERR_NAVETTE_SCALING` unless both are from 0 to 1.
 * @example
 * peakWorkers(0.05, 0.01); // 9.75
 */
export function peakWorkers(contention: number, coherency: number): number {
  checkLaw(1, { contention, coherency });
  return coherency === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.sqrt((1 - contention) / coherency));
}
