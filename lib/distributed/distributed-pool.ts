/**
 * Workers anywhere, reached through a queue in Redis: a `Pool` like those of threads and processes.
 *
 *     run(request) ──job──▶ queue ──▶ a worker, here or elsewhere ──▶ result ──▶ run settles
 *
 * Owner: whoever opens the pool and disposes of it. Then its own workers end, and its own Redis server, if it had to
 * start one; workers of other hosts stay attached to theirs.
 */
import { randomUUID } from "node:crypto";
import { NavetteError } from "../errors/navette-error.ts";
import type { Pool } from "../pools/pool.ts";
import { chunkClient } from "./chunk-client.ts";
import { connect } from "./connect.ts";
import { openLocalWorkers } from "./local-workers.ts";
import { lentWorkers } from "./presence.ts";
import { patienceMs, version } from "./protocol.ts";
import { queueError } from "./queue-error.ts";
import { redisUrl, withoutPassword } from "./redis-url.ts";
import { startRedis } from "./start-redis.ts";

export interface DistributedOptions {
  /** Address of a Redis or Valkey server; `REDIS_URL`, or else a server started for this pool alone. */
  readonly redis?: string;
  /** Whether to start, on this machine, the workers that are not attached to the queue already; true unless told. */
  readonly startsWorkers?: boolean;
  /** How long a run waits for a server that is gone, or for any worker, before it gives up, in ms; 60,000 unless told. */
  readonly patienceMs?: number;
}

/** Jobs in the queue for each worker: while it works on one, the next ones are on their way. */
const jobsPerWorker = 3;

/**
 * Opens a pool of `workers` workers: those that are attached to the queue, started with `navette worker` on any host,
 * and as many on this machine as are missing. Those that other clients have started for themselves don't count: they end
 * with their clients.
 *
 * @throws NavetteError `ERR_NAVETTE_REDIS_URL`, `ERR_NAVETTE_NO_REDIS`, `ERR_NAVETTE_REDIS` for want of a server;
 * `ERR_NAVETTE_WORKERS` when there is no worker; `ERR_NAVETTE_VERSION` when those that there are have another version.
 */
export async function openDistributedPool(workers: number, options: DistributedOptions = {}): Promise<Pool> {
  await using opened = new AsyncDisposableStack();
  const given = redisUrl(options.redis);
  const url = given ?? opened.use(await startRedis()).url;
  try {
    const pool = await openOver(url, given === undefined, workers, options, opened);
    const kept = opened.move();
    return { ...pool, [Symbol.asyncDispose]: () => kept.disposeAsync() };
  } catch (error) {
    throw queueError(error, url);
  }
}

/** Opens what the pool needs, and leaves it to `opened`. */
async function openOver(
  url: URL,
  isOwn: boolean,
  workers: number,
  options: DistributedOptions,
  opened: AsyncDisposableStack,
): Promise<Omit<Pool, typeof Symbol.asyncDispose>> {
  const redis = opened.adopt(await connect(url), async (it) => it.disconnect());
  const present = isOwn ? [] : await lentWorkers(redis);
  const others = present.filter((one) => one.version !== version);
  const elsewhere = present.filter((one) => one.version === version).reduce((sum, one) => sum + one.concurrency, 0);
  const missing = options.startsWorkers === false ? 0 : Math.max(0, workers - elsewhere);
  if (elsewhere + missing === 0) throw noWorkers(url, others);
  const id = randomUUID();
  const client = opened.use(await chunkClient(redis, url, id, options.patienceMs ?? patienceMs));
  opened.use(await openLocalWorkers(missing, url));
  return { workers, jobs: jobsPerWorker * Math.max(workers, elsewhere), run: client.run };
}

function noWorkers(url: URL, others: readonly { host: string; version: string }[]): NavetteError {
  const shown = withoutPassword(url);
  if (others.length > 0) {
    const listed = others.map((one) => `${one.host} has ${one.version}`).join(", ");
    return new NavetteError(
      "ERR_NAVETTE_VERSION",
      `No worker at ${shown} has version ${version} of Navette, which this program has: ${listed}. ` +
        "Bring them to the same version and start them again",
    );
  }
  return new NavetteError(
    "ERR_NAVETTE_WORKERS",
    `No worker is attached to ${shown}: start one on any machine with "npx navette worker --redis ${shown}"`,
  );
}
