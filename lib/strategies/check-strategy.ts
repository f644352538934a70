import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";
import type { Strategy } from "./strategy.ts";

/** Every strategy that `openExecutor` takes, in the order in which plots show them. */
export const strategies: readonly Strategy[] = ["sequential", "async", "threads", "processes", "distributed"];

/**
 * Returns the strategy, known to be one.
 *
 * @throws NavetteError `ERR_NAVETTE_STRATEGY`, naming the strategies there are.
 */
export function checkStrategy(strategy: unknown): Strategy {
  const known = strategies.find((name) => name === strategy);
  if (known !== undefined) return known;
  const listed = strategies.map((name) => `"${name}"`).join(", ");
  throw new NavetteError("ERR_NAVETTE_STRATEGY", `strategy is ${inspect(strategy)}: use one of ${listed}`);
}
