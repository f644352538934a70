import { getBuiltinModule } from "node:process";

/** A new unique id; `node:crypto` takes 6 ms to load, so it is loaded for the first of them. */
export function newId(): string {
  return getBuiltinModule("node:crypto").randomUUID();
}
