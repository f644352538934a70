import type { ServerResponse } from "node:http";
import { now } from "../timeline/now.ts";

/** Milliseconds between two writes of a paced answer. */
const period = 5;

/**
 * Sends a body at `mebibytesPerSecond` and ends the response.
 *
 * What is sent after t seconds is t × rate, whatever the timers' delays, so that the mean is right; it stops when the
 * client leaves.
 */
export function sendPaced(response: ServerResponse, body: Buffer, mebibytesPerSecond: number): void {
  const bytesPerMs = (mebibytesPerSecond * 1024 * 1024) / 1000;
  const start = now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(body.length, Math.floor((now() - start) * bytesPerMs));
    if (due > sent) response.write(body.subarray(sent, due));
    sent = due;
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, period);
  response.once("close", () => clearInterval(timer));
}
