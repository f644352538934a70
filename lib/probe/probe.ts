import { performance } from "node:perf_hooks";
import { briefly } from "../errors/briefly.ts";
import { checkFunction } from "../errors/check-function.ts";
import { checkList } from "../errors/check-list.ts";
import { checkOptions } from "../errors/check-options.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { machine } from "../machine/machine.ts";
import type { Machine, RunOptions } from "../strategies/strategy.ts";
import { cpuOf, cpuOfEndedChildren, descendantsOf, queueingOf, transferredBytes } from "../system/operating-system.ts";
import { now } from "../timeline/now.ts";
import { recordOwnSpan } from "../timeline/own-span.ts";
import { Timeline } from "../timeline/timeline.ts";

/**
 * What holds a program up: its computing (`cpu`), what it waits for (`io`), both about alike (`mixed`), or calls that wait
 * while the event loop can do nothing else (`blocking`).
 */
export type Bound = "cpu" | "io" | "mixed" | "blocking";

/** Where the time of a program went. */
export interface Probe {
  /** What the program was called. */
  readonly name: string;
  /** Milliseconds of real time. */
  readonly wallMs: number;
  /** Milliseconds of CPU of this process, all its threads, and of its child processes where the system tells (Linux). */
  readonly cpuMs: number;
  /**
   * Milliseconds during which the thread that waited longest for a core was ready to compute, but had none: the machine
   * was busy. Linux only.
   */
  readonly queuedMs: number;
  /** Share of the time, from 0 to 1, during which the event loop of the calling thread was not idle. */
  readonly loopUtilisation: number;
  /** Bytes that went through system calls: files, pipes, sockets; undefined where the system doesn't tell. */
  readonly bytes: number | undefined;
  /** The share of the time, from 0 to 1, that would go by with computing if a core were free at once. */
  readonly computingShare: number;
  /** What holds it up. */
  readonly bound: Bound;
  /**
   * How many times as fast the program would be with a processor twice as fast, from 1 to 2: 1 ÷ (1 − computing share ÷
   * 2).
   */
  readonly withTwiceTheCpu: number;
  /** One span, of the whole program. */
  readonly timeline: Timeline;
  readonly machine: Machine;
}

/** What a probe leaves out, and what ends it. */
export interface ProbeOptions extends Pick<RunOptions, "timeline"> {
  /** Handed over to the function, with the running cell's: it is up to the function to end. */
  readonly signal?: AbortSignal;
  /** Ids of child processes that aren't part of the program, such as the server that it talks to. */
  readonly without?: readonly number[];
}

/** From this share of computing on a program is bound by the processor, and up to the other by what it waits for. */
const shares = { cpu: 0.7, io: 0.3 };

/**
 * Runs a function and tells what holds it up: CPU time against wall time, event-loop utilisation, bytes moved. What the
 * probe itself costs is below a millisecond. Anything else that this process does meanwhile is counted too.
 *
 * A program that computes for 70 % of the time or more is bound by the CPU, up to 30 % by I/O: our own limits. What a
 * faster processor brings is Amdahl's law (see `amdahl`), with all but the computing as the serial share.
 *
 * @throws NavetteError `ERR_NAVETTE_NAME` when `name` is no text, `ERR_NAVETTE_FUNCTION` when `run` isn't a function,
 * `ERR_NAVETTE_PROCESS` when `without` is no list; what the function throws; the signal's reason when it, or the running
 * cell's, is aborted before it begins.
 * @example
 * const { bound } = await probe("a pause", () => new Promise((resolve) => setTimeout(resolve, 200)));
 * bound; // "io"
 */
export async function probe(
  name: string,
  run: (signal: AbortSignal) => unknown,
  options: ProbeOptions = {},
): Promise<Probe> {
  checkOptions(options);
  if (typeof name !== "string") {
    throw new NavetteError("ERR_NAVETTE_NAME", `name is ${briefly(name)}: give a text first, then the function`);
  }
  checkFunction("run", run);
  if (options.without !== undefined) checkList("without", options.without, "[server.pid]", "ERR_NAVETTE_PROCESS");
  const signal = eitherSignal(options.signal);
  signal.throwIfAborted();
  // A turn of the event loop: what was pending before isn't the function's.
  await new Promise((resolve) => setImmediate(resolve));
  const before = usage(options.without);
  const loop = performance.eventLoopUtilization();
  const own = process.threadCpuUsage();
  const started = now();
  await run(signal);
  const wallMs = Math.max(now() - started, 1e-3);
  const { user, system } = process.threadCpuUsage(own);
  const loopUtilisation = performance.eventLoopUtilization(loop).utilization;
  const after = usage(options.without);

  const cpuMs = Math.max(0, after.cpuMs - before.cpuMs);
  const queuedMs = longestWait(before.queued, after.queued);
  const timeline = new Timeline(options.timeline);
  const bytes = before.bytes === undefined || after.bytes === undefined ? undefined : after.bytes - before.bytes;
  const unhindered = Math.max(wallMs - queuedMs, cpuMs / machine().cores, 1e-3);
  const computingShare = Math.min(1, cpuMs / unhindered);
  const ownShare = Math.min(1, (user + system) / 1000 / unhindered);
  const bound = boundOf(computingShare, ownShare, loopUtilisation);
  recordOwnSpan(timeline, { label: name, kind: bound, started, ended: started + wallMs, cpuMs });
  return {
    name,
    wallMs,
    cpuMs,
    queuedMs,
    loopUtilisation,
    bytes: bytes === undefined ? undefined : Math.max(0, bytes),
    computingShare,
    bound,
    withTwiceTheCpu: 1 / (1 - computingShare / 2),
    timeline,
    machine: machine(),
  };
}

/** The rule by which a program is told to be bound by one thing or the other; see `shares`. */
export function boundOf(computingShare: number, ownShare: number, loopUtilisation: number): Bound {
  if (computingShare >= shares.cpu) return "cpu";
  if (loopUtilisation >= shares.cpu && ownShare <= shares.io) return "blocking";
  return computingShare <= shares.io ? "io" : "mixed";
}

/**
 * What this process and its descendants have used until now. A child that ends moves what it used into the count of the
 * ended ones, so that differences of the sum are right whether it still runs or not.
 */
function usage(without: readonly number[] = []) {
  const { user, system } = process.cpuUsage();
  const descendants = descendantsOf(process.pid).filter((pid) => !without.includes(pid));
  const total = (of: (pid: number) => number | undefined) => descendants.reduce((sum, pid) => sum + (of(pid) ?? 0), 0);
  const moved = (pid: number) => {
    const bytes = transferredBytes(pid);
    return bytes && bytes.read + bytes.written;
  };
  const ownBytes = moved(process.pid);
  return {
    cpuMs: (user + system) / 1000 + (cpuOfEndedChildren() ?? 0) + total(cpuOf),
    queued: new Map([process.pid, ...descendants].flatMap(queueingOf)),
    bytes: ownBytes === undefined ? undefined : ownBytes + total(moved),
  };
}

/** The longest that one thread waited for a core between two counts, in ms. */
function longestWait(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  return Math.max(0, ...[...after].map(([thread, ms]) => ms - (before.get(thread) ?? 0)));
}
