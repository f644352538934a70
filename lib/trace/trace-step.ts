/** A value as a step shows it: written out, or a reference to an object of the heap. */
export type TracedValue = { readonly text: string } | { readonly ref: number };

/** A variable of a call, and what it holds. */
export interface TracedVariable {
  readonly name: string;
  readonly value: TracedValue;
  /** The variable of a function that has returned, kept alive by the one that runs. */
  readonly isCaptured?: boolean;
}

/** A call that has not returned; the program itself is the first one. */
export interface TracedFrame {
  /** The function's name; empty for the program itself. */
  readonly name: string;
  /** Where it is, from 1 on. */
  readonly line: number;
  /** What it can see: its own, and those that it keeps alive. */
  readonly variables: readonly TracedVariable[];
}

/** An object, shown once however many references lead to it. */
export interface TracedObject {
  /** What `ref` of a value names it by. */
  readonly id: number;
  /** Its class: `Array`, `Map`, `Point`. */
  readonly kind: string;
  readonly entries: readonly (readonly [key: string, value: TracedValue])[];
  /** Entries that are left out. */
  readonly more: number;
}

/** The program just before it runs a line. */
export interface TraceStep {
  /** The line that runs next, from 1 on. */
  readonly line: number;
  /** The program first, the call that runs last. */
  readonly frames: readonly TracedFrame[];
  /** The objects that variables lead to. */
  readonly heap: readonly TracedObject[];
  /** Characters printed so far. */
  readonly printed: number;
  /** What the program has thrown, in its last step. */
  readonly error?: string;
}

/**
 * Why a trace ends before its program does: too many steps, too much time or data, or a process that ended by itself.
 */
export type TraceCut = "steps" | "time" | "size" | "ended";

/** A program, step by step. */
export interface TraceData {
  /** The program's text. */
  readonly source: string;
  /** Its states, the first one before its first line. */
  readonly steps: readonly TraceStep[];
  /** All that was printed, up to the last step where the program was cut. */
  readonly output: string;
  /** Why it ends before its program does; absent where it doesn't. */
  readonly cut?: TraceCut;
  /** The most steps that were asked for. */
  readonly limit: number;
}
