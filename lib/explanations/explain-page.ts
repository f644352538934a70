import type { FetchedPage } from "../crawl/fetch-page.ts";
import { checkResults } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Run } from "../strategies/strategy.ts";

/** The share of the course's program that was computing: (0.6097 − 0.5942) ÷ 0.6097. */
const courseShare = (0.6097 - 0.5942) / 0.6097;

/**
 * Says how much of a page's time was waiting, and how much reading it, next to the course's figure. Of repetitions it tells
 * of the one in the middle, which `spentBars` draws.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * await using site = await serveSite({ pages: 10, latencyMs: 50 });
 * console.log(`${explainPage([await fetchPage(site.reserved)])}`);
 */
export function explainPage(runs: readonly Run<FetchedPage>[]): Note {
  checkResults("runs", runs, "fetchPage", "results.spent");
  const { locale } = host();
  const { time, percent, count } = numberFormat(locale);
  const run = runs.toSorted((a, b) => a.wallMs - b.wallMs)[(runs.length - 1) >> 1];
  if (run === undefined) return new Note("–");
  const { wallMs, results } = run;
  const waitingMs = results.spent.waiting;
  const readingMs = results.spent.parsing + results.spent.linking;
  const links = results.links.length;
  const share = percentOf(readingMs / wallMs, locale);
  const course = percentOf(courseShare, locale);
  const isWaiting = waitingMs > wallMs / 2;
  const lines =
    locale === "fr"
      ? [
          `**${time(wallMs)} pour une page**, dont ${time(waitingMs)} à attendre le premier octet : ${percent(waitingMs / wallMs)}.`,
          `Lire son HTML et trier ${links === 1 ? "son lien" : `ses ${count(links)} liens`} : **${time(readingMs)}, soit ${share}** du temps. Dans le cours : ${course}.`,
          isWaiting
            ? `Un processeur deux fois plus rapide n'épargnerait qu'environ ${time(readingMs / 2)} : ce programme est **limité par les entrées-sorties**.`
            : "Ici l'attente est courte : un processeur plus rapide se remarquerait. Augmentez `latencyMs` pour éloigner le serveur.",
        ]
      : [
          `**${time(wallMs)} for one page**, of which ${time(waitingMs)} to wait for the first byte: ${percent(waitingMs / wallMs)}.`,
          `Reading its HTML and sorting ${links === 1 ? "its link" : `its ${count(links)} links`}: **${time(readingMs)}, ${share}** of the time. In the course: ${course}.`,
          isWaiting
            ? `A processor twice as fast would save no more than about ${time(readingMs / 2)}: this program is **I/O-bound**.`
            : "Here the wait is short: a faster processor would be noticed. Raise `latencyMs` to move the server away.",
        ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

/** A share with one decimal: 2.5 %. */
function percentOf(share: number, locale: Locale): string {
  const written = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(share);
  return written.replace(/\s/, locale === "fr" ? "\u202f" : "\u00a0");
}
