import type { Config } from "vega-lite";
import type { Locale } from "../host/host.ts";

/** U+202F, which French typography puts between a number and its unit, and between groups of digits. */
const narrowSpace = "\u202f";
const noBreakSpace = "\u00a0";

/** The unit in which the times of one plot are written. */
export interface TimeUnit {
  readonly symbol: "s" | "ms" | "µs";
  readonly ms: number;
}

const seconds: TimeUnit = { symbol: "s", ms: 1000 };
const milliseconds: TimeUnit = { symbol: "ms", ms: 1 };
const microseconds: TimeUnit = { symbol: "µs", ms: 0.001 };

/** The unit that suits times up to `longestMs`: seconds from one second on. */
export function timeUnit(longestMs: number): TimeUnit {
  if (longestMs >= seconds.ms) return seconds;
  return longestMs >= milliseconds.ms ? milliseconds : microseconds;
}

/** Writes numbers as the reader's language does. */
export interface NumberFormat {
  /** A number with three significant digits, or up to `most` where it has more. */
  number(value: number, most?: number): string;
  /** A whole number, all its digits grouped. */
  count(value: number): string;
  /** Milliseconds, in the unit given or in the one that suits them. */
  time(ms: number, unit?: TimeUnit, most?: number): string;
  /** 0.5 as 50 %. */
  percent(ratio: number): string;
}

/** Returns the number format of a language: in French a decimal comma and narrow no-break spaces. */
export function numberFormat(locale: Locale): NumberFormat {
  const space = locale === "fr" ? narrowSpace : noBreakSpace;
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percentage = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  function number(value: number, most = 3): string {
    if (Math.abs(value) >= 10 ** most) return whole.format(value);
    return new Intl.NumberFormat(locale, {
      minimumSignificantDigits: value === 0 ? 1 : 3,
      maximumSignificantDigits: most,
    }).format(value);
  }
  return {
    number,
    count: (value) => whole.format(value),
    time(ms, unit = timeUnit(ms), most = 3) {
      return `${number(ms / unit.ms, most)}${space}${unit.symbol}`;
    },
    percent: (ratio) => percentage.format(ratio).replace(/\s/, space),
  };
}

/** The number format of Vega's axes and tooltips (a d3-format locale). */
export function vegaNumberLocale(locale: Locale): NonNullable<NonNullable<Config["locale"]>["number"]> {
  return locale === "fr"
    ? {
        decimal: ",",
        thousands: narrowSpace,
        grouping: [3],
        currency: ["", `${noBreakSpace}€`],
        percent: `${narrowSpace}%`,
      }
    : { decimal: ".", thousands: ",", grouping: [3], currency: ["$", ""] };
}
