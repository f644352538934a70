/**
 * Work that goes on outside of a cell's run and can be cancelled on its own, as a run of `interact` is.
 *
 * It counts as a cell: the host's signal is its own inside of it, and what it starts belongs to it and ends with it.
 */
import type { Task } from "../notebook/bridge.ts";
import { KeyboardInterrupt, newCell, outputCell, runEndings, runInCell, runInSession } from "./cell.ts";
import { endOwned } from "./owned.ts";
import { rejectWaiters } from "./race.ts";

/** How long cancelled work may tidy up before what it has started is ended, in ms. */
const graceMs = 30;

export function startTask<T>(run: (signal: AbortSignal) => T | Promise<T>): Task<T> {
  const cell = newCell(outputCell(), false);
  let isOver = false;
  const result = runInCell(cell, async () => await run(cell.abort.signal)).finally(() => {
    isOver = true;
    runEndings(cell);
  });
  return {
    result,
    cancel() {
      if (isOver || cell.state !== "open") return;
      const reason = new KeyboardInterrupt();
      cell.state = "interrupted";
      runInCell(cell, () => cell.abort.abort(reason));
      rejectWaiters(cell, reason);
      const end = () => {
        cell.state = "closed";
        rejectWaiters(cell, reason);
        endOwned(cell);
      };
      runInSession(() => setTimeout(end, graceMs));
    },
  };
}
