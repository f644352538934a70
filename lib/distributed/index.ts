/** Runs beyond one machine: a queue in Redis, and workers that take chunks from it. */
export type { DistributedOptions } from "./distributed-pool.ts";
export { openDistributedPool } from "./distributed-pool.ts";
export { type ChunkService, type ServeOptions, type ServiceEvent, serveChunks } from "./serve-chunks.ts";
export { findRedisServer, type OwnRedis, startRedis } from "./start-redis.ts";
