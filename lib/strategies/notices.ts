import { host, type Locale } from "../host/host.ts";
import type { Timeline } from "../timeline/timeline.ts";

/** Says what the reader should know of a run, in the language of the host. */
export function noticesOf(timeline: Timeline, asked: number, used: number): string[] {
  const say = words[host().locale];
  const lost = timeline.spans.filter(({ status }) => status === "failed").length;
  return [...(used < asked ? [say.bounded(asked, used)] : []), ...(lost > 0 ? [say.redone(lost)] : [])];
}

const words: Record<Locale, { bounded(asked: number, used: number): string; redone(lost: number): string }> = {
  en: {
    bounded: (asked, used) => `${asked} workers were asked for; there was work for ${used}: make the chunks smaller.`,
    redone: (lost) =>
      lost === 1
        ? "A worker ended in the middle of a chunk, which was done again."
        : `Workers ended in the middle of a chunk ${lost} times, and each time it was done again.`,
  },
  fr: {
    bounded: (asked, used) => `${asked} exécutants demandés, du travail pour ${used} : réduisez la taille des lots.`,
    redone: (lost) =>
      lost === 1
        ? "Un exécutant s'est arrêté au milieu d'un lot, qui a été refait."
        : `Des exécutants se sont arrêtés ${lost} fois au milieu d'un lot, chaque fois refait.`,
  },
};
