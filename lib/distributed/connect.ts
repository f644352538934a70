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
    await Promise.race([redis.connect().then(() => checked(redis)), giveUp.promise]);
    return redis;
  } catch (error) {
    redis.disconnect();
    if (signal?.aborted) throw signal.reason;
    const cause = lastError ?? error;
    const reason = (cause instanceof Error ? cause.message || cause.name : String(cause))
      .replace(/( Please report this)?\.+$/, "")
      .replace(/\.$/, "");
    const message = `No Redis at ${withoutPassword(url)}: ${reason}. ${adviceFor(reason, url)}`;
    throw new NavetteError("ERR_NAVETTE_REDIS", message, { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    redis.removeAllListeners("close");
    giveUp.promise.catch(() => {});
  }
}

/** Asks for the database that the address names, which may be one that the server doesn't have, and for a sign of life. */
async function checked(redis: Redis): Promise<void> {
  await redis.select(redis.options.db ?? 0);
  await redis.ping();
}

/** The next step for what went wrong. */
function adviceFor(reason: string, { protocol }: URL): string {
  if (/certificate/i.test(reason)) {
    return "Where the certificate is your own, set NODE_EXTRA_CA_CERTS to its file, here and for each worker";
  }
  if (/NOAUTH|WRONGPASS|password/i.test(reason)) {
    return "Write user and password into the address, redis://user:password@host:6379; best in the variable REDIS_URL";
  }
  if (/DB index|SELECT/i.test(reason)) return "Name a database that it has at the end of the address, such as /0";
  if (/ENOTFOUND|EAI_AGAIN/.test(reason)) return "Check the name of the host, or set REDIS_URL to another address";
  if (!/ECONNREFUSED/.test(reason)) {
    const other = protocol === "rediss:" ? "redis://, if it doesn't speak TLS" : "rediss://, if it speaks TLS";
    return `Is it a Redis server that listens there? Its address begins with ${other}`;
  }
  return "Start a server there (redis-server or valkey-server), or set REDIS_URL to the address of one";
}
