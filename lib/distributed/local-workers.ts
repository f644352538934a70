/**
 * Workers of the queue on this machine, a process each, for a pool.
 *
 * Owner of the processes: what is returned, until it is disposed of. One that ends meanwhile is replaced.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { parse } from "node:path";
import { NavetteError } from "../errors/navette-error.ts";
import { host } from "../host/host.ts";
import { workerArguments, workerEnvironment } from "../pools/worker-settings.ts";
import { endChild } from "../system/end-child.ts";
import type { LocalWorkerSettings } from "./local-worker.ts";

/** Starts that may fail in a row before no other is tried. */
const mostFailures = 3;

export async function openLocalWorkers(count: number, redis: URL): Promise<AsyncDisposable> {
  const running = new Set<ChildProcess>();
  let ending = false;
  let failures = 0;

  async function start(number: number): Promise<void> {
    const child = fork(new URL("./local-worker.ts", import.meta.url), {
      execArgv: workerArguments,
      env: workerEnvironment(),
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    running.add(child);
    child.once("exit", () => {
      running.delete(child);
      if (!ending && failures < mostFailures) host().inSession(() => start(number).catch(() => {}));
    });
    const settings: LocalWorkerSettings = {
      redis: redis.href,
      name: `${hostname()}-${number}`,
      // This program's own tasks, wherever they lie: it is the one that names them.
      modules: parse(process.cwd()).root,
    };
    child.send(settings);
    const message = await Promise.race([
      once(child, "message").then(([told]) => String(told)),
      once(child, "exit").then(() => "it ended before it was ready"),
    ]);
    child.unref();
    child.channel?.unref();
    if (message === "ready") {
      failures = 0;
      return;
    }
    failures += 1;
    throw new NavetteError("ERR_NAVETTE_POOL", `a worker did not start: ${message}`);
  }

  const workers: AsyncDisposable = {
    async [Symbol.asyncDispose]() {
      ending = true;
      await Promise.all([...running].map(endChild));
    },
  };
  try {
    await Promise.all(Array.from({ length: count }, (_, at) => start(at + 1)));
    return workers;
  } catch (error) {
    await workers[Symbol.asyncDispose]();
    throw error;
  }
}
