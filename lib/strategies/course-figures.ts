import type { Strategy } from "./strategy.ts";

/** A timing that the course gives, to be drawn beside the reader's own. */
export interface CourseFigure {
  /** The chapter of the course that gives it. */
  readonly chapter: 9 | 10 | 12;
  /** The strategy that does the same here. */
  readonly strategy: Strategy;
  /** Threads or processes. */
  readonly workers: number;
  /** Wall time in ms. */
  readonly ms: number;
  /** Where it comes from, as captions cite it. */
  readonly source: string;
}

const source = "Python 103 — Programmation concurrente (3.5.4)";

/**
 * The course's timings: ten images of 400×200 (chapter 9), factors of 10,000 numbers (chapter 10), one page fetched and its
 * links found (chapter 12). In ms, with Python, on a machine that isn't the reader's.
 *
 * Source: "Python 103 — Programmation concurrente", version 3.5.4.
 */
export const courseFigures: readonly CourseFigure[] = [
  { chapter: 9, strategy: "sequential", workers: 1, ms: 2469, source },
  { chapter: 9, strategy: "threads", workers: 10, ms: 502, source },
  { chapter: 10, strategy: "sequential", workers: 1, ms: 1750.6, source },
  { chapter: 10, strategy: "processes", workers: 10, ms: 1328.5, source },
  { chapter: 12, strategy: "sequential", workers: 1, ms: 609.7, source },
];
