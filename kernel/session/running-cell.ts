import type { ErrorReport, UserExpressionResult } from "../pipe/protocol.ts";
import type { Message } from "../wire/message.ts";
import type { KnownCell } from "./cell-registry.ts";

/** The cell that is being run, from its preparation to its end. */
export interface RunningCell {
  readonly known: KnownCell;
  readonly request: Message;
  readonly done: PromiseWithResolvers<Done>;
  /** Aborted when the cell is interrupted before the user process has it. */
  readonly stop: AbortController;
  sent: boolean;
  /** Whether its end is known. */
  ended: boolean;
  /** The error that it ends with, once told. */
  failure?: ErrorReport;
}

/** What has come of a cell. */
export interface Done {
  readonly error?: ErrorReport;
  readonly accepted: boolean;
  readonly userExpressions: Readonly<Record<string, UserExpressionResult>>;
}
