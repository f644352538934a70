import type { Redis } from "ioredis";
import { now } from "../timeline/now.ts";

/** Questions asked to the server: the one that was answered soonest tells the time best. */
const questions = 7;

/**
 * Measures how far the Redis server's clock, which all that take part can read, is ahead of this machine's `now`, in ms.
 *
 * The server's time is taken to be that of the middle between question and answer; the error is at most half of the
 * shortest way there and back. Source: F. Cristian, "Probabilistic clock synchronization", 1989.
 */
export async function serverClockAhead(redis: Redis): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  let ahead = 0;
  for (let question = 0; question < questions; question++) {
    const asked = now();
    const [seconds = 0, microseconds = 0] = await redis.time();
    const answered = now();
    if (answered - asked >= shortest) continue;
    shortest = answered - asked;
    ahead = Number(seconds) * 1000 + Number(microseconds) / 1000 - (asked + answered) / 2;
  }
  return ahead;
}
