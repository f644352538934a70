import { NavetteError } from "../../lib/errors/navette-error.ts";
import type { DefineMagic, Magic, MagicContext, RunWay } from "./magic.ts";
import type { MagicCall } from "./read-magics.ts";

/** The magics of one session. */
export interface Magics {
  readonly define: DefineMagic;
  /**
   * Runs the magics of a cell, one after the other.
   *
   * @returns how the cell's code is to be run
   * @throws NavetteError `ERR_NAVETTE_MAGIC` for one that isn't defined, or not of the cell, before any runs; what a
   *   magic throws.
   */
  run(calls: readonly MagicCall[], context: Omit<MagicContext, "argument" | "runAs">): Promise<RunWay>;
  all(): readonly Magic[];
  find(name: string): Magic | undefined;
}

export function openMagics(): Magics {
  const magics = new Map<string, Magic>();
  return {
    define(magic) {
      if (magics.has(magic.name)) throw new NavetteError("ERR_NAVETTE_MAGIC", `%${magic.name} is defined already`);
      magics.set(magic.name, magic);
    },
    all: () => [...magics.values()],
    find: (name) => magics.get(name),
    async run(calls, context) {
      const found = calls.map(({ name, argument, isOfCell }) => {
        const magic = magics.get(name);
        if (magic && isOfCell && magic.kind === "line") {
          throw new NavetteError("ERR_NAVETTE_MAGIC", `%%${name}: write %${name}, which is about no cell`);
        }
        if (magic) return { magic, argument };
        const known = [...magics.values()].map((one) => `%${one.name} ${one.help}`).join("; ");
        throw new NavetteError("ERR_NAVETTE_MAGIC", `there is no magic %${name}; there are: ${known}`);
      });
      const ways: RunWay[] = [];
      for (const { magic, argument } of found) {
        context.signal.throwIfAborted();
        await magic.run({ ...context, argument, runAs: (way) => ways.push(way) });
      }
      const [way = {}, ...more] = ways;
      if (more.length > 0) throw new NavetteError("ERR_NAVETTE_MAGIC", "a cell is measured in one way: give one magic");
      return way;
    },
  };
}
