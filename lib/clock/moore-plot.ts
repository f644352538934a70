import { checkResult } from "../errors/check-result.ts";
import { numberWithin } from "../errors/number-argument.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { machine } from "../machine/machine.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { lineChart } from "../plots/line-chart.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Plot } from "../plots/plot.ts";
import { texts } from "../plots/texts.ts";
import type { Machine } from "../strategies/strategy.ts";
import type { ClockFrequency } from "./measure-clock.ts";
import { processors, processorsSource } from "./processors.ts";

/** Ends of the axis of thousands of transistors, and of MHz. */
const [lowest, highest] = [0.3, 300_000_000];

/** How `moorePlot` draws. */
export interface MoorePlotOptions {
  /** The year in which this machine's clock is drawn; this year unless told. */
  readonly year?: number;
  /** MHz that the reader expected of this machine's clock. */
  readonly prediction?: number | undefined;
  /** The machine whose clock was measured, for the caption; this one unless told. */
  readonly machine?: Machine;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/** Years that the law is asked for. */
const years = { min: 1900, max: 2200, code: "ERR_NAVETTE_YEAR" };

/**
 * Returns what Moore's law says of a year (with its fraction), in thousands of transistors: the 2,300 of November 1971,
 * twice as many every two years.
 *
 * Source of the law: G. E. Moore, "Progress in digital integrated electronics", IEDM, 1975.
 *
 * @throws NavetteError `ERR_NAVETTE_YEAR` for anything but a number from 1900 to 2200.
 * @example
 * mooresLaw(1973.9); // 4.6: twice the 2,300 transistors of November 1971
 */
export function mooresLaw(year: number): number {
  numberWithin("year", year, years);
  return 2.3 * 2 ** ((year - 1971.9) / 2);
}

/**
 * Draws the transistors and the clock frequency of processors by year, with Moore's law and this machine's clock:
 * thousands of transistors and MHz, on a logarithmic axis.
 *
 * Source of the law: G. E. Moore, "Progress in digital integrated electronics", IEDM, 1975 (twice as many every two
 * years); of the table, see `processors`.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no measure, `ERR_NAVETTE_YEAR` for a year that isn't from 1900 to 2200.
 * @example
 * moorePlot(measureClock());
 */
export function moorePlot(clock: ClockFrequency, options: MoorePlotOptions = {}): Plot {
  checkResult("clock", clock, "measureClock", "measured");
  const locale = localeOf(options);
  const { year = new Date().getFullYear() } = options;
  const prediction = finiteGuess(options.prediction) ?? 0;
  numberWithin("year", year, years);
  const say = words[locale];
  const { colon, prediction: yours } = texts(locale);
  const { count, number } = numberFormat(locale);
  const megahertz = (value: number) =>
    `${value < 10 ? number(value) : count(value)}${locale === "fr" ? "\u202f" : "\u00a0"}MHz`;
  const thousands = (value: number) =>
    value < 1000 ? `${number(value)} ${say.thousand}` : `${number(value / 1000)} ${say.million}`;
  const shown = (at: number) => String(Math.floor(at));
  const points = [
    ...processors.flatMap(({ year: at, transistors }) =>
      transistors === undefined
        ? []
        : [{ series: say.transistors, x: at, y: transistors, text: `${shown(at)}${colon}${thousands(transistors)}` }],
    ),
    ...processors.flatMap(({ year: at, megahertz: value }) =>
      value === undefined
        ? []
        : [{ series: say.clock, x: at, y: value, text: `${shown(at)}${colon}${megahertz(value)}` }],
    ),
    { series: say.here, x: year, y: clock.measured, text: megahertz(clock.measured), label: megahertz(clock.measured) },
  ];
  const last = 2022;
  // Zero has no place on a logarithmic axis; what lies beyond it is drawn at its end.
  const guesses =
    prediction > 0
      ? [{ x: year, y: Math.min(highest, Math.max(lowest, prediction)), text: megahertz(prediction) }]
      : [];
  return lineChart({
    title: say.title,
    description: `${say.title}${colon}${say.here} ${megahertz(clock.measured)}.`,
    sentences: [say.law, say.source(processorsSource), say.measured, ...guesses.map(() => say.prediction)],
    machines: [options.machine ?? machine()],
    x: {
      title: say.year,
      domain: [1970, Math.max(2030, year + 4)],
      format: "d",
      values: [1970, 1980, 1990, 2000, 2010, 2020],
    },
    y: {
      title: say.axis,
      isLogarithmic: true,
      domain: [lowest, highest],
      format: ",~r",
      values: [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000],
    },
    points,
    predictions: guesses,
    scattered: [say.transistors, say.clock, say.here],
    guides: [
      [
        { x: 1971.9, y: mooresLaw(1971.9) },
        { x: last, y: mooresLaw(last), text: say.moore },
      ],
    ],
    height: 340,
    locale,
    table: [
      [say.year, say.transistors, say.clock],
      ...processors.map(({ year: at, transistors = 0, megahertz: value = 0 }) => [
        shown(at),
        thousands(transistors),
        megahertz(value),
      ]),
      [`${year}, ${say.here}`, "", megahertz(clock.measured)],
      ...guesses.map(({ text }) => [yours, "", text]),
    ],
  });
}

const words = {
  en: {
    title: "Transistors and clock frequency of processors",
    transistors: "transistors (thousands)",
    clock: "clock (MHz)",
    here: "this machine’s clock (MHz)",
    year: "year",
    axis: "Thousands of transistors; MHz",
    moore: "Moore’s law",
    law: "Dotted: Moore’s law, twice as many transistors every two years.",
    source: (source: string) => `Source: ${source}.`,
    prediction: "Large diamond: what you predicted.",
    measured: "This machine’s clock was measured now; how many transistors it has, no system tells.",
    thousand: "thousand",
    million: "million",
  },
  fr: {
    title: "Les transistors et la fréquence d’horloge des processeurs",
    transistors: "transistors (milliers)",
    clock: "horloge (MHz)",
    here: "horloge de cette machine (MHz)",
    year: "année",
    axis: "Milliers de transistors\u202f; MHz",
    moore: "loi de Moore",
    law: "Pointillés\u202f: la loi de Moore, deux fois plus de transistors tous les deux ans.",
    source: (source: string) => `Source\u202f: ${source}.`,
    prediction: "Grand losange\u202f: ce que vous avez prédit.",
    measured:
      "L’horloge de cette machine vient d’être mesurée\u202f; combien de transistors elle a, aucun système ne le dit.",
    thousand: "milliers",
    million: "millions",
  },
};
