import type { ErrorReport } from "../pipe/protocol.ts";

/** The error of a cell that its reader has interrupted. */
export const interruption: ErrorReport = {
  ename: "KeyboardInterrupt",
  evalue: "the cell was interrupted",
  trace: "KeyboardInterrupt: the cell was interrupted",
};
