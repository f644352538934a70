import { inspect } from "node:util";

/** Writes any value on one line, for the message of an error: of an object no more than its names. */
export function briefly(value: unknown): string {
  if (value instanceof Promise) return "a promise (is an `await` missing?)";
  return inspect(value, { depth: 0, maxStringLength: 60, breakLength: Number.POSITIVE_INFINITY });
}
