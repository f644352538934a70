import { Redis } from "ioredis";
import { NavetteError } from "../errors/navette-error.ts";
import { withoutPassword } from "./redis-url.ts";

/** Milliseconds after which a server that doesn't answer is given up, at the first connection only. */
const patienceMs = 5000;

/**
 * Connects to Redis or Valkey and waits until it answers; from then on a lost connection is made again by itself.
 *
 * Owner of the connection: the caller, who disconnects it.
 *
 * @throws NavetteError `ERR_NAVETTE_REDIS` when it can't be reached, or refuses the password; the signal's reason.
 */
export async function connect(url: URL, signal?: AbortSignal): Promise<Redis> {
  const redis = new Redis(url.href, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    // Commands wait for a server that restarts, as BullMQ needs it.
    maxRetriesPerRequest: null,
    enableOfflineQueue: true,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), 1000),
  });
  // Told by the commands that fail; without a listener ioredis would print it.
  let lastError: unknown;
  redis.on("error", (error) => {
    lastError = error;
  });
  const giveUp = Promise.withResolvers<never>();
  const timer = setTimeout(() => giveUp.reject(lastError ?? new Error("no answer")), patienceMs);
  const abort = () => giveUp.reject(signal?.reason);
  signal?.addEventListener("abort", abort);
  redis.once("close", () => giveUp.reject(lastError ?? new Error("the connection was closed")));
  try {
    signal?.throwIfAborted();
    await Promise.race([redis.connect().then(() => redis.ping()), giveUp.promise]);
    return redis;
  } catch (error) {
    redis.disconnect();
    if (signal?.aborted) throw signal.reason;
    const cause = lastError ?? error;
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    const advice = /certificate/i.test(reason)
      ? "Where the certificate is your own, set NODE_EXTRA_CA_CERTS to its file, here and for each worker"
      : "Start a server there (redis-server or valkey-server), or set REDIS_URL to the address of one";
    throw new NavetteError("ERR_NAVETTE_REDIS", `No Redis at ${withoutPassword(url)}: ${reason}. ${advice}`, { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    redis.removeAllListeners("close");
    giveUp.promise.catch(() => {});
  }
}
