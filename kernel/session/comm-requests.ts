/**
 * Comm messages of front ends, on their way to the handlers in the user process.
 *
 *   comm_open ─▶ waits for the cells queued before it, which may register its target ─┐
 *   comm_msg, comm_close ─▶ at once, or behind the comm_open of their comm ───────────┴─▶ busy ─▶ handler ─▶ idle
 */
import type { UserProcess } from "../cells/user-process.ts";
import type { Message } from "../wire/message.ts";
import type { CellRegistry } from "./cell-registry.ts";
import type { OpenComms } from "./open-comms.ts";
import type { Publisher } from "./publisher.ts";

type CommType = "comm_open" | "comm_msg" | "comm_close";

export interface CommRequestsOptions {
  readonly openComms: OpenComms;
  readonly registry: CellRegistry;
  readonly publisher: Publisher;
  user(): UserProcess;
  /** Runs `action` after the cells queued so far. */
  after(action: () => void): void;
}

export interface CommRequests {
  /** A message without the id of a comm is refused. */
  take(message: Message, msgType: CommType): void;
  /** The handler of the message with this number has ended. */
  ended(number: number): void;
  /** Every handler has ended with the process that ran it. */
  endAll(): void;
}

export function openCommRequests({ openComms, registry, publisher, user, after }: CommRequestsOptions): CommRequests {
  /** Messages whose handlers run, by their numbers. */
  const running = new Map<number, Message>();
  /** How many messages of a comm wait for cells. */
  const waiting = new Map<string, number>();

  function deliver(message: Message, msgType: CommType): void {
    const { header, content, metadata, buffers } = message;
    const { number } = registry.addComm(header);
    publisher.publish("status", { execution_state: "busy" }, header);
    try {
      user().send({ op: "comm", cell: number, msgType, content, metadata }, buffers);
    } catch (error) {
      // Data that is nested too deeply to be handed on.
      idle(message);
      throw error;
    }
    running.set(number, message);
    openComms.note(msgType, content);
  }

  function wait(id: string, change: 1 | -1): void {
    const count = (waiting.get(id) ?? 0) + change;
    if (count > 0) waiting.set(id, count);
    else waiting.delete(id);
  }

  function idle({ header }: Message): void {
    publisher.publish("status", { execution_state: "idle" }, header);
  }

  return {
    take(message, msgType) {
      const id = message.content.comm_id;
      if (typeof id !== "string") {
        publisher.publish("status", { execution_state: "busy" }, message.header);
        idle(message);
        return;
      }
      if (msgType !== "comm_open" && !waiting.has(id)) {
        deliver(message, msgType);
        return;
      }
      wait(id, 1);
      after(() => {
        wait(id, -1);
        deliver(message, msgType);
      });
    },
    ended(number) {
      const message = running.get(number);
      if (!message) return;
      running.delete(number);
      idle(message);
    },
    endAll() {
      for (const message of running.values()) idle(message);
      running.clear();
    },
  };
}
