import type { Redis } from "ioredis";
import { heartbeatMs, keys, lifeSeconds, type Presence } from "./protocol.ts";

/**
 * Keeps a key alive that says that somebody is there; disposing of it removes the key.
 *
 * Owner of the timer: what is returned.
 */
export async function keepAlive(redis: Redis, key: string, value: string): Promise<AsyncDisposable> {
  const say = () => redis.set(key, value, "EX", lifeSeconds);
  await say();
  const timer = setInterval(() => void say().catch(() => {}), heartbeatMs);
  timer.unref();
  // A server that was away for long, or forgot, hears at once who is there.
  const sayAgain = () => void say().catch(() => {});
  redis.on("ready", sayAgain);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      redis.off("ready", sayAgain);
      if (redis.status === "ready") await redis.del(key);
    },
  };
}

/** The workers that are attached to a server, of whatever version, but for those that a client has started for itself. */
export async function lentWorkers(redis: Redis): Promise<Presence[]> {
  return (await attachedWorkers(redis)).filter(({ isOwned }) => !isOwned);
}

/** All the workers that are attached to a server, of whatever version. */
export async function attachedWorkers(redis: Redis): Promise<Presence[]> {
  const found = new Set<string>();
  let cursor = "0";
  do {
    const [next, some] = await redis.scan(cursor, "MATCH", keys.everyWorker, "COUNT", 1000);
    for (const key of some) found.add(key);
    cursor = next;
  } while (cursor !== "0");
  if (found.size === 0) return [];
  const told = await redis.mget([...found]);
  return told.flatMap((text) => (text === null ? [] : [presenceOf(text)])).filter((one) => one !== undefined);
}

function presenceOf(text: string): Presence | undefined {
  const { host, pid, name, version, concurrency, isOwned } = JSON.parse(text);
  const isWhole = [host, name, version].every((part) => typeof part === "string");
  if (!isWhole) return undefined;
  return { host, name, version, pid: Number(pid), concurrency: Number(concurrency), isOwned: isOwned === true };
}
