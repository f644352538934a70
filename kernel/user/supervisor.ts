/**
 * The supervisor thread: a small worker beside the user's main thread, which no user code ever holds up.
 *
 * Owner of file descriptor 3, both ways. It passes requests on to the main thread, terminates it when it is busy,
 * looks into it for live values, and ends the whole process group when the control process is gone.
 *
 * Terminating may also hit the handler of a message that the main thread was just taking. So every message carries a
 * number, and after a termination the main thread is asked for the last number it took; what it missed is posted again.
 */
import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { endSession } from "../processes/end-session.ts";
import { killWaitedFor } from "./waited-for.ts";
import { decodeMessagePayload, encodeMessageFrame, frameKind, frameReader } from "../pipe/frames.ts";
import type { ControlMessage, LiveRequest, SupervisorMessage } from "../pipe/protocol.ts";
import { openLive } from "./live.ts";
import type { FromMain, ToMain } from "./thread-messages.ts";

/** Milliseconds that the main thread has for answering before it counts as busy. */
const busyAfter = 1;

const port = parentPort;
if (!port) throw new Error("the supervisor runs as a worker thread");

const gate: Int32Array = workerData.gate;
const session = new Session();
session.connectToMainThread();
const live = openLive(session);
const control = new Socket({ fd: 3, readable: true, writable: true });

/** Messages posted and not yet known to be taken. */
let unconfirmed: { number: number; message: ControlMessage; buffers: readonly Uint8Array[] }[] = [];
let lastNumber = 0;
let answered: ((reply: FromMain) => void) | undefined;

port.on("message", (reply: FromMain) => {
  unconfirmed = unconfirmed.filter(({ number }) => number > reply.taken);
  answered?.(reply);
});

control.on(
  "data",
  frameReader((frame) => {
    if (frame.kind !== frameKind.message) return;
    const { body, buffers } = decodeMessagePayload<ControlMessage>(frame.payload);
    if (body.op === "live") void look(body);
    else if (body.op === "interrupt") void interrupt(body.cell);
    else pass(body, buffers);
  }),
);
control.on("close", endAll);
control.on("error", endAll);

function pass(message: ControlMessage, buffers: readonly Uint8Array[]): void {
  lastNumber += 1;
  unconfirmed.push({ number: lastNumber, message, buffers });
  post({ number: lastNumber, message, buffers });
}

function post(message: ToMain): void {
  port?.postMessage(message);
}

/** Interrupts a cell: by a message when the main thread listens, by force while it doesn't. */
async function interrupt(cell: number): Promise<void> {
  pass({ op: "interrupt", cell }, []);
  let spared = 0;
  for (let wait = busyAfter; ; wait = Math.min(wait * 2, 100)) {
    const reply = await ask(wait);
    if (!reply) {
      if (Atomics.load(gate, 0) === 1 && spared < 3) {
        spared += 1;
        continue;
      }
      // Inside a system call that waits for a child nothing terminates but the child's end.
      if (!(await terminate())) killWaitedFor(workerData.pid, cell);
      // It has been terminated: it unwinds now, and a second termination would hit what tells the cell's end.
      wait = Math.max(wait, 10);
    } else if (unconfirmed.length === 0) {
      answer({ type: "interrupted", cell, running: reply.running });
      return;
    } else {
      for (const missed of unconfirmed) post(missed);
    }
  }
}

/** What the main thread answers, or undefined when it doesn't in time. */
function ask(patience: number): Promise<FromMain | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patience);
    answered = (reply) => {
      clearTimeout(timer);
      resolve(reply);
    };
    post({ question: true });
  });
}

/** Whether V8 has acknowledged: a main thread inside a system call doesn't. */
function terminate(): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 15);
    session.post("Runtime.terminateExecution", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

async function look({ id, expression, want }: LiveRequest): Promise<void> {
  if (want === "members") answer({ type: "live", id, members: await live.members(expression) });
  else {
    const value = await live.value(expression ?? "undefined");
    answer({ type: "live", id, ...(value && { value }) });
  }
}

function answer(message: SupervisorMessage): void {
  control.write(encodeMessageFrame(0, message));
}

/** The control process is gone: nothing of the user's may outlive it. */
function endAll(): void {
  endSession(workerData.pid, workerData.session);
}
