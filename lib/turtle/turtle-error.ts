import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";

/** An error of a turtle's argument: what was given, and what to give instead. */
export function turtleError(call: string, value: unknown, advice: string): NavetteError {
  return new NavetteError("ERR_NAVETTE_TURTLE", `${call}: ${inspect(value)} ${advice}`);
}

/** Refuses what isn't a finite number. */
export function finite(call: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw turtleError(call, value, "is not a finite number.");
}
