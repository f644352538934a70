/**
 * Comms: the open channels between user code and front ends, in the user process.
 *
 * Each message of a front end is handled in a cell of its own, so what the handler prints finds that message's view.
 */
import type { Comm, CommBridge, CommMessage } from "../notebook/bridge.ts";
import { newId } from "../notebook/new-id.ts";
import type { CommRequest, ErrorReport } from "../pipe/protocol.ts";
import { type Cell, KeyboardInterrupt, newCell, outputCell, runEndings, runInCell, runInSession } from "./cell.ts";
import { reportError } from "./error-report.ts";
import { sendEvent } from "./events.ts";
import { endOwned } from "./owned.ts";
import { rejectWaiters } from "./race.ts";

type OpenHandler = (comm: Comm, open: CommMessage) => void;
type Json = Record<string, unknown>;

const targets = new Map<string, OpenHandler>();
const comms = new Map<string, OpenComm>();

class OpenComm implements Comm {
  readonly id: string;
  readonly target: string;
  readonly messageHandlers: ((message: CommMessage) => void)[] = [];
  readonly closeHandlers: ((message: CommMessage) => void)[] = [];

  constructor(id: string, target: string) {
    this.id = id;
    this.target = target;
  }

  send(
    data: unknown,
    { metadata = {}, buffers = [] }: { metadata?: Json; buffers?: readonly Uint8Array[] } = {},
  ): void {
    emit("comm_msg", { comm_id: this.id, data }, metadata, buffers);
  }

  onMessage(handler: (message: CommMessage) => void): void {
    this.messageHandlers.push(handler);
  }

  onClose(handler: (message: CommMessage) => void): void {
    this.closeHandlers.push(handler);
  }

  close(data: unknown = {}): void {
    if (comms.delete(this.id)) emit("comm_close", { comm_id: this.id, data }, {}, []);
  }
}

export const commBridge: CommBridge = {
  register(target, handler) {
    targets.set(target, handler);
    return () => {
      if (targets.get(target) === handler) targets.delete(target);
    };
  },
  open(target, data, { metadata = {}, buffers = [], id = newId() }) {
    const comm = new OpenComm(id, target);
    comms.set(id, comm);
    emit("comm_open", { comm_id: id, target_name: target, data }, metadata, buffers);
    return comm;
  },
};

/** Milliseconds that an interrupted handler has for its `finally` blocks. */
const grace = 50;

/** The cells of the messages whose handlers run. */
const handling = new Set<Cell>();

/** Hands a front end's comm message to its handler; a failing handler is told about, and the comm goes on. */
export async function deliverComm(request: CommRequest, buffers: readonly Uint8Array[]): Promise<void> {
  const cell = newCell(request.cell, false);
  handling.add(cell);
  try {
    await runInCell(cell, () => handle(request, buffers));
    end(cell);
  } catch (error) {
    end(cell, reportError(error));
  }
}

/** Ends the handlers that run, when the reader interrupts and no cell does. */
export function interruptHandlers(): void {
  const reason = new KeyboardInterrupt();
  for (const cell of handling) {
    cell.state = "interrupted";
    cell.abort.abort(reason);
    rejectWaiters(cell, reason);
    const force = () => {
      cell.state = "closed";
      rejectWaiters(cell, reason);
      endOwned(cell);
      // A termination may have hit the handler itself, which then never goes on.
      end(cell, reportError(reason));
    };
    runInSession(() => setTimeout(force, grace));
  }
}

/** Says that a handler is over; the first call counts. */
function end(cell: Cell, error?: ErrorReport): void {
  if (!handling.delete(cell)) return;
  runEndings(cell);
  if (error) sendEvent(cell.number, { type: "error", error });
  sendEvent(cell.number, { type: "done", accepted: true, userExpressions: {} });
}

async function handle({ msgType, content, metadata }: CommRequest, buffers: readonly Uint8Array[]): Promise<void> {
  const id = String(content.comm_id);
  const message: CommMessage = { data: content.data, metadata, buffers };
  if (msgType === "comm_open") await opened(id, String(content.target_name), message);
  else if (msgType === "comm_msg") for (const handler of comms.get(id)?.messageHandlers ?? []) await handler(message);
  else {
    const comm = comms.get(id);
    comms.delete(id);
    for (const handler of comm?.closeHandlers ?? []) await handler(message);
  }
}

async function opened(id: string, target: string, message: CommMessage): Promise<void> {
  const handler = targets.get(target);
  if (!handler) {
    // The protocol's answer to an unknown target: close it at once.
    emit("comm_close", { comm_id: id, data: {} }, {}, []);
    return;
  }
  const comm = new OpenComm(id, target);
  comms.set(id, comm);
  try {
    await handler(comm, message);
  } catch (error) {
    comm.close();
    throw error;
  }
}

function emit(msgType: CommRequest["msgType"], content: Json, metadata: Json, buffers: readonly Uint8Array[]): void {
  sendEvent(outputCell(), { type: "comm", msgType, content, metadata }, buffers);
}
