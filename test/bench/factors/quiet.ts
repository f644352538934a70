import { cpus } from "node:os";

/** What a measure took, and how much of the processors other programs had meanwhile, from 0 to 1. */
export interface Measure {
  readonly ms: number;
  readonly cpuMs?: number;
  readonly others?: number;
}

/** Share of the processors above which a measure is done again. */
const bearable = 0.04;

/** How often a measure is done again before the least disturbed one is taken. */
const mostTries = Number(process.env.TRIES ?? 5);

/** Measures in a quiet moment: again when other programs were busy meanwhile, as far as the run knows its own CPU. */
export async function quietly(run: () => Promise<Measure>): Promise<Measure> {
  let best: Measure | undefined;
  for (let tries = 0; tries < mostTries; tries++) {
    const before = usage();
    const { ms, cpuMs } = await run();
    if (cpuMs === undefined) return { ms };
    const { busy, total } = usage();
    const others = Math.max(0, busy - before.busy - cpuMs) / (total - before.total);
    if (best?.others === undefined || others < best.others) best = { ms, cpuMs, others };
    if (others < bearable) break;
  }
  if (best === undefined) throw new Error(`TRIES is ${process.env.TRIES}: give a whole number of at least 1`);
  return best;
}

/** Milliseconds that all processors worked, and that they had, since the machine started. */
function usage(): { busy: number; total: number } {
  let busy = 0;
  let total = 0;
  for (const { times } of cpus()) {
    const working = times.user + times.nice + times.sys + times.irq;
    busy += working;
    total += working + times.idle;
  }
  return { busy, total };
}
