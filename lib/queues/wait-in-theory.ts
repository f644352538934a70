import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { type BakeryOptions, checkBakery } from "./bakery-options.ts";
import { countersOf } from "./counters.ts";

/**
 * Returns the probability, from 0 to 1, that somebody who comes has to wait for one of `servers`, when the load is
 * `erlangs` (arrival rate times mean service time): Erlang's C formula. 1 where the load is too much for them.
 * O(servers).
 *
 * Source: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone
 * exchanges", 1917; by way of his B formula's recursion (L. Kleinrock, "Queueing Systems", volume 1, 1975, 3.5 and 3.6).
 *
 * @throws NavetteError `ERR_NAVETTE_BAKERY` unless `servers` is a whole number from 1 to 1,000,000 and `erlangs` a number,
 * 0 or more.
 * @example
 * erlangC(1, 0.5); // 0.5: one server who works half of the time
 */
export function erlangC(servers: number, erlangs: number): number {
  const code = "ERR_NAVETTE_BAKERY";
  wholeNumber("servers", servers, { min: 1, max: 1_000_000, code });
  numberWithin("erlangs", erlangs, { min: 0, max: Number.POSITIVE_INFINITY, code });
  if (erlangs >= servers) return 1;
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (erlangs * blocked) / (n + erlangs * blocked);
  return blocked / (1 - (erlangs / servers) * (1 - blocked));
}

/**
 * Returns the mean time that customers of a bakery wait, in ms, when it has been open for long: each group of servers
 * is a queue M/M/c, whose mean wait is C(c, a) ÷ (c·μ − λ). Infinite where more come than can be served. O(servers +
 * queues).
 *
 * Undefined where this theory says nothing: customers who are all there from the beginning, times that don't vary, or a choice
 * of the shortest queue. Customers who take queues in turn come more regularly than at random: they wait somewhat less.
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 1, 1975, 3.5.
 *
 * @throws NavetteError `ERR_NAVETTE_BAKERY` for a number out of range or an unknown `join`.
 * @example
 * waitInTheory({ servers: 1, serviceMs: 10, arrivalMs: 20, customers: 1000 })?.toFixed(3); // "10.000": half of the time busy
 */
export function waitInTheory(options: BakeryOptions): number | undefined {
  const { servers, queues, serviceMs, arrivalMs, random, join } = checkBakery(options);
  if (arrivalMs === 0 || !random || (join === "shortest" && queues > 1)) return undefined;
  if (serviceMs === 0) return 0;
  return countersOf(servers, queues).reduce((sum, counter) => {
    const share = counter.queues.length / queues;
    const arrivals = share / arrivalMs;
    const c = counter.servers.length;
    const spare = c / serviceMs - arrivals;
    return sum + (spare <= 0 ? Number.POSITIVE_INFINITY : (share * erlangC(c, arrivals * serviceMs)) / spare);
  }, 0);
}
