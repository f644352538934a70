import type { CellSyntaxError } from "../cells/compile/index.ts";
import type { ErrorReport } from "../pipe/protocol.ts";

/** A cell that can't be compiled, as an error of that cell. */
export function syntaxReport(error: CellSyntaxError, url: string): ErrorReport {
  const place = `${url}:${error.line}:${error.column}`;
  return {
    ename: "SyntaxError",
    evalue: error.message,
    trace: `SyntaxError: ${error.message} (${place})\n${error.frame}`,
  };
}
