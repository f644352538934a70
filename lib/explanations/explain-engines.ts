import { checkOptions } from "../errors/check-options.ts";
import { checkResult } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import type { Comparison, EngineRun } from "../interpreters/compare-interpreters.ts";
import { kindName } from "../interpreters/engine-texts.ts";
import type { RecordedTurns } from "../interpreters/record-turns.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";

/** A difference below this share is taken for chance. */
const chance = 0.15;

/** How far from the measure a guess may be and still be called close. */
const close = 1.25;

/**
 * Says what threads and processes brought to each engine, and what wasn't found. `predicted`: how many times as
 * fast the reader expected CPython's threads to be.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainEngines(await compareInterpreters({ count: 100, nodeFactor: 1, megabytes: 1 }))}`);
 */
export function explainEngines(
  comparison: Comparison,
  options: { readonly predicted?: number | undefined } = {},
): Note {
  checkOptions(options);
  const predicted = finiteGuess(options.predicted, "predicted");
  checkResult("comparison", comparison, "compareInterpreters", "runs");
  const { runs, missing, machine } = comparison;
  const { locale } = host();
  const say = sentences(locale);
  const of = (kind: EngineRun["kind"], way: EngineRun["way"], task: EngineRun["task"] = "factors") =>
    runs.findLast((run) => run.kind === kind && run.way === way && run.task === task);
  const { cores } = machine;
  const cpython = of("CPython", "threads");
  const cprocesses = of("CPython", "processes");
  const digests = of("CPython", "threads", "digests");
  const free = of("CPython without the GIL", "threads");
  const alone = of("CPython", "sequential");
  const freeAlone = of("CPython without the GIL", "sequential");
  const node = of("Node", "threads");
  const nodeAlone = runs.find(({ kind, way }) => kind === "Node" && way === "sequential");
  const lines = [
    ...(cpython ? [gains(cpython) ? say.threadsGain(cpython) : say.gil(cpython)] : []),
    ...(cprocesses ? [gains(cprocesses) ? say.processesGain(cprocesses) : say.processesDont(cprocesses, cores)] : []),
    ...(digests ? [gains(digests) ? say.digests(digests) : say.digestsDont(digests, cores)] : []),
    ...(free ? [say.free(free, alone && freeAlone && freeAlone.ms / alone.ms)] : []),
    ...(node ? [gains(node) ? say.node(node) : say.nodeDoesnt(node, cores)] : []),
    ...(alone && nodeAlone && nodeAlone.ms > 0 ? [say.compiled(alone.ms / nodeAlone.ms)] : []),
    ...(predicted !== undefined && cpython ? [say.guess(predicted, cpython.timesAsFast)] : []),
    ...(missing.length > 0 ? [say.missing(missing.map(({ kind }) => kindName(kind, locale)).join(", "))] : []),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

/**
 * Says how many threads of each engine computed at once, on average.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainTurns(await recordTurns({ workers: 2, durationMs: 50 }))}`);
 */
export function explainTurns(recorded: RecordedTurns): Note {
  checkResult("recorded", recorded, "recordTurns", "engines");
  const { engines, machine } = recorded;
  const { locale } = host();
  const say = sentences(locale);
  const lines = engines.map(({ engine, hasGil, atOnce, threads }) => {
    const most = Math.min(threads.length, machine.cores);
    return hasGil ? say.turns(engine, atOnce) : say.together(engine, atOnce, most);
  });
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

function gains({ timesAsFast }: EngineRun): boolean {
  return timesAsFast > 1 + chance;
}

function sentences(locale: Locale) {
  const { number, count } = numberFormat(locale);
  const ratio = (a: number, b: number) => Math.max(a / b, b / a);
  return locale === "fr"
    ? {
        gil: ({ engine, workers, timesAsFast }: EngineRun) =>
          `**${engine}, ${count(workers)} thread${workers > 1 ? "s" : ""} : ${number(timesAsFast)} fois la vitesse d'un seul.** Le GIL ne laisse calculer qu'un thread à la fois : les autres attendent leur tour.`,
        threadsGain: ({ engine, workers, timesAsFast }: EngineRun) =>
          `**${engine}, ${count(workers)} threads : ${number(timesAsFast)} fois plus vite**, alors que le GIL ne devrait rien permettre : cette machine était sans doute occupée pendant la mesure à un thread. Recommencez.`,
        processesGain: ({ engine, workers, timesAsFast }: EngineRun) =>
          `**${engine}, ${count(workers)} processus : ${number(timesAsFast)} fois plus vite.** Chaque processus a son interpréteur, et donc son verrou.`,
        processesDont: ({ engine, workers, timesAsFast }: EngineRun, cores: number) =>
          `**${engine}, ${count(workers)} processus : ${number(timesAsFast)} fois la vitesse d'un thread.** ${workers === 1 || cores === 1 ? "Un seul processus, ou un seul cœur : rien à gagner." : "Démarrer les processus coûte autant que ce qu'ils gagnent à cette taille, ou les cœurs étaient occupés."}`,
        digests: ({ workers, timesAsFast }: EngineRun) =>
          `**Les mêmes threads, mais des empreintes SHA-256 (${count(workers)} threads) : ${number(timesAsFast)} fois plus vite.** Ce code-là est en C et rend le verrou pendant qu'il calcule, comme NumPy.`,
        digestsDont: ({ workers, timesAsFast }: EngineRun, cores: number) =>
          `Des empreintes SHA-256 sur ${count(workers)} thread${workers > 1 ? "s" : ""} : ${number(timesAsFast)} fois. ${workers === 1 || cores === 1 ? "Il faudrait plusieurs threads et plusieurs cœurs." : "Leur code C rend bien le verrou, mais les cœurs étaient occupés ailleurs."}`,
        free: ({ engine, timesAsFast }: EngineRun, slower: number | undefined) =>
          `**${engine}, sans GIL : ${number(timesAsFast)} fois plus vite avec des threads**${slower === undefined ? "." : ` ; sur un seul thread, il met ${number(slower)} fois le temps du CPython ordinaire.`}`,
        node: ({ engine, workers, timesAsFast }: EngineRun) =>
          `**${engine}, ${count(workers)} threads : ${number(timesAsFast)} fois plus vite.** Chaque thread a son propre isolat de V8 : aucun verrou à partager.`,
        nodeDoesnt: ({ engine, workers, timesAsFast }: EngineRun, cores: number) =>
          `**${engine}, ${count(workers)} thread${workers > 1 ? "s" : ""} : ${number(timesAsFast)} fois.** ${workers === 1 || cores === 1 ? "Un seul thread, ou un seul cœur : rien à gagner." : "Aucun verrou ne les retient : c'est le démarrage des threads qui coûte, ou les cœurs qui étaient occupés. Augmentez la taille."}`,
        compiled: (times: number) =>
          `Sur un seul thread, Node a mis **${number(times)} fois moins de temps** que CPython pour les mêmes nombres : V8 compile la boucle, CPython l'interprète.`,
        guess: (guess: number, measured: number) =>
          `Vous aviez prédit **${number(guess)}** pour les threads de CPython ; mesuré : **${number(measured)}** — ${ratio(guess, measured) <= close ? "bien vu." : "le verrou vous a-t-il surpris ?"}`,
        missing: (kinds: string) =>
          `Non trouvés sur cette machine : ${kinds}. Le tableau du graphique dit où les prendre.`,
        turns: (engine: string, atOnce: number) =>
          `**${engine} : ${number(atOnce)} thread à la fois en moyenne.** Chacun calcule quelques millisecondes, rend le verrou, attend : l'ordre n'est pas garanti.`,
        together: (engine: string, atOnce: number, most: number) =>
          `**${engine} : ${number(atOnce)} threads à la fois en moyenne**, pour ${count(most)} possible${most > 1 ? "s" : ""} ici. ${atOnce > 0.8 * most ? "Aucun n'attend les autres." : "Ce ne sont pas les threads qui s'attendent : ce sont les cœurs qui manquent, ou qui servent à autre chose."}`,
      }
    : {
        gil: ({ engine, workers, timesAsFast }: EngineRun) =>
          `**${engine}, ${count(workers)} thread${workers > 1 ? "s" : ""}: ${number(timesAsFast)} times the speed of one.** The GIL lets one thread compute at a time: the others wait for their turn.`,
        threadsGain: ({ engine, workers, timesAsFast }: EngineRun) =>
          `**${engine}, ${count(workers)} threads: ${number(timesAsFast)} times as fast**, where the GIL should allow nothing: this machine was probably busy while one thread was measured. Run it again.`,
        processesGain: ({ engine, workers, timesAsFast }: EngineRun) =>
          `**${engine}, ${count(workers)} processes: ${number(timesAsFast)} times as fast.** Each process has an interpreter of its own, and so a lock of its own.`,
        processesDont: ({ engine, workers, timesAsFast }: EngineRun, cores: number) =>
          `**${engine}, ${count(workers)} process${workers > 1 ? "es" : ""}: ${number(timesAsFast)} times the speed of one thread.** ${workers === 1 || cores === 1 ? "One process, or one core: nothing to gain." : "Starting processes costs as much as they gain at this size, or the cores were busy."}`,
        digests: ({ workers, timesAsFast }: EngineRun) =>
          `**The same threads, but SHA-256 digests (${count(workers)} threads): ${number(timesAsFast)} times as fast.** That code is in C and gives the lock away while it computes, as NumPy does.`,
        digestsDont: ({ workers, timesAsFast }: EngineRun, cores: number) =>
          `SHA-256 digests on ${count(workers)} thread${workers > 1 ? "s" : ""}: ${number(timesAsFast)} times. ${workers === 1 || cores === 1 ? "It would take several threads and several cores." : "Their C code does give the lock away, but the cores were busy elsewhere."}`,
        free: ({ engine, timesAsFast }: EngineRun, slower: number | undefined) =>
          `**${engine}, without the GIL: ${number(timesAsFast)} times as fast with threads**${slower === undefined ? "." : `; on one thread it takes ${number(slower)} times as long as the usual CPython.`}`,
        node: ({ engine, workers, timesAsFast }: EngineRun) =>
          `**${engine}, ${count(workers)} threads: ${number(timesAsFast)} times as fast.** Each thread has a V8 isolate of its own: no lock to share.`,
        nodeDoesnt: ({ engine, workers, timesAsFast }: EngineRun, cores: number) =>
          `**${engine}, ${count(workers)} thread${workers > 1 ? "s" : ""}: ${number(timesAsFast)} times.** ${workers === 1 || cores === 1 ? "One thread, or one core: nothing to gain." : "No lock holds them back: it is the start of the threads that costs, or the cores that were busy. Make the work larger."}`,
        compiled: (times: number) =>
          `On one thread, Node took **${number(times)} times less time** than CPython for the same numbers: V8 compiles the loop, CPython interprets it.`,
        guess: (guess: number, measured: number) =>
          `You predicted **${number(guess)}** for CPython's threads; measured: **${number(measured)}** — ${ratio(guess, measured) <= close ? "a good guess." : "did the lock surprise you?"}`,
        missing: (kinds: string) => `Not found on this machine: ${kinds}. The plot's table says where to get them.`,
        turns: (engine: string, atOnce: number) =>
          `**${engine}: ${number(atOnce)} threads at a time on average.** Each computes for some milliseconds, gives the lock away, waits: the order isn't guaranteed.`,
        together: (engine: string, atOnce: number, most: number) =>
          `**${engine}: ${number(atOnce)} threads at a time on average**, where ${count(most)} ${most > 1 ? "are" : "is"} possible here. ${atOnce > 0.8 * most ? "None waits for the others." : "The threads don't wait for each other: cores are missing, or busy with something else."}`,
      };
}
