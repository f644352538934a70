import { briefly } from "../errors/briefly.ts";
import { NavetteError } from "../errors/navette-error.ts";
import type { Memory } from "./memory.ts";

/**
 * Refuses what is no memory: the buffer of one above all.
 *
 * @throws NavetteError `ERR_NAVETTE_MEMORY`, naming the value.
 */
export function checkMemory(memory: Memory): void {
  if (typeof memory?.compareExchange === "function") return;
  const next = "give a memory, such as new SharedMemory(1), or new SharedMemory(buffer) of another thread's buffer";
  throw new NavetteError("ERR_NAVETTE_MEMORY", `memory is ${briefly(memory)}: ${next}`);
}
