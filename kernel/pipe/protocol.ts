/**
 * The messages between the control process and the user process.
 *
 *   control ──fd 3──▶ supervisor thread ──port──▶ main thread        requests
 *   control ◀──fd 3── supervisor thread                              answers about live values; acknowledgements
 *   control ◀──fd 4── main thread (blocking writes)                  everything that a cell says, in its order
 *   control ──fd 5──▶ main thread (blocking reads)                   places of compiled code in the cells' sources
 *   control ◀──fd 1, 2── main thread, addons, children               raw output
 */

export type MimeData = Record<string, unknown>;

/** A cell to run: JavaScript ready for V8. */
export interface ExecuteRequest {
  readonly op: "execute";
  readonly cell: number;
  readonly code: string;
  readonly showsResult: boolean;
  /** Whether the result becomes `_`. */
  readonly keepsResult: boolean;
  readonly allowStdin: boolean;
  /** Whether it is the kernel's own cell, before the first one. */
  readonly isRehearsal?: boolean;
  /** What is measured while the cell runs, and shown after it. */
  readonly measure?: "time" | "timeline";
  readonly userExpressions: readonly UserExpression[];
}

/** One of the expressions that a client wants evaluated after the cell; `failure` where it doesn't compile. */
export interface UserExpression {
  readonly name: string;
  readonly code?: string;
  readonly failure?: ErrorReport;
}

export interface CommRequest {
  readonly op: "comm";
  readonly cell: number;
  readonly msgType: "comm_open" | "comm_msg" | "comm_close";
  readonly content: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

export interface InputReply {
  readonly op: "inputReply";
  readonly id: number;
  readonly value: string;
}

/** Ends a cell: what it awaits is rejected; its loops are terminated. */
export interface InterruptRequest {
  readonly op: "interrupt";
  readonly cell: number;
}

/** Asks for what is alive at a place in code: names of the scope, or the members of an object. */
export interface LiveRequest {
  readonly op: "live";
  readonly id: number;
  /** An expression to look into, free of side effects; absent: the names in scope. */
  readonly expression?: string;
  readonly want: "members" | "value";
}

export type ControlMessage = ExecuteRequest | CommRequest | InputReply | InterruptRequest | LiveRequest;

/** An error as the user process saw it. */
export interface ErrorReport {
  readonly ename: string;
  readonly evalue: string;
  /** Text of the error with its stack, causes and properties. */
  readonly trace: string;
  /** Frames of where a cell was terminated, which follow the trace; their places in cells are those of the scripts. */
  readonly stoppedAt?: string;
}

/** A place in a cell: its URL, line and column, both from 1. */
export type Place = readonly [url: string, line: number, column: number];

export type UserMessage =
  | { readonly type: "ready"; readonly pid: number }
  | {
      readonly type: "display";
      readonly data: MimeData;
      readonly metadata: MimeData;
      readonly displayId?: string;
      readonly update: boolean;
    }
  | { readonly type: "clear"; readonly wait: boolean }
  | { readonly type: "result"; readonly data: MimeData; readonly metadata: MimeData }
  | {
      readonly type: "error";
      readonly error: ErrorReport;
      /** Whether it is the error that the cell ends with. */
      readonly ends?: true;
    }
  | { readonly type: "input"; readonly id: number; readonly prompt: string; readonly password: boolean }
  | {
      readonly type: "comm";
      readonly msgType: "comm_open" | "comm_msg" | "comm_close";
      readonly content: Record<string, unknown>;
      readonly metadata: Record<string, unknown>;
    }
  | { readonly type: "signalled" }
  /** Asks where compiled places of cells stand in their sources; answered on descriptor 5. */
  | { readonly type: "places"; readonly id: number; readonly places: readonly Place[] }
  /** User code has called `process.exit`. */
  | { readonly type: "exit"; readonly code: number }
  /** The kernel's part of the process can't go on. */
  | { readonly type: "broken"; readonly why: string }
  | {
      readonly type: "done";
      /** Whether V8 took the cell's script, so that its declarations exist. */
      readonly accepted: boolean;
      readonly userExpressions: Record<string, UserExpressionResult>;
    }
  /** A cell that was interrupted is over: where no `done` came before, a termination has hit what was to send it. */
  | { readonly type: "over" };

export type UserExpressionResult =
  | { readonly status: "ok"; readonly data: MimeData; readonly metadata: MimeData }
  | { readonly status: "error"; readonly error: ErrorReport };

/** A name that exists at run time, for completion and inspection. */
export interface LiveMember {
  readonly name: string;
  /** `function`, `class`, `instance`, … as Jupyter's completion types name them. */
  readonly type: string;
}

export type SupervisorMessage =
  | {
      readonly type: "live";
      readonly id: number;
      readonly members?: readonly LiveMember[];
      readonly value?: { readonly text: string; readonly type: string };
    }
  /** The main thread listens again after an interrupt, and no longer runs the cell. */
  | { readonly type: "interrupted" };

/** The end marker that follows a cell's raw output on file descriptors 1 and 2; `token` is secret and per process. */
export function endMarker(token: string, cell: number): string {
  return `\0${token}:${cell}\0`;
}
