/**
 * The program that the benchmark of crawls times: it crawls once, and prints what the crawl took.
 *
 * Arguments: the first address, how many pages at most, how many at once, threads that read pages or `auto`.
 */
import { crawl } from "../../../lib/crawl/crawl.ts";

const [start = "", most, workers, parsers = "auto"] = process.argv.slice(2);
const run = await crawl(start, {
  maxPages: Number(most),
  workers: Number(workers),
  parsers: parsers === "auto" ? "auto" : Number(parsers),
  keep: 0,
});
const { fetched, outcomes, spent } = run.results;
const rssMiB = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ms: run.wallMs, cpuMs: run.cpuMs, fetched, pages: outcomes.page, rssMiB, spent }));
