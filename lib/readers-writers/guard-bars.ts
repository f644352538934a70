import { firstResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { bars } from "../plots/bars.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { Run } from "../strategies/strategy.ts";
import type { ReadsAndWrites } from "./read-and-write.ts";
import type { Guard } from "./reader-writer.ts";

/** How `guardBars` draws. */
export interface GuardBarsOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** Reads per second that the reader expected with the read–write lock. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Compares guards of shared data: reads per second as bars, with writes and reads that saw half a change beside them.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs.
 * @example
 * guardBars([await readAndWrite({ guard: "mutex", durationMs: 20 })]);
 */
export function guardBars(runs: readonly Run<ReadsAndWrites>[], options: GuardBarsOptions = {}): Plot {
  const locale = localeOf(options);
  const prediction = finiteGuess(options.prediction);
  firstResult("runs", runs, "readAndWrite", "results.torn");
  const words = texts[locale];
  const { count } = numberFormat(locale);
  const rows = runs.map(({ results: { guard, readsPerSecond, writesPerSecond, torn } }) => ({
    name: words.guards[guard],
    value: readsPerSecond,
    text: words.row(count(readsPerSecond), count(writesPerSecond), count(torn), torn),
    colour: torn > 0 ? palette.vermillion : palette.blue,
  }));
  const torn = runs.reduce((sum, { results }) => sum + results.torn, 0);
  const summary = words.summary(count(torn));
  return bars({
    title: options.title ?? words.title,
    summary,
    sentences: [summary],
    rows,
    axis: words.axis,
    heading: words.guard,
    prediction:
      prediction === undefined
        ? undefined
        : { name: words.guards["read-write"], value: prediction, text: count(prediction) },
    machines: runs.map(({ machine }) => machine),
    locale,
  });
}

const english = {
  title: "Readers and writers",
  summary: (torn: string): string => `${torn} reads saw a change half done.`,
  axis: "Reads per second",
  guard: "guard",
  row: (reads: string, writes: string, torn: string, count: number): string =>
    `${reads} reads/s · ${writes} writes/s${count > 0 ? ` · ${torn} torn` : ""}`,
  guards: { none: "none", mutex: "a mutex", "read-write": "a read–write lock" } as Readonly<Record<Guard, string>>,
};

const texts: Readonly<Record<Locale, typeof english>> = {
  en: english,
  fr: {
    title: "Lecteurs et rédacteurs",
    summary: (torn) => `${torn} lectures ont vu un changement à moitié fait.`,
    axis: "Lectures par seconde",
    guard: "garde",
    row: (reads, writes, torn, count) =>
      `${reads} lectures/s · ${writes} écritures/s${count > 0 ? ` · ${torn} faussées` : ""}`,
    guards: { none: "aucun", mutex: "un mutex", "read-write": "un verrou lecteurs-rédacteur" },
  },
};
