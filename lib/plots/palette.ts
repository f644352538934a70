import type { Strategy } from "../strategies/strategy.ts";

/**
 * Colours that readers with any colour vision tell apart.
 *
 * Source: M. Okabe and K. Ito, "Color Universal Design", 2008; the greys are ours. No plot tells anything by colour
 * alone.
 */
export const palette = {
  orange: "#E69F00",
  skyBlue: "#56B4E9",
  green: "#009E73",
  blue: "#0072B2",
  vermillion: "#D55E00",
  purple: "#CC79A7",
  ink: "#1A1A1A",
  grey: "#595959",
  paleGrey: "#D9D9D9",
  paper: "#FFFFFF",
} as const;

/** Every strategy, in the order in which plots show them. */
export const strategyOrder = [
  "sequential",
  "async",
  "threads",
  "processes",
  "distributed",
] as const satisfies Strategy[];

/** The colour of each strategy: the same in every plot. */
export const strategyColours: Readonly<Record<Strategy, string>> = {
  sequential: palette.grey,
  async: palette.orange,
  threads: palette.blue,
  processes: palette.green,
  distributed: palette.purple,
};

/** The symbol of each strategy, as Vega names shapes. */
export const strategyShapes: Readonly<Record<Strategy, string>> = {
  sequential: "square",
  async: "triangle-up",
  threads: "circle",
  processes: "diamond",
  distributed: "triangle-down",
};
