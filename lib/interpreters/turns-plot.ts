import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure } from "../plots/figure.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import { engineTexts } from "./engine-texts.ts";
import type { RecordedTurns } from "./record-turns.ts";

/** Threads that are drawn of each engine at most. */
const mostThreads = 16;
const rowHeight = 22;

/**
 * Draws when each thread computed: with a global interpreter lock the threads take turns, without one they go on side by side
 * as far as there are cores. Of each engine, the first 16 threads are drawn, in ms since they began.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${turnsPlot(await recordTurns({ workers: 2, durationMs: 50 }))}`);
 */
export function turnsPlot(recorded: RecordedTurns, options: { readonly locale?: Locale } = {}): Plot {
  checkResult("recorded", recorded, "recordTurns", "engines");
  const { engines, notices, machine } = recorded;
  const locale = localeOf(options);
  const words = engineTexts(locale);
  const { count, number } = numberFormat(locale);
  const rows = engines.flatMap(({ engine, hasGil, threads }) =>
    threads.slice(0, mostThreads).map((stretches, at) => ({
      label: words.thread(at === 0 ? engine : "", count(at + 1)),
      hasGil,
      stretches,
    })),
  );
  const data = rows.flatMap(({ stretches, hasGil }, row) =>
    stretches.map(({ from, to }) => ({
      row,
      from: Math.round(from * 100) / 100,
      to: Math.round(Math.max(to, from + 0.2) * 100) / 100,
      kind: hasGil ? "gil" : "free",
    })),
  );
  const summary = words.turnsSummary(engines.map(({ engine, atOnce }) => `${engine} ${number(atOnce)}`).join(", "));
  return figure({
    title: words.turnsTitle,
    summary,
    sentences: [summary, words.gap, ...notices],
    machines: [machine],
    height: rows.length * rowHeight,
    layers: [
      {
        data: { values: data },
        mark: { type: "bar", height: { band: 0.75 }, aria: false },
        encoding: {
          x: {
            field: "from",
            type: "quantitative",
            title: words.turnsAxis,
            scale: { nice: false },
            axis: { tickCount: 8 },
          },
          x2: { field: "to" },
          y: {
            field: "row",
            type: "ordinal",
            scale: { domain: rows.map((_, at) => at) },
            title: null,
            axis: {
              labelExpr: `${JSON.stringify(rows.map(({ label }) => label))}[datum.value]`,
              ticks: false,
              domain: false,
              labelPadding: 8,
            },
          },
          color: {
            field: "kind",
            type: "nominal",
            scale: { domain: ["gil", "free"], range: [palette.vermillion, palette.blue] },
            legend: null,
          },
        },
      },
    ],
    table: [
      [words.engine, words.threadsHeading, words.atOnce],
      ...engines.map(({ engine, threads, atOnce }) => [engine, count(threads.length), number(atOnce)]),
    ],
    locale,
  });
}
