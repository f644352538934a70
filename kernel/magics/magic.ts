/** What a magic has to work with. */
export interface MagicContext {
  /** What follows the magic's name on its line. */
  readonly argument: string;
  /** The notebook's folder. */
  readonly folder: string;
  /** Aborted when the reader interrupts the cell. */
  readonly signal: AbortSignal;
  /** Writes under the cell. */
  print(text: string, stream?: "stdout" | "stderr"): void;
  /** Shows a line under the cell that takes the place of the magic's line before. */
  progress(text: string): void;
  /** Says how the cell's code is to be run. */
  runAs(way: RunWay): void;
}

/** How a cell's code is run, other than as it is written. */
export interface RunWay {
  /** What is measured while it runs, and shown after it. */
  readonly measure?: "time" | "timeline";
  /** Has it run many times, and its time shown; these are the numbers of runs and of rounds, where they are told. */
  readonly timeit?: { readonly runs?: number; readonly rounds?: number };
}

/** A command of the kernel's, `%name argument` at the start of a cell. */
export interface Magic {
  readonly name: string;
  /** A line magic runs before the cell's code; a cell magic, `%%name` or `%name code`, says how that code is run. */
  readonly kind: "line" | "cell";
  /** What may follow its name. */
  readonly help: string;
  /** One sentence on what it does. */
  readonly about: string;
  /** Words that may follow its name, for completion. */
  readonly words: readonly string[];
  /** @throws what the cell is to fail with. */
  run(context: MagicContext): void | Promise<void>;
}

/** Gives the kernel's session a magic; a name is defined once. */
export type DefineMagic = (magic: Magic) => void;
