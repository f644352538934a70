import type { ErrorReport } from "../pipe/protocol.ts";

/** What is wrong with the plots of the cell that runs: its error, though its code has run to its end. */
export interface WrongPlots {
  /** A cell begins. */
  begin(cell: number): void;
  /** Takes what is wrong with a plot; false for one of a cell that is over, or after the first. */
  note(cell: number, notice: string): boolean;
  /** The cell is over: the first of its wrong plots. */
  end(): ErrorReport | undefined;
}

export function openWrongPlots(): WrongPlots {
  let current: number | undefined;
  let first: ErrorReport | undefined;
  return {
    begin(cell) {
      current = cell;
      first = undefined;
    },
    note(cell, notice) {
      if (current !== cell || first !== undefined) return first?.evalue === notice;
      const ename = "PlotError";
      first = { ename, evalue: notice, trace: `${ename} [ERR_NAVETTE_PLOT_SPEC]: ${notice}` };
      return true;
    },
    end() {
      current = undefined;
      return first;
    },
  };
}
