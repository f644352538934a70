import { seeded } from "../images/seeded.ts";
import type { BakeryOptions } from "./bakery-options.ts";

/** Who come: when, how long they take to be served, and which queue they would take at random; times in ms. */
export interface Customers {
  readonly arrivals: Float64Array;
  readonly services: Float64Array;
  /** From 0 to 1. */
  readonly choices: Float64Array;
}

/** Draws customers from a seed: exponential times between arrivals and of service (a Poisson process). O(customers). */
export function customersOf({ customers, serviceMs, arrivalMs, random, seed }: Required<BakeryOptions>): Customers {
  const draw = seeded(seed);
  const time = (mean: number) => (random ? -Math.log(1 - draw()) * mean : mean);
  const arrivals = new Float64Array(customers);
  const services = new Float64Array(customers);
  const choices = new Float64Array(customers);
  let at = 0;
  for (let customer = 0; customer < customers; customer++) {
    if (arrivalMs > 0) at += time(arrivalMs);
    arrivals[customer] = at;
    services[customer] = time(serviceMs);
    choices[customer] = draw();
  }
  return { arrivals, services, choices };
}
