/**
 * What a cell has started and has not ended yet: timers, sockets, servers, requests, watchers,
 * workers, child processes.
 *
 * Each is noted for the cell of the async context in which it was made, by diagnostics channels, which see it
 * however its module was imported. `endOwned` ends them all by force; what other cells have started stays.
 */
import type { ChildProcess } from "node:child_process";
import type { Socket as DatagramSocket } from "node:dgram";
import { subscribe } from "node:diagnostics_channel";
import type { EventEmitter } from "node:events";
import type { Server, Socket } from "node:net";
import type { Worker } from "node:worker_threads";
import { descendantsOf } from "../processes/descendants.ts";
import { type Cell, KeyboardInterrupt, runningCell } from "./cell.ts";
import { endTimers, ownTimers } from "./own-timers.ts";
import { ownWatchers } from "./own-watchers.ts";

interface UndiciRequest {
  readonly completed?: boolean;
  readonly aborted?: boolean;
  abort?: ((reason: Error) => void) | null;
  onError?(reason: Error): void;
  onResponseError?(reason: Error): void;
}

const serverCells = new WeakMap<Server, Cell>();

export function noteOwned(): void {
  ownTimers();
  on<{ process: ChildProcess }>("child_process", ({ process: child }, cell) => {
    const end = () => killTree(child);
    cell.owned.add(end);
    child.once("exit", () => cell.owned.delete(end));
  });
  on<{ worker: Worker }>("worker_threads", ({ worker }, cell) => {
    const end = () => void worker.terminate();
    cell.owned.add(end);
    worker.once("exit", () => cell.owned.delete(end));
  });
  on<{ socket: Socket }>("net.client.socket", ({ socket }, cell) => own(cell, socket, () => socket.destroy()));
  on<{ socket: DatagramSocket }>("udp.socket", ({ socket }, cell) => own(cell, socket, () => socket.close()));
  ownWatchers((cell, watcher) => own(cell, watcher, () => watcher.close()));
  on<{ server: Server }>("tracing:net.server.listen:asyncStart", ({ server }, cell) => {
    serverCells.set(server, cell);
    own(cell, server, () => server.close());
  });
  // A socket that a server has accepted comes without an async context of its own: it is its server's cell's.
  subscribe("net.server.socket", (message) => {
    const { socket } = message as { socket: Socket & { server?: Server } };
    const cell = socket.server && serverCells.get(socket.server);
    if (cell) own(cell, socket, () => socket.destroy());
  });
  on<{ request: UndiciRequest }>("undici:request:create", ({ request }, cell) => {
    const end = () => abort(request);
    cell.owned.add(end);
    requests.set(request, () => cell.owned.delete(end));
  });
  for (const over of ["undici:request:trailers", "undici:request:error"]) {
    subscribe(over, (message) => requests.get((message as { request: UndiciRequest }).request)?.());
  }
}

const requests = new WeakMap<UndiciRequest, () => void>();

/** Ends everything that the cell has started. */
export function endOwned(cell: Cell): void {
  endTimers(cell);
  for (const end of [...cell.owned]) {
    cell.owned.delete(end);
    try {
      end();
    } catch {
      // What can't be ended is over already, or refuses: the others are ended all the same.
    }
  }
}

function on<T>(channel: string, note: (message: T, cell: Cell) => void): void {
  subscribe(channel, (message) => {
    const cell = runningCell();
    if (cell) note(message as T, cell);
  });
}

/** Notes what can be ended by `end`, until it says by itself that it is closed. */
function own(cell: Cell, closing: EventEmitter, end: () => void): void {
  cell.owned.add(end);
  closing.once("close", () => cell.owned.delete(end));
}

function abort(request: UndiciRequest): void {
  if (request.completed || request.aborted) return;
  const reason = new KeyboardInterrupt();
  if (request.abort) request.abort(reason);
  else if (request.onResponseError) request.onResponseError(reason);
  else request.onError?.(reason);
}

/** Kills a child with all that descends from it; the tree is read before, as its members lose their parent. */
function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  for (const pid of [...descendantsOf(child.pid), child.pid]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended between the look and the signal.
    }
  }
}
