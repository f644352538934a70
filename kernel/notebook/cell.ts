import { bridge } from "./bridge.ts";

/** The cell that is running. */
export interface Cell {
  /** Aborted when the reader interrupts the cell; its reason is a KeyboardInterrupt. */
  readonly signal: AbortSignal;
}

/**
 * The running cell.
 *
 * @example
 * import { cell } from "navette";
 * const page = await fetch("http://localhost:8000/", { signal: cell.signal });
 */
export const cell: Cell = {
  get signal() {
    return bridge().signal();
  },
};
