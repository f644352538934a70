import { checkPredictions } from "../errors/check-predictions.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Prediction } from "../plots/timing-rows.ts";
import { type ComparedRuns, comparedRuns, type RunLists } from "./compared-runs.ts";
import { predictionSentence } from "./prediction-sentence.ts";

/** A difference below this share of the time is taken for chance. */
const chance = 0.1;

/** Below this many ms for each image there is little waiting to overlap. */
const quickMs = 40;

/**
 * Says what runs of downloads have shown, and why, in the reader's language: chosen by the measures alone.
 * Predictions, wall times in ms, are compared with them.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what are no runs, such as the promise of one.
 * @example
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * await using server = await serveImages({ count: 3, latencyMs: 20 });
 * const runs = [];
 * for (const strategy of ["sequential", "async"] as const) {
 *   const folder = await mkdtemp(join(tmpdir(), "images-"));
 *   runs.push(await downloadImages(server.urls, folder, { strategy, workers: strategy === "async" ? 3 : 1 }));
 * }
 * console.log(`${explainDownloads(runs)}`);
 */
export function explainDownloads(runs: RunLists, predictions: readonly Prediction[] = []): Note {
  checkPredictions(predictions);
  const { locale } = host();
  const groups = comparedRuns(runs, locale);
  const say = sentences(locale);
  const sequential = groups.find(({ strategy }) => strategy === "sequential");
  const others = groups.filter(({ strategy }) => strategy !== "sequential");
  const onOneThread = groups.find(({ strategy }) => strategy === "async");
  const inThreads = groups.find(({ strategy }) => strategy === "threads");
  const lines = [
    ...(sequential ? [say.waiting(sequential)] : []),
    ...others.map((group) => gain(group, say)),
    ...(onOneThread && inThreads ? [rivals(onOneThread, inThreads, say)] : []),
    ...predictions.flatMap((guess) => predictionSentence(guess, groups, locale)),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

function gain(group: ComparedRuns, say: ReturnType<typeof sentences>): string {
  const { timesAsFast = 1 } = group;
  if (timesAsFast > 1 + chance) return say.faster(group, timesAsFast);
  const why = whyNoGain(group, say);
  return timesAsFast < 1 - chance ? say.slower(group, 1 / timesAsFast, why) : say.same(group, why);
}

function whyNoGain(group: ComparedRuns, say: ReturnType<typeof sentences>): string {
  const { timesAsFast = 1, tasks, workers, wallMs, aroundMs } = group;
  if (tasks === 1) return say.oneImage;
  if (workers === 1) return say.oneAtOnce;
  const sequentialMs = timesAsFast * wallMs;
  if (sequentialMs / tasks < quickMs) return say.near;
  return aroundMs > wallMs / 3 ? say.around(group) : say.elsewhere;
}

function rivals(onOneThread: ComparedRuns, inThreads: ComparedRuns, say: ReturnType<typeof sentences>): string {
  const ratio = inThreads.wallMs / onOneThread.wallMs;
  if (ratio > 1 + chance) return say.threadsSlower(inThreads, inThreads.wallMs - onOneThread.wallMs);
  return ratio < 1 - chance ? say.threadsFaster : say.threadsAlike;
}

function sentences(locale: Locale) {
  const { number, time, percent } = numberFormat(locale);
  const share = ({ cpuMs, wallMs }: ComparedRuns) => percent(Math.min(1, cpuMs / wallMs));
  const waits = ({ cpuMs, wallMs }: ComparedRuns) => cpuMs < wallMs / 2;
  return locale === "fr"
    ? {
        waiting: (group: ComparedRuns) =>
          `**L'un après l'autre : ${time(group.wallMs)}**, dont le processeur ${waits(group) ? `n'a travaillé que ${share(group)} ; le reste est de l'attente.` : `a travaillé ${share(group)}.`}`,
        faster: ({ name, wallMs, workers, tasks }: ComparedRuns, ratio: number) =>
          `**${name} : ${time(wallMs)}**, ${number(ratio)} fois plus vite. Jusqu'à ${Math.min(workers, tasks)} attentes ont lieu en même temps au lieu de se suivre.`,
        same: ({ name, wallMs }: ComparedRuns, why: string) =>
          `**${name} : ${time(wallMs)}**, ni mieux ni moins bien. ${why}`,
        slower: ({ name, wallMs }: ComparedRuns, ratio: number, why: string) =>
          `**${name} : ${time(wallMs)}**, ${number(ratio)} fois plus lent. ${why}`,
        oneImage: "Avec une seule image, il n'y a aucune attente à superposer.",
        oneAtOnce: "Avec un seul téléchargement à la fois, aucune attente ne se superpose.",
        near: "Le serveur répond si vite qu'il y a peu d'attente à superposer : l'organisation coûte autant qu'elle rapporte.",
        around: ({ aroundMs }: ComparedRuns) =>
          `Les attentes se superposent, mais ${time(aroundMs)} sont passées avant le premier téléchargement et après le dernier, surtout à démarrer les threads : plus que ce qui a été gagné.`,
        elsewhere: "Les attentes se superposent, mais cette machine était occupée à autre chose.",
        threadsSlower: ({ aroundMs }: ComparedRuns, more: number) =>
          `Les threads ont mis **${time(more)} de plus** qu'un seul thread asynchrone ; ${time(aroundMs)} sont passés hors des téléchargements, surtout à démarrer les threads. Attendre n'occupe pas un cœur : un thread suffit pour attendre plusieurs choses.`,
        threadsFaster:
          "Les threads ont fait mieux qu'un seul thread asynchrone : ici, traiter les réponses demande assez de calcul pour occuper plusieurs cœurs.",
        threadsAlike:
          "Threads et thread unique asynchrone font jeu égal : ce qui compte est de superposer les attentes, pas la manière.",
      }
    : {
        waiting: (group: ComparedRuns) =>
          `**One after the other: ${time(group.wallMs)}**, and the processor worked for ${waits(group) ? `only ${share(group)} of it; the rest is waiting.` : `${share(group)} of it.`}`,
        faster: ({ name, wallMs, workers, tasks }: ComparedRuns, ratio: number) =>
          `**${name}: ${time(wallMs)}**, ${number(ratio)} times as fast. Up to ${Math.min(workers, tasks)} waits happen at the same time instead of in turn.`,
        same: ({ name, wallMs }: ComparedRuns, why: string) =>
          `**${name}: ${time(wallMs)}**, neither better nor worse. ${why}`,
        slower: ({ name, wallMs }: ComparedRuns, ratio: number, why: string) =>
          `**${name}: ${time(wallMs)}**, ${number(ratio)} times slower. ${why}`,
        oneImage: "With a single image there are no waits to overlap.",
        oneAtOnce: "With one download at a time, no waits overlap.",
        near: "The server answers so fast that there is little waiting to overlap: organising costs as much as it gains.",
        around: ({ aroundMs }: ComparedRuns) =>
          `The waits overlapped, but ${time(aroundMs)} passed before the first download and after the last, mostly to start the threads: more than was gained.`,
        elsewhere: "The waits overlapped, but this machine was busy with something else.",
        threadsSlower: ({ aroundMs }: ComparedRuns, more: number) =>
          `The threads took **${time(more)} more** than one asynchronous thread; ${time(aroundMs)} passed outside the downloads, mostly to start the threads. Waiting doesn't keep a core busy: one thread can wait for several things.`,
        threadsFaster:
          "The threads beat one asynchronous thread: here, handling the answers takes enough computing to keep several cores busy.",
        threadsAlike:
          "Threads and one asynchronous thread are on a par: what counts is that the waits overlap, not how.",
      };
}
