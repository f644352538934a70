/**
 * The control process's side of the user process.
 *
 * Owner: this module owns the child and its five pipes. `dispose()` kills the whole process group; when the child dies
 * by itself, `exit` tells how, after everything that it had written has been handed on.
 */
import { Duplex, Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { decodeMessagePayload, encodeMessageFrame, type Frame, frameKind, frameReader } from "../pipe/frames.ts";
import type { ControlMessage, Place, SupervisorMessage, UserMessage } from "../pipe/protocol.ts";
import { endSession } from "../processes/end-session.ts";
import { watchMemory } from "./memory-limit.ts";
import { openRawOutput } from "./raw-output.ts";
import type { SpawnedUserProcess } from "./spawn-user-process.ts";

export type StreamName = "stdout" | "stderr";

export interface UserProcessHandlers {
  /** Something that the main thread says, in the order in which it said it. */
  message(cell: number, message: UserMessage, buffers: readonly Buffer[]): void;
  /** Text for a stream; cell 0 is the one that runs now. */
  text(cell: number, stream: StreamName, text: string): void;
  supervisor(message: SupervisorMessage): void;
  /** The place in a cell's source of a place in its script. */
  originalPlace(place: Place): Place;
  /** It is ending: nothing keeps the next one from starting. `exit` follows, once all that it had to say is told. */
  ending(): void;
  exit(reason: ExitReason): void;
}

/** How a user process ended; `memory` where it ran out of it, with the limit in MiB. */
export interface ExitReason {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly memory?: { readonly kind: "heap" | "process"; readonly limitMiB: number };
  /** It was ended because it took no interrupt. */
  readonly stuck?: boolean;
  /** It was ended because a cell had closed the pipes to it, or written into them. */
  readonly garbled?: boolean;
  /** It was ended because a cell had replaced what the kernel's part of it needs; what failed then. */
  readonly broken?: string;
  /** Why it could not be started at all. */
  readonly startFailure?: Error;
}

export interface UserProcess {
  readonly pid: number | undefined;
  send(message: ControlMessage, buffers?: readonly Uint8Array[]): void;
  /** Settles when the raw output that the cell wrote to descriptors 1 and 2 has been handed on. */
  rawOutputOf(cell: number): Promise<void>;
  /** The end of the cell was lost in a termination: nobody waits for its raw output any more. */
  forgetRawOutput(cell: number): void;
  /** Kills the user process because it takes no interrupt; its exit says so. */
  end(): void;
  /** Kills the user process with everything in its group. */
  dispose(): void;
}

/** Milliseconds after the end of its pipes within which a process that ends has ended. */
const endingFor = 500;

/** Takes charge of a user process that was spawned: what it has said so far waits in its pipes. */
export function attachUserProcess(
  { child, startFailure, token, session, limit }: SpawnedUserProcess,
  handlers: UserProcessHandlers,
): UserProcess {
  const { pid } = child;
  const requests = duplex(child.stdio[3]);
  const answers = duplex(child.stdio.at(5));
  const killGroup = () => {
    if (pid !== undefined) endSession(pid, session);
  };
  let lastWords = "";
  let overLimit = false;
  let stuck = false;
  let garbled = false;
  let broken: string | undefined;
  let exitCode: number | undefined;
  const stopWatching = watchMemory(pid, limit.processMiB, () => {
    overLimit = true;
    killGroup();
  });
  const raw = [child.stdout, child.stderr].map((stream, index) => {
    const name = index === 0 ? "stdout" : "stderr";
    const output = openRawOutput(token, (text) => {
      // V8's last words come with a page of native frames, which tells the reader nothing; the exit says it in one line.
      if (name === "stderr" && isLastWords(text)) lastWords += text;
      else handlers.text(0, name, text);
    });
    stream?.on("data", output.push);
    stream?.on("end", output.end);
    return output;
  });

  /** Nothing that it says could be understood any more. */
  const giveUp = () => {
    if (!garbled) killGroup();
    garbled = true;
  };
  /** Reads a pipe into which a cell may have written, by its number; whatever it holds, this process lives on. */
  const reading = (onFrame: (frame: Frame) => void) => {
    const read = frameReader(onFrame);
    return (chunk: Buffer) => {
      if (garbled) return;
      try {
        read(chunk);
      } catch (error) {
        process.stderr.write(`navette: what the process of cells says makes no sense: ${nameOf(error)}\n`);
        giveUp();
      }
    };
  };

  const decoders = new Map<string, StringDecoder>();
  const events = readable(child.stdio[4]);
  events.on(
    "data",
    reading(({ kind, cell, payload }) => {
      if (kind === frameKind.message) {
        const { body, buffers } = decodeMessagePayload<UserMessage>(payload);
        if (body.type === "exit") {
          exitCode = body.code;
          handlers.ending();
          killGroup();
        }
        if (body.type === "broken") {
          broken = body.why;
          handlers.ending();
          killGroup();
          return;
        }
        if (body.type === "places") {
          const places = body.places.map(handlers.originalPlace);
          answers.write(`${JSON.stringify({ id: body.id, places })}\n`);
          return;
        }
        if (body.type === "done") for (const name of streamNames) decoders.delete(`${cell}:${name}`);
        handlers.message(cell, body, buffers.map(asBuffer));
      } else {
        const name = kind === frameKind.stdout ? "stdout" : "stderr";
        const text = decoded(decoders, cell, name, payload);
        if (text !== "") handlers.text(cell, name, text);
      }
    }),
  );
  requests.on(
    "data",
    reading(({ payload }) => handlers.supervisor(decodeMessagePayload<SupervisorMessage>(payload).body)),
  );
  for (const stream of child.stdio) stream?.on("error", ignore);
  for (const pipe of [events, requests]) {
    // A process that ends closes them as well; one that lives on could never be asked or heard again.
    pipe.on("end", () => setTimeout(() => setImmediate(giveUpIfAlive), endingFor).unref());
  }
  function giveUpIfAlive(): void {
    if (child.exitCode === null && child.signalCode === null) giveUp();
  }
  // `close` comes after the last byte of every pipe, but not while a grandchild holds one open: those are ended first.
  const exited = Promise.withResolvers<ExitReason>();
  void startFailure.then((failure) => exited.resolve({ code: null, signal: null, startFailure: failure }));
  const exit = (code: number | null, signal: NodeJS.Signals | null) => {
    stopWatching();
    handlers.ending();
    killGroup();
    const settle = () => {
      clearTimeout(guard);
      exited.resolve(reasonOf(code, signal));
    };
    const guard = setTimeout(settle, 1000);
    child.on("close", settle);
  };
  if (child.exitCode === null && child.signalCode === null) child.on("exit", exit);
  else queueMicrotask(() => exit(child.exitCode, child.signalCode));
  void exited.promise.then((reason) => {
    for (const output of raw) output.end();
    handlers.exit(reason);
  });

  function reasonOf(code: number | null, signal: NodeJS.Signals | null): ExitReason {
    if (exitCode !== undefined) return { code: exitCode, signal: null };
    const how = { code, signal };
    if (stuck) return { ...how, stuck };
    if (garbled) return { ...how, garbled };
    if (broken !== undefined) return { ...how, broken };
    if (overLimit) return { ...how, memory: { kind: "process", limitMiB: limit.processMiB } };
    if (lastWords.includes("heap out of memory")) return { ...how, memory: { kind: "heap", limitMiB: limit.heapMiB } };
    return how;
  }

  return {
    pid,
    send(message, buffers = []) {
      if (requests.writable) requests.write(encodeMessageFrame(0, message, buffers));
    },
    async rawOutputOf(cell) {
      await Promise.all(raw.map((output) => output.marker(cell)));
    },
    forgetRawOutput(cell) {
      for (const output of raw) output.forget(cell);
    },
    end() {
      stuck = true;
      killGroup();
    },
    dispose() {
      stopWatching();
      killGroup();
    },
  };
}

/** What an error is; its message might quote what was read. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

const streamNames: readonly StreamName[] = ["stdout", "stderr"];

/** Text of a stream; a character split over two writes of one cell comes out whole. */
function decoded(decoders: Map<string, StringDecoder>, cell: number, name: StreamName, payload: Buffer): string {
  const key = `${cell}:${name}`;
  const pending = decoders.get(key);
  if (!pending && !endsInsideCharacter(payload)) return payload.toString("utf8");
  const decoder = pending ?? new StringDecoder("utf8");
  decoders.set(key, decoder);
  return decoder.write(payload);
}

function endsInsideCharacter(payload: Buffer): boolean {
  const last = payload.at(-1);
  // Only a piece that ends in a byte of a multi-byte character can end in the middle of one.
  return last !== undefined && last >= 0x80 && payload.toString("utf8").endsWith("\ufffd");
}

/** The report that V8 prints when it can't go on, in its parts as they come. */
function isLastWords(text: string): boolean {
  return /^\s*(Waiting for the debugger to disconnect|<--- |\[\d+:0x|FATAL ERROR: |----- Native stack trace -----|\s*\d+: 0x[0-9a-f]+ )/m.test(
    text,
  );
}

function duplex(stream: unknown): Duplex {
  if (stream instanceof Duplex) return stream;
  throw new Error("the pipe for requests is missing");
}

function readable(stream: unknown): Readable {
  if (stream instanceof Readable) return stream;
  throw new Error("the pipe for events is missing");
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function ignore(): void {
  // A pipe breaks when the user process dies; its exit is what is told.
}
