/**
 * Watches the callbacks of one program, and of nothing else that runs on this thread.
 *
 *   program ──registers──▶ resource ──before──▶ callback ──after──▶ … which registers others
 *
 * A resource is the program's when it was made while one of the program's callbacks ran, or because of one of its
 * resources: what belongs to the kernel, to a server or to another cell stays out.
 *
 * Owner of the hook: `stop`, after which nothing is watched any more. While it is there, promises cost more.
 */
import { AsyncResource, createHook, executionAsyncId } from "node:async_hooks";
import { performance } from "node:perf_hooks";
import { now } from "../timeline/now.ts";
import { type LoopPhase, loopPhase, programType } from "./loop-phase.ts";

/** One callback that the event loop ran; times in ms on the clock of `now`. */
export interface LoopCallback {
  /** What the callback called itself by `note`; several names when it called several. */
  readonly labels: readonly string[];
  /** The queue, or the phase of the loop, that it came from. */
  readonly phase: LoopPhase;
  /** Type of its resource in `async_hooks`: `Timeout`, `PROMISE`, `FSREQCALLBACK` … */
  readonly type: string;
  /** Turn of the event loop in which it ran: 0 is the one in which the program began. */
  readonly turn: number;
  /** When the program asked for it. */
  readonly registered: number;
  /** When a timer was due. */
  readonly due?: number;
  /** When it began to run, and when it returned. */
  readonly started: number;
  readonly ended: number;
}

interface Resource {
  readonly type: string;
  readonly registered: number;
  readonly handle: object;
}

type Open = Omit<LoopCallback, "ended" | "labels"> & { readonly id: number; readonly labels: string[] };

/** Types whose one callback is still to come, as long as they exist. */
const awaited = /^(Timeout|Immediate|TickObject|Microtask|FSREQ)/;

export class LoopRecorder {
  readonly callbacks: LoopCallback[] = [];
  readonly #most: number;
  readonly #own = new Map<number, Resource>();
  readonly #pending = new Set<number>();
  readonly #lastRuns = new Map<number, number>();
  readonly #open: Open[] = [];
  readonly #quiet = Promise.withResolvers<void>();
  readonly #hook = createHook({
    init: (id, type, trigger, handle) => this.#init(id, type, trigger, handle),
    before: (id) => this.#before(id),
    after: (id) => this.#after(id),
    destroy: (id) => this.#destroy(id),
  });
  #firstTurn = 0;
  #isSettled = false;
  #isStopped = false;

  /** Records `most` callbacks at most. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Settles once the program has ended and none of its timers, immediates and file requests is left. */
  get quiet(): Promise<void> {
    return this.#quiet.promise;
  }

  /** Whether there were more callbacks than are kept. */
  get isFull(): boolean {
    return this.callbacks.length >= this.#most;
  }

  /** Runs the program, as a callback of its own. */
  run<T>(program: () => T): T {
    this.#firstTurn = turns();
    this.#hook.enable();
    const resource = new AsyncResource(programType);
    this.#own.set(resource.asyncId(), { type: programType, registered: now(), handle: resource });
    return resource.runInAsyncScope(program);
  }

  /** Names the callback that is running. */
  readonly note = (label: string): void => {
    this.#open[0]?.labels.push(label);
  };

  /** What the program itself waited for has ended. */
  settled(): void {
    this.#isSettled = true;
    this.#endIfQuiet();
  }

  stop(): void {
    this.#isStopped = true;
    this.#hook.disable();
  }

  #init(id: number, type: string, trigger: number, handle: object): void {
    if (this.#isStopped || !(this.#own.has(executionAsyncId()) || this.#own.has(trigger))) return;
    this.#own.set(id, { type, registered: now(), handle });
    if (awaited.test(type)) this.#pending.add(id);
  }

  #before(id: number): void {
    const resource = this.#own.get(id);
    if (resource === undefined) return;
    const { type, handle } = resource;
    // A timer that repeats begins anew each time.
    const registered = this.#lastRuns.get(id) ?? resource.registered;
    const started = now();
    if (type === "Timeout") this.#lastRuns.set(id, started);
    const delay = type === "Timeout" ? Reflect.get(handle, "_idleTimeout") : undefined;
    this.#open.push({
      id,
      labels: [],
      phase: loopPhase(type),
      type,
      turn: turns() - this.#firstTurn,
      registered,
      ...(typeof delay === "number" && delay >= 0 && { due: registered + delay }),
      started,
    });
  }

  #after(id: number): void {
    if (this.#open.at(-1)?.id !== id) return;
    const ended = this.#open.pop();
    // A callback within another, as those of HTTP's parser are, is part of it.
    if (ended && this.#open.length === 0 && !this.isFull) {
      const { id: _id, ...callback } = ended;
      this.callbacks.push({ ...callback, ended: now() });
    }
    if (this.isFull) this.#quiet.resolve();
    if (this.#own.get(id)?.type !== "Timeout") this.#pending.delete(id);
    this.#endIfQuiet();
  }

  #destroy(id: number): void {
    if (this.#pending.delete(id)) this.#endIfQuiet();
  }

  #endIfQuiet(): void {
    if (!this.#isSettled || this.#open.length > 0) return;
    for (const id of this.#pending) if (holdsLoop(this.#own.get(id)?.handle)) return;
    this.#quiet.resolve();
  }
}

/** Whether Node waits for it before it ends: a timer that was `unref`ed is nobody's business. */
function holdsLoop(handle: object | undefined): boolean {
  if (handle === undefined) return false;
  const hasRef: unknown = Reflect.get(handle, "hasRef");
  return typeof hasRef !== "function" || hasRef.call(handle) !== false;
}

function turns(): number {
  return performance.nodeTiming.uvMetricsInfo.loopCount;
}
