import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";
import type { Strategy } from "./strategy.ts";

/** The strategies that run on this machine alone. */
export type LocalStrategy = Exclude<Strategy, "distributed">;

/** Every strategy that `openExecutor` takes, in the order in which plots show them. */
export const strategies: readonly LocalStrategy[] = ["sequential", "async", "threads", "processes"];

/**
 * Returns the strategy, known to be one.
 *
 * @throws NavetteError `ERR_NAVETTE_STRATEGY`, naming the strategies there are.
 */
export function checkStrategy(strategy: unknown): LocalStrategy {
  const known = strategies.find((name) => name === strategy);
  if (known !== undefined) return known;
  const listed = strategies.map((name) => `"${name}"`).join(", ");
  throw new NavetteError("ERR_NAVETTE_STRATEGY", `strategy is ${inspect(strategy)}: use one of ${listed}`);
}
