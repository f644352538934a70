/**
 * The output in which the bars of one cell are shown, one under the other: those in progress, and the last that ended.
 *
 *   a bar changes ─▶ drawn at once, if nothing was for `intervalMs`
 *                └─▶ else by a timer of the session's, or at the cell's end, whichever comes first
 *
 * A loop that never lets a timer run is drawn by its own changes. Owner of the timer: the board.
 */
import { type DisplayHandle, host } from "../host/host.ts";
import { type ProgressRow, progressPicture, progressText } from "./progress-picture.ts";

/** Shortest time between two drawings, in ms: at most ten a second. */
const intervalMs = 100;

/** A bar, as its board sees it. */
export interface BoardBar {
  readonly isOver: boolean;
  row(): ProgressRow;
}

export interface ProgressBoard {
  /** Shows a bar under those in progress; those that have ended make room. */
  add(bar: BoardBar): void;
  /** Says that a bar has changed; `isLast` has it drawn at once. */
  changed(isLast: boolean): void;
}

/** One board for each cell, which its signal stands for. */
const boards = new WeakMap<AbortSignal, ProgressBoard>();

/** The board of the running cell. */
export function boardOfCell(): ProgressBoard {
  const signal = host().signal();
  const known = boards.get(signal);
  if (known) return known;
  const board = openBoard();
  boards.set(signal, board);
  return board;
}

function openBoard(): ProgressBoard {
  let bars: BoardBar[] = [];
  let handle: DisplayHandle | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastDrawn = Number.NEGATIVE_INFINITY;
  let isDue = false;

  function draw(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!isDue) return;
    isDue = false;
    lastDrawn = performance.now();
    const rows = bars.map((bar) => bar.row());
    const bundle = { "image/svg+xml": progressPicture(rows), "text/plain": progressText(rows) };
    if (handle) handle.update(bundle);
    else handle = host().display(bundle);
  }

  return {
    add(bar) {
      bars = [...bars.filter(({ isOver }) => !isOver), bar];
      this.changed(false);
    },
    changed(isLast) {
      isDue = true;
      // A plain program prints each drawing, so there only the end is worth a line.
      if (!host().isLive) {
        if (isLast && bars.every(({ isOver }) => isOver)) draw();
        else host().atEnd(draw);
        return;
      }
      const wait = lastDrawn + intervalMs - performance.now();
      if (wait <= 0) draw();
      else {
        // First, and each time: an interrupt may come between any two of these steps, and its bar is drawn by the next.
        host().atEnd(draw);
        timer ??= host().inSession(() => setTimeout(draw, wait).unref());
      }
    },
  };
}
