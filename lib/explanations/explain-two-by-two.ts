import type { ThreeWays, TwoByTwo } from "../concurrency/two-by-two.ts";
import { checkPredictions } from "../errors/check-predictions.ts";
import { checkResult } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Prediction } from "../plots/timing-rows.ts";
import { comparedRuns } from "./compared-runs.ts";
import { predictionSentence } from "./prediction-sentence.ts";

/** A difference below this share is taken for chance. */
const chance = 0.1;

/**
 * Says which tool won for each sort of task, and whether that is the rule; guesses, wall times in ms, are about the
 * tasks that wait (`predictions`) and about those that compute (`computing`).
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainTwoByTwo(await twoByTwo({ workers: 2, tasks: 4, waitMs: 20, computeMs: 10 }))}`);
 */
export function explainTwoByTwo(
  measured: TwoByTwo,
  predictions: readonly Prediction[] = [],
  computing: readonly Prediction[] = [],
): Note {
  checkResult("measured", measured, "twoByTwo", "io.parallel");
  checkPredictions(predictions);
  checkPredictions(computing, "computing");
  const { io, cpu } = measured;
  const { locale } = host();
  const say = sentences(locale);
  const lines = [
    say.io[winner(io)](io),
    ...compared(predictions, io, locale),
    say.cpu[winner(cpu)](cpu),
    ...(cpu.parallel.workers > cpu.parallel.machine.cores ? [say.cores(cpu)] : []),
    ...compared(computing, cpu, locale),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

function compared(
  guesses: readonly Prediction[],
  { sequential, concurrent, parallel }: ThreeWays,
  locale: Locale,
): string[] {
  const groups = comparedRuns([sequential, concurrent, parallel], locale);
  return guesses.flatMap((guess) => predictionSentence(guess, groups, locale));
}

function winner({ concurrent, parallel }: ThreeWays): "concurrent" | "parallel" | "neither" {
  const ratio = parallel.wallMs / concurrent.wallMs;
  return ratio > 1 + chance ? "concurrent" : ratio < 1 - chance ? "parallel" : "neither";
}

function sentences(locale: Locale) {
  const { time, number, count } = numberFormat(locale);
  const both = ({ concurrent, parallel }: ThreeWays) => {
    const [one, several] = [time(concurrent.wallMs), time(parallel.wallMs)];
    return locale === "fr"
      ? `${one} sur un thread, ${several} sur ${count(parallel.workers)}`
      : `${one} on one thread, ${several} on ${count(parallel.workers)}`;
  };
  const times = (a: { wallMs: number }, b: { wallMs: number }) => number(a.wallMs / b.wallMs);
  return locale === "fr"
    ? {
        io: {
          concurrent: (ways: ThreeWays) =>
            `**Tâches qui attendent : ${both(ways)}.** La concurrence gagne, ${times(ways.parallel, ways.concurrent)} fois plus vite : toutes les attentes ont lieu ensemble, alors que chaque thread n'en fait qu'une à la fois.`,
          parallel: (ways: ThreeWays) =>
            `**Tâches qui attendent : ${both(ways)}.** Ici les threads ont été plus rapides : assez nombreux, ils attendent eux aussi tous ensemble, ou l'attente était trop courte pour compter.`,
          neither: (ways: ThreeWays) =>
            `**Tâches qui attendent : ${both(ways)}.** Autant : avec un thread par tâche, toutes les attentes se superposent aussi. Mais chaque thread coûte de la mémoire, et il n'en fallait qu'un.`,
        },
        cpu: {
          concurrent: (ways: ThreeWays) =>
            `**Tâches qui calculent : ${both(ways)}.** Les threads ont été plus lents : trop peu de travail, ou pas de cœur libre pour eux sur cette machine.`,
          parallel: (ways: ThreeWays) =>
            `**Tâches qui calculent : ${both(ways)}.** Le parallélisme gagne, ${times(ways.concurrent, ways.parallel)} fois plus vite : plusieurs cœurs calculent au même instant, alors qu'un seul ne fait que passer d'une tâche à l'autre.`,
          neither: (ways: ThreeWays) =>
            `**Tâches qui calculent : ${both(ways)}.** Autant : il n'y avait pas de second cœur libre, ou qu'une seule tâche à la fois.`,
        },
        cores: ({ parallel }: ThreeWays) =>
          `${count(parallel.workers)} threads se sont partagé ${count(parallel.machine.cores)} ${parallel.machine.cores > 1 ? "cœurs" : "cœur"} : au-delà des cœurs, le parallélisme redevient de la concurrence.`,
      }
    : {
        io: {
          concurrent: (ways: ThreeWays) =>
            `**Tasks that wait: ${both(ways)}.** Concurrency wins, ${times(ways.parallel, ways.concurrent)} times as fast: all the waits happen together, while each thread does one at a time.`,
          parallel: (ways: ThreeWays) =>
            `**Tasks that wait: ${both(ways)}.** Here the threads were faster: enough of them wait together as well, or the wait was too short to count.`,
          neither: (ways: ThreeWays) =>
            `**Tasks that wait: ${both(ways)}.** The same: with a thread for each task all the waits overlap too. But each thread costs memory, and one was enough.`,
        },
        cpu: {
          concurrent: (ways: ThreeWays) =>
            `**Tasks that compute: ${both(ways)}.** The threads were slower: too little work, or no core free for them on this machine.`,
          parallel: (ways: ThreeWays) =>
            `**Tasks that compute: ${both(ways)}.** Parallelism wins, ${times(ways.concurrent, ways.parallel)} times as fast: several cores compute at the same instant, while a single one only passes from one task to another.`,
          neither: (ways: ThreeWays) =>
            `**Tasks that compute: ${both(ways)}.** The same: there was no second core free, or only one task at a time.`,
        },
        cores: ({ parallel }: ThreeWays) =>
          `${count(parallel.workers)} threads shared ${count(parallel.machine.cores)} ${parallel.machine.cores > 1 ? "cores" : "core"}: beyond the cores, parallelism becomes concurrency again.`,
      };
}
