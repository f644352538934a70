/**
 * The user process: the process in which cells run.
 *
 * Its main thread belongs to the user's code. What is ours on it: the handler of the supervisor's messages, the cell's
 * executor, and the streams. Started by the control process in a process group of its own, with six descriptors:
 * 0 nothing, 1 and 2 pipes, 3 requests (the first one read here, the others by the supervisor thread), 4 events (written
 * here), 5 answers about places in cells.
 */
import { decodeMessagePayload } from "../pipe/frames.ts";
import type { ControlMessage, ExecuteRequest } from "../pipe/protocol.ts";
import { adoptThreads } from "./adopt-threads.ts";
import { outputCell, StartRefused } from "./cell.ts";
import { adoptChildren } from "./child-processes.ts";
import { deliverComm, interruptHandlers } from "./comms.ts";
import { installConsole } from "./console.ts";
import { shareCriticalSections } from "./critical-section.ts";
import { endHere, endIfExiting } from "./end-here.ts";
import { reportError } from "./error-report.ts";
import { flushFromOutside, sendEvent, watchFlood } from "./events.ts";
import { type Executor, openExecutor } from "./execute.ts";
import { readFirstRequest } from "./first-request.ts";
import { flushSlot } from "./flush-expression.ts";
import { giveUp, orGiveUp } from "./give-up.ts";
import { installGlobals } from "./globals.ts";
import { openImports } from "./imports.ts";
import { type Inputs, openInputs } from "./input.ts";
import { installHost } from "./install-host.ts";
import { keepListener } from "./keep-listeners.ts";
import { noteOwned } from "./owned.ts";
import { pinPort } from "./pin-port.ts";
import { rehearseInterrupt } from "./rehearse-interrupt.ts";
import { installStackTraces } from "./stack-traces.ts";
import type { Supervisor } from "./start-supervisor.ts";
import { installStreams } from "./streams.ts";
import { isQuestion, type ReadingBegins, type ToMain } from "./thread-messages.ts";
import { offerWhere } from "./where.ts";

/** Makes this process ready for cells; what the supervisor has taken meanwhile waits in its port. */
export function main({ thread, memory }: Supervisor): void {
  const { shared, stoppedAt } = memory;
  const post = pinPort(thread);
  const [, , token = ""] = process.argv;
  process.argv.length = 1;
  installStackTraces(process.cwd());

  shareCriticalSections(shared);
  installStreams();
  installConsole();
  watchFlood(shared, () => post({ flood: true }));
  Object.defineProperty(globalThis, flushSlot, { value: flushFromOutside });
  offerWhere(memory);
  rehearseInterrupt();
  adoptChildren();
  adoptThreads();
  noteOwned();
  const inputs = openInputs(() => executor.running());
  installHost(inputs);
  installGlobals(openImports(process.cwd()));
  const executor = openExecutor(token, shared, stoppedAt, (cell) => {
    post({ ended: cell });
  });

  Object.assign(process, { reallyExit: endHere, abort: flushedFirst(process.abort), kill: flushedFirst(process.kill) });
  keepListener("uncaughtException", tellLate);
  keepListener("unhandledRejection", tellLate);
  // Jupyter interrupts by message; a signal sent to the group by hand means the same.
  keepListener("SIGINT", () => {
    // One that came while the first request was waited for is of a time when nothing ran.
    if (!begin) sendEvent(0, { type: "signalled" });
  });
  // Node would open a debug port.
  keepListener("SIGUSR1", () => {});

  /** Runs the first cell, once: when the signals that came before it have been taken, and before any other message. */
  let begin: (() => void) | undefined;
  let taken = 0;
  const confirm = () => post({ taken, running: executor.running() });
  const hear = (message: ToMain) => {
    endIfExiting();
    begin?.();
    if (isQuestion(message)) {
      confirm();
      return;
    }
    // A message out of turn comes again: the one before it was lost in a termination.
    if (message.number !== taken + 1) return;
    taken = message.number;
    confirm();
    handle(message.message, message.buffers, executor, inputs);
  };
  thread.on("message", (message: ToMain) => orGiveUp(() => hear(message)));
  sendEvent(0, { type: "ready", pid: process.pid });
  takeFirst();

  /** A first cell runs at once; whatever else comes first takes the way of all requests. A rehearsal counts for none. */
  function takeFirst(): void {
    const frame = readFirstRequest();
    const first = frame && decodeMessagePayload<ControlMessage>(frame.payload);
    if (first?.body.op === "execute" && first.body.isRehearsal) {
      void run(first.body, executor).then(takeFirst);
      return;
    }
    const runs = first?.body.op === "execute";
    const begins: ReadingBegins = { reads: true, ...(frame && !runs && { first: frame.payload }) };
    post(begins);
    begin = () => {
      begin = undefined;
      if (first && runs) handle(first.body, first.buffers, executor, inputs);
    };
    setImmediate(() => orGiveUp(() => begin?.()));
  }
}

/** What may end the process on the spot lets gathered text out before. */
function flushedFirst<A extends unknown[], R>(original: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    flushFromOutside();
    return original.apply(process, args);
  };
}

/** What is never told of its end would be waited for. */
async function run(request: ExecuteRequest, executor: Executor): Promise<void> {
  try {
    await executor.execute(request);
  } catch (error) {
    giveUp(error);
  }
}

function handle(message: ControlMessage, buffers: readonly Uint8Array[], executor: Executor, inputs: Inputs): void {
  switch (message.op) {
    case "execute":
      void run(message, executor);
      return;
    case "interrupt":
      if (message.cell === 0) interruptHandlers();
      else executor.interrupt(message.cell);
      return;
    case "inputReply":
      inputs.answer(message.id, message.value);
      return;
    case "comm":
      void deliverComm(message, buffers);
      return;
    case "live":
      throw new Error("live requests are the supervisor thread's");
  }
}

/** An error of a timer, a promise or an emitter, after its cell or beside it: shown under the cell that started it. */
function tellLate(error: unknown): void {
  // That an interrupted cell starts nothing again is what the reader wanted.
  if (error instanceof StartRefused) return;
  orGiveUp(() => sendEvent(outputCell(), { type: "error", error: reportError(error) }));
  endIfExiting(1);
}
