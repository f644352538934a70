/** The end of the process by the reader's will: `process.exit`. */
import process from "node:process";
import { sendEvent } from "./events.ts";

const { wait } = Atomics;
const forever = new Int32Array(new SharedArrayBuffer(4));

/**
 * Ends the process: the control process kills it at once when told. Node itself would first wait for inspector
 * sessions to disconnect, of which the supervisor has one.
 */
export function endHere(code?: unknown): void {
  sendEvent(0, { type: "exit", code: Number(code ?? 0) || 0 });
  wait(forever, 0, 0);
}

/** Ends the process where `process.exit` was called, and its listeners were interrupted: Node runs nothing more at its next tick. */
export function endIfExiting(code: unknown = 0): void {
  if (Reflect.get(process, "_exiting") === true) endHere(process.exitCode ?? code);
}
