import { setTimeout } from "node:timers/promises";

/** Loads a module in the worker that runs this, and stays there a while, so that other workers take their turn. */
export async function loadTask({ module, stayMs }: { module: string; stayMs: number }): Promise<void> {
  await import(module);
  if (stayMs > 0) await setTimeout(stayMs);
}
