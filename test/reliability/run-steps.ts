/** A soak that any kernel can be put through: short cells, output, errors and interrupts in turn. */
import { readFileSync } from "node:fs";
import { descendantsOf } from "../../kernel/processes/descendants.ts";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";
import { randomFrom } from "./fuzz/random.ts";
import type { KernelProgram } from "./kernels.ts";

export interface StepsResult {
  /** Steps that came out otherwise than they should. */
  readonly wrong: number;
  /** The step at which the kernel was gone. */
  readonly diedAt?: number;
  /** Resident memory of the kernel's processes after a tenth of the steps, and at the end. */
  readonly memoryMiB: readonly [before: number, after: number];
}

const stepLimit = 10_000;

const codes = {
  typescript: {
    short: "6 * 7",
    lines: 'for (let i = 0; i < 500; i++) console.log("line " + i)',
    error: 'throw new RangeError("on pur" + "pose")',
    loop: 'console.log("be" + "gun"); for (;;) {}',
  },
  python: {
    short: "6 * 7",
    lines: 'for i in range(500): print("line", i)',
    error: 'raise ValueError("on pur" + "pose")',
    loop: 'print("be" + "gun", flush=True)\nwhile True: pass',
  },
} as const;

export async function runSteps({
  steps,
  seed,
  kernel: program,
}: {
  readonly steps: number;
  readonly seed: number;
  readonly kernel: KernelProgram;
}): Promise<StepsResult> {
  const kernel = await KernelClient.start({ argv: program.argv, env: program.env });
  const random = randomFrom(seed);
  const code = codes[program.language];
  let wrong = 0;
  let before = 0;
  try {
    for (let step = 1; step <= steps; step += 1) {
      const kind = random.pick(["short", "short", "lines", "error", "loop"] as const);
      const cell = kernel.submit(code[kind]);
      const well = await outcome(kernel, cell, kind, program).catch(() => false);
      if (kernel.hasEnded) return { wrong, diedAt: step, memoryMiB: [before, before] };
      if (!well) wrong += 1;
      // Hopeless: each further step would wait to its limit.
      if (wrong >= 20) return { wrong, memoryMiB: [before, familyMiB(kernel)] };
      kernel.exchanges.clear();
      if (step === Math.ceil(steps / 10)) before = familyMiB(kernel);
    }
    return { wrong, memoryMiB: [before, familyMiB(kernel)] };
  } finally {
    kernel.process.kill("SIGKILL");
    await kernel.dispose();
  }
}

async function outcome(
  kernel: KernelClient,
  cell: Exchange,
  kind: keyof (typeof codes)["typescript"],
  program: KernelProgram,
): Promise<boolean> {
  const holds = (text: string) =>
    cell.messages.some(({ type, content }) => type !== "execute_input" && JSON.stringify(content).includes(text));
  if (kind === "loop") {
    await cell.until(() => holds("begun") || kernel.hasEnded, "the first line", stepLimit);
    if (program.interrupt === "message") kernel.send("control", "interrupt_request", {});
    else kernel.process.kill("SIGINT");
  }
  const expected = { short: "42", lines: "line 499", error: "on purpose", loop: "begun" }[kind];
  // The text may come after the end, or never.
  await cell.until(() => (cell.isDone && holds(expected)) || kernel.hasEnded, kind, stepLimit);
  return !kernel.hasEnded;
}

function familyMiB({ process: { pid = 0 } }: KernelClient): number {
  return [pid, ...descendantsOf(pid)].reduce((sum, one) => sum + residentMiB(one), 0);
}

function residentMiB(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    // It has ended since.
    return 0;
  }
}
