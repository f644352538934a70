/**
 * Modules whose evaluation an interrupt tore are loaded afresh by the next import.
 *
 * Node keeps a module by its URL for ever, also one that will never be evaluated to its end: whoever imported it again
 * would wait for ever, or get what little of a CommonJS module there was. Which modules those are nobody tells, so all
 * count that were loaded since the imports of cells were last known to have ended.
 */
import { createRequire } from "node:module";

const unfinished = new Set<string>();
const generations = new Map<string, number>();
const generationQuery = "navette-again";
const { cache } = createRequire(import.meta.url);
/** Imports of cells that go on. */
const going = new Set<symbol>();

/** A module is loaded, and will be evaluated. */
export function noteLoad(url: string): void {
  unfinished.add(url);
}

/** Awaits an import of a cell's: once none goes on, everything that was loaded is evaluated, or has failed for good. */
export async function finishing<T>(imported: Promise<T>): Promise<T> {
  const one = Symbol();
  going.add(one);
  try {
    return await imported;
  } finally {
    if (going.delete(one) && going.size === 0) unfinished.clear();
  }
}

/** An evaluation was torn: what may have been part of it is loaded again when it is imported. */
export function forgetTornModules(): void {
  for (const url of unfinished) {
    const whole = withoutGeneration(url);
    generations.set(whole, (generations.get(whole) ?? 0) + 1);
  }
  unfinished.clear();
  // A torn import never ends.
  going.clear();
  for (const [path, module] of Object.entries(cache)) if (module?.loaded === false) delete cache[path];
}

/** The URL by which a module is to be loaded: as it is, unless its evaluation was torn. */
export function untornUrl(url: string): string {
  const generation = generations.get(url);
  if (generation === undefined) return url;
  const again = new URL(url);
  again.searchParams.set(generationQuery, String(generation));
  return again.href;
}

/** The URL of a module without what `untornUrl` has added. */
export function withoutGeneration(url: string): string {
  return url.replace(new RegExp(`[?&]${generationQuery}=\\d+`), "");
}
