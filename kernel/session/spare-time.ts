/**
 * Work that must not cost a cell anything: done in the order in which it came, once no more has come for a moment.
 *
 * Cells that follow one another, as in a run of all, so don't share the processor with what is done about each.
 */

/** Milliseconds without new work after which it is done, and for which it waits at most. */
const quietMs = 8;
const mostMs = 500;

export interface SpareTime {
  /** Lets work be done by itself; before, it waits for `catchUp`. */
  open(): void;
  later(work: () => void): void;
  /** Does at once what waits. */
  catchUp(): void;
  dispose(): void;
}

export function openSpareTime(): SpareTime {
  let waiting: (() => void)[] = [];
  let isOpen = false;
  let latest = 0;
  let timer: NodeJS.Timeout | undefined;

  function catchUp(): void {
    clearTimeout(timer);
    timer = undefined;
    const due = waiting;
    waiting = [];
    for (const work of due) work();
  }

  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(catchUp, Math.max(0, Math.min(quietMs, latest - performance.now()))).unref();
  }

  return {
    open() {
      isOpen = true;
      if (waiting.length > 0) schedule();
    },
    later(work) {
      if (waiting.length === 0) latest = performance.now() + mostMs;
      waiting.push(work);
      if (isOpen) schedule();
    },
    catchUp,
    dispose() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}
