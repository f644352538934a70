import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { trueOrFalse } from "../errors/true-or-false.ts";

/** A bakery: who comes, how they queue, and who serves. */
export interface BakeryOptions {
  /** Who serve at the same time: 1 to 256; one unless told. */
  readonly servers?: number;
  /** Queues to stand in: 1 to 256; one unless told. */
  readonly queues?: number;
  /** Who come in all: 1 to 1,000,000; forty unless told, as in the course. */
  readonly customers?: number;
  /** Mean time to serve somebody, in ms, 0 to 3,600,000; 20 unless told. */
  readonly serviceMs?: number;
  /** Mean time between two who come, in ms, 0 to 3,600,000; 0, unless told: all are there from the beginning. */
  readonly arrivalMs?: number;
  /** Whether times vary at random (exponentially, as theory has it) or are all the mean; true unless told. */
  readonly random?: boolean;
  /** Which queue somebody joins: the next in turn, one at random, or the shortest; `"turn"` unless told. */
  readonly join?: Join;
  /** The same seed brings the same customers, whoever serves them: 0 to 2³¹ − 1; 1 unless told. */
  readonly seed?: number;
}

export type Join = "turn" | "random" | "shortest";

const joins: readonly Join[] = ["turn", "random", "shortest"];

/**
 * Checks a bakery's options, and completes them.
 *
 * @throws NavetteError `ERR_NAVETTE_BAKERY`, naming the bad value.
 */
export function checkBakery(options: BakeryOptions): Required<BakeryOptions> {
  checkOptions(options);
  const { servers = 1, queues = 1, customers = 40, serviceMs = 20, arrivalMs = 0, random = true, seed = 1 } = options;
  const code = "ERR_NAVETTE_BAKERY";
  wholeNumber("servers", servers, { min: 1, max: 256, code });
  wholeNumber("queues", queues, { min: 1, max: 256, code });
  wholeNumber("customers", customers, { min: 1, max: 1_000_000, code });
  numberWithin("serviceMs", serviceMs, { min: 0, max: 3_600_000, code });
  numberWithin("arrivalMs", arrivalMs, { min: 0, max: 3_600_000, code });
  trueOrFalse("random", random, code);
  wholeNumber("seed", seed, { min: 0, max: 2 ** 31 - 1, code });
  const join = oneOf("join", options.join ?? "turn", joins, code);
  return { servers, queues, customers, serviceMs, arrivalMs, random, join, seed };
}
