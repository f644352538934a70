/** Sentences of chapters 11 to 13 that adapt to what was measured, in both languages. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ThreeWays } from "../../lib/concurrency/two-by-two.ts";
import type { Crawl } from "../../lib/crawl/crawled-page.ts";
import type { Note } from "../../lib/exercises/note.ts";
import { explainBakery } from "../../lib/explanations/explain-bakery.ts";
import { explainCrawls } from "../../lib/explanations/explain-crawls.ts";
import { explainPage } from "../../lib/explanations/explain-page.ts";
import { explainTwoByTwo } from "../../lib/explanations/explain-two-by-two.ts";
import { host } from "../../lib/host/host.ts";
import { simulateBakery } from "../../lib/queues/simulate-bakery.ts";
import type { Run, Strategy } from "../../lib/strategies/strategy.ts";
import { sampleRun } from "../lib/sample-runs.ts";

/** The note in each language, none with anything missing in it. */
function both(explain: () => Note): { en: string; fr: string } {
  const [en = "", fr = ""] = (["en", "fr"] as const).map((locale) => {
    host().locale = locale;
    const { markdown } = explain();
    assert.doesNotMatch(markdown, /undefined|NaN|Infinity|null/);
    assert.match(markdown, /^- /);
    return markdown;
  });
  assert.doesNotMatch(fr, /'| [:;?!»]/, "French is typeset");
  return { en: en.replaceAll("\u00a0", " "), fr };
}

const none = { page: 0, other: 0, redirect: 0, status: 0, "too large": 0, failed: 0, forbidden: 0 };

function crawl(strategy: Strategy, workers: number, waiting: number, working: number, parameters = {}): Run<Crawl> {
  const wallMs = waiting + working;
  const spent = { waiting, fetching: working, parsing: 0, linking: 0 };
  const counted = { known: 600, waiting: 0, dropped: 0, links: 0, bytes: 0, fetched: 600, retried: 0 };
  const outcomes = { ...none, page: 600 };
  const results = { outcomes, ...counted, perSecond: 6e5 / wallMs, spent, parsedElsewhereMs: 0, parsers: 0, pages: [] };
  return { ...sampleRun({ strategy, workers, wallMs, parameters, kind: "page" }), results };
}

describe("explainCrawls", () => {
  const alone = crawl("sequential", 1, 5700, 300);

  it("says when the thread has become the bottleneck, and when waits are left", () => {
    const busy = both(() => explainCrawls([alone, crawl("async", 50, 10, 300)]));
    assert.match(busy.en, /has become CPU-bound/);
    assert.match(busy.fr, /devenu limité par le processeur/);
    assert.match(both(() => explainCrawls([alone, crawl("async", 5, 900, 300)])).en, /75% waiting is left/);
  });

  it("blames politeness, or too small a site, where they hold it up", () => {
    const limits = (parameters: object) =>
      both(() => explainCrawls([alone, crawl("async", 250, 900, 300, parameters)])).en;
    assert.match(limits({ delayMs: 50 }), /the delay between two requests/);
    assert.match(limits({ perHost: 2 }), /2 requests at once to the same host/);
    assert.match(limits({}), /a small site doesn’t fill all the places/);
  });

  it("tells of pages without an answer", () => {
    const failed = crawl("async", 5, 900, 300);
    const results = { ...failed.results, outcomes: { ...none, failed: 3 } };
    assert.match(both(() => explainCrawls([{ ...failed, results }])).en, /Without an answer: 3/);
  });
});

describe("explainPage", () => {
  const page = (waiting: number, parsing: number) => {
    const spent = { waiting, fetching: 1, parsing, linking: 0.5 };
    const results = { url: "", status: 200, contentType: "text/html", bytes: 1, html: "", links: ["a"], spent };
    return { ...sampleRun({ strategy: "sequential", wallMs: waiting + parsing + 1.5 }), results };
  };

  it("gives the share of computing beside the course's", () => {
    const { en, fr } = both(() => explainPage([page(97, 1), page(96, 2), page(95, 3)]));
    assert.match(en, /\*\*2\.50 ms, 2\.5%\*\* of the time\. In the course: 2\.5%/);
    assert.match(fr, /Dans le cours\u202f: 2,5\u202f%/);
    assert.match(en, /I\/O-bound/);
  });

  it("says so where there is little to wait for", () => {
    assert.match(both(() => explainPage([page(1, 5)])).en, /a faster processor would be noticed/);
  });
});

describe("explainBakery", () => {
  it("tells more hands from more queues", () => {
    const day = (servers: number, queues: number) => simulateBakery({ servers, queues, random: false });
    const { en, fr } = both(() => explainBakery([day(1, 1), day(1, 2), day(2, 2)]));
    assert.match(en, /1 server, 2 queues\*\*: 800 ms, the same; .*More queues aren’t more hands/);
    assert.match(en, /2 servers, 2 queues\*\*: 400 ms, 2\.00 times as fast/);
    const one = simulateBakery({ servers: 1, customers: 1 });
    const two = simulateBakery({ servers: 2, customers: 1 });
    assert.match(both(() => explainBakery([one, two])).en, /The further servers didn’t help/);
    assert.match(fr, /Davantage de files n’est pas davantage de bras/);
  });

  it("says why two real servers took longer than one", () => {
    const real = (servers: number, openMs: number) => {
      const day = simulateBakery({ servers, queues: 2 });
      return {
        ...day,
        machine: { ...day.machine, cores: 4 },
        results: { ...day.results, kind: "real" as const, openMs },
      };
    };
    const { en, fr } = both(() => explainBakery([real(1, 1000), real(2, 1500)]));
    assert.match(en, /1\.50 times slower; .*The cores worked for other programs/);
    assert.match(fr, /1,50 fois plus lent\u202f; .*Les cœurs travaillaient pour d’autres programmes/);
    assert.doesNotMatch(both(() => explainBakery([real(1, 1000), real(2, 600)])).en, /other programs/);
  });
});

describe("explainTwoByTwo", () => {
  const run = (strategy: Strategy, workers: number, wallMs: number): Run<number> => ({
    ...sampleRun({ strategy, workers, wallMs, kind: "chunk" }),
    results: 8,
  });
  const ways = (sequential: number, concurrent: number, parallel: number, workers = 2): ThreeWays => ({
    sequential: run("sequential", 1, sequential),
    concurrent: run("async", 8, concurrent),
    parallel: run("threads", workers, parallel),
  });

  it("names the better tool of each sort", () => {
    const { en, fr } = both(() => explainTwoByTwo({ io: ways(800, 100, 400), cpu: ways(320, 320, 160) }));
    assert.match(en, /Concurrency wins, 4\.00 times as fast/);
    assert.match(en, /Parallelism wins, 2\.00 times as fast/);
    assert.match(fr, /La concurrence gagne, 4,00 fois plus vite/);
  });

  it("compares a guess with the sort of tasks that it was about", () => {
    const guess = (ms: number) => [{ strategy: "threads", workers: 2, ms } as const];
    const measured = { io: ways(800, 100, 400), cpu: ways(320, 320, 160) };
    const { en, fr } = both(() => explainTwoByTwo(measured, guess(400), guess(40)));
    assert.match(en, /\*\*400.ms\*\* — a good guess\..*\*\*160.ms\*\* — reality is 4\.00 times slower/s);
    assert.match(fr, /bien vu\..*la réalité est 4,00 fois plus lente/s);
    assert.doesNotMatch(both(() => explainTwoByTwo(measured)).en, /You predicted/);
  });

  it("says so where the rule didn't show", () => {
    const { en } = both(() => explainTwoByTwo({ io: ways(800, 100, 101, 8), cpu: ways(320, 320, 400, 8) }));
    assert.match(en, /all the waits overlap too/);
    assert.match(en, /The threads were slower/);
    assert.match(en, /8 threads shared 4 cores/);
    assert.match(
      both(() => explainTwoByTwo({ io: ways(8, 10, 5), cpu: ways(8, 8, 8) })).en,
      /Here the threads were faster/,
    );
  });
});
