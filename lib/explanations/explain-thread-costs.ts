import { checkResult, checkResults } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import { median } from "../plots/summary.ts";
import type { Run } from "../strategies/strategy.ts";
import type { Sharing } from "../thread-costs/busy-thread.ts";
import type { HandOver } from "../thread-costs/hand-over.ts";
import type { HandOverWay } from "../thread-costs/ping-pong.ts";
import type { ThreadMemory } from "../thread-costs/thread-memory.ts";
import type { Throughput } from "../thread-costs/throughput.ts";
import { estimateSentence } from "./estimate-sentence.ts";

/**
 * Says what a context switch costs here, beside the other ways of handing a turn over; chosen by what was measured.
 * `prediction`: µs that the reader expected of a hand-over to a thread that sleeps.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainHandOvers([await handOver({ way: "sleep", durationMs: 20 })])}`);
 */
export function explainHandOvers(runs: readonly Run<HandOver>[], prediction?: number): Note {
  checkResults("runs", runs, "handOver", "results.usEach");
  const { locale } = host();
  const french = locale === "fr";
  const { time, number } = numberFormat(locale);
  const cost = (way: HandOverWay) => {
    const costs = runs.flatMap(({ results }) => (results.way === way ? [results.usEach] : []));
    return costs.length === 0 ? undefined : median(costs);
  };
  const [sleep, spin, message, awaited] = (["sleep", "spin", "message", "await"] as const).map(cost);
  const cores = runs[0]?.machine.cores ?? 1;
  const lines: string[] = [];
  if (sleep !== undefined) {
    const perSecond = numberFormat(locale).count(Math.round(1_000_000 / sleep));
    lines.push(
      french
        ? `Passer la main à un thread qui dort : **${time(sleep / 1000)}**. À ce prix, un cœur ne ferait rien d'autre que changer de thread ${perSecond} fois par seconde.`
        : `To hand over to a thread that sleeps: **${time(sleep / 1000)}**. At that price a core that did nothing else would switch ${perSecond} times a second.`,
    );
  }
  if (sleep !== undefined && spin !== undefined) {
    lines.push(
      spin < sleep
        ? french
          ? `Regarder sans cesse : ${time(spin / 1000)}, **${number(sleep / spin)} fois** plus vite, mais un cœur entier passe à attendre.`
          : `To look again and again: ${time(spin / 1000)}, **${number(sleep / spin)} times** faster, with a whole core busy waiting.`
        : french
          ? `Regarder sans cesse : ${time(spin / 1000)}, **plus lent** que dormir ! Les deux threads ont dû se partager ${cores === 1 ? "un cœur" : "des cœurs occupés"} : celui qui regarde empêche l'autre de répondre jusqu'à ce que le système le lui reprenne.`
          : `To look again and again: ${time(spin / 1000)}, **slower** than sleeping! The two threads had to share ${cores === 1 ? "one core" : "busy cores"}: the one that looks keeps the other from answering until the system takes the core away.`,
    );
  }
  if (message !== undefined && awaited !== undefined) {
    lines.push(
      french
        ? `Un message à l'autre boucle d'événements : ${time(message / 1000)}. Un \`await\` dans le même thread : ${time(awaited / 1000)}, **${number(message / awaited)} fois** moins : c'est pourquoi Node traite des milliers de connexions sur un seul thread.`
        : `A message to the other event loop: ${time(message / 1000)}. An \`await\` on the same thread: ${time(awaited / 1000)}, **${number(message / awaited)} times** less: that is why Node serves thousands of connections on one thread.`,
    );
  }
  if (sleep !== undefined) lines.push(...estimateSentence(prediction, sleep, (value) => time(value / 1000), locale));
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

/**
 * Says how much memory a thread takes here, and what that means; chosen by what was measured.
 * `prediction`: MiB that the reader expected of one thread.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainThreadMemory(await threadMemory({ workers: 2 }))}`);
 */
export function explainThreadMemory(memory: ThreadMemory, prediction?: number): Note {
  checkResult("memory", memory, "threadMemory", "residentMiB");
  const { residentMiB, perThreadMiB } = memory;
  const { locale } = host();
  const french = locale === "fr";
  const { number, count } = numberFormat(locale);
  const threads = residentMiB.length - 1;
  const space = french ? "\u202fMio" : "\u00a0MiB";
  const each = `${number(perThreadMiB)}${space}`;
  const lines = [
    threads < 3 || perThreadMiB <= 0
      ? french
        ? `Environ ${each} par thread, mais avec si peu de threads la mesure ne vaut guère : le système rend et reprend de la mémoire entre-temps. Augmentez \`workers\`.`
        : `About ${each} a thread, but with so few threads the measure is worth little: the system takes and gives memory meanwhile. Raise \`workers\`.`
      : french
        ? `Environ **${each} par thread** : un moteur JavaScript entier, avec son tas et sa boucle d'événements. Mille threads prendraient à peu près ${count(Math.round((1000 * perThreadMiB) / 1024))}\u202fGio ; mille promesses, moins d'un mébioctet.`
        : `About **${each} a thread**: a whole JavaScript engine, with a heap and an event loop of its own. A thousand threads would take about ${count(Math.round((1000 * perThreadMiB) / 1024))}\u00a0GiB; a thousand promises, less than a mebibyte.`,
    ...estimateSentence(prediction, perThreadMiB, (value) => `${number(value)}${space}`, locale),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

/**
 * Says what more threads brought, up to the cores and past them; chosen by what was measured.
 * `prediction`: how many times one thread's work the reader expected of the most threads that share nothing.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * const runs = [];
 * for (const workers of [1, 2]) runs.push(await throughput({ workers, durationMs: 20 }));
 * console.log(`${explainThreadThroughput(runs)}`);
 */
export function explainThreadThroughput(runs: readonly Run<Throughput>[], prediction?: number): Note {
  checkResults("runs", runs, "throughput", "results.piecesPerSecond");
  const { locale } = host();
  const french = locale === "fr";
  const { number, count } = numberFormat(locale);
  const rate = (sharing: Sharing, workers: number) => {
    const rates = runs.flatMap((run) =>
      run.results.sharing === sharing && run.workers === workers ? [run.results.piecesPerSecond] : [],
    );
    return rates.length === 0 ? undefined : median(rates);
  };
  const cores = runs[0]?.machine.cores ?? 1;
  const most = Math.max(...runs.map(({ workers }) => workers));
  const one = rate("nothing", 1);
  const all = rate("nothing", most);
  const locked = rate("lock", most);
  const [machine, threads] = french
    ? [cores === 1 ? "un cœur" : `${count(cores)} cœurs`, most === 1 ? "un thread" : `${count(most)} threads`]
    : [cores === 1 ? "one core" : `${count(cores)} cores`, most === 1 ? "one thread" : `${count(most)} threads`];
  const lines: string[] = [];
  if (one !== undefined && all !== undefined) {
    const times = all / one;
    lines.push(
      french
        ? `Sans rien partager, ${threads} ont fait **${number(times)} fois** le travail d'un seul, sur une machine à ${machine}.`
        : `Sharing nothing, ${threads} did **${number(times)} times** the work of one, on a machine with ${machine}.`,
    );
    if (most > cores) {
      lines.push(
        french
          ? "Au-delà du nombre de cœurs, les threads se relaient : la courbe devient plate, et chaque relais coûte un changement de contexte."
          : "Beyond the number of cores threads take turns: the curve goes flat, and each turn costs a context switch.",
      );
    }
    if (times > cores * 1.15) {
      lines.push(
        french
          ? "C'est plus que n'en ont les cœurs : la machine était occupée ailleurs pendant l'une des mesures. Relancez la cellule."
          : "That is more than the cores can give: the machine was busy elsewhere during one of the measures. Run the cell again.",
      );
    }
  }
  if (one !== undefined && locked !== undefined && most > 1) {
    const times = locked / one;
    lines.push(
      times < 1
        ? french
          ? `Avec un verrou tenu pendant tout le travail, ${threads} en font **moins qu'un seul** (${number(times)} fois) : un à la fois, et le relais en plus.`
          : `With one lock held for all of the work, ${threads} do **less than one alone** (${number(times)} times): one at a time, and the handing over besides.`
        : french
          ? `Avec un verrou tenu pendant tout le travail, ${threads} font ${number(times)} fois le travail d'un seul : un seul travaille à la fois, le verrou en fait un programme séquentiel.`
          : `With one lock held for all of the work, ${threads} do ${number(times)} times the work of one: only one works at a time, the lock makes the program sequential.`,
    );
  }
  if (one !== undefined && all !== undefined) {
    lines.push(...estimateSentence(prediction, all / one, (value) => `${number(value)}×`, locale));
  }
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}
