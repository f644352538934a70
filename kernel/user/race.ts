import { asFunction } from "../pipe/intrinsics.ts";
import { type Cell, KeyboardInterrupt, runningCell } from "./cell.ts";

/** As they were before any cell, which may replace or patch them. */
const OwnPromise = Promise;
const resolved = Promise.resolve.bind(Promise);
const then = asFunction<Promise<unknown>, Parameters<Promise<unknown>["then"]>, Promise<unknown>>(
  Promise.prototype.then,
);
const add = asFunction<Cell["waiters"], [(reason: unknown) => void], unknown>(Set.prototype.add);
const remove = asFunction<Cell["waiters"], [(reason: unknown) => void], boolean>(Set.prototype.delete);

/**
 * What `await x` in a cell awaits instead of `x`: a promise that settles as `x` does, or rejects when the cell is
 * interrupted.
 *
 * Each cell keeps the set of its waiters, and a waiter leaves the set when its promise settles: racing against one
 * long-lived promise would keep every one of them alive.
 */
export function race(value: unknown): unknown {
  if (!isThenable(value)) return value;
  const cell = runningCell();
  if (!cell) return value;
  // Rejected, code that catches and tries again would go round for ever, without ever letting go of the thread.
  if (cell.state === "closed") return new OwnPromise(() => {});
  return new OwnPromise((resolve, reject) => {
    add(cell.waiters, reject);
    // V8 follows a rejection through its own functions only: with others here, no stack would name the line that awaits.
    const settled = then(resolved(value), resolve, reject);
    void then(settled, () => remove(cell.waiters, reject));
  });
}

/** Rejects whatever the cell awaits now. */
export function rejectWaiters(cell: Cell, reason: unknown): void {
  const waiters = [...cell.waiters];
  cell.waiters.clear();
  for (const reject of waiters) reject(reason);
}

/** What `for await (… of x)` in a cell iterates instead of `x`: the same items, each of them raced. */
export function iterate(source: unknown): unknown {
  if (source === null || source === undefined) return source;
  const open = (source as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator];
  if (typeof open !== "function") return racedItems(source);
  return {
    [Symbol.asyncIterator](): AsyncIterator<unknown> {
      const inner: AsyncIterator<unknown> = open.call(source);
      const stop = inner.return?.bind(inner);
      return {
        async next() {
          try {
            return (await race(inner.next())) as IteratorResult<unknown>;
          } catch (error) {
            // `for await` doesn't close an iterator whose next() rejects; the source of an interrupted loop must end.
            if (error instanceof KeyboardInterrupt) void Promise.resolve(stop?.()).catch(() => {});
            throw error;
          }
        },
        ...(stop && { return: async (value?: unknown) => (await race(stop(value))) as IteratorResult<unknown> }),
      };
    },
  };
}

/** A synchronous iterable, as `for await` allows it: its items may be promises. */
function racedItems(source: unknown): unknown {
  if (typeof (source as Partial<Iterable<unknown>>)[Symbol.iterator] !== "function") return source;
  return {
    *[Symbol.iterator]() {
      for (const item of source as Iterable<unknown>) yield race(item);
    },
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  // A native promise is told without reading `then`, which may be a getter with effects that `await` runs once.
  return value instanceof Promise || typeof (value as { then?: unknown }).then === "function";
}
