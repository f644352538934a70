import { inspect, types } from "node:util";

/** Writes any value on one line, for the message of an error: of an object no more than its names, or so deep. */
export function briefly(value: unknown, depth = 0): string {
  if (types.isPromise(value)) return "a promise (is an `await` missing?)";
  return inspect(value, { depth, maxStringLength: 60, breakLength: Number.POSITIVE_INFINITY });
}
