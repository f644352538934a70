import { findRedisServer } from "../../lib/distributed/start-redis.ts";
import type { Strategy } from "../../lib/strategies/strategy.ts";

/** Why a strategy can't be tried on this machine, if it can't. */
export function missingStrategy(strategy: Strategy): string | false {
  return strategy === "distributed" && !findRedisServer() ? "no redis-server or valkey-server is installed" : false;
}
