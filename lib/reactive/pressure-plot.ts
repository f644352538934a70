import { firstResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure } from "../plots/figure.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { Run } from "../strategies/strategy.ts";
import { type Pressure, type Remedy, remedies } from "./back-pressure.ts";

const words = {
  en: {
    title: "Readings that wait to be handled",
    remedies: { queue: "queue them", drop: "drop them", batch: "handle batches", wait: "make the source wait" },
    summary: (parts: string) => `Still waiting at the end: ${parts}.`,
    time: "Time since the source began (ms)",
    waiting: "Readings that wait",
    remedy: "remedy",
    sent: "sent",
    handled: "handled",
    dropped: "dropped",
    left: "waiting",
  },
  fr: {
    title: "Mesures qui attendent d’être traitées",
    remedies: {
      queue: "les mettre en file",
      drop: "les jeter",
      batch: "les traiter par lots",
      wait: "faire attendre la source",
    },
    summary: (parts: string) => `Encore en attente à la fin\u202f: ${parts}.`,
    time: "Temps depuis le début de la source (ms)",
    waiting: "Mesures en attente",
    remedy: "remède",
    sent: "envoyées",
    handled: "traitées",
    dropped: "jetées",
    left: "en attente",
  },
} as const;

const colours: Readonly<Record<Remedy, string>> = {
  queue: palette.vermillion,
  drop: palette.orange,
  batch: palette.blue,
  wait: palette.green,
};
const dashes: Readonly<Record<Remedy, number[]>> = { queue: [1, 0], drop: [6, 3], batch: [2, 2], wait: [8, 3, 2, 3] };

/**
 * Draws how many readings waited in the course of time, in ms, one line for each remedy.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` without runs.
 *
 * @example
 * console.log(`${pressurePlot([await backPressure({ remedy: "batch", durationMs: 50 })])}`);
 */
export function pressurePlot(runs: readonly Run<Pressure>[], options: { readonly locale?: Locale } = {}): Plot {
  const first = firstResult("runs", runs, "backPressure", "results.waiting");
  const locale = localeOf(options);
  const say = words[locale];
  const { count } = numberFormat(locale);
  const used = remedies.filter((remedy) => runs.some(({ results }) => results.remedy === remedy));
  const names = used.map((remedy) => say.remedies[remedy]);
  const data = runs.flatMap(({ results: { remedy, waiting } }) =>
    waiting.map(({ ms, count: waits }) => ({ line: say.remedies[remedy], x: Math.round(ms * 10) / 10, y: waits })),
  );
  const parts = runs.map(({ results: { remedy, left } }) => `${say.remedies[remedy]} ${count(left)}`);
  const summary = say.summary(parts.join(", "));
  const line = { field: "line", type: "nominal" as const };
  const legend = { title: null };
  return figure({
    title: say.title,
    summary,
    sentences: [summary],
    machines: [first.machine],
    height: 220,
    zoom: "x",
    layers: [
      {
        data: { values: data },
        mark: { type: "line", strokeWidth: 2.5 },
        encoding: {
          x: { field: "x", type: "quantitative", title: say.time, axis: { grid: false }, scale: { nice: false } },
          y: { field: "y", type: "quantitative", title: say.waiting, axis: { tickCount: 5 } },
          color: { ...line, scale: { domain: names, range: used.map((remedy) => colours[remedy]) }, legend },
          strokeDash: { ...line, scale: { domain: names, range: used.map((remedy) => dashes[remedy]) }, legend },
        },
      },
    ],
    table: [
      [say.remedy, say.sent, say.handled, say.dropped, say.left],
      ...runs.map(({ results: { remedy, sent, handled, dropped, left } }) => [
        say.remedies[remedy],
        count(sent),
        count(handled),
        count(dropped),
        count(left),
      ]),
    ],
    locale,
  });
}
