/**
 * A crawl beside what a Python user would pick, in one run: `npm run bench crawl`.
 *
 * All of them crawl the same synthetic site, 27 kB a page, 20 ms each, 50 at once, breadth first; each in a fresh process,
 * timed inside. Navette asks robots.txt and keeps to its limits as well. Then: what a million addresses that wait
 * take, and what each parser takes for the links of one page.
 *
 * Environment: ROUNDS (5), SIZES (1000,10000), REQUESTS (1000: the most pages of the one-by-one peer), ONLY (names of
 * contestants that hold this text).
 */
import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { CrawlOptions } from "../../lib/crawl/crawl-options.ts";
import { machine } from "../../lib/machine/machine.ts";
import { serveSite } from "../../lib/site/serve-site.ts";
import { pageWriter } from "../../lib/site/site-page.ts";
import { findPeers } from "./crawl/peers.ts";
import { printTable } from "./crawl/print-table.ts";
import { median } from "./downloads/median.ts";

/** What a program prints of its crawl; memory is the most that was resident, of the program alone. */
interface Told {
  readonly ms: number;
  readonly cpuMs: number;
  readonly fetched: number;
  readonly rssMiB: number;
}

interface Contestant {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const execute = promisify(execFile);
const rounds = Number(process.env.ROUNDS ?? 5);
const sizes = (process.env.SIZES ?? "1000,10000").split(",").map(Number);
const mostRequests = Number(process.env.REQUESTS ?? 1000);
const atOnce = 50;
const program = (name: string) => fileURLToPath(new URL(`./crawl/${name}`, import.meta.url));
const script = (name: string) => fileURLToPath(new URL(`./python/${name}`, import.meta.url));
const quiet = "--disable-warning=ExperimentalWarning";

const { cpu, cores, node, platform } = machine();
console.log(`${cpu}, ${cores} cores, Node ${node}, ${platform}`);
const { python, versions, missing } = findPeers();
for (const name of missing) console.log(`absent: ${name} could not be installed`);

function contestants(start: string, size: number): Contestant[] {
  const { aiohttp, selectolax, requests, beautifulsoup4 } = versions;
  const options = [start, String(size), String(atOnce)];
  const navette = (name: string, how: CrawlOptions): Contestant => ({
    name,
    command: process.execPath,
    args: [quiet, program("navette-program.ts"), start, JSON.stringify({ maxPages: size, keep: 0, ...how })],
  });
  const inWorkers = (strategy: "threads" | "processes") =>
    navette(`Navette, ${cores} ${strategy}`, { strategy, workers: cores, perWorker: Math.ceil(atOnce / cores) });
  const peers: Contestant[] = [];
  if (aiohttp && selectolax) {
    const name = `aiohttp ${aiohttp} + selectolax ${selectolax}`;
    peers.push({ name, command: python, args: [script("crawl_aiohttp.py"), ...options] });
  }
  if (requests && beautifulsoup4 && size <= mostRequests) {
    const name = `requests ${requests} + BeautifulSoup ${beautifulsoup4}, one by one`;
    peers.push({ name, command: python, args: [script("crawl_requests.py"), ...options] });
  }
  return [
    ...peers,
    navette("Navette", { workers: atOnce }),
    navette("Navette, one thread that reads", { workers: atOnce, parsers: 1 }),
    inWorkers("threads"),
    inWorkers("processes"),
  ].filter(({ name }) => name.includes(process.env.ONLY ?? ""));
}

for (const size of sizes) {
  await using site = await serveSite({ pages: size, latencyMs: 20 });
  const entered = contestants(site.start.href, size);
  const measured = new Map<string, Told[]>(entered.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, command, args } of entered) {
      const { stdout } = await execute(command, [...args], { maxBuffer: 1 << 24 });
      measured.get(name)?.push(JSON.parse(stdout));
    }
  }
  const [reference] = entered;
  const against = measured.get(reference?.name ?? "") ?? [];
  const perSecond = ({ fetched, ms }: Told) => (fetched / ms) * 1000;
  console.log(`\n${size.toLocaleString("en")} pages, ${atOnce} at once; ${rounds} rounds; median [95 % interval]`);
  printTable([
    ["", "pages/s", `times ${reference?.name}`, "CPU ms a page", "its CPU over the first's", "greatest memory, MiB"],
    ...[...measured].map(([name, told]) => [
      name,
      interval(told.map(perSecond), 0),
      interval(
        told.map((one, round) => perSecond(one) / perSecond(against[round] ?? one)),
        2,
      ),
      interval(
        told.map(({ cpuMs, fetched }) => cpuMs / fetched),
        3,
      ),
      interval(
        told.map((one, round) => one.cpuMs / (against[round] ?? one).cpuMs),
        2,
      ),
      interval(
        told.map(({ rssMiB }) => rssMiB),
        0,
      ),
    ]),
  ]);
}

const { stdout } = await execute(process.execPath, [quiet, program("frontier-program.ts")]);
const { addresses, rssMiB, withoutMiB, ms } = JSON.parse(stdout);
console.log(
  `\nA frontier of ${addresses.toLocaleString("en")} addresses: ${(rssMiB - withoutMiB).toFixed(0)} MiB, the whole process ` +
    `${rssMiB.toFixed(0)} MiB; made in ${ms.toFixed(0)} ms`,
);

const { tokenizer, parser } = JSON.parse(
  (await execute(process.execPath, [quiet, program("parsers-program.ts")])).stdout,
);
const writePage = pageWriter({ pages: 10_000, pageKiB: 27, links: 100, seed: 1 });
const pages = Array.from({ length: 300 }, (_, page) => `${writePage(page)}\0`).join("");
const { stdout: told } = spawnSync(python, [script("parse_links.py")], { input: pages, encoding: "utf8" });
const parsers = {
  "Navette (htmlparser2's tokenizer)": tokenizer,
  "htmlparser2's parser": parser,
  ...JSON.parse(told || "{}"),
};
console.log("\nThe links of one page of 27 kB, ms of CPU");
printTable([["parser", "ms"], ...Object.entries(parsers).map(([name, ms]) => [name, Number(ms).toFixed(3)])]);

function interval(values: readonly number[], digits: number): string {
  const { median: middle, low, high } = median(values);
  return `${middle.toFixed(digits)} [${low.toFixed(digits)}–${high.toFixed(digits)}]`;
}
