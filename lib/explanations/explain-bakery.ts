import { checkResults } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { BakeryDay } from "../queues/bakery.ts";
import type { Run } from "../strategies/strategy.ts";

/** A difference below this share is taken for chance. */
const chance = 0.15;

/**
 * Compares days at the bakery, the first with each of the others: what more servers brought, and, for real workers, whether
 * there were cores for them.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * const day = { customers: 200, serviceMs: 20, arrivalMs: 12 };
 * console.log(`${explainBakery([simulateBakery({ ...day, servers: 2 }), simulateBakery({ ...day, servers: 3 })])}`);
 */
export function explainBakery(runs: readonly Run<BakeryDay>[]): Note {
  checkResults("runs", runs, "simulateBakery", "results.meanWaitMs");
  const { locale } = host();
  const say = sentences(locale);
  const [first, ...others] = runs;
  const lines = first === undefined ? [] : [say.first(first), ...others.map((run) => compared(first, run, say))];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

function compared(first: Run<BakeryDay>, run: Run<BakeryDay>, say: ReturnType<typeof sentences>): string {
  const ratio = first.results.openMs / run.results.openMs;
  const gain =
    ratio > 1 + chance
      ? say.faster(run, ratio)
      : ratio < 1 - chance
        ? say.slower(run, 1 / ratio)
        : run.workers > first.workers
          ? say.noHelp(run)
          : say.same(run);
  const { servers } = run.results.options;
  const isShort = run.results.kind === "real" && run.parameters.work === "compute" && servers > run.machine.cores;
  // More servers, each with a core, who take longer: the cores worked for others.
  const isDisturbed = run.results.kind === "real" && ratio < 1 - chance && run.workers > first.workers && !isShort;
  return isShort ? `${gain} ${say.cores(run.machine.cores, servers)}` : isDisturbed ? `${gain} ${say.busy}` : gain;
}

function sentences(locale: Locale) {
  const { time, number, count } = numberFormat(locale);
  const name = ({ results: { kind, options } }: Run<BakeryDay>) =>
    locale === "fr"
      ? `${count(options.servers)} ${options.servers > 1 ? "serveurs" : "serveur"}, ${count(options.queues)} ${options.queues > 1 ? "files" : "file"}${kind === "real" ? " (pour de vrai)" : ""}`
      : `${count(options.servers)} ${options.servers > 1 ? "servers" : "server"}, ${count(options.queues)} ${options.queues > 1 ? "queues" : "queue"}${kind === "real" ? " (for real)" : ""}`;
  return locale === "fr"
    ? {
        first: (run: Run<BakeryDay>) =>
          `**${name(run)}** : les ${count(run.results.waits.length)} clients sont servis en ${time(run.results.openMs)} ; on attend ${time(run.results.meanWaitMs)} en moyenne.`,
        faster: (run: Run<BakeryDay>, ratio: number) =>
          `**${name(run)}** : ${time(run.results.openMs)}, ${number(ratio)} fois plus vite ; attente moyenne ${time(run.results.meanWaitMs)}. Plusieurs clients sont servis **au même instant** : c'est du parallélisme.`,
        same: (run: Run<BakeryDay>) =>
          `**${name(run)}** : ${time(run.results.openMs)}, autant ; attente moyenne ${time(run.results.meanWaitMs)}. Davantage de files n'est pas davantage de bras : c'est de la concurrence.`,
        noHelp: (run: Run<BakeryDay>) =>
          `**${name(run)}** : ${time(run.results.openMs)}, autant ; attente moyenne ${time(run.results.meanWaitMs)}. Les serveurs de plus n'ont pas aidé : il n'y avait pas de clients pour eux, ou pas de cœur libre sur cette machine.`,
        slower: (run: Run<BakeryDay>, ratio: number) =>
          `**${name(run)}** : ${time(run.results.openMs)}, ${number(ratio)} fois plus lent ; attente moyenne ${time(run.results.meanWaitMs)}.`,
        cores: (cores: number, servers: number) =>
          `Chaque serveur est un cœur, et cette machine en a ${count(cores)} pour ${count(servers)} serveurs : ils se relaient.`,
        busy: "Les cœurs travaillaient pour d'autres programmes : mesurez de nouveau quand la machine est au repos.",
      }
    : {
        first: (run: Run<BakeryDay>) =>
          `**${name(run)}**: the ${count(run.results.waits.length)} customers are served in ${time(run.results.openMs)}; they wait ${time(run.results.meanWaitMs)} on average.`,
        faster: (run: Run<BakeryDay>, ratio: number) =>
          `**${name(run)}**: ${time(run.results.openMs)}, ${number(ratio)} times as fast; mean wait ${time(run.results.meanWaitMs)}. Several customers are served **at the same instant**: that is parallelism.`,
        same: (run: Run<BakeryDay>) =>
          `**${name(run)}**: ${time(run.results.openMs)}, the same; mean wait ${time(run.results.meanWaitMs)}. More queues aren't more hands: that is concurrency.`,
        noHelp: (run: Run<BakeryDay>) =>
          `**${name(run)}**: ${time(run.results.openMs)}, the same; mean wait ${time(run.results.meanWaitMs)}. The further servers didn't help: there were no customers for them, or no core free on this machine.`,
        slower: (run: Run<BakeryDay>, ratio: number) =>
          `**${name(run)}**: ${time(run.results.openMs)}, ${number(ratio)} times slower; mean wait ${time(run.results.meanWaitMs)}.`,
        cores: (cores: number, servers: number) =>
          `Each server is a core, and this machine has ${count(cores)} for ${count(servers)} servers: they take turns.`,
        busy: "The cores worked for other programs: measure again when the machine is quiet.",
      };
}
