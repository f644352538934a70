/**
 * The first interrupt as quick as the next ones: what it runs is compiled by V8 before anybody waits for it, as is
 * V8's own side of the inspector.
 *
 * The supervisor has this evaluated once on the main thread, a moment after the first request: most kernels are idle
 * then, and a cell that has been running for that long is one that may be interrupted.
 */
import { KeyboardInterrupt } from "./cell.ts";
import { reportError } from "./error-report.ts";
import { rehearseSlot } from "./rehearse-expression.ts";

/** Leaves the rehearsal where the supervisor's expression finds it. */
export function offerRehearsal(): void {
  const value = () => {
    const abort = new AbortController();
    abort.signal.addEventListener("abort", () => {}, { once: true });
    const reason = new KeyboardInterrupt();
    abort.abort(reason);
    reportError(reason);
  };
  Object.defineProperty(globalThis, rehearseSlot, { value });
}
