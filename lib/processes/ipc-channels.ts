/**
 * Ways to send bytes to another process or thread and to get them back.
 *
 * Owner of each process and thread: its channel, which ends it when it is disposed of.
 */
import { type ChildProcess, fork, type SerializationType, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { NavetteError } from "../errors/navette-error.ts";
import { reasonOf } from "../errors/reason-of.ts";
import { workerArguments, workerEnvironment } from "../pools/worker-settings.ts";
import { flag } from "./shared-memory.ts";

/** The ways that are compared, in the order of plots. */
export const ipcWays = ["json", "structured", "pipe", "clone", "transfer", "shared"] as const;

/**
 * How bytes go to another process or thread, and come back.
 *
 * - `"json"` and `"structured"`: messages of a child process, as JSON and in V8's own format;
 * - `"pipe"`: the standard input and output of a child process;
 * - `"clone"` and `"transfer"`: messages of a thread, copied and handed over;
 * - `"shared"`: memory that a thread shares.
 */
export type IpcWay = (typeof ipcWays)[number];

/** A way opened: the other end runs. */
export interface IpcChannel extends AsyncDisposable {
  /** Sends so many bytes and waits until as many have come back. */
  roundTrip(bytes: number): Promise<void>;
}

const echo = new URL("./echo.ts", import.meta.url);

/** Opens a way; `most` is how many bytes a message may have. */
export async function openChannel(way: IpcWay, most: number): Promise<IpcChannel> {
  switch (way) {
    case "json":
    case "structured":
      return childMessages(way === "json" ? "json" : "advanced");
    case "pipe":
      return pipe();
    case "clone":
    case "transfer":
      return threadMessages(way === "transfer");
    case "shared":
      return sharedMemory(most);
  }
}

/** JSON has no bytes: a string of as many letters stands for them. */
function childMessages(serialization: SerializationType): IpcChannel {
  const child = fork(fileURLToPath(echo), { serialization, execArgv: workerArguments, env: workerEnvironment() });
  const failed = rejectedAtEnd(child);
  return {
    async roundTrip(bytes) {
      const answer = once(child, "message");
      child.send(serialization === "json" ? "x".repeat(bytes) : new Uint8Array(bytes));
      await Promise.race([answer, failed]);
    },
    [Symbol.asyncDispose]: () => endChild(child),
  };
}

function pipe(): IpcChannel {
  const program = "process.stdin.pipe(process.stdout)";
  const child = spawn(process.execPath, ["--eval", program], { stdio: ["pipe", "pipe", "inherit"] });
  const failed = rejectedAtEnd(child);
  let missing = 0;
  let arrived: () => void = () => {};
  child.stdout.on("data", (part: Buffer) => {
    missing -= part.length;
    if (missing <= 0) arrived();
  });
  child.stdin.on("error", () => {});
  return {
    async roundTrip(bytes) {
      const { promise, resolve } = Promise.withResolvers<void>();
      missing = bytes;
      arrived = resolve;
      child.stdin.write(Buffer.alloc(bytes));
      await Promise.race([promise, failed]);
    },
    [Symbol.asyncDispose]: () => endChild(child),
  };
}

function threadMessages(isMoved: boolean): IpcChannel {
  const thread = new Worker(echo, { execArgv: workerArguments, env: workerEnvironment() });
  const failed = rejectedAtEnd(thread);
  let kept: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  return {
    async roundTrip(bytes) {
      if (kept.byteLength !== bytes) kept = new Uint8Array(bytes);
      const answer = once(thread, "message");
      thread.postMessage({ bytes: kept, isMoved }, isMoved ? [kept.buffer] : []);
      const [message]: { bytes: Uint8Array<ArrayBuffer> }[] = await Promise.race([answer, failed]);
      if (isMoved && message) kept = message.bytes;
    },
    async [Symbol.asyncDispose]() {
      await thread.terminate();
    },
  };
}

/** The message is written where the other thread reads it; only the news of it travels. */
function sharedMemory(most: number): IpcChannel {
  const flags = new Int32Array(new SharedArrayBuffer(8));
  const memory = new Uint8Array(new SharedArrayBuffer(Math.max(1, most)));
  const thread = new Worker(echo, {
    workerData: { shared: { flags, memory } },
    execArgv: workerArguments,
    env: workerEnvironment(),
  });
  const failed = rejectedAtEnd(thread);
  return {
    async roundTrip() {
      // The message lies there already, as those of the other ways are made beforehand: only its first byte is new.
      memory[0] = 1;
      Atomics.store(flags, 0, flag.full);
      Atomics.notify(flags, 0);
      const { async: isWaiting, value } = Atomics.waitAsync(flags, 1, flag.empty);
      if (isWaiting) await Promise.race([value, failed]);
      if (memory[0] !== 254) throw new Error("the other thread hasn't answered in the shared memory");
      Atomics.store(flags, 1, flag.empty);
    },
    async [Symbol.asyncDispose]() {
      Atomics.store(flags, 0, flag.closed);
      Atomics.notify(flags, 0);
      await thread.terminate();
    },
  };
}

function rejectedAtEnd(end: ChildProcess | Worker): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const lose = (how: unknown, cause?: unknown) => {
    const message = `The other end of the messages was lost (${how}): measure again`;
    reject(new NavetteError("ERR_NAVETTE_PROCESS", message, { cause }));
  };
  // What is written to one that has just ended may fail as well, after the first error.
  end.on("error", (error: unknown) => lose(reasonOf(error), error));
  end.once("exit", (code: number | null, signal?: string | null) => lose(signal ?? `exit ${code}`));
  promise.catch(() => {});
  return promise;
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const end = once(child, "close");
  child.kill("SIGKILL");
  await end;
}
