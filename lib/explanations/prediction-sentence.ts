import type { Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Prediction } from "../plots/timing-rows.ts";
import type { ComparedRuns } from "./compared-runs.ts";

/** How far from the measure a guess may be and still be called close: a quarter. */
const close = 1.25;

/** Compares a guess with what was measured of the same strategy; nothing where it wasn't. */
export function predictionSentence(
  { strategy, ms, workers, parameters }: Prediction,
  groups: readonly ComparedRuns[],
  locale: Locale,
): string[] {
  const meant = Object.entries(parameters ?? {});
  const same = groups.filter(
    (group) => group.strategy === strategy && meant.every(([name, value]) => group.parameters[name] === value),
  );
  const measured = same.find((group) => group.workers === workers) ?? same[0];
  if (measured === undefined) return [];
  const { time, number } = numberFormat(locale);
  const { name, wallMs } = measured;
  const ratio = Math.max(wallMs / ms, ms / wallMs);
  if (locale === "fr") {
    const verdict =
      ratio <= close
        ? "bien vu."
        : `la réalité est ${number(ratio)} fois plus ${wallMs > ms ? "lente" : "rapide"}. Qu'aviez-vous ${wallMs > ms ? "oublié" : "compté en trop"} ?`;
    return [`Vous aviez prédit **${time(ms)}** (${name}) ; mesuré : **${time(wallMs)}** — ${verdict}`];
  }
  const verdict =
    ratio <= close
      ? "a good guess."
      : `reality is ${number(ratio)} times ${wallMs > ms ? "slower" : "faster"}. What had you ${wallMs > ms ? "left out" : "counted too much"}?`;
  return [`You predicted **${time(ms)}** (${name}); measured: **${time(wallMs)}** — ${verdict}`];
}
