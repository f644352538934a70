/**
 * The client's side of the queue: sends chunks as jobs, and hears of their ends.
 *
 * Owner of its connections and its timer: the `ChunkClient`. What is told by events may be lost while the server
 * restarts; so the jobs that are waited for are looked up as well, now and then.
 */
import { randomUUID } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import { type JobProgress, Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import { NavetteError } from "../errors/navette-error.ts";
import { LostWorker, type Pool } from "../pools/pool.ts";
import type { ChunkReply, ChunkRequest } from "../pools/worker.ts";
import { now } from "../timeline/now.ts";
import { connect } from "./connect.ts";
import { moduleAddress } from "./module-address.ts";
import { attachedWorkers, keepAlive } from "./presence.ts";
import { type Begun, type ChunkJob, jobSeconds, keys, prefix, queueName, version } from "./protocol.ts";
import { withoutPassword } from "./redis-url.ts";
import { serverClockAhead } from "./server-clock.ts";

/** Milliseconds between two looks at the jobs of which nothing was heard. */
const lookEveryMs = 2000;

export interface ChunkClient extends AsyncDisposable {
  readonly run: Pool["run"];
}

/** A job that is waited for. */
interface Waiting {
  readonly data: ChunkJob;
  readonly sent: number;
  readonly reply: PromiseWithResolvers<ChunkReply>;
  /** Where and when its worker began it. */
  begun: Begun | undefined;
  /** Beginnings whose workers were lost. */
  readonly lost: Begun[];
}

/** `patienceMs`: how long it waits for a server that is gone, or for any worker, before it gives up what it waits for. */
export async function chunkClient(redis: Redis, url: URL, client: string, patienceMs: number): Promise<ChunkClient> {
  await using opened = new AsyncDisposableStack();
  const blocking = opened.adopt(await connect(url), async (it) => it.disconnect());
  const ahead = await serverClockAhead(redis);
  opened.use(await keepAlive(redis, keys.client(client), ""));
  const queue = opened.adopt(new Queue<ChunkJob>(queueName, { connection: redis, prefix }), (it) => it.close());
  const events = opened.adopt(new QueueEvents(queueName, { connection: blocking, prefix }), async (it) => {
    const closed = it.close();
    closed.catch(() => {});
    // It waits for the end of a connection, which one that is being made again never tells.
    if (blocking.status === "ready") await closed;
  });
  // Lost connections are made again; `look` finds what was missed.
  queue.on("error", () => {});
  events.on("error", () => {});
  const waiting = new Map<string, Waiting>();

  // Whether a worker was heard of since the last look; looks at which the server did not answer, or nobody was at work.
  let heard = false;
  let unanswered = 0;
  let deserted = 0;
  let isLooking = false;

  events.on("completed", ({ jobId }) => void fetch(jobId).catch(() => {}));
  events.on("failed", ({ jobId, failedReason }) => fail(jobId, failedReason));
  events.on("progress", ({ jobId, data }) => {
    const job = waiting.get(jobId);
    if (job) job.begun = begunOf(data);
  });
  events.on("stalled", ({ jobId }) => {
    const job = waiting.get(jobId);
    if (job?.begun) job.lost.push(job.begun);
    if (job) job.begun = undefined;
  });
  await events.waitUntilReady();
  for (const event of ["completed", "failed", "progress"] as const) {
    events.on(event, () => {
      heard = true;
    });
  }
  const timer = setInterval(tick, lookEveryMs);
  timer.unref();
  opened.defer(() => clearInterval(timer));
  const kept = opened.move();

  /** Takes the result of a job, if it is there. */
  async function fetch(id: string): Promise<boolean> {
    const job = waiting.get(id);
    if (!job) return true;
    const packed = await redis.getBuffer(keys.result(id));
    if (packed === null) return false;
    if (!waiting.delete(id)) return true;
    job.reply.resolve(onOwnClock(deserialize(packed) as ChunkReply, job));
    redis.del(keys.chunk(id), keys.result(id)).catch(() => {});
    return true;
  }

  function onOwnClock(reply: ChunkReply, { sent, lost }: Waiting): ChunkReply {
    const received = now();
    // The clocks differ by some tenths of a millisecond all the same: nothing ran before it was sent.
    const own = (time: number) => Math.min(Math.max(time - ahead, sent), received);
    const ownLost = lost.map((one) => ({ ...one, started: own(one.started) }));
    return { ...reply, started: own(reply.started), ended: own(reply.ended), lost: ownLost };
  }

  function fail(id: string, reason: string): void {
    const job = waiting.get(id);
    if (!job) return;
    waiting.delete(id);
    const [, code, message] = /^(ERR_NAVETTE_\w+) (.*)$/s.exec(reason) ?? [];
    const begun = job.begun && { ...job.begun, started: Math.max(job.begun.started - ahead, job.sent) };
    job.reply.reject(code && message ? new NavetteError(code, message) : new LostWorker(begun, new Error(reason)));
    redis.del(keys.chunk(id)).catch(() => {});
  }

  /** Looks up what no event has told, if the server answers; gives up where it is gone for too long. */
  function tick(): void {
    if (waiting.size > 0 && (isLooking || redis.status !== "ready")) {
      if (++unanswered * lookEveryMs < patienceMs) return;
      giveUp("ERR_NAVETTE_REDIS", `The Redis server at ${withoutPassword(url)} is gone: start it again, then the run`);
    } else {
      unanswered = 0;
      isLooking = true;
      const done = () => {
        isLooking = false;
      };
      look().then(done, done);
    }
  }

  function giveUp(code: string, message: string): void {
    for (const [id, { reply }] of waiting) {
      reply.reject(new NavetteError(code, message));
      if (redis.status === "ready") void forget(id).catch(() => {});
    }
    waiting.clear();
  }

  /** A result that is there, a job that a restarted server has lost, and whether anybody works at all. */
  async function look(): Promise<void> {
    for (const [id, { data, sent }] of waiting) {
      if (now() - sent < lookEveryMs) continue;
      const isThere = await fetch(id);
      unanswered = 0;
      if (isThere) continue;
      const job = await queue.getJob(id);
      if (job === undefined) await queue.add("chunk", data, { jobId: id });
      else if (await job.isFailed()) fail(id, job.failedReason);
    }
    const isAnyone =
      heard || waiting.size === 0 || (await attachedWorkers(redis)).some((one) => one.version === version);
    heard = false;
    deserted = isAnyone ? 0 : deserted + 1;
    if (deserted * lookEveryMs < patienceMs) return;
    const shown = withoutPassword(url);
    const next = `start one with "npx navette worker --redis ${shown}", then the run again`;
    giveUp("ERR_NAVETTE_WORKERS", `No worker is attached to ${shown} any more: ${next}`);
  }

  async function run(request: ChunkRequest, signal: AbortSignal): Promise<ChunkReply> {
    signal.throwIfAborted();
    const id = randomUUID();
    const data: ChunkJob = { client, module: moduleAddress(request.module), name: request.name };
    const reply = Promise.withResolvers<ChunkReply>();
    const job: Waiting = { data, sent: now(), reply, begun: undefined, lost: [] };
    const cancel = () => {
      waiting.delete(id);
      reply.reject(new LostWorker(job.begun && { ...job.begun, started: job.begun.started - ahead }, signal.reason));
      void forget(id).catch(() => {});
    };
    waiting.set(id, job);
    // It may be rejected before it is awaited below.
    reply.promise.catch(() => {});
    signal.addEventListener("abort", cancel, { once: true });
    try {
      // One after the other on one connection: whoever takes the job finds its chunk there.
      const stored = redis.set(keys.chunk(id), serialize(request.chunk), "EX", jobSeconds);
      // What waits for a server that is gone is not waited for: it may be cancelled, or given up.
      Promise.all([stored, queue.add("chunk", data, { jobId: id })]).catch(reply.reject);
      return await reply.promise;
    } finally {
      waiting.delete(id);
      signal.removeEventListener("abort", cancel);
    }
  }

  /** Takes back a job: from the queue if it waits there, from its worker if it is being worked on. */
  async function forget(id: string): Promise<void> {
    await redis.publish(keys.cancelled, id);
    await redis.del(keys.chunk(id), keys.result(id));
    await queue.remove(id);
  }

  return {
    run,
    async [Symbol.asyncDispose]() {
      for (const [id, { reply }] of waiting) {
        reply.reject(new LostWorker(undefined, new Error("its pool has ended")));
        if (redis.status === "ready") await forget(id).catch(() => {});
      }
      await kept.disposeAsync();
    },
  };
}

function begunOf(data: JobProgress): Begun | undefined {
  if (typeof data !== "object") return undefined;
  const { host, pid, tid, started } = data as Readonly<Record<string, unknown>>;
  return { host: String(host), pid: Number(pid), tid: Number(tid), started: Number(started) };
}
