import { checkResults } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import { predictedSwitches } from "../switches/predict-switches.ts";
import type { WorkerSwitches } from "../switches/switches-by-workers.ts";

/**
 * Says how context switches change with the number of threads that compute, in the reader's language.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(String(explainSwitches(await switchesByWorkers({ workers: [1, 2, 4], ms: 50 }))));
 */
export function explainSwitches(measured: readonly WorkerSwitches[]): Note {
  checkResults("measured", measured, "switchesByWorkers", "involuntary");
  const { locale } = host();
  const { count, number, time } = numberFormat(locale);
  const french = locale === "fr";
  const rate = (perSecond: number) => (perSecond < 1000 ? number(perSecond) : count(perSecond));
  const [first, last] = [measured[0], measured.at(-1)];
  const lines: string[] = [];
  if (first && last) {
    const { cores } = last.machine;
    const more = last.involuntary > 2 * first.involuntary + 1;
    const fewer = first.involuntary > 2 * last.involuntary + 1;
    lines.push(
      french
        ? `**${count(last.workers)} ${last.workers === 1 ? "thread" : "threads"} sur ${count(cores)} ${cores === 1 ? "cœur" : "cœurs"} : ${rate(last.involuntary)} changements involontaires par seconde**, ${rate(last.voluntary)} volontaires.`
        : `**${count(last.workers)} ${last.workers === 1 ? "thread" : "threads"} on ${count(cores)} ${cores === 1 ? "core" : "cores"}: ${rate(last.involuntary)} involuntary switches per second**, ${rate(last.voluntary)} voluntary ones.`,
    );
    if (more && last.workers > cores) {
      const turn = (1000 * cores) / last.involuntary;
      lines.push(
        french
          ? `Des threads plus nombreux que les cœurs se relaient : un tour dure environ ${time(turn)}, puis le système prend le cœur pour un autre.`
          : `More threads than cores take turns: a turn lasts about ${time(turn)}, then the system takes the core for another one.`,
      );
    }
    if (fewer) {
      lines.push(
        french
          ? `Avec ${first.workers === 1 ? "un seul thread" : `${count(first.workers)} threads`}, il y en avait davantage, ${rate(first.involuntary)} : d'autres programmes lui prenaient le cœur. Ces chiffres parlent d'eux plus que des threads ; mesurez de nouveau quand la machine est au repos.`
          : `With ${first.workers === 1 ? "one thread" : `${count(first.workers)} threads`} there were more, ${rate(first.involuntary)}: other programs took the core away. These figures say more about them than about the threads; measure again when the machine is quiet.`,
      );
    } else if (!more && first !== last) {
      lines.push(
        french
          ? "Le nombre de threads n'y a presque rien changé : d'autres programmes de cette machine se partageaient déjà les cœurs, ou il y en a assez pour tous."
          : "The number of threads hardly changed it: other programs of this machine shared the cores already, or there are enough for all.",
      );
    }
  }
  for (const { workers, perSecond } of predictedSwitches()) {
    const same = measured.find((one) => one.workers === workers);
    if (same === undefined) continue;
    const ratio = Math.max((same.involuntary + 1) / (perSecond + 1), (perSecond + 1) / (same.involuntary + 1));
    lines.push(
      french
        ? `Vous aviez prédit **${rate(perSecond)}** ; mesuré : **${rate(same.involuntary)}** — ${ratio <= 2 ? "bien vu." : "un autre ordre de grandeur."}`
        : `You predicted **${rate(perSecond)}**; measured: **${rate(same.involuntary)}** — ${ratio <= 2 ? "a good guess." : "another order of magnitude."}`,
    );
  }
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}
