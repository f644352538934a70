import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure } from "../plots/figure.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { Run } from "../strategies/strategy.ts";
import type { BufferTraffic } from "./produce-and-consume.ts";

/** How `bufferLevel` draws. */
export interface BufferLevelOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/** Changes that are drawn at most. */
const mostChanges = 1500;

/**
 * Draws how full a bounded buffer was over time, in items against ms, between empty and its capacity: the first 1,500
 * changes.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * bufferLevel(await produceAndConsume({ items: 10, produceMs: 0, consumeMs: 0 }));
 */
export function bufferLevel(run: Run<BufferTraffic>, options: BufferLevelOptions = {}): Plot {
  checkResult("run", run, "produceAndConsume", "results.levels");
  const { results, machine } = run;
  const locale = localeOf(options);
  const words = texts[locale];
  const { time, count, percent } = numberFormat(locale);
  const { levels, capacity, producersWaitedMs, consumersWaitedMs } = results;
  const shown = levels.slice(0, mostChanges);
  const full = levels.filter(({ items }) => items === capacity).length / Math.max(1, levels.length);
  const empty = levels.filter(({ items }) => items === 0).length / Math.max(1, levels.length);
  const end = Math.max(0.001, shown.at(-1)?.ms ?? 0);
  const summary = words.summary(count(results.taken.length), percent(full), percent(empty));
  const x = {
    field: "ms",
    type: "quantitative" as const,
    scale: { domain: [0, end * 1.02], nice: false },
    title: words.time,
    axis: { grid: false, tickCount: 8 },
  };
  const y = {
    field: "items",
    type: "quantitative" as const,
    scale: { domain: [0, capacity * 1.08], nice: false },
    title: words.items,
    axis: { tickMinStep: 1, format: "d", tickCount: Math.min(capacity, 6) },
  };
  return figure({
    title: options.title ?? words.title,
    summary,
    sentences: [
      summary,
      words.waited(time(producersWaitedMs), time(consumersWaitedMs)),
      ...(shown.length < levels.length ? [words.cut(count(mostChanges))] : []),
    ],
    machines: [machine],
    height: 220,
    zoom: "x",
    layers: [
      {
        data: { values: [{ items: capacity }] },
        mark: { type: "rule", strokeDash: [6, 3], strokeWidth: 2, color: palette.vermillion },
        encoding: { y },
      },
      {
        data: { values: [{ items: capacity, text: words.capacity }] },
        mark: { type: "text", align: "left", baseline: "top", dy: 4, dx: 4 },
        encoding: { x: { value: 0 }, y, text: { field: "text", type: "nominal" } },
      },
      {
        data: { values: [{ ms: 0, items: 0 }, ...shown] },
        mark: {
          type: "area",
          interpolate: "step-after",
          color: palette.skyBlue,
          opacity: 0.5,
          line: { color: palette.blue },
        },
        encoding: { x, y },
      },
    ],
    table: [[words.time, words.items], ...levels.slice(0, 200).map(({ ms, items }) => [time(ms), count(items)])],
    locale,
  });
}

const texts = {
  en: {
    title: "How full the buffer was",
    summary: (items: string, full: string, empty: string) =>
      `${items} items went through; after ${full} of the changes it was full, after ${empty} empty.`,
    waited: (producers: string, consumers: string) =>
      `Waiting, all together: producers ${producers}, consumers ${consumers}.`,
    cut: (most: string) => `The first ${most} changes are drawn.`,
    time: "Time since all could begin (ms)",
    items: "Items in the buffer",
    capacity: "full",
  },
  fr: {
    title: "Le remplissage du tampon",
    summary: (items: string, full: string, empty: string) =>
      `${items} éléments sont passés\u202f; après ${full} des changements il était plein, après ${empty} vide.`,
    waited: (producers: string, consumers: string) =>
      `Attente, en tout\u202f: producteurs ${producers}, consommateurs ${consumers}.`,
    cut: (most: string) => `Les ${most} premiers changements sont dessinés.`,
    time: "Temps depuis que tous peuvent partir (ms)",
    items: "Éléments dans le tampon",
    capacity: "plein",
  },
};
