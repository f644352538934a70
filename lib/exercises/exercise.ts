import type { Words } from "./note.ts";

/** What an exercise thinks of an answer: nothing to say against it, or a hint. */
export interface Grade {
  /** A hint for the first mistake seen; it never gives the solution away. Absent when the answer is right. */
  readonly hint?: Words;
  /** What a right answer can be proud of, beyond the exercise's own praise. */
  readonly praise?: Words;
}

/** What a reader wrote. */
export type Answer = (...values: never[]) => unknown;

/** An exercise that checks itself. */
export interface Exercise {
  /** Name of the function that the reader writes. */
  readonly answer: string;
  /** Whether the answer may return a promise; elsewhere one has a hint of its own. */
  readonly isAsync?: boolean;
  /** Processor time that trying an answer may take, in ms; 300 unless told. */
  readonly gradingMs?: number;
  /** Loads the packages that grading needs, unwatched: a module that is stopped while it loads stays half of one. */
  prepare?(): void;
  /** What to do, for a reader who hasn't begun. */
  readonly task: Words;
  /** Said of a right answer. */
  readonly praise: Words;
  /**
   * Tries the answer. What the answer throws may go through: `check` tells an exercise that isn't written from code
   * that fails.
   */
  grade(answer: Answer): Grade | Promise<Grade>;
}
