import type { Crawl } from "../crawl/crawled-page.ts";
import { checkPredictions } from "../errors/check-predictions.ts";
import { checkResults } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Prediction } from "../plots/timing-rows.ts";
import type { Run } from "../strategies/strategy.ts";
import { comparedRuns } from "./compared-runs.ts";
import { predictionSentence } from "./prediction-sentence.ts";

/** Below this share of waiting, the thread itself is what holds the crawl up. */
const busy = 0.2;

/**
 * Says what crawls have shown: how the waits shrank, and what limits the fastest of them now.
 * `predictions` are wall times in ms.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what are no runs, such as the promise of one.
 * @example
 * await using site = await serveSite({ pages: 30, latencyMs: 5 });
 * const runs = [await crawl(site.start, { workers: 1 }), await crawl(site.start, { workers: 10 })];
 * console.log(`${explainCrawls(runs)}`);
 */
export function explainCrawls(runs: readonly Run<Crawl>[], predictions: readonly Prediction[] = []): Note {
  checkResults("runs", runs, "crawl", "results.perSecond");
  checkPredictions(predictions);
  const { locale } = host();
  const say = sentences(locale);
  const groups = comparedRuns(runs, locale);
  const sequential = runs.find(({ strategy }) => strategy === "sequential");
  const fastest = runs.toSorted((a, b) => a.results.perSecond - b.results.perSecond).at(-1);
  const lines = [
    ...(sequential ? [say.sequential(sequential)] : []),
    ...runs
      .filter(({ strategy }) => strategy !== "sequential")
      .map((run) => {
        const ratio = sequential ? run.results.perSecond / sequential.results.perSecond : undefined;
        return say.several(nameFor(run, groups) ?? run.strategy, run, ratio);
      }),
    // What limits workers is beyond the crawling thread, whose time was measured.
    ...(fastest && isOneThread(fastest) ? [limit(fastest, say)] : []),
    ...runs.flatMap(({ results }) => (results.outcomes.failed > 0 ? [say.failed(results)] : [])).slice(0, 1),
    ...predictions.flatMap((guess) => predictionSentence(guess, groups, locale)),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

function isOneThread({ strategy }: Run<Crawl>): boolean {
  return strategy === "sequential" || strategy === "async";
}

function nameFor({ strategy, workers }: Run<Crawl>, groups: ReturnType<typeof comparedRuns>): string | undefined {
  return groups.find((group) => group.strategy === strategy && group.workers === workers)?.name;
}

function limit({ results, wallMs, workers, parameters }: Run<Crawl>, say: ReturnType<typeof sentences>): string {
  const share = results.spent.waiting / wallMs;
  if (share < busy) return say.busy;
  if (typeof parameters.delayMs === "number" && parameters.delayMs > 0) return say.polite;
  if (typeof parameters.perHost === "number" && parameters.perHost < workers) return say.perHost(parameters.perHost);
  return results.fetched < 3 * workers ? say.small : say.more(share);
}

function sentences(locale: Locale) {
  const { number, time, percent, count } = numberFormat(locale);
  const waits = ({ results, wallMs }: Run<Crawl>) => percent(results.spent.waiting / wallMs);
  const rate = ({ results }: Run<Crawl>) => number(results.perSecond);
  return locale === "fr"
    ? {
        sequential: (run: Run<Crawl>) =>
          `**Une page après l'autre : ${time(run.wallMs)}** pour ${count(run.results.fetched)} adresses, ${rate(run)} par seconde ; ${waits(run)} de ce temps est de l'attente.`,
        several: (name: string, run: Run<Crawl>, ratio: number | undefined) =>
          `**${name} : ${time(run.wallMs)}**, ${rate(run)} par seconde${ratio ? `, ${number(ratio)} fois autant` : ""} ; attente : ${waits(run)}.`,
        busy: "Le thread ne fait presque plus qu'y travailler : **le programme est devenu limité par le processeur**. Davantage de requêtes à la fois n'y changera rien ; lire les pages dans d'autres threads, ou plus de machines, si.",
        polite: "Ce qui limite à présent est la politesse : le délai entre deux requêtes au même hôte.",
        perHost: (most: number) =>
          `Ce qui limite à présent est la politesse : ${most} requêtes à la fois au même hôte.`,
        failed: ({ outcomes, pages }: Crawl) =>
          `Sans réponse : ${count(outcomes.failed)}. ${pages.find(({ error }) => error !== undefined)?.error ?? ""}`,
        small:
          "Il reste de l'attente, car un petit site n'occupe pas toutes les places : au début on ne connaît qu'une adresse, à la fin il n'en reste que quelques-unes.",
        more: (share: number) =>
          `Il reste ${percent(share)} d'attente : davantage de requêtes à la fois irait plus vite encore, si le serveur le supporte.`,
      }
    : {
        sequential: (run: Run<Crawl>) =>
          `**One page after the other: ${time(run.wallMs)}** for ${count(run.results.fetched)} addresses, ${rate(run)} a second; ${waits(run)} of that time is waiting.`,
        several: (name: string, run: Run<Crawl>, ratio: number | undefined) =>
          `**${name}: ${time(run.wallMs)}**, ${rate(run)} a second${ratio ? `, ${number(ratio)} times as many` : ""}; waiting: ${waits(run)}.`,
        busy: "The thread now does little else than work: **the program has become CPU-bound**. More requests at once won't change that; reading pages in other threads, or more machines, will.",
        polite: "What limits it now is politeness: the delay between two requests to the same host.",
        perHost: (most: number) => `What limits it now is politeness: ${most} requests at once to the same host.`,
        failed: ({ outcomes, pages }: Crawl) =>
          `Without an answer: ${count(outcomes.failed)}. ${pages.find(({ error }) => error !== undefined)?.error ?? ""}`,
        small:
          "Some waiting is left, since a small site doesn't fill all the places: at the beginning only one address is known, at the end only a few are left.",
        more: (share: number) =>
          `${percent(share)} waiting is left: more requests at once would be faster still, if the server bears it.`,
      };
}
