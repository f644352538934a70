import type { Locale } from "../host/host.ts";
import { finiteGuess } from "../plots/finite-guess.ts";

/** How far from the measure a guess may be and still be called close: a quarter. */
const close = 1.25;

/** Compares a guessed quantity with the measured one; nothing where there was no guess. */
export function estimateSentence(
  prediction: number | undefined,
  measured: number,
  written: (value: number) => string,
  locale: Locale,
): string[] {
  const guess = finiteGuess(prediction);
  if (guess === undefined) return [];
  const isClose = guess === measured || (guess > 0 && measured > 0 && ratio(guess, measured) <= close);
  const [said, was] = [written(guess), written(measured)];
  if (locale === "fr") {
    const verdict = isClose ? "bien vu." : measured > guess ? "c'est plus que prévu." : "c'est moins que prévu.";
    return [`Vous aviez prédit **${said}** ; mesuré : **${was}** — ${verdict}`];
  }
  const verdict = isClose ? "a good guess." : measured > guess ? "more than you expected." : "less than you expected.";
  return [`You predicted **${said}**; measured: **${was}** — ${verdict}`];
}

function ratio(a: number, b: number): number {
  return Math.max(a / b, b / a);
}
