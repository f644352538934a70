import { checkResults } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import { predictedShare } from "../probe/predict-shares.ts";
import type { Probe } from "../probe/probe.ts";
import { probeWords } from "../probe/probe-words.ts";

/**
 * Says of each program what holds it up, and what a processor twice as fast would bring, in the reader's language.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(String(explainProbes([await probe("a pause", () => new Promise((resolve) => setTimeout(resolve, 50)))])));
 */
export function explainProbes(probes: readonly Probe[]): Note {
  checkResults("probes", probes, "probe", "computingShare");
  const { locale } = host();
  return new Note(probes.map((one) => `- ${typeset(sentence(one), locale)}`).join("\n"));
}

function sentence({ name, wallMs, computingShare, bound, withTwiceTheCpu, queuedMs }: Probe): string {
  const { locale } = host();
  const { percent, number } = numberFormat(locale);
  const verdict = probeWords(locale).bounds[bound];
  const share = percent(computingShare);
  const gain = number(withTwiceTheCpu);
  const guess = predictedShare(name);
  const isClose = guess !== undefined && Math.abs(guess - computingShare) <= 0.15;
  const wasQueued = queuedMs > 0.2 * wallMs;
  if (locale === "fr") {
    const why = {
      cpu: "Il calcule presque tout le temps.",
      io: "Il attend presque tout le temps.",
      mixed: "Il calcule et attend à peu près autant.",
      blocking: "Il attend dans un appel qui bloque la boucle d'événements : personne d'autre n'est servi.",
    }[bound];
    return [
      `**${name} : ${verdict}.** ${why} Part du calcul : ${share} ; avec un processeur deux fois plus rapide, ${gain} fois plus vite.`,
      ...(wasQueued ? ["La machine était occupée : il a dû attendre un cœur."] : []),
      ...(guess === undefined
        ? []
        : [`Vous aviez prédit ${percent(guess)} — ${isClose ? "bien vu." : "que faisait-il donc ?"}`]),
    ].join(" ");
  }
  const why = {
    cpu: "It computes nearly all the time.",
    io: "It waits nearly all the time.",
    mixed: "It computes and waits about as much.",
    blocking: "It waits inside a call that holds up the event loop: nobody else is served.",
  }[bound];
  return [
    `**${name}: ${verdict}.** ${why} Share of computing: ${share}; with a processor twice as fast, ${gain} times as fast.`,
    ...(wasQueued ? ["The machine was busy: it had to wait for a core."] : []),
    ...(guess === undefined
      ? []
      : [`You predicted ${percent(guess)} — ${isClose ? "a good guess." : "what was it doing?"}`]),
  ].join(" ");
}
