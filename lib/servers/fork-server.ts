/**
 * A server in a process of its own, seen from the program that starts it.
 *
 * Owner of the process: whoever calls `forkServer`, and ends it. It ends by itself with the program, even one that is
 * killed, since the channel between them closes (see serve-in-child.ts); it never keeps a program alive.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { NavetteError } from "../errors/navette-error.ts";
import { host } from "../host/host.ts";
import { endChild } from "../system/end-child.ts";

/** A process that listens. */
export interface ForkedServer extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  readonly origin: string;
  readonly pid: number;
}

/**
 * Starts the module in a new process, sends it the options, and waits until it listens on the loopback interface.
 *
 * @throws NavetteError with the code given when the process ends before it listens; the host's signal's reason.
 */
export async function forkServer(module: URL, options: object, code: string): Promise<ForkedServer> {
  host().signal().throwIfAborted();
  const child = fork(module, {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "advanced",
  });
  try {
    child.send(options);
    const port = await listening(child, code);
    child.unref();
    child.channel?.unref();
    return {
      origin: `http://127.0.0.1:${port}`,
      pid: child.pid ?? 0,
      [Symbol.asyncDispose]: () => endChild(child),
    };
  } catch (error) {
    await endChild(child);
    throw error;
  }
}

async function listening(child: ChildProcess, code: string): Promise<number> {
  const ended = new AbortController();
  const either = AbortSignal.any([ended.signal, host().signal()]);
  const stop = (exitCode: number | null) =>
    ended.abort(
      new NavetteError(code, `the server ended before it listened (exit code ${exitCode}): see its message above`),
    );
  child.once("exit", stop);
  try {
    const [message] = await once(child, "message", { signal: either });
    return portIn(message);
  } catch (error) {
    throw either.aborted ? either.reason : error;
  } finally {
    child.off("exit", stop);
  }
}

function portIn(message: unknown): number {
  if (typeof message === "object" && message !== null && "port" in message && typeof message.port === "number") {
    return message.port;
  }
  throw new TypeError("the server did not tell its port");
}
