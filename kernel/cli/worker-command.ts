import { statSync } from "node:fs";
import { Command } from "commander";
import { redisUrl, withoutPassword } from "../../lib/distributed/redis-url.ts";
import type { ServiceEvent } from "../../lib/distributed/serve-chunks.ts";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { availableWorkers } from "../../lib/machine/available-workers.ts";
import { checkWorkers } from "../../lib/strategies/check-workers.ts";
import type { CommandContext } from "./main.ts";

interface WorkerOptions {
  redis?: string;
  concurrency: string;
  name?: string;
  modules?: string;
  quiet?: true;
}

/** `navette worker`: lends this machine to the distributed runs of others. */
export function workerCommand({ signal }: CommandContext): Command {
  return new Command("worker")
    .description("work for distributed runs: take chunks from a queue in Redis, until Ctrl-C")
    .option("--redis <url>", "address of the Redis or Valkey server (default: the variable REDIS_URL)")
    .option("--concurrency <n>", "chunks at the same time, a thread each", String(availableWorkers()))
    .option("--name <name>", "what this worker is called (default: the machine's name)")
    .option("--modules <dir>", "a folder of task modules that clients may name, beside this checkout")
    .option("--quiet", "say nothing of the chunks that were done")
    .addHelpText(
      "after",
      `
Whoever can write to that Redis server chooses what this worker computes: use one with a password, and rediss:// (TLS)
beyond your own network. A password in the variable REDIS_URL is not seen in the list of processes.`,
    )
    .action((options: WorkerOptions) => work(options, signal));
}

/** @throws NavetteError `ERR_NAVETTE_REDIS_URL`, `ERR_NAVETTE_REDIS`, `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_FOLDER` */
async function work(options: WorkerOptions, signal: AbortSignal): Promise<void> {
  const redis = redisUrl(options.redis);
  if (redis === undefined) {
    throw new NavetteError(
      "ERR_NAVETTE_REDIS_URL",
      "navette worker needs a Redis server: name it, --redis redis://host:6379, or set REDIS_URL.",
    );
  }
  const { name, modules } = options;
  const concurrency = checkWorkers(
    /^\d+$/.test(options.concurrency) ? Number(options.concurrency) : options.concurrency,
    "--concurrency",
  );
  if (modules !== undefined && !isFolder(modules)) {
    const next = "give a folder of this machine that holds the modules of the tasks";
    throw new NavetteError("ERR_NAVETTE_FOLDER", `--modules is ${JSON.stringify(modules)}: ${next}`);
  }
  // Loaded for this command only: the others should start quickly.
  const { serveChunks } = await import("../../lib/distributed/serve-chunks.ts");
  const { queueError } = await import("../../lib/distributed/queue-error.ts");
  const service = await serveChunks(
    {
      redis,
      concurrency,
      ...(name && { name }),
      ...(modules !== undefined && { modules }),
      onEvent: teller(options.quiet === true),
    },
    signal,
  ).catch((error: unknown) => {
    throw queueError(error, redis, signal);
  });
  console.log(
    `${service.presence.name} works for ${withoutPassword(redis)}, ${concurrency} at a time, version ${service.presence.version}. Ctrl-C ends it.`,
  );
  await aborted(signal);
  console.log("Finishing the chunks at work; Ctrl-C again gives them to other workers at once.");
  const began = performance.now();
  const drop = () => {
    // npx passes each Ctrl-C on to a program that has had it from the terminal, too.
    if (performance.now() - began > sameKeyMs) void service.close({ drop: true }).catch(() => {});
  };
  for (const name of ends) process.on(name, drop);
  await service.close();
  for (const name of ends) process.off(name, drop);
}

/** Signals that end a worker, and milliseconds within which two of them are taken for one. */
const ends = ["SIGINT", "SIGTERM"] as const;
const sameKeyMs = 1000;

/** Says each event in a line; of a server that is gone, once, however often the connection is tried again. */
function teller(isQuiet: boolean): (event: ServiceEvent) => void {
  const troubles = new Set<string>();
  return (event) => {
    if (event.type === "done") {
      if (!isQuiet) console.log(`chunk done in ${Math.round(event.ms)} ms`);
    } else if (event.type === "failed") {
      console.error(`chunk failed: ${event.error.message}`);
    } else if (event.type === "back") {
      if (troubles.size > 0) console.log("The Redis server answers again.");
      troubles.clear();
    } else if (!troubles.has(event.error.message)) {
      troubles.add(event.error.message);
      console.error(`trouble: ${event.error.message}. Trying again until it answers.`);
    }
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
