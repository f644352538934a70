/**
 * The end of a process in which the kernel can't do its part any more, as a cell has replaced what that takes: told with
 * its reason, so that no cell waits for ever.
 */
import process from "node:process";
import { asFunction } from "../pipe/intrinsics.ts";
import { reportError } from "./error-report.ts";
import { sendEvent } from "./events.ts";

const { wait } = Atomics;
const { pid } = process;
const kill = asFunction(process.kill);
const forever = new Int32Array(new SharedArrayBuffer(4));

/** Does what is the kernel's own; a failure ends the process. */
export function orGiveUp(act: () => void): void {
  try {
    act();
  } catch (error) {
    giveUp(error);
  }
}

/** Ends the process: the control process kills it at once when told why. */
export function giveUp(error: unknown): void {
  try {
    sendEvent(0, { type: "broken", why: whyOf(error) });
    wait(forever, 0, 0);
  } catch {
    // Not even that can be said.
  }
  kill(process, pid, "SIGKILL");
}

function whyOf(error: unknown): string {
  const { ename, evalue } = reportError(error);
  return `${ename}: ${evalue}`;
}
