import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { checkFunction } from "../errors/check-function.ts";
import { checkOptions } from "../errors/check-options.ts";
import { host } from "../host/host.ts";
import { machine } from "../machine/machine.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { divisionOf } from "./divisions.ts";
import { shareNumbers, type WholeNumbers } from "./whole-numbers.ts";

/** When lines are printed: never, one by one as the course does, or a thousand at a time. */
export type Printing = "none" | "each line" | "blocks";

/** What was printed: how many lines, and their bytes in UTF-8. */
export interface Printed {
  readonly printing: Printing;
  readonly lines: number;
  readonly bytes: number;
}

/** Where lines are printed. */
export interface PrintingCostOptions extends Pick<RunOptions, "signal" | "timeline"> {
  /** Where lines go, one call for each line or block; unless told, to a temporary file, which is removed. */
  readonly sink?: (text: string) => void;
}

const linesPerBlock = 1000;

/**
 * Factorises the same numbers three times on this thread, the course's naive way, printing nothing, then each line as
 * it is found, then a thousand lines at a time, and returns the three runs: what printing costs is their difference.
 * O(Σ √n) divisions each time. Lines go to `sink`, or else to a temporary file, which is removed.
 *
 * @throws NavetteError `ERR_NAVETTE_NUMBERS` for anything but whole numbers from 0 to 2⁵³ − 1; the reason of the signal
 * (or the running cell's) when it is aborted, which is seen every thousand numbers; what the sink throws.
 *
 * @example
 * const runs = await printingCost(randomNumbers({ count: 500 }), { sink: () => {} });
 * runs.length; // 3
 */
export async function printingCost(
  numbers: ArrayLike<number>,
  options: PrintingCostOptions = {},
): Promise<Run<Printed>[]> {
  checkOptions(options);
  const { sink, signal, timeline } = options;
  if (sink !== undefined) checkFunction("sink", sink);
  const whole = shareNumbers(numbers);
  using file = sink ? { write: sink, [Symbol.dispose]() {} } : temporaryFile();
  // The first thousands run slowly, until V8 has compiled the loop: they must not count against one of the three.
  await measure(whole.subarray(0, 5 * linesPerBlock), "none", file.write, { ...(signal && { signal }) });
  const runs: Run<Printed>[] = [];
  for (const printing of ["none", "each line", "blocks"] as const) {
    const options = { ...(signal && { signal }), ...(timeline && { timeline }) };
    runs.push(await measure(whole, printing, file.write, options));
  }
  return runs;
}

async function measure(
  numbers: WholeNumbers,
  printing: Printing,
  write: (text: string) => void,
  { signal, timeline: also }: Pick<RunOptions, "signal" | "timeline">,
): Promise<Run<Printed>> {
  const timeline = new Timeline(also);
  const cpuBefore = process.cpuUsage();
  const started = now();
  let lines = 0;
  let bytes = 0;
  const print = (text: string, count: number) => {
    write(text);
    lines += count;
    bytes += Buffer.byteLength(text);
  };
  for (let from = 0; from < numbers.length; from += linesPerBlock) {
    // A turn of the event loop, for the signal to be seen.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    host().signal().throwIfAborted();
    const block = linesOf(numbers.subarray(from, from + linesPerBlock), printing, (line) => print(line, 1));
    if (printing === "blocks") print(block.join(""), block.length);
  }
  const ended = now();
  const { user, system } = process.cpuUsage(cpuBefore);
  const where = { host: hostname(), pid: process.pid, tid: threadId };
  timeline.add({ label: printing, kind: "printing", ...where, queued: started, started, ended, status: "ok" });
  return {
    results: { printing, lines, bytes },
    strategy: "sequential",
    workers: 1,
    timeline,
    wallMs: ended - started,
    cpuMs: (user + system) / 1000,
    parameters: { count: numbers.length, printing },
    machine: machine(),
  };
}

/** Factorises a block of numbers: each line goes to `print`, or into the block that is returned, or nowhere. */
function linesOf(numbers: WholeNumbers, printing: Printing, print: (line: string) => void): string[] {
  const divide = divisionOf("naive", 0);
  const factors = new Float64Array(64);
  const lines: string[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const n = numbers[i] ?? 0;
    const count = divide(n, factors, 0);
    if (printing === "none") continue;
    const line = `${n}: ${factors.subarray(0, count).join(" ")}\n`;
    if (printing === "blocks") lines.push(line);
    else print(line);
  }
  return lines;
}

function temporaryFile() {
  const folder = mkdtempSync(join(tmpdir(), "navette-printing-"));
  const file = openSync(join(folder, "factors.txt"), "w");
  return {
    write: (text: string) => {
      writeSync(file, text);
    },
    [Symbol.dispose]() {
      closeSync(file);
      rmSync(folder, { recursive: true });
    },
  };
}
