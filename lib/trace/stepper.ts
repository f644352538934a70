/**
 * The thread that steps the traced program: it pauses at every statement, writes the state down, and lets it go on.
 *
 * A breakpoint at each place where the program can stop, rather than one step after another: so that callbacks and what
 * follows an `await` are not missed. Owner: the traced process.
 */
import { writeSync } from "node:fs";
import { type Debugger, Session } from "node:inspector/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { Snapshots } from "./take-snapshot.ts";
import type { TracedFrame, TracedVariable, TraceStep } from "./trace-step.ts";

/** What is written to descriptor 4, a line of JSON each. */
export type StepperLine =
  | { readonly step: TraceStep; readonly fresh: string }
  | { readonly cut: "steps" | "size" }
  | { readonly end: TracedEnd };

/** The end of a program: what it has printed since the last step, whether that was too much, what it has thrown. */
export interface TracedEnd {
  readonly fresh: string;
  readonly isFull: boolean;
  readonly error?: string;
}

/** Bytes of all steps together, with what was printed: what a notebook can hold. */
const mostBytes = 2_000_000;

const { limit } = workerData as { limit: number };
const snapshots = "globalThis.navetteSnapshots";
const session = new Session();
session.connectToMainThread();

let script: string | undefined;
let steps = 0;
let bytes = 0;
let last = "";

session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => {
  if (url === programUrl) script = scriptId;
});
session.on("Debugger.paused", ({ params }) => {
  pause(params).catch((error) => {
    writeSync(2, `${error instanceof Error ? error.stack : error}\n`);
    leave();
  });
});

/** The program's name, by its `sourceURL`. */
const programUrl = "program.ts";

parentPort?.once("message", (end: TracedEnd) => {
  tell({ end });
  leave();
});

await session.post("Debugger.enable");
await session.post("Debugger.setInstrumentationBreakpoint", { instrumentation: "beforeScriptExecution" });
parentPort?.postMessage("ready");

async function pause({ callFrames, reason }: Debugger.PausedEventDataType): Promise<void> {
  if (reason === "instrumentation") await breakEverywhere();
  else await record(callFrames.filter(({ location }) => location.scriptId === script));
  await session.post("Debugger.resume");
}

/** The program is about to begin: from now on it stops at each of its statements. */
let isPrepared = false;
async function breakEverywhere(): Promise<void> {
  if (script === undefined || isPrepared) return;
  isPrepared = true;
  const { locations } = await session.post("Debugger.getPossibleBreakpoints", {
    start: { scriptId: script, lineNumber: 0, columnNumber: 0 },
  });
  let line = -1;
  for (const location of locations) {
    // A call in the middle of a line is no place of its own to a reader.
    if (location.type === "call" && location.lineNumber === line) continue;
    line = location.lineNumber;
    await session.post("Debugger.setBreakpoint", { location });
  }
}

async function record(callFrames: readonly Debugger.CallFrame[]): Promise<void> {
  const [top] = callFrames;
  if (top === undefined) return;
  await evaluate(`${snapshots}.begin()`);
  const frames = await framesOf(callFrames);
  const { heap, printed, fresh, isFull } = (await evaluate(`${snapshots}.end()`)) as ReturnType<Snapshots["end"]>;
  const step: TraceStep = { line: top.location.lineNumber + 1, frames, heap, printed };
  const text = JSON.stringify(step);
  // Two stops on one line, such as a call's and its return's, are one step when nothing has changed between them.
  if (text === last) return;
  last = text;
  bytes += text.length + fresh.length;
  if (steps >= limit) cutAt("steps");
  else if (bytes > mostBytes) cutAt("size");
  else {
    steps += 1;
    // With each step, what was printed before it: the process may be gone before it can tell all of it.
    tell({ step, fresh });
    if (isFull) cutAt("size");
  }
}

/** The program's frame first, then the calls from the oldest to the newest. */
async function framesOf(callFrames: readonly Debugger.CallFrame[]): Promise<TracedFrame[]> {
  const [top] = callFrames;
  const oldestFirst = [...callFrames].reverse();
  // Seen from a function, the program's scope lacks what no function uses: its own call knows all of it.
  const whole = callFrames.find(isProgram) ?? top;
  const module = whole?.scopeChain.find(({ type }) => type === "module");
  const functions: TracedFrame[] = [];
  let programLine = 0;
  const blocks: TracedVariable[] = [];
  for (const frame of oldestFirst) {
    const { functionName, location, scopeChain } = frame;
    const line = location.lineNumber + 1;
    const own = scopeChain.filter(({ type }) => ["local", "block", "catch"].includes(type)).reverse();
    const variables: TracedVariable[] = [];
    for (const { object } of own) variables.push(...(await variablesOf(object.objectId)));
    if (isProgram(frame)) {
      programLine = line;
      blocks.push(...variables);
      continue;
    }
    const known = new Set([...functions.flatMap((outer) => outer.variables), ...variables].map(({ name }) => name));
    for (const { object } of scopeChain.filter(({ type }) => type === "closure")) {
      const captured = await variablesOf(object.objectId);
      variables.push(...captured.filter(({ name }) => !known.has(name)).map((one) => ({ ...one, isCaptured: true })));
    }
    functions.push({ name: functionName || "(anonymous)", line, variables: named(variables) });
  }
  const globals = module ? await variablesOf(module.object.objectId) : [];
  return [{ name: "", line: programLine, variables: named([...globals, ...blocks]) }, ...functions];
}

/** Whether a call is the program's own, not a function's. */
function isProgram({ functionName, scopeChain }: Debugger.CallFrame): boolean {
  return functionName === "" && !scopeChain.some(({ type }) => type === "local");
}

/** Of two variables of one name the inner one is seen. */
function named(variables: readonly TracedVariable[]): TracedVariable[] {
  return [...new Map(variables.map((variable) => [variable.name, variable])).values()];
}

async function variablesOf(objectId: string | undefined): Promise<TracedVariable[]> {
  if (objectId === undefined) return [];
  const { result, exceptionDetails } = await session.post("Runtime.callFunctionOn", {
    objectId,
    functionDeclaration: `function () { return ${snapshots}.variables(this); }`,
    returnByValue: true,
    silent: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as TracedVariable[];
}

async function evaluate(expression: string): Promise<unknown> {
  const { result } = await session.post("Runtime.evaluate", { expression, returnByValue: true, silent: true });
  return result.value;
}

function cutAt(cut: "steps" | "size"): void {
  tell({ cut });
  leave();
}

function tell(line: StepperLine): void {
  writeSync(4, `${JSON.stringify(line)}\n`);
}

/** The program may be in the middle of anything: nothing but this ends it for sure. */
function leave(): void {
  process.kill(process.pid, "SIGKILL");
}
