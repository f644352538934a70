import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Crawl, Spent } from "../../lib/crawl/crawled-page.ts";
import { millionPages } from "../../lib/plots/million-pages.ts";
import { spentBars } from "../../lib/plots/spent-bars.ts";
import type { Run, Strategy } from "../../lib/strategies/strategy.ts";
import { matchesPicture } from "./picture.ts";
import { sampleRun } from "./sample-runs.ts";

const outcomes = { page: 100, other: 0, redirect: 0, status: 0, "too large": 0, failed: 0, forbidden: 0 };

function sampleCrawl(strategy: Strategy, workers: number, spent: Spent, parsedElsewhereMs = 0): Run<Crawl> {
  const wallMs = spent.waiting + spent.fetching + spent.parsing + spent.linking;
  const counted = { known: 100, waiting: 0, dropped: 0, links: 0, bytes: 0, fetched: 100, retried: 0 };
  const results = { outcomes, ...counted, perSecond: 1e5 / wallMs, spent, parsedElsewhereMs, parsers: 0, pages: [] };
  return { ...sampleRun({ strategy, workers, wallMs, kind: "page" }), results };
}

const runs = [
  sampleCrawl("sequential", 1, { waiting: 5700, fetching: 200, parsing: 60, linking: 40 }),
  sampleCrawl("async", 10, { waiting: 420, fetching: 130, parsing: 50, linking: 30 }),
  sampleCrawl("async", 50, { waiting: 30, fetching: 120, parsing: 50, linking: 30 }),
];

suite("plots of crawls", () => {
  for (const locale of ["en", "fr"] as const) {
    test(`show where the time went (${locale})`, async (t) => {
      const plot = spentBars([runs.slice(0, 1), ...runs.slice(1)], { locale });
      await matchesPicture(t, plot, `spent-bars-${locale}`);
      t.assert.snapshot(plot.toString(), { serializers: [String] });
    });

    test(`show the time for a million pages (${locale})`, async (t) => {
      const plot = millionPages(runs, { locale });
      await matchesPicture(t, plot, `million-pages-${locale}`);
      t.assert.snapshot(plot.toString(), { serializers: [String] });
    });
  }

  test("show the time that was predicted for a million pages", () => {
    const draw = (prediction: number | undefined) => millionPages(runs, { prediction, locale: "en" });
    assert.match(draw(48).toString(), /your prediction +\S+ +2\.00\u00a0days/);
    assert.match(JSON.stringify(draw(48).spec), /"kind":"prediction"/);
    for (const absent of [undefined, 0]) assert.doesNotMatch(draw(absent).toString(), /prediction/);
  });

  test("say whose time it is where workers fetch", async (t) => {
    const byWorkers = [
      sampleCrawl("threads", 4, { waiting: 240, fetching: 60, parsing: 0, linking: 20 }, 310),
      sampleCrawl("processes", 4, { waiting: 260, fetching: 80, parsing: 0, linking: 20 }, 330),
    ];
    for (const locale of ["en", "fr"] as const) {
      const plot = spentBars([...runs.slice(2), ...byWorkers], { locale });
      await matchesPicture(t, plot, `spent-bars-workers-${locale}`);
      t.assert.snapshot(plot.toString(), { serializers: [String] });
    }
    const caption = (some: typeof runs) => JSON.stringify(spentBars(some, { locale: "fr" }).spec.title);
    assert.match(caption(byWorkers), /thread qui leur confie les pages/);
    assert.doesNotMatch(caption(byWorkers), /thread qui télécharge/);
    assert.doesNotMatch(caption(runs), /exécutants/);
  });

  test("name single pages by what was done with them", () => {
    const page = { ...sampleRun({ strategy: "sequential", wallMs: 100, parameters: { links: true } }) };
    const run = { ...page, results: { spent: { waiting: 90, fetching: 5, parsing: 4, linking: 1 } } };
    assert.match(spentBars([run], { locale: "en" }).toString(), /fetch and read/);
    assert.throws(() => spentBars([]), { code: "ERR_NAVETTE_RUNS" });
  });
});
