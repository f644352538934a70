/** Sentences of chapters 01 and 02 that adapt to what was measured: each case from made runs, in both languages. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Counting } from "../../lib/counter/counting.ts";
import type { Note } from "../../lib/exercises/note.ts";
import { explainCounting } from "../../lib/explanations/explain-counting.ts";
import { explainDinners } from "../../lib/explanations/explain-dinners.ts";
import {
  explainHandOvers,
  explainThreadMemory,
  explainThreadThroughput,
} from "../../lib/explanations/explain-thread-costs.ts";
import { explainTrains } from "../../lib/explanations/explain-trains.ts";
import { host } from "../../lib/host/host.ts";
import type { Dinner } from "../../lib/philosophers/dine.ts";
import type { Cure } from "../../lib/philosophers/philosopher.ts";
import type { Run } from "../../lib/strategies/strategy.ts";
import type { Sharing } from "../../lib/thread-costs/busy-thread.ts";
import type { HandOverWay } from "../../lib/thread-costs/ping-pong.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { singleTrackLine, type Traffic } from "../../lib/trains/run-trains.ts";
import { sampleMachine, sampleRun } from "../lib/sample-runs.ts";

/** The note in each language, none with anything missing in it. */
function both(explain: () => Note): { en: string; fr: string } {
  const [en = "", fr = ""] = (["en", "fr"] as const).map((locale) => {
    host().locale = locale;
    const { markdown } = explain();
    assert.doesNotMatch(markdown, /undefined|NaN|Infinity|null/);
    assert.match(markdown, /^- /);
    return markdown;
  });
  assert.doesNotMatch(fr, /\p{L}'| [:;?!»]/u, "French is typeset");
  return { en: en.replaceAll("\u00a0", " "), fr: fr.replaceAll("\u202f", " ") };
}

const threads = (workers: number, wallMs = 20) => sampleRun({ strategy: "threads", workers, wallMs });

describe("explainCounting", () => {
  const counted = (counting: Counting, workers: number, lost: number, wallMs = 20) => ({
    ...threads(workers, wallMs),
    results: { counting, expected: workers * 1000, counted: workers * 1000 - lost, lost },
  });

  it("says what was lost, why, and what not losing it costs", () => {
    const runs = [
      counted("plain", 1, 0),
      counted("plain", 4, 2000, 10),
      counted("load-store", 4, 900),
      counted("atomic", 4, 0, 50),
    ];
    const { en, fr } = both(() => explainCounting(runs, 80));
    assert.match(en, /Up to \*\*50%\*\* of the additions were lost \(plain \+=, 4 threads\): 2,000 of 4,000/);
    assert.match(en, /`Atomics.load`, then `Atomics.store` lose updates too/);
    assert.match(en, /With one indivisible operation nothing was lost/);
    assert.match(en, /`Atomics.add` took \*\*5.00 times\*\* as long/);
    assert.match(en, /You predicted \*\*80%\*\*; measured: \*\*50%\*\* — less than you expected/);
    assert.match(fr, /Jusqu’à \*\*50 %\*\* des additions perdues/);
  });

  it("calls it luck where nothing was lost, and knows that one thread alone can't lose anything", () => {
    assert.match(both(() => explainCounting([counted("plain", 4, 0)])).en, /That is luck, not proof/);
    assert.match(both(() => explainCounting([counted("plain", 1, 0)])).fr, /Un seul thread : personne/);
  });
});

describe("explainHandOvers", () => {
  const cost = (way: HandOverWay, usEach: number) => ({
    ...threads(2),
    results: { way, handOvers: 100, usEach, switchesEach: 1 },
  });

  it("compares the ways, whichever is faster", () => {
    const quick = both(() =>
      explainHandOvers([cost("sleep", 5), cost("spin", 0.2), cost("message", 12), cost("await", 0.1)], 5),
    );
    assert.match(quick.en, /a thread that sleeps: \*\*5.00 µs\*\*.* switch 200,000 times a second/);
    assert.match(quick.en, /look again and again: 0.200 µs, \*\*25.0 times\*\* faster/);
    assert.match(quick.en, /12.0 µs. An `await` on the same thread: 0.100 µs, \*\*120 times\*\* less/);
    assert.match(quick.en, /a good guess/);
    const busy = both(() => explainHandOvers([cost("sleep", 5), cost("spin", 4000)]));
    assert.match(busy.fr, /\*\*plus lent\*\* que dormir/);
  });
});

describe("explainThreadMemory", () => {
  it("says what a thread takes, and when the measure is worth little", () => {
    const rest = { firstMs: 12, allMs: 40, timeline: new Timeline(), machine: sampleMachine };
    const measured = { residentMiB: [60, 65, 70, 75], perThreadMiB: 5, ...rest };
    assert.match(both(() => explainThreadMemory(measured, 1)).en, /About \*\*5.00 MiB a thread\*\*.*about 5 GiB/);
    const few = { ...measured, residentMiB: [60, 65] };
    assert.match(both(() => explainThreadMemory(few)).fr, /avec si peu de threads/);
  });
});

describe("explainThreadThroughput", () => {
  const work = (sharing: Sharing, workers: number, piecesPerSecond: number) => ({
    ...threads(workers),
    results: { sharing, pieces: 10, piecesPerSecond },
  });

  it("tells cores from locks", () => {
    const runs = [work("nothing", 1, 100), work("nothing", 8, 390), work("lock", 8, 60)];
    const { en } = both(() => explainThreadThroughput(runs, 8));
    assert.match(en, /8 threads did \*\*3.90 times\*\* the work of one, on a machine with 4 cores/);
    assert.match(en, /Beyond the number of cores threads take turns/);
    assert.match(en, /\*\*less than one alone\*\* \(0.600 times\)/);
    assert.match(en, /less than you expected/);
  });

  it("distrusts more than the cores can give", () => {
    const runs = [work("nothing", 1, 100), work("nothing", 2, 900), work("lock", 2, 110)];
    assert.match(both(() => explainThreadThroughput(runs)).fr, /plus que n’en ont les cœurs/);
  });
});

describe("explainTrains", () => {
  const traffic = (
    workers: number,
    hasSemaphore: boolean,
    collisions: Traffic["collisions"],
    wallMs: number,
  ): Run<Traffic> => ({
    ...threads(workers, wallMs),
    results: {
      line: singleTrackLine,
      hasSemaphore,
      journeys: [
        { index: 0, isUp: true, departed: 0, atSignal: 10, entered: hasSemaphore ? 30 : 10, left: 40, arrived: 60 },
      ],
      collisions,
    },
  });
  const met: Traffic["collisions"] = [{ trains: [0, 1], ms: 12, km: 5 }];

  it("says what the semaphore prevents and costs", () => {
    const { en, fr } = both(() => explainTrains(traffic(2, false, met, 60), traffic(2, true, [], 80), 1));
    assert.match(en, /Without a semaphore: \*\*1 collision\*\*/);
    assert.match(en, /With the semaphore: none, and \*\*20.0 ms\*\* of waiting/);
    assert.match(en, /The last train came in 20.0 ms later/);
    assert.match(fr, /bien vu/);
  });

  it("knows luck, one train, and a broken semaphore", () => {
    assert.match(
      both(() => explainTrains(traffic(2, false, [], 60), traffic(2, true, [], 60))).en,
      /because it was lucky once/,
    );
    assert.match(both(() => explainTrains(traffic(1, false, [], 60), traffic(1, true, [], 60))).fr, /Un seul train/);
    assert.match(
      both(() => explainTrains(traffic(2, false, met, 60), traffic(2, true, met, 60))).en,
      /a fault of the program/,
    );
  });
});

describe("explainDinners", () => {
  const dinner = (cure: Cure, workers: number, mealsPerSecond: number, fairness: number, ms?: number): Run<Dinner> => ({
    ...threads(workers),
    results: {
      cure,
      meals: Array.from({ length: workers }, () => 3),
      mealsPerSecond,
      fairness,
      ...(ms !== undefined && { deadlock: { cycle: Array.from({ length: workers }, (_, at) => at), ms } }),
      graph: { threads: workers, locks: workers, waitsFor: [], heldBy: [] },
    },
  });

  it("tells a deadlock from its absence", () => {
    assert.match(
      both(() => explainDinners([dinner("none", 5, 0, 1, 13)])).en,
      /\*\*a deadlock after 13.0 ms\*\*, and 15 meals. 5 philosophers/,
    );
    assert.match(
      both(() => explainDinners([dinner("none", 5, 100, 1)])).fr,
      /Pas d’interblocage cette fois, après 15 repas/,
    );
    assert.match(both(() => explainDinners([dinner("none", 1, 100, 1)])).en, /One philosopher: both forks are his/);
  });

  it("compares cures, which may be best in different things", () => {
    const cured = [dinner("ordering", 5, 1000, 0.95), dinner("waiter", 5, 600, 1), dinner("both", 5, 700, 0.99)];
    const { en } = both(() => explainDinners(cured, 500));
    assert.match(en, /Most meals: \*\*lower number first\*\* \(1,000 a second\). Fairest: \*\*a waiter\*\*/);
    assert.match(en, /They aren’t the same/);
    assert.match(en, /more than you expected/);
  });
});
