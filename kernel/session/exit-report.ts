import type { ExitReason } from "../cells/user-process.ts";
import type { ErrorReport } from "../pipe/protocol.ts";

/** Says what happened to a user process that ended. */
export function exitReport({ code, signal, memory, stuck, garbled, broken, startFailure }: ExitReason): ErrorReport {
  if (startFailure) return notStarted(startFailure);
  if (stuck) return endedByReader();
  if (memory) return outOfMemory(memory.kind, memory.limitMiB);
  if (garbled) return endedForPipes();
  if (broken !== undefined) return endedAsBroken(broken);
  const how = signal !== null ? `was killed by ${signal}` : `ended with exit code ${code ?? "unknown"}`;
  const evalue = `The process that runs your cells ${how}. Its variables are gone; a fresh one runs the next cell.`;
  return { ename: "ProcessEnded", evalue, trace: `ProcessEnded: ${evalue}` };
}

function endedByReader(): ErrorReport {
  const evalue =
    "The cell could not be interrupted, so the process that runs your cells was ended. Its variables are gone; a fresh one runs the next cell.";
  return { ename: "KeyboardInterrupt", evalue, trace: `KeyboardInterrupt: ${evalue}` };
}

function endedForPipes(): ErrorReport {
  const evalue =
    "A cell has closed a file descriptor of the kernel's (3 to 5), or written to it, so the process that runs your cells was ended. Its variables are gone; a fresh one runs the next cell.";
  return { ename: "ProcessEnded", evalue, trace: `ProcessEnded: ${evalue}` };
}

function endedAsBroken(why: string): ErrorReport {
  const evalue = `A cell has replaced what the kernel itself needs in the process that runs your cells (${why}), so that was ended. Its variables are gone; a fresh one runs the next cell.`;
  return { ename: "ProcessEnded", evalue, trace: `ProcessEnded: ${evalue}` };
}

function notStarted({ message }: Error): ErrorReport {
  const evalue = `The process that runs your cells could not be started (${message}). Is the notebook's folder still there? The kernel tries again every second.`;
  return { ename: "ProcessNotStarted", evalue, trace: `ProcessNotStarted: ${evalue}` };
}

function outOfMemory(kind: "heap" | "process", limitMiB: number): ErrorReport {
  const what = kind === "heap" ? "JavaScript's heap is full" : "The process that runs your cells held too much memory";
  const evalue = `${what} (limit: ${limitMiB} MiB). Its variables are gone; a fresh one runs the next cell. Start the kernel with NAVETTE_MEMORY=<MiB> in its environment to raise the limit.`;
  return { ename: "OutOfMemory", evalue, trace: `OutOfMemory: ${evalue}` };
}
