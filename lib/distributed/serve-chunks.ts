/**
 * A worker of the queue: takes jobs, runs their chunks on threads of its own, and leaves the results in Redis.
 *
 *     queue ──job──▶ this thread ──chunk──▶ a thread of the pool
 *       ▲                │  renews the lock meanwhile
 *       └──── result ◀───┘
 *
 * Owner of the connections and of the threads: the `ChunkService`, until it is closed. The chunk of a worker that is
 * killed, or cut off, is given to another when its lock has run out.
 */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { deserialize, serialize } from "node:v8";
import { type Job, UnrecoverableError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import pLimit from "p-limit";
import { reasonOf } from "../errors/reason-of.ts";
import { openPool } from "../pools/open-pool.ts";
import { LostWorker } from "../pools/pool.ts";
import type { ChunkReply, ChunkRequest } from "../pools/worker.ts";
import { now } from "../timeline/now.ts";
import { connect } from "./connect.ts";
import { findModule } from "./module-address.ts";
import { keepAlive } from "./presence.ts";
import {
  type Begun,
  type ChunkJob,
  jobSeconds,
  keys,
  lockMs,
  mostStalls,
  type Presence,
  prefix,
  queueName,
  stalledEveryMs,
  version,
} from "./protocol.ts";
import { serverClockAhead } from "./server-clock.ts";

export interface ServeOptions {
  readonly redis: URL;
  /** Chunks that it works on at the same time, each on a thread. */
  readonly concurrency: number;
  /** What it is called in lists and plots; the machine's name unless told. */
  readonly name?: string;
  /** A folder of modules that clients may name, beside those of this checkout. */
  readonly modules?: string;
  /** Whether the client that has started it will end it; false unless told. */
  readonly isOwned?: boolean;
  /** Told of each chunk that was done, and of connections lost and made again. */
  onEvent?(event: ServiceEvent): void;
}

export type ServiceEvent =
  | { readonly type: "done"; readonly job: string; readonly ms: number }
  | { readonly type: "failed"; readonly job: string; readonly error: Error }
  | { readonly type: "trouble"; readonly error: Error }
  | { readonly type: "back" };

export interface ChunkService {
  readonly presence: Presence;
  /** Finishes the chunks at work, or drops them at once, and leaves. Other workers do the dropped ones again. */
  close(how?: { readonly drop?: boolean }): Promise<void>;
}

/**
 * Attaches a worker to the queue and returns once it is ready.
 *
 * @throws NavetteError `ERR_NAVETTE_REDIS` when the server can't be reached.
 */
export async function serveChunks(options: ServeOptions, signal?: AbortSignal): Promise<ChunkService> {
  const { concurrency, modules, name = hostname(), isOwned = false, onEvent } = options;
  const presence: Presence = { host: hostname(), pid: process.pid, name, version, concurrency, isOwned };
  await using opened = new AsyncDisposableStack();
  const redis = opened.adopt(await connect(options.redis, signal), async (it) => it.disconnect());
  const subscriber = opened.adopt(await connect(options.redis, signal), async (it) => it.disconnect());
  const pool = opened.use(await openPool("threads", concurrency));
  const ahead = await serverClockAhead(redis);
  const atWork = new Map<string, AbortController>();
  // The job that is at hand has not begun while it waits for a thread.
  const limit = pLimit(concurrency);
  subscriber.on("message", (_channel, job) => atWork.get(job)?.abort(new Error("nobody waits for it any more")));
  await subscriber.subscribe(keys.cancelled);

  async function work(job: Job<ChunkJob>): Promise<void> {
    const id = String(job.id);
    const [chunk, isAwaited] = await askedFor(redis, id, job.data.client);
    if (chunk === null || !isAwaited) throw new UnrecoverableError("nobody waits for it any more");
    const controller = new AbortController();
    atWork.set(id, controller);
    const begun = performance.now();
    try {
      const request = { module: findModule(job.data.module, modules), name: job.data.name, chunk: deserialize(chunk) };
      const reply = await limit(() => {
        const begun: Begun = { host: presence.host, pid: process.pid, tid: 0, started: now() + ahead };
        // Nobody waits for it: it only serves to tell of a chunk whose worker is lost.
        job.updateProgress({ ...begun }).catch(() => {});
        return attempt(request, controller.signal);
      });
      const { started, ended } = reply;
      const told = { ...reply, host: presence.host, started: started + ahead, ended: ended + ahead };
      await redis.set(keys.result(id), packed(told), "EX", jobSeconds);
      onEvent?.({ type: "done", job: id, ms: performance.now() - begun });
    } catch (error) {
      if (!controller.signal.aborted)
        onEvent?.({ type: "failed", job: id, error: error instanceof Error ? error : new Error(String(error)) });
      throw error instanceof Error && "code" in error
        ? new UnrecoverableError(`${error.code} ${error.message}`)
        : error;
    } finally {
      atWork.delete(id);
    }
  }

  /** What a thread could not be given, or could not give back, is the task's error; only a lost thread rejects. */
  async function attempt(request: ChunkRequest, signal: AbortSignal): Promise<ChunkReply> {
    const started = now();
    try {
      return await pool.run(request, signal);
    } catch (cause) {
      if (cause instanceof LostWorker) throw new Error(reasonOf(cause.cause), { cause });
      return { pid: process.pid, tid: 0, started, ended: now(), cpuMs: 0, error: { cause } };
    }
  }

  const worker = new Worker<ChunkJob>(queueName, work, {
    connection: redis,
    prefix,
    name,
    // One job more than there are threads is at hand when a thread gets free.
    concurrency: concurrency + 1,
    lockDuration: lockMs,
    stalledInterval: stalledEveryMs,
    maxStalledCount: mostStalls,
    removeOnComplete: { age: 60 },
    removeOnFail: { age: 60 },
  });
  worker.on("error", (error) => onEvent?.({ type: "trouble", error }));
  opened.defer(() => worker.close(true));
  await worker.waitUntilReady();
  opened.use(await keepAlive(redis, keys.worker(randomUUID()), JSON.stringify(presence)));
  redis.on("ready", () => onEvent?.({ type: "back" }));
  const kept = opened.move();

  return {
    presence,
    async close({ drop = false } = {}) {
      // Without the server nothing can be handed in: other workers do these chunks again.
      if (drop || redis.status !== "ready")
        for (const controller of atWork.values()) controller.abort(new Error("the worker leaves"));
      else await worker.close(false);
      await kept.disposeAsync();
    },
  };
}

/** The chunk of a job, and whether its client lives: two questions in one write, which costs more than the answers. */
async function askedFor(redis: Redis, id: string, client: string): Promise<[Buffer | null, boolean]> {
  const [chunk, lives] = (await redis.pipeline().getBuffer(keys.chunk(id)).exists(keys.client(client)).exec()) ?? [];
  const error = chunk?.[0] ?? lives?.[0];
  if (error) throw error;
  return [Buffer.isBuffer(chunk?.[1]) ? chunk[1] : null, lives?.[1] === 1];
}

/** Packs a reply; errors that V8 can't copy, such as DOMExceptions, are told in words. */
function packed(reply: ChunkReply): Buffer {
  try {
    return serialize(reply);
  } catch (error) {
    const cause = new Error(reasonOf(reply.error ? reply.error.cause : error));
    return serialize({ ...reply, value: undefined, error: { cause } });
  }
}
