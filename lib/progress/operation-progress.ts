import { host } from "../host/host.ts";
import type { Progress } from "../strategies/strategy.ts";
import { type Bar, openBar } from "./progress-bar.ts";
import { progressTexts } from "./progress-texts.ts";

/** Milliseconds that an operation takes before it shows how far it has come: most are over by then. */
const patienceMs = 1000;

/** What a bar is headed with; named like the texts. */
export type Operation = "crawling" | "factorising" | "downloading" | "measuring" | "serving";

/** The bar that a long operation of lib/ shows by itself. */
export interface OperationProgress extends Disposable {
  report(progress: Progress): void;
}

/**
 * Shows how far an operation has come, once it has taken a second; nothing in a plain program, whose output is its own.
 *
 * Disposed of before all is done, the bar says that the operation failed, or was interrupted.
 */
export function operationProgress(operation: Operation): OperationProgress {
  const started = performance.now();
  let bar: Bar | undefined;
  return {
    report({ done, total }) {
      if (bar === undefined) {
        if (done >= total || !host().isLive || performance.now() - started < patienceMs) return;
        bar = openBar({ label: progressTexts(host().locale)[operation], total, started, done });
      }
      bar.set(done, total);
      if (done >= total) bar.end("done");
    },
    [Symbol.dispose]: () => bar?.end(host().signal().aborted ? "interrupted" : "failed"),
  };
}
