import { firstResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { bars } from "../plots/bars.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { Run } from "../strategies/strategy.ts";
import type { CrashOutcome } from "./crash-one.ts";

/** How `crashBars` draws. */
export interface CrashBarsOptions {
  /** How many workers the reader expected to finish in the last of the runs; nothing is drawn without a guess. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws how many workers finished although one of them crashed, as processes and as threads of one process.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * const apart = await crashOne({ isolation: "processes", workers: 3, count: 1000 });
 * const together = await crashOne({ isolation: "threads", workers: 3, count: 1000 });
 * crashBars([apart, together]);
 */
export function crashBars(runs: readonly Run<readonly CrashOutcome[]>[], options: CrashBarsOptions = {}): Plot {
  firstResult("runs", runs, "crashOne", "results.0.fate");
  const locale = localeOf(options);
  const say = words[locale];
  const { count } = numberFormat(locale);
  const finished = ({ results }: Run<readonly CrashOutcome[]>) =>
    results.filter(({ fate }) => fate === "finished").length;
  const rows = runs.map((run) => ({
    name: run.strategy === "threads" ? say.threads : say.processes,
    value: finished(run),
    text: say.of(count(finished(run)), count(run.results.length)),
    colour: run.strategy === "threads" ? palette.orange : palette.blue,
  }));
  const guess = finiteGuess(options.prediction);
  const last = rows.at(-1);
  return bars({
    title: say.title,
    summary: `${rows.map(({ name, text }) => `${name} ${text}`).join(", ")}.`,
    sentences: [say.read],
    rows,
    axis: say.axis,
    isCounted: true,
    heading: say.heading,
    prediction:
      guess === undefined || last === undefined ? undefined : { name: last.name, value: guess, text: count(guess) },
    machines: runs.map(({ machine }) => machine),
    locale,
  });
}

const english = {
  title: "Who finished, although one crashed",
  read: "All but the one that crashed could have finished.",
  of: (finished: string, all: string) => `${finished} of ${all}`,
  axis: "Workers that finished",
  heading: "workers",
  processes: "processes",
  threads: "threads of one process",
};

const words: Readonly<Record<Locale, typeof english>> = {
  en: english,
  fr: {
    title: "Qui a fini, bien que l’un ait planté",
    read: "Tous auraient pu finir, sauf celui qui a planté.",
    of: (finished, all) => `${finished} sur ${all}`,
    axis: "Exécutants qui ont fini",
    heading: "exécutants",
    processes: "processus",
    threads: "threads d’un processus",
  },
};
