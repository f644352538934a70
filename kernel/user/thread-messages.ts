import type { ControlMessage } from "../pipe/protocol.ts";

const { hasOwn } = Object;

/** Supervisor thread to main thread: a numbered message, taken in this order, or the question how things are. */
export type ToMain =
  | { readonly number: number; readonly message: ControlMessage; readonly buffers: readonly Uint8Array[] }
  | { readonly question: true };

export function isQuestion(message: ToMain): message is Extract<ToMain, { question: true }> {
  // A cell may give all objects a property of this name.
  return hasOwn(message, "question");
}

/** Main thread to supervisor thread: the requests are the supervisor's to read from now on, after this first one. */
export interface ReadingBegins {
  readonly reads: true;
  /** Payload of the message that the main thread has read and not taken. */
  readonly first?: Uint8Array;
}

/** Main thread to supervisor thread: a cell floods its output, so text is gathered that must not lie there for long. */
export interface FloodBegins {
  readonly flood: true;
}

/** Main thread to supervisor thread: an interrupted cell is over, and no process that it has started may be left. */
export interface CellEnded {
  readonly ended: number;
}

/** Main thread to supervisor thread, after each message: the number of the last one taken, and the running cell. */
export interface FromMain {
  readonly taken: number;
  readonly running: number;
}
