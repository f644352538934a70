/**
 * Pools that stay warm from one run to the next.
 *
 * Owner: the session, that is the program (in a notebook, the user process). A pool is opened at the first run that
 * wants one, and closed after five idle minutes, by `closeSessionPools`, or with the program, which idle pools let
 * end. A run only borrows it: an interruption ends the workers that run its chunks, and they are replaced.
 */
import { host } from "../host/host.ts";
import type { Strategy } from "../strategies/strategy.ts";
import { loadPool } from "./open-pool.ts";
import type { Pool } from "./pool.ts";
import type { ChunkReply, ChunkRequest } from "./worker.ts";

/** Milliseconds after which a pool that nobody uses is closed. */
const idleMs = 5 * 60_000;

/** Keys are `strategy/workers`. */
const pools = new Map<string, SessionPool>();

interface SessionPool {
  readonly opening: Promise<Pool>;
  borrowers: number;
  idle?: NodeJS.Timeout;
}

/** Lends the session's pool of a strategy and a number of workers; disposing of the loan leaves the pool open. */
export async function borrowPool(strategy: Strategy, workers: number): Promise<Pool> {
  const key = `${strategy}/${workers}`;
  const kept = pools.get(key) ?? { opening: openInSession(strategy, workers), borrowers: 0 };
  pools.set(key, kept);
  kept.borrowers++;
  clearTimeout(kept.idle);
  const pool = await kept.opening.catch((error) => {
    pools.delete(key);
    throw error;
  });
  let returned = false;
  return {
    ...pool,
    run: (request, signal) => runInSession(pool, request, signal),
    async [Symbol.asyncDispose]() {
      if (returned) return;
      returned = true;
      kept.borrowers--;
      if (kept.borrowers === 0 && pools.get(key) === kept) kept.idle = host().inSession(() => closeLater(key, kept));
    },
  };
}

/**
 * Runs a chunk by a pool of the session's. A worker that takes the place of one that ended belongs to the session as well,
 * also where the running cell's interrupt ends it, which the pool does, and replaces it, while the signal is aborted.
 */
async function runInSession(pool: Pool, request: ChunkRequest, signal: AbortSignal): Promise<ChunkReply> {
  const ours = new AbortController();
  const abort = () => host().inSession(() => ours.abort(signal.reason));
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await host().inSession(() => pool.run(request, ours.signal));
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Once what it needs is loaded, the pool is opened in one go, which no interrupt of the borrower's cell tears. */
function openInSession(strategy: Strategy, workers: number): Promise<Pool> {
  return host().inSession(async () => {
    const open = await loadPool(strategy);
    return host().inSession(() => open(workers));
  });
}

/**
 * Ends the workers of every warm pool; the next warm run starts new ones. Runs that use them lose their workers, and
 * end with `ERR_NAVETTE_LOST`. Unless called, a pool ends after five minutes without a run, or with the program.
 *
 * @example
 * await factoriseAll([12, 97], { strategy: "threads", workers: 1, warm: true });
 * await closeSessionPools();
 */
export async function closeSessionPools(): Promise<void> {
  const closing = [...pools.values()];
  pools.clear();
  await Promise.all(closing.map(close));
}

function closeLater(key: string, kept: SessionPool): NodeJS.Timeout {
  return setTimeout(() => {
    pools.delete(key);
    void close(kept);
  }, idleMs).unref();
}

async function close({ opening, idle }: SessionPool): Promise<void> {
  clearTimeout(idle);
  await (await opening)[Symbol.asyncDispose]();
}
