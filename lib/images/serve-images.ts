/**
 * The image server, seen from the program that starts it.
 *
 * Owner of the process: the `ImageServer` that `serveImages` returns.  It is disposed of by `await using`, and ends by
 * itself with the program, even one that is killed (see image-server-process.ts).  It never keeps a program alive.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { NavetteError } from "../errors/navette-error.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { host } from "../host/host.ts";
import type { ImageServerOptions } from "./image-server-options.ts";

export type { Failure, ImageServerOptions } from "./image-server-options.ts";

/** A running image server; disposing of it ends its process. */
export interface ImageServer extends AsyncDisposable {
  /** One address per image, in order: `http://127.0.0.1:…/image-0.jpg`, … */
  readonly urls: readonly URL[];
  readonly origin: string;
  readonly pid: number;
  readonly options: Required<ImageServerOptions>;
}

/**
 * Starts an HTTP server in a process of its own, on a free port of the loopback interface, and waits until it has drawn
 * its pictures and listens.
 *
 * @throws NavetteError `ERR_NAVETTE_IMAGES` for a wrong option, `ERR_NAVETTE_IMAGE_SERVER` when the process ends early.
 */
export async function serveImages(options: ImageServerOptions = {}): Promise<ImageServer> {
  const complete = checked(options);
  host().signal().throwIfAborted();
  const child = fork(new URL("./image-server-process.ts", import.meta.url), {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "advanced",
  });
  try {
    child.send(complete);
    const port = await listening(child);
    child.unref();
    child.channel?.unref();
    const origin = `http://127.0.0.1:${port}`;
    return {
      urls: Array.from({ length: complete.count }, (_, number) => new URL(`${origin}/image-${number}.jpg`)),
      origin,
      pid: child.pid ?? 0,
      options: complete,
      [Symbol.asyncDispose]: () => end(child),
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

async function listening(child: ChildProcess): Promise<number> {
  const ended = new AbortController();
  const either = AbortSignal.any([ended.signal, host().signal()]);
  const stop = (code: number | null) =>
    ended.abort(
      new NavetteError(
        "ERR_NAVETTE_IMAGE_SERVER",
        `the image server ended before it listened (exit code ${code}): see its message above`,
      ),
    );
  child.once("exit", stop);
  try {
    const [message] = await once(child, "message", { signal: either });
    return (message as { port: number }).port;
  } catch (error) {
    throw either.aborted ? either.reason : error;
  } finally {
    child.off("exit", stop);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

function checked(options: ImageServerOptions): Required<ImageServerOptions> {
  const {
    count = 10,
    width = 400,
    height = 200,
    latencyMs = 200,
    bandwidthMiBps = Number.POSITIVE_INFINITY,
    seed = 1,
    failures = [],
  } = options;
  const code = "ERR_NAVETTE_IMAGES";
  wholeNumber("count", count, { min: 1, max: 1_000_000, code });
  wholeNumber("width", width, { min: 16, max: 4000, code });
  wholeNumber("height", height, { min: 16, max: 4000, code });
  wholeNumber("seed", seed, { min: 0, max: 2 ** 32 - 1, code });
  numberWithin("latencyMs", latencyMs, { min: 0, max: 60_000, code });
  numberWithin("bandwidthMiBps", bandwidthMiBps, { min: 0.001, max: Number.POSITIVE_INFINITY, code });
  for (const { image, status = 503, times = 1 } of failures) {
    wholeNumber("failures[].image", image, { min: 0, max: count - 1, code });
    wholeNumber("failures[].status", status, { min: 400, max: 599, code });
    wholeNumber("failures[].times", times, { min: 1, max: 1_000_000, code });
  }
  return { count, width, height, latencyMs, bandwidthMiBps, seed, failures };
}
