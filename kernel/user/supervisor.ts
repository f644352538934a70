/**
 * The supervisor thread: a small worker beside the user's main thread, which no user code ever holds up.
 *
 * Owner of file descriptor 3, both ways, after the first request. It passes requests on to the main thread, terminates it when it is busy,
 * looks into it for live values, and ends the whole process group when the control process is gone.
 *
 * Terminating may also hit the handler of a message that the main thread was just taking. So every message carries a
 * number, and after a termination the main thread is asked for the last number it took; what it missed is posted again.
 */
import { rmSync } from "node:fs";
import { Session } from "node:inspector";
import { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { decodeMessagePayload, encodeMessageFrame, frameKind, frameReader } from "../pipe/frames.ts";
import type { ControlMessage, LiveRequest, SupervisorMessage } from "../pipe/protocol.ts";
import { endSession, killAll } from "../processes/end-session.ts";
import { helperVariable } from "../processes/helper-variable.ts";
import { isRunnable, processesWithEnvironment, threadCpuMs } from "../processes/process-table.ts";
import { killChildrenOf } from "./children-of.ts";
import { flushExpression } from "./flush-expression.ts";
import { openLive } from "./live.ts";
import type { SupervisorData } from "./start-supervisor.ts";
import type { CellEnded, FloodBegins, FromMain, ReadingBegins, ToMain } from "./thread-messages.ts";
import { answerAtOnce, answerInTime, holdExpression, release, type Where } from "./where-question.ts";

/** Milliseconds of CPU that the main thread may use without answering before it counts as busy. */
const busyAfter = 3;

/** Milliseconds of CPU after which a cell that is still in its first part counts as busy without being asked. */
const longFirstPart = 10;

/** Milliseconds without an answer nor much CPU after which it counts as blocked in a system call. */
const blockedAfter = 100;

/** Milliseconds for which a main thread may wait for a core, on a machine that is busy, before it counts as either. */
const starvedFor = 2000;

/** Milliseconds that a look from outside may take, between two instructions of the main thread. */
const lookLimit = 25;

/** Milliseconds that the main thread has to say where it is, and to be told what comes of it. */
const whereLimit = 2000;

/** Milliseconds for which this thread stands still for the answer, which mostly comes in less than one. */
const promptWhere = 5;

/** Milliseconds after which it looks, at most, whether the main thread waits for a child instead. */
const longestLook = 100;

/** Milliseconds for which a main thread is not terminated that doesn't run the cell to be interrupted. */
const sparedFor = 50;

/** Milliseconds for which one is not terminated that has taken the interrupt: the cell's grace, and a little more. */
const graceAndMore = 75;

/**
 * Milliseconds of CPU, and milliseconds in all, for which one is not terminated that is in a critical section: listeners
 * of the cell's signal start and end workers, which takes long on a machine that is busy.
 */
const criticalCpu = 300;
const criticalTime = 1000;

/**
 * Milliseconds after which a cell should be over that has taken the interrupt, and whose thread answers: a termination
 * has hit what was to end it, and it is told again.
 */
const lostAfter = 250;

/** Milliseconds for which a thread is not terminated that has taken the interrupt and tells the cell's end. */
const endingFor = 300;

/** Milliseconds that a thread needs at most to end once it is told to. */
const endingThread = 200;

const port = parentPort;
if (!port) throw new Error("the supervisor runs as a worker thread");

const { pid, parent, session: sessionId, outputFolder, shared }: SupervisorData = workerData;
const session = new Session();
session.connectToMainThread();
const live = openLive(session);
/** The pipe to the control process, once it is this thread's. */
let control: Socket | undefined;

/** Messages posted and not yet known to be taken. */
let unconfirmed: { number: number; message: ControlMessage; buffers: readonly Uint8Array[] }[] = [];
let lastNumber = 0;
let answered: ((reply: FromMain) => void) | undefined;
/** Number of the last question where the main thread is. */
let lastWhere = 0;
/** The last cell that was passed on, and the main thread's CPU before it. */
let begun: { readonly cell: number; readonly cpuMs: number } | undefined;

port.on("message", (reply: FromMain | FloodBegins | ReadingBegins | CellEnded) => {
  if ("ended" in reply) {
    const { ended } = reply;
    killChildrenOf(sessionId, ended);
    // A thread that is being ended may have started one more.
    setTimeout(() => killChildrenOf(sessionId, ended), endingThread);
    return;
  }
  if ("reads" in reply) {
    if (reply.first) take(Buffer.from(reply.first));
    beginToRead();
    return;
  }
  if ("flood" in reply) {
    watchGathered();
    return;
  }
  unconfirmed = unconfirmed.filter(({ number }) => number > reply.taken);
  answered?.(reply);
});

function beginToRead(): void {
  control = new Socket({ fd: 3, readable: true, writable: true });
  control.on(
    "data",
    frameReader(({ kind, payload }) => {
      if (kind === frameKind.message) take(payload);
    }),
  );
  control.on("close", endAll);
  control.on("error", endAll);
}

function take(payload: Buffer): void {
  const { body, buffers } = decodeMessagePayload<ControlMessage>(payload);
  if (body.op === "live") void look(body);
  else if (body.op === "interrupt") void interrupt(body.cell);
  else pass(body, buffers);
}

function pass(message: ControlMessage, buffers: readonly Uint8Array[]): void {
  if (message.op === "execute") begun = { cell: message.cell, cpuMs: mainCpuMs() };
  lastNumber += 1;
  unconfirmed.push({ number: lastNumber, message, buffers });
  post({ number: lastNumber, message, buffers });
}

function post(message: ToMain): void {
  port?.postMessage(message);
}

/**
 * Interrupts a cell: by a message when the main thread listens, by force while it is busy; until the cell is over, as
 * its `finally` blocks and disposers may get stuck too.
 */
async function interrupt(cell: number): Promise<void> {
  let takenAt: number | undefined;
  /** Since when the main thread has gone its own way: the interrupt's beginning, or the last termination. */
  let since = { at: performance.now(), cpu: mainCpuMs() };
  const sparesSection = openSparing();
  const sparesRest = openSparing();
  let cpuAtReply = since.cpu;
  let hasTerminated = false;
  const isToEnd = (now: number) => {
    if (sparesSection(Atomics.load(shared, 4) > 0, now)) return false;
    if (takenAt === undefined) return isBusy(cell, now - since.at, since.cpu);
    return isStuck(cell, now - takenAt, cpuAtReply);
  };
  Atomics.store(shared, 9, cell);
  pass({ op: "interrupt", cell }, []);
  for (let wait = 1; ; wait = Math.min(wait * 2, 100)) {
    const reply = wait === 1 && isLongInFirstPart(cell) ? undefined : await ask(wait);
    const now = performance.now();
    const isTaken = reply !== undefined && unconfirmed.length === 0;
    if (reply) cpuAtReply = mainCpuMs();
    if (isTaken && (cell === 0 || reply.running !== cell)) {
      // A termination may have hit what was to tell the cell's end, or to end what it has started: it is told again.
      if (hasTerminated) pass({ op: "interrupt", cell }, []);
      answer({ type: "interrupted" });
      return;
    }
    if (isTaken) {
      takenAt ??= now;
      if (now - takenAt > lostAfter) {
        takenAt = now;
        pass({ op: "interrupt", cell }, []);
      }
      await pause(wait);
    } else if (reply) {
      for (const missed of unconfirmed) post(missed);
    } else if (isToEnd(now)) {
      const told = await hold(cell);
      const spares = told !== undefined && (told.evaluatesModules || !told.isReaders);
      // It may have come to its end meanwhile.
      const later = performance.now();
      if (!isToEnd(later) || sparesRest(spares, later)) {
        release(shared, lastWhere);
        continue;
      }
      if (told?.evaluatesModules !== false) Atomics.store(shared, 5, 1);
      hasTerminated = true;
      // Sent before the main thread goes on, it comes before its next instruction.
      const terminating = terminate();
      release(shared, lastWhere);
      await terminating;
      Atomics.store(shared, 4, 0);
      // It unwinds now, and then tells the cell's end.
      since = { at: performance.now(), cpu: mainCpuMs() };
      wait = Math.max(wait, 10);
    }
  }
}

/** Tells whether a main thread is inside of what must not be torn, and not for too long. */
function openSparing(): (isInside: boolean, now: number) => boolean {
  let entered: { at: number; cpu: number } | undefined;
  return (isInside, now) => {
    if (!isInside) {
      entered = undefined;
      return false;
    }
    entered ??= { at: now, cpu: mainCpuMs() };
    // On a machine that is busy, what it needs is a core rather than more time.
    const hasTime = now - entered.at < criticalTime || isRunnable(pid, pid);
    return hasTime && mainCpuMs() - entered.cpu < criticalCpu;
  };
}

/**
 * Whether a main thread that doesn't answer is in the middle of code, rather than not yet scheduled: terminating one
 * that is about to answer would take `finally` blocks away.
 */
function isBusy(cell: number, waitedMs: number, cpuBefore: number): boolean {
  // The cell is over, or tells its end, or there was none, unless a callback of an earlier cell holds it up.
  if (cell === 0 || Atomics.load(shared, 0) !== cell) return waitedMs > sparedFor && hadItsTurn(waitedMs, cpuBefore);
  if (Atomics.load(shared, 1) === 1 || mainCpuMs() - cpuBefore > busyAfter) return true;
  return waitedMs > blockedAfter && hadItsTurn(waitedMs, cpuBefore);
}

/** Whether the first part of a cell has computed for so long that no answer is to be expected of it. */
function isLongInFirstPart(cell: number): boolean {
  if (begun?.cell !== cell || Atomics.load(shared, 0) !== cell || Atomics.load(shared, 1) === 0) return false;
  return mainCpuMs() - begun.cpuMs > longFirstPart;
}

/** Whether a main thread that has taken the interrupt, and answers no more, is beyond the cell's grace. */
function isStuck(cell: number, sinceMs: number, cpuBefore: number): boolean {
  return sinceMs > (Atomics.load(shared, 0) === cell ? graceAndMore : endingFor) && hadItsTurn(sinceMs, cpuBefore);
}

/** Whether a main thread that doesn't answer could have done so: it has computed, or waits for something else than a core. */
function hadItsTurn(waitedMs: number, cpuBefore: number): boolean {
  return waitedMs > starvedFor || mainCpuMs() - cpuBefore > busyAfter || !isRunnable(pid, pid);
}

let watching: NodeJS.Timeout | undefined;

/** While a cell floods its output, sees to it that gathered text is written even when the cell stops to print. */
function watchGathered(): void {
  if (watching) return;
  let written = -1;
  let quiet = 0;
  watching = setInterval(() => {
    const times = Atomics.load(shared, 3);
    quiet = times === written ? quiet + 1 : 0;
    written = times;
    if (quiet === 0) return;
    if (Atomics.load(shared, 2) === 1) {
      session.post("Runtime.evaluate", { expression: flushExpression, timeout: lookLimit, silent: true }, () => {});
    } else if (quiet > 50) {
      clearInterval(watching);
      watching = undefined;
    }
  }, 8);
  watching.unref();
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

/**
 * Asks the main thread, between two instructions of its busy code, where it is; it notes its stack, and waits there until
 * it is released.
 *
 * V8 answers wherever it would also terminate. A function of its own that takes long, such as a sort, it leaves first:
 * terminated without having answered, the main thread might by then be telling the cell's end. Undefined where the
 * question fails, as a cell has changed what it takes.
 */
async function hold(cell: number): Promise<Where | undefined> {
  lastWhere += 1;
  const question = lastWhere;
  const params = { expression: holdExpression(question, cell), timeout: whereLimit, silent: true };
  let isOver = false;
  session.post("Runtime.evaluate", params, () => {
    isOver = true;
  });
  let told = answerAtOnce(shared, question, promptWhere);
  for (let patience = promptWhere; !told && !isOver; patience = Math.min(patience * 2, longestLook)) {
    // Inside a system call that waits for a child, only the child's end lets it answer.
    if (!isRunnable(pid, pid)) killChildrenOf(sessionId, cell);
    told = await answerInTime(shared, question, patience);
  }
  return told;
}

/** Settles when V8 has acknowledged, which it does once the main thread is back in its event loop, or soon. */
function terminate(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 15);
    session.post("Runtime.terminateExecution", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Milliseconds of CPU that the main thread has used; 0 where the operating system doesn't tell. */
function mainCpuMs(): number {
  return threadCpuMs(pid, pid) ?? 0;
}

async function look({ id, expression, want }: LiveRequest): Promise<void> {
  if (want === "members") answer({ type: "live", id, members: await live.members(expression) });
  else {
    const value = await live.value(expression ?? "undefined");
    answer({ type: "live", id, ...(value && { value }) });
  }
}

function answer(message: SupervisorMessage): void {
  control?.write(encodeMessageFrame(0, message));
}

/** The control process is gone: nothing of the user's may outlive it. */
function endAll(): void {
  if (outputFolder !== "") rmSync(outputFolder, { recursive: true, force: true });
  killAll(processesWithEnvironment([`${helperVariable}=${parent}`]));
  endSession(pid, sessionId);
}
