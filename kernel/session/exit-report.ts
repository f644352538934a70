import type { ExitReason } from "../cells/user-process.ts";
import type { ErrorReport } from "../pipe/protocol.ts";

/** Says what happened to a user process that ended. */
export function exitReport({ code, signal }: ExitReason): ErrorReport {
  const how = signal !== null ? `was killed by ${signal}` : `ended with exit code ${code ?? "unknown"}`;
  const evalue = `The process that runs your cells ${how}. Its variables are gone; a fresh one runs the next cell.`;
  return { ename: "ProcessEnded", evalue, trace: `ProcessEnded: ${evalue}` };
}
