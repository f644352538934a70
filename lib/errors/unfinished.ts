import { NavetteError } from "./navette-error.ts";

/**
 * Work that was interrupted, or that failed half-way, and what of it was finished.
 *
 * Its code is `ERR_NAVETTE_ABORTED` when a signal ended it (the signal's reason is the `cause`), else that of the
 * failure.
 *
 * @example
 * const numbers = randomNumbers({ count: 1000 });
 * try {
 *   await factoriseAll(numbers, { strategy: "sequential", signal: AbortSignal.abort() });
 * } catch (error) {
 *   if (error instanceof Unfinished) console.log(error.code, error.partial);
 * }
 */
export class Unfinished<T> extends NavetteError {
  /** What was finished; its form is the experiment's. */
  readonly partial: T;

  /** `partial` is what was finished; `options.cause` is the error, or the signal's reason, that ended the work. */
  constructor(code: string, message: string, partial: T, options?: ErrorOptions) {
    super(code, message, options);
    this.name = "Unfinished";
    this.partial = partial;
  }
}
