/**
 * The program that the benchmark of crawls times: it crawls once, and prints what the crawl took.
 *
 * Arguments: the first address, and the options of the crawl as JSON.
 */
import { crawl } from "../../../lib/crawl/crawl.ts";

const [start = "", options = "{}"] = process.argv.slice(2);
const { results, wallMs: ms, cpuMs } = await crawl(start, JSON.parse(options));
const { fetched, outcomes, spent, parsers } = results;
const rssMiB = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ms, cpuMs, fetched, pages: outcomes.page, rssMiB, spent, parsers }));
