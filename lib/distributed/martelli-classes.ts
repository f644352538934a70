import { host, type Locale } from "../host/host.ts";
import { checkLocale } from "../host/locale-of.ts";
import type { ScalingBand } from "../scaling/scaling-layers.ts";

/**
 * The three classes of problems of Martelli's model, as ranges of workers for `scaling`: one core, two to eight, nine and
 * more.
 *
 * Source: Alex Martelli, as told by Raymond Hettinger, "Thinking about Concurrency", PyCon Russia 2016.
 *
 * @throws NavetteError `ERR_NAVETTE_LOCALE` for another language than `"en"` and `"fr"`.
 * @example
 * const runs = await measureScaling({ workers: [1, 2], count: 1000, repetitions: 1 });
 * scaling(runs, { upTo: 10_000, bands: martelliClasses() });
 */
export function martelliClasses(locale: Locale = host().locale): ScalingBand[] {
  const [one, several, many] = labels[checkLocale(locale)];
  // A class ends half-way to the next one, as a logarithmic axis has it.
  return [
    { from: 1, to: Math.SQRT2, label: one },
    { from: Math.SQRT2, to: Math.sqrt(72), label: several },
    { from: Math.sqrt(72), to: Number.POSITIVE_INFINITY, label: many },
  ];
}

const labels: Readonly<Record<Locale, readonly [string, string, string]>> = {
  en: ["1 core", "2–8 cores", "9+ cores: distributed"],
  fr: ["1 cœur", "2 à 8 cœurs", "9 cœurs et plus : distribué"],
};
