import type { KnownCell } from "./cell-registry.ts";
import type { Publisher } from "./publisher.ts";

export interface LostState {
  /** The user process was replaced. */
  note(): void;
  /** Tells a cell that it is the first one since. */
  tell(cell: KnownCell): void;
}

export function openLostState(publisher: Publisher): LostState {
  let isUntold = false;
  return {
    note() {
      isUntold = true;
    },
    tell({ header, silent }) {
      if (!isUntold || silent) return;
      isUntold = false;
      const note = "Note: a fresh process runs this cell; the variables of earlier cells are gone.\n";
      publisher.text(header, "stderr", note);
    },
  };
}
