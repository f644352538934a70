import type { Header } from "../wire/message.ts";

/** Milliseconds after a failure for which requests may still be on their way that were sent before it was known. */
const longestTravel = 100;

/**
 * The moment after a failed cell when requests arrive that their client had sent before it could know of the failure.
 *
 * "Run all" sends every cell at once; a cell that fails within a millisecond must stop those that are still on the
 * network as it stops those that have arrived.
 */
export class FailureWindow {
  #failed: { readonly session: string; readonly at: number; readonly date: number } | undefined;

  /** A cell has failed; its client learns of it now. */
  open({ session }: Header): void {
    this.#failed = { session, at: performance.now(), date: Date.now() };
  }

  /** Whether a request that arrives now was sent before its client could know. */
  holds({ session, date }: Header): boolean {
    const failed = this.#failed;
    if (!failed) return false;
    if (performance.now() - failed.at > longestTravel) {
      this.#failed = undefined;
      return false;
    }
    return session === failed.session && Date.parse(date) < failed.date;
  }
}
