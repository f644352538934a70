/**
 * Three laws of how fast a program gets with more workers; each takes their number and returns how many times as fast
 * as one worker the program is.
 */

/**
 * Returns the speed-up of Amdahl's law, 1 ÷ (serial + (1 − serial) ÷ n): a share `serial` of the work, from 0 to 1,
 * can't be shared out, so n workers are at most 1 / serial times as fast however many they are.
 *
 * Source: G. M. Amdahl, "Validity of the single processor approach to achieving large scale computing capabilities",
 * AFIPS Spring Joint Computer Conference, 1967.
 *
 * @example
 * amdahl(10, 0.5); // 1.82: half of the work stays serial
 */
export function amdahl(workers: number, serial: number): number {
  return 1 / (serial + (1 - serial) / workers);
}

/**
 * Returns the speed-up of Gustafson's law: when the work grows with the workers and only the share `serial` of each
 * worker's time, from 0 to 1, does not, n workers do n − serial · (n − 1) times the work of one in the same time.
 *
 * Source: J. L. Gustafson, "Reevaluating Amdahl's law", Communications of the ACM 31(5), 1988.
 *
 * @example
 * gustafson(10, 0.5); // 5.5: ten times the work, and half of the time serial
 */
export function gustafson(workers: number, serial: number): number {
  return workers - serial * (workers - 1);
}

/**
 * Returns the speed-up of the Universal Scalability Law, n ÷ (1 + contention · (n − 1) + coherency · n · (n − 1)):
 * workers queue for what they share (`contention`, 0 to 1) and keep each other informed (`coherency`, 0 to 1), which
 * costs each pair of them something, so that beyond a peak more workers are slower. Without coherency it is Amdahl's
 * law.
 *
 * Source: N. J. Gunther, "Guerrilla Capacity Planning", Springer, 2007, chapter 4.
 *
 * @example
 * universalScalability(10, 0.05, 0.01); // 4.26
 */
export function universalScalability(workers: number, contention: number, coherency: number): number {
  return workers / (1 + contention * (workers - 1) + coherency * workers * (workers - 1));
}

/**
 * Returns how many workers the Universal Scalability Law is fastest with: √((1 − contention) / coherency), at least 1;
 * Infinity without coherency.
 *
 * A fraction, since the law knows no whole workers. Source: as for `universalScalability`.
 *
 * @example
 * peakWorkers(0.05, 0.01); // 9.75
 */
export function peakWorkers(contention: number, coherency: number): number {
  return Math.max(1, Math.sqrt((1 - contention) / coherency));
}
