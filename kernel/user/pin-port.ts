/**
 * The main thread's end of the way to the supervisor thread, with methods of its own: a cell may patch those that all
 * ports and emitters share, and no message of the kernel's may be lost by it.
 */
import { EventEmitter } from "node:events";
import { MessagePort, type Worker } from "node:worker_threads";
import type { CellEnded, FloodBegins, FromMain, ReadingBegins } from "./thread-messages.ts";

type ToSupervisor = CellEnded | FloodBegins | FromMain | ReadingBegins;

/** Returns what posts to the thread. */
export function pinPort(thread: Worker): (message: ToSupervisor) => void {
  const { emit } = EventEmitter.prototype;
  Object.defineProperty(thread, "emit", { value: emit });
  const port = portOf(thread);
  if (!port) return thread.postMessage.bind(thread);
  Object.defineProperty(port, "postMessage", { value: port.postMessage });
  return port.postMessage.bind(port);
}

/** The port inside of a worker, which Node keeps under a symbol of its own. */
function portOf(thread: Worker): MessagePort | undefined {
  const slot = Object.getOwnPropertySymbols(thread).find(({ description }) => description === "kPublicPort");
  const port: unknown = slot && Reflect.get(thread, slot);
  return port instanceof MessagePort ? port : undefined;
}
