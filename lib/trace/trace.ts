import { fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { inspect } from "node:util";
import { checkOptions } from "../errors/check-options.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { workerArguments, workerEnvironment } from "../pools/worker-settings.ts";
import { eraseTypes } from "./erase-types.ts";
import type { StepperLine, TracedEnd } from "./stepper.ts";
import { Trace } from "./trace-result.ts";
import type { TraceCut, TraceStep } from "./trace-step.ts";
import type { TracedProgram } from "./traced-process.ts";

/** How far a program is traced. */
export interface TraceOptions {
  /** The most steps: 1 to 2,000; 300 unless told. A program that has more is cut, with a notice. */
  readonly limit?: number;
  /**
   * Milliseconds after which a program that still runs is cut, as one that waits for ever; 1 to 600,000, 5,000 unless
   * told. The start of its process isn't counted.
   */
  readonly timeoutMs?: number;
  /** Kills the program; the running cell's signal is observed as well. */
  readonly signal?: AbortSignal;
}

/** Milliseconds that the process of a program may take to start: a guard. */
const startLimitMs = 120_000;

/** Characters of a program that can be shown. */
const mostSource = 20_000;

/**
 * Runs a TypeScript program in a process of its own and keeps its state before every line: calls, variables, objects,
 * what was printed. O(steps · objects).
 *
 * The program is a text, or a function that is called without arguments and sees nothing of what is around it. It may
 * await, and import Node's own modules. It has 20,000 characters at most. Of what it prints 100,000 characters are kept, of
 * all steps together 2 MB: a program that goes beyond is cut, with a notice.
 *
 * Owner of the process: this function; it has ended when this returns or throws.
 *
 * @throws NavetteError `ERR_NAVETTE_TRACE` for what is no program, has a syntax that can't be erased (enums, namespaces),
 * or a wrong option; `ERR_NAVETTE_ABORTED` when it is interrupted. A program that throws is a trace that ends so.
 * @example
 * const { steps } = await trace("let a = [1, 2];\nlet b = a;\nb.push(3);");
 * steps.length; // 4: before each line, and at the end
 */
export async function trace(program: string | (() => unknown), options: TraceOptions = {}): Promise<Trace> {
  checkOptions(options);
  const { limit = 300, timeoutMs = 5000 } = options;
  wholeNumber("limit", limit, { min: 1, max: 2000, code: "ERR_NAVETTE_TRACE" });
  wholeNumber("timeoutMs", timeoutMs, { min: 1, max: 600_000, code: "ERR_NAVETTE_TRACE" });
  const source = sourceOf(program);
  const code = `${erased(source)}\n//# sourceURL=program.ts`;
  const signal = eitherSignal(options.signal);
  if (signal.aborted) throw aborted(signal);

  const child = fork(new URL("./traced-process.ts", import.meta.url), {
    execArgv: workerArguments,
    env: workerEnvironment(),
    stdio: ["ignore", "ignore", "ignore", "ipc", "pipe"],
  });
  const kill = () => child.kill("SIGKILL");
  let isLate = false;
  const late = () => {
    isLate = true;
    kill();
  };
  let timer = setTimeout(late, startLimitMs);
  // It says that the program begins: on a machine that is busy, its process may take longer to start than the program to run.
  child.once("message", () => {
    clearTimeout(timer);
    timer = setTimeout(late, timeoutMs);
  });
  signal.addEventListener("abort", kill);
  try {
    const exit = once(child, "exit");
    const request: TracedProgram = { code, limit };
    child.send(request);
    const steps: TraceStep[] = [];
    let output = "";
    let end: TracedEnd | undefined;
    let cut: TraceCut | undefined;
    for await (const text of createInterface({ input: child.stdio[4] as Readable })) {
      const line: StepperLine = JSON.parse(text);
      if ("step" in line) {
        steps.push(line.step);
        output += line.fresh;
      } else if ("cut" in line) cut = line.cut;
      else end = line.end;
    }
    await exit;
    if (signal.aborted) throw aborted(signal);
    if (end) {
      output += end.fresh;
      if (end.isFull) cut = "size";
    } else cut ??= isLate ? "time" : "ended";
    return new Trace({ source, limit, output, steps: withEnd(steps, output, end), ...(cut && { cut }) });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", kill);
    kill();
  }
}

/** The state at the end: what the last step has left, and the error, if there was one. */
function withEnd(steps: TraceStep[], output: string, end: TracedEnd | undefined): TraceStep[] {
  const last = steps.at(-1);
  if (!end?.error) return steps;
  const printed = output.length;
  const final: TraceStep = last ? { ...last, printed } : { line: 1, frames: [], heap: [], printed };
  return [...steps, { ...final, error: end.error }];
}

function sourceOf(program: unknown): string {
  const source = typeof program === "function" ? called(String(program)) : program;
  if (typeof source === "string" && source.trim() !== "" && source.length <= mostSource) return source;
  const shown = typeof source === "string" ? `${source.length} characters` : inspect(program);
  throw new NavetteError(
    "ERR_NAVETTE_TRACE",
    `trace takes a program of 1 to ${mostSource} characters, as a text or as a function, not ${shown}`,
  );
}

/** A function's text, and its call below. */
function called(text: string): string {
  const [, name] = /^(?:async\s+)?function\s*\*?\s*([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(text) ?? [];
  return name === undefined ? `const program = ${text};\nprogram();` : `${text}\n${name}();`;
}

function erased(source: string): string {
  try {
    return eraseTypes(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new NavetteError("ERR_NAVETTE_TRACE", `The program can't be traced: ${reason.trim()}`, { cause });
  }
}

function aborted(signal: AbortSignal): NavetteError {
  return new NavetteError("ERR_NAVETTE_ABORTED", "The trace was interrupted", { cause: signal.reason });
}
