/**
 * The first interrupt as quick as the next ones: what it runs on the main thread is compiled by V8 before anybody waits
 * for it, a moment after the start, when most kernels are idle.
 *
 * By a timer of the main thread's own: the supervisor's inspector must have nothing under way when an interrupt comes.
 */
import { KeyboardInterrupt } from "./cell.ts";
import { reportError } from "./error-report.ts";
import { whereHere } from "./where.ts";

/** Milliseconds after the start. */
const rehearsedAfter = 250;

export function rehearseInterrupt(): void {
  setTimeout(() => {
    try {
      rehearse();
    } catch {
      // A cell has changed what this takes; whoever interrupts needs none of it to have been compiled.
    }
  }, rehearsedAfter).unref();
}

function rehearse(): void {
  const abort = new AbortController();
  abort.signal.addEventListener("abort", () => {}, { once: true });
  const reason = new KeyboardInterrupt();
  abort.abort(reason);
  whereHere();
  reportError(reason);
}
