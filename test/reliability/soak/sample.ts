/** How a kernel is at one moment: what it holds, and how quickly it answers. */
import { readdirSync, readFileSync } from "node:fs";
import { descendantsOf } from "../../../kernel/processes/descendants.ts";
import type { KernelClient } from "../../client/kernel-client.ts";

/** How quickly a kernel answers. */
export interface Quickness {
  /** Median of short cells, ms. */
  readonly cellMs: number;
  /** Median of interrupts of a loop, ms. */
  readonly interruptMs: number;
}

export interface Sample extends Quickness {
  /** Resident memory of the control process, MiB. */
  readonly controlMiB: number;
  /** Resident memory of the process of cells, MiB, just started. */
  readonly userMiB: number;
  /** Open files of the kernel's processes. */
  readonly files: number;
  readonly processes: number;
}

/** Milliseconds that processes which come and go are waited for, such as the one that reads the names to import: a guard. */
const settleLimit = 60_000;

/**
 * Takes a sample, after a fresh process of cells has taken the place of the one that was there, and once there are so
 * many processes at most.
 */
export async function takeSample(kernel: KernelClient, most = Number.POSITIVE_INFINITY): Promise<Sample> {
  await kernel.run("process.exit(0)");
  const user = Number((await kernel.run("process.pid")).result);
  await kernel.request("shell", "complete_request", { code: "Math.", cursor_pos: 5 });
  const quickness = await quicknessOf(kernel);
  const control = kernel.process.pid ?? 0;
  let family = [control, ...descendantsOf(control)];
  for (const end = performance.now() + settleLimit; family.length > most && performance.now() < end; ) {
    await kernel.request("control", "kernel_info_request");
    family = [control, ...descendantsOf(control)];
  }
  return {
    controlMiB: residentMiB(control),
    userMiB: residentMiB(user),
    files: family.reduce((sum, pid) => sum + openFiles(pid), 0),
    processes: family.length,
    ...quickness,
  };
}

export async function quicknessOf(kernel: KernelClient): Promise<Quickness> {
  return {
    cellMs: median(await times(60, () => kernel.run("1 + 1"))),
    interruptMs: median(await times(9, () => interruptLoop(kernel))),
  };
}

/** Milliseconds from the interrupt to the cell's reply and idle. */
async function interruptLoop(kernel: KernelClient): Promise<number> {
  const cell = kernel.submit('console.log("begun"); for (;;) {}');
  await cell.until(() => cell.text() !== "", "the first line");
  const asked = performance.now();
  kernel.send("control", "interrupt_request", {});
  await cell.done();
  return performance.now() - asked;
}

async function times(count: number, act: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let time = 0; time < count; time += 1) {
    const began = performance.now();
    const own = await act();
    found.push(typeof own === "number" ? own : performance.now() - began);
  }
  return found;
}

function median(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function residentMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    // It has ended since.
    return 0;
  }
}
