import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";
import { host } from "../host/host.ts";
import { openBar } from "./progress-bar.ts";

export interface ProgressOptions {
  /** What is being done, before the bar. */
  readonly label?: string;
  /** How many items there will be, where the source doesn't tell. */
  readonly total?: number;
}

/** A bar that goes on by the loop over it, or by `advance`. */
export interface ProgressBar<T> extends AsyncIterable<T>, Disposable {
  /** Items done so far. */
  readonly done: number;
  /** Says that `count` more items are done, one unless told; the bar ends at its total. */
  advance(count?: number): void;
  /** Ends the bar where it is; nothing once it has ended. */
  stop(): void;
}

type Source<T> = Iterable<T> | AsyncIterable<T>;

/**
 * Shows how far a loop has come, with its rate in items/s and the time that remains, at most ten times a second.
 *
 * Bars within bars are shown together. The bar ends with its source, with the loop that is left or fails, and where the
 * cell is interrupted; it keeps the state that it had then. The time that remains supposes that what is left takes as
 * long as what is done.
 *
 * @param source - what to iterate, or how many items there are: then the items are 0, 1, 2 …
 * @throws NavetteError `ERR_NAVETTE_PROGRESS` for another source or total
 * @example
 * import { setTimeout as pause } from "node:timers/promises";
 *
 * for await (const ms of progress([10, 20, 30], { label: "Pauses" })) await pause(ms);
 * @example
 * import { setTimeout as pause } from "node:timers/promises";
 *
 * using bar = progress(3, { label: "Pauses" });
 * await Promise.all([10, 20, 30].map(async (ms) => {
 *   await pause(ms);
 *   bar.advance();
 * }));
 */
export function progress(total: number, options?: ProgressOptions): ProgressBar<number>;
export function progress<T>(source: Source<T>, options?: ProgressOptions): ProgressBar<T>;
export function progress<T>(source: number | Source<T>, options: ProgressOptions = {}): ProgressBar<T | number> {
  const { label = "" } = options;
  const total = options.total ?? (typeof source === "number" ? source : sizeOf(source));
  checkTotal(total);
  const items = typeof source === "number" ? countUp(source) : checkSource(source);
  const signal = host().signal();
  const bar = openBar({ label, total });

  function advance(count = 1): void {
    bar.set(bar.done + count);
    if (total !== undefined && typeof source === "number" && bar.done >= total) bar.end("done");
  }

  /** The loop was left: by `break`, by an error in its body, or by an interrupt. */
  const leave = () => bar.end(signal.aborted ? "interrupted" : "stopped");

  return {
    get done() {
      return bar.done;
    },
    advance,
    stop: () => bar.end("stopped"),
    [Symbol.dispose]: () => (total !== undefined && bar.done >= total ? bar.end("done") : leave()),
    [Symbol.asyncIterator](): AsyncIterator<T | number> {
      const inner = iteratorOf<T | number>(items);
      let isFirst = true;
      return {
        async next() {
          if (!isFirst) advance();
          isFirst = false;
          try {
            const step = await inner.next();
            if (step.done) bar.end("done");
            return step.done ? { done: true, value: undefined } : step;
          } catch (error) {
            bar.end(signal.aborted ? "interrupted" : "failed");
            throw error;
          }
        },
        async return() {
          leave();
          await inner.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

function sizeOf(source: unknown): number | undefined {
  if (typeof source !== "object" || source === null) return undefined;
  const size = Reflect.get(source, "length") ?? Reflect.get(source, "size");
  return typeof size === "number" ? size : undefined;
}

function checkTotal(total: number | undefined): void {
  if (total === undefined || (Number.isInteger(total) && total >= 0)) return;
  throw new NavetteError("ERR_NAVETTE_PROGRESS", `progress: ${total} is no number of items: give 0, 1, 2 …`);
}

function checkSource<T>(source: Source<T>): Source<T> {
  const isIterable = (typeof source === "object" && source !== null) || typeof source === "string";
  if (isIterable && (Symbol.asyncIterator in Object(source) || Symbol.iterator in Object(source))) return source;
  throw new NavetteError(
    "ERR_NAVETTE_PROGRESS",
    `progress takes what can be iterated, or a number of items, not ${inspect(source)}.`,
  );
}

function* countUp(total: number): Generator<number> {
  for (let at = 0; at < total; at += 1) yield at;
}

function iteratorOf<T>(source: Source<T>): {
  next(): IteratorResult<T> | Promise<IteratorResult<T>>;
  return?(): unknown;
} {
  if (typeof source === "object" && Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  return source[Symbol.iterator]();
}
