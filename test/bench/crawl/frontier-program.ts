/** Prints what a frontier of a million addresses that wait takes: resident memory before and after, and the time to fill it. */
import { Frontier } from "../../../lib/crawl/frontier.ts";

const addresses = 1_000_000;
const frontier = new Frontier({ perHost: 1, delayMs: 0 });
const withoutMiB = process.memoryUsage().rss / 2 ** 20;
const started = performance.now();
for (let page = 0; page < addresses; page++) {
  const path = `/archive/${page % 1000}/a-page-of-an-ordinary-length-${page}.html?from=menu`;
  frontier.add({ origin: "http://example.org", path }, 3);
}
const ms = performance.now() - started;
console.log(
  JSON.stringify({ addresses: frontier.waiting, withoutMiB, rssMiB: process.memoryUsage().rss / 2 ** 20, ms }),
);
