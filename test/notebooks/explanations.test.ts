/** Sentences that adapt to what was measured: each case from made runs, in both languages. */
import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { Note } from "../../lib/exercises/note.ts";
import { predict, predictionsOf } from "../../lib/exercises/predict.ts";
import { downloadBound, downloadIdeal } from "../../lib/explanations/download-bound.ts";
import { explainAlgorithms } from "../../lib/explanations/explain-algorithms.ts";
import { explainDownloads } from "../../lib/explanations/explain-downloads.ts";
import { explainFactors } from "../../lib/explanations/explain-factors.ts";
import { explainPrinting } from "../../lib/explanations/explain-printing.ts";
import { explainScaling } from "../../lib/explanations/explain-scaling.ts";
import { explainWriting } from "../../lib/explanations/explain-writing.ts";
import type { Printed } from "../../lib/factors/printing-cost.ts";
import type { FastAlgorithm, WrittenFactors } from "../../lib/factors/write-factors.ts";
import { host } from "../../lib/host/host.ts";
import type { Run } from "../../lib/strategies/strategy.ts";
import { sampleRun, sampleSpan } from "../lib/sample-runs.ts";

const languages = ["en", "fr"] as const;

/** The note in each language, none with anything missing in it. */
function both(explain: () => Note): { en: string; fr: string } {
  const [en = "", fr = ""] = languages.map((locale) => {
    host().locale = locale;
    const { markdown } = explain();
    assert.doesNotMatch(markdown, /undefined|NaN|Infinity|null/);
    assert.match(markdown, /^- /);
    return markdown;
  });
  assert.doesNotMatch(fr, /'| [:;?!»]/, "French is typeset");
  return { en: en.replaceAll("\u00a0", " "), fr };
}

function download(strategy: "sequential" | "async" | "threads", workers: number, wallMs: number, images = 10) {
  const spans = Array.from({ length: images }, (_, at) =>
    sampleSpan({ label: `image-${at}.jpg`, started: wallMs - 200, ended: wallMs - 10 }),
  );
  return sampleRun({ strategy, workers, wallMs, spans });
}

function factors(
  strategy: "sequential" | "threads" | "processes",
  workers: number,
  wallMs: number,
  parameters: Record<string, unknown> = { warm: false },
) {
  return sampleRun({ strategy, workers, wallMs, parameters, kind: "chunk" });
}

describe("explainDownloads", () => {
  beforeEach(() => predict("download", { strategy: "threads", seconds: null }));

  it("says that waits overlap, and what threads cost, where they were slower than one thread", () => {
    const runs = [download("sequential", 1, 2000), download("async", 10, 220), download("threads", 10, 420)];
    const { en, fr } = both(() => explainDownloads(runs));
    assert.match(en, /async, 10 at once: 220 ms\*\*, 9\.09 times as fast\. Up to 10 waits/);
    assert.match(en, /The threads took \*\*200 ms more\*\* than one asynchronous thread; 230 ms passed outside/);
    assert.match(fr, /Les threads ont mis \*\*200\u202fms de plus\*\*/);
  });

  it("says so where threads were faster, or on a par", () => {
    const faster = [download("sequential", 1, 2000), download("async", 10, 400), download("threads", 10, 300)];
    assert.match(both(() => explainDownloads(faster)).en, /The threads beat one asynchronous thread/);
    const alike = [download("sequential", 1, 2000), download("async", 10, 400), download("threads", 10, 410)];
    assert.match(both(() => explainDownloads(alike)).en, /are on a par/);
  });

  it("says why nothing is gained: one image, one at a time, no latency", () => {
    const oneImage = [download("sequential", 1, 200, 1), download("async", 1, 205, 1)];
    assert.match(both(() => explainDownloads(oneImage)).en, /neither better nor worse\. With a single image/);
    const oneWorker = [download("sequential", 1, 2000), download("threads", 1, 2300)];
    assert.match(both(() => explainDownloads(oneWorker)).en, /1\.15 times slower\. With one download at a time/);
    const near = [download("sequential", 1, 200), download("threads", 10, 600)];
    assert.match(both(() => explainDownloads(near)).en, /3\.00 times slower\. The server answers so fast/);
    const starting = [download("sequential", 1, 2000), download("threads", 10, 2500)];
    assert.match(
      both(() => explainDownloads(starting)).en,
      /1\.25 times slower\. The waits overlapped, but 2\.31 s passed/,
    );
    const { timeline, ...busy } = download("threads", 10, 2500);
    for (const [at, span] of timeline.spans.entries()) timeline.spans[at] = { ...span, started: 10, ended: 2490 };
    assert.match(
      both(() => explainDownloads([download("sequential", 1, 2000), { ...busy, timeline }])).en,
      /busy with something else/,
    );
  });

  it("compares a guess with the measurement", () => {
    const runs = [download("sequential", 1, 2000), download("threads", 10, 400)];
    predict("download", { strategy: "threads", workers: 10, seconds: 0.38 });
    assert.match(
      both(() => explainDownloads(runs, predictionsOf("download"))).en,
      /You predicted \*\*380 ms\*\* \(10 threads\).* a good guess/,
    );
    predict("download", { strategy: "threads", workers: 10, seconds: 0.1 });
    assert.match(
      both(() => explainDownloads(runs, predictionsOf("download"))).fr,
      /la réalité est 4,00\u202f?\s?fois plus lente/,
    );
  });

  it("calls a program that waits one that waits, and no other", () => {
    const waiting = { ...download("sequential", 1, 2000), cpuMs: 40 };
    assert.match(both(() => explainDownloads(waiting)).en, /worked for only 2% of it; the rest is waiting/);
    const busy = { ...download("sequential", 1, 2000), cpuMs: 1800 };
    assert.match(both(() => explainDownloads(busy)).en, /worked for 90% of it\.$/);
  });

  it("needs neither a sequential run nor several strategies", () => {
    both(() => explainDownloads([download("threads", 10, 400)]));
    both(() => explainDownloads(download("sequential", 1, 400)));
  });
});

describe("explainFactors", () => {
  beforeEach(() => predict("factors", { strategy: "processes", timesAsFast: null }));

  it("tells starting workers from sharing work where they were slower", () => {
    const alone = factors("sequential", 1, 40);
    const cold = both(() => explainFactors([alone, factors("processes", 10, 400)]));
    assert.match(
      cold.en,
      /10\.0 times slower\. On 4 cores the computing alone could have taken 10\.0 ms; the other 390 ms went into starting/,
    );
    assert.match(cold.fr, /les autres 390\u202fms sont allées à démarrer les exécutants/);
    const warm = both(() => explainFactors([alone, factors("threads", 2, 60, { warm: true })]));
    assert.match(warm.en, /1\.50 times slower\..* the other 40\.0 ms went into handing out chunks/);
  });

  it("measures a gain against the ideal, and knows the machine's cores", () => {
    const alone = factors("sequential", 1, 1000);
    assert.match(
      both(() => explainFactors([alone, factors("threads", 4, 260)])).en,
      /3\.85 times as fast\. That is close to the ideal, 4 times\.$/,
    );
    const crowd = both(() => explainFactors([alone, factors("threads", 10, 500)])).en;
    assert.match(crowd, /That is 50% of the ideal, 4 times/);
    assert.match(crowd, /This machine has 4 cores, on which 10 workers take turns/);
  });

  it("says why nothing is gained", () => {
    const alone = factors("sequential", 1, 1000);
    assert.match(both(() => explainFactors([alone, factors("threads", 1, 1010)])).en, /A single worker computes/);
    assert.match(both(() => explainFactors([alone, factors("threads", 2, 980)])).en, /sharing out the work took back/);
  });

  it("turns a guess of so many times as fast into a time", () => {
    predict("factors", { strategy: "processes", workers: 10, timesAsFast: 10 });
    const runs = [factors("sequential", 1, 1000), factors("processes", 10, 2000)];
    assert.match(
      both(() => explainFactors(runs, predictionsOf("factors", runs))).en,
      /You predicted \*\*100 ms\*\*.*reality is 20\.0 times slower/,
    );
  });
});

describe("explainAlgorithms", () => {
  const naive = factors("sequential", 1, 1000, { algorithm: "naive" });
  const primes = factors("sequential", 1, 200, { algorithm: "primes" });

  it("says which gained more, a better algorithm or more workers", () => {
    const few = both(() => explainAlgorithms([naive, primes, factors("threads", 2, 550, { algorithm: "naive" })]));
    assert.match(few.en, /\(`primes`\) is \*\*5\.00 times\*\* as fast.*\*\*1\.82 times\*\*\. Work that isn’t done/);
    const many = both(() => explainAlgorithms([naive, primes, factors("threads", 64, 50, { algorithm: "naive" })]));
    assert.match(many.fr, /Ici les exécutants l’emportent/);
  });
});

describe("a guess about some of the runs", () => {
  beforeEach(() => predict("mine", { strategy: "sequential", timesAsFast: null }));

  it("is named by what sets them apart, and compared with them alone", () => {
    const parameters = { algorithm: "primes" };
    host().locale = "en";
    const note = predict("mine", { strategy: "sequential", parameters, timesAsFast: 4 });
    assert.match(`${note}`, /sequential, algorithm primes, 4 times as fast/);
    const naive = factors("sequential", 1, 1000, { algorithm: "naive" });
    const runs = [naive, factors("sequential", 1, 200, parameters), factors("threads", 2, 550, { algorithm: "naive" })];
    const { en, fr } = both(() => explainAlgorithms(runs, predictionsOf("mine", naive)));
    assert.match(en, /You predicted \*\*250.ms\*\*.*measured: \*\*200.ms\*\* — a good guess/);
    assert.match(fr, /Vous aviez prédit \*\*250.ms\*\*.*bien vu/);
    assert.doesNotMatch(both(() => explainAlgorithms(runs)).en, /You predicted/);
  });

  it("counts work, not time, where the work grows with the workers", () => {
    const parameters = { serialPercent: 0, grows: true };
    const runs = [1, 2].map((workers) => factors("threads", workers, 1000, parameters));
    const measured = [factors("sequential", 1, 1000, parameters), ...runs];
    predict("mine", { strategy: "threads", workers: 2, timesAsFast: 4 });
    const { en, fr } = both(() => explainScaling(measured, predictionsOf("mine", measured)));
    assert.match(en, /You predicted \*\*4\.00 times as much\*\*; measured: \*\*2\.00 times as much\*\* — less than/);
    assert.match(fr, /\*\*4,00 fois autant\*\*.*\*\*2,00 fois autant\*\* — c’est moins que prévu/);
    predict("mine", { strategy: "threads", timesAsFast: null });
  });
});

describe("explainPrinting", () => {
  const printed = (times: Record<Printed["printing"], number>): Run<Printed>[] =>
    (["none", "each line", "blocks"] as const).map((printing) => ({
      ...sampleRun({ strategy: "sequential", wallMs: times[printing], parameters: { printing } }),
      results: { printing, lines: 10, bytes: 100 },
    }));

  it("says what each line adds, and doesn't where it is within chance", () => {
    const costly = both(() => explainPrinting(printed({ none: 40, "each line": 70, blocks: 41 })));
    assert.match(costly.en, /added \*\*30\.0 ms\*\* \(75%\) to the computing; .*, next to nothing/);
    const cheap = both(() => explainPrinting(printed({ none: 237, "each line": 105, blocks: 77 })));
    assert.match(cheap.en, /no more than chance/);
  });
});

describe("the bound of downloads", () => {
  it("is rounds of one latency", () => {
    host().locale = "en";
    assert.equal(downloadBound({ images: 10, latencyMs: 200, workers: 3 }).ms, 800);
    assert.equal(downloadBound({ images: 1, latencyMs: 200, workers: 64 }).ms, 200);
    const { of } = downloadIdeal(10);
    assert.deepEqual([1, 2, 3, 5, 9, 10, 64].map(of), [1, 2, 2.5, 5, 5, 10, 10]);
  });
});

describe("explainWriting", () => {
  const written = (algorithm: FastAlgorithm, workers: number, wallMs: number): Run<WrittenFactors> => ({
    ...sampleRun({ strategy: workers === 1 ? "sequential" : "threads", workers, wallMs, parameters: { algorithm } }),
    results: { file: "f", count: 200_000, bytes: 1, algorithm, tableBytes: algorithm === "table" ? 33_000_000 : 0 },
  });

  it("says at what pace, whether the table paid, and what threads brought", () => {
    const few = both(() => explainWriting([written("simd", 1, 50), written("table", 1, 150), written("simd", 4, 80)]));
    assert.match(few.en, /`simd`, one thread.*200,000 lines in \*\*50\.0 ms\*\*.*4\.00 million lines per second/);
    assert.match(few.en, /takes \*\*3\.00 times\*\* as long as the divisions: filling 33\.0 MB/);
    assert.match(few.en, /4 threads instead of one brought nothing/);
    assert.match(few.fr, /la table est \*\*3,00 fois\*\* plus lente/);
    const many = both(() =>
      explainWriting([written("simd", 1, 500), written("table", 1, 250), written("simd", 4, 125)]),
    );
    assert.match(
      many.en,
      /\(33\.0 MB\) is \*\*2\.00 times\*\* as fast.*\n- 4 threads instead of one: \*\*4\.00 times\*\*/,
    );
    assert.match(many.fr, /4 threads au lieu d’un/);
    assert.match(both(() => explainWriting([written("simd", 1, 100), written("table", 1, 104)])).fr, /se valent/);
  });
});
