/**
 * A crawl beside what a Python user would pick, in one run: `npm run bench crawl`.
 *
 * All of them crawl the same synthetic site, 27 kB a page, 20 ms each, 50 at once, breadth first; each in a fresh process,
 * timed inside. Navette asks robots.txt and keeps to its limits as well. Then: what a million addresses that wait
 * take, and what each parser takes for the links of one page.
 *
 * Environment: ROUNDS (5), LARGE_ROUNDS (as many; from 10,000 pages on), SIZES (1000,10000), REQUESTS (1000: the most pages
 * of the one-by-one peer, of the smallest site), ONLY (names of contestants that hold this text).
 */
import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { CrawlOptions } from "../../lib/crawl/crawl-options.ts";
import { availableWorkers } from "../../lib/machine/available-workers.ts";
import { serveSite } from "../../lib/site/serve-site.ts";
import { pageWriter } from "../../lib/site/site-page.ts";
import { findPackages } from "./python/packages.ts";
import { median } from "./tables/median.ts";
import { progress } from "./tables/progress.ts";
import { absent, machineText, report } from "./tables/report.ts";

/** What a program prints of its crawl; memory is the most that was resident, of the program alone. */
interface Told {
  readonly ms: number;
  readonly cpuMs: number;
  readonly fetched: number;
  readonly rssMiB: number;
}

interface Contestant {
  readonly key: string;
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const execute = promisify(execFile);
const rounds = Number(process.env.ROUNDS ?? 5);
const largeRounds = Number(process.env.LARGE_ROUNDS ?? rounds);
const sizes = (process.env.SIZES ?? "1000,10000").split(",").map(Number);
const mostRequests = Number(process.env.REQUESTS ?? 1000);
const atOnce = 50;
const program = (name: string) => fileURLToPath(new URL(`./crawl/${name}`, import.meta.url));
const script = (name: string) => fileURLToPath(new URL(`./python/${name}`, import.meta.url));
const quiet = "--disable-warning=ExperimentalWarning";

const cores = availableWorkers();
console.log(machineText());
const { python, versions, missing } = findPackages(["aiohttp", "selectolax", "requests", "beautifulsoup4"]);
for (const name of missing) absent(`${name} could not be installed`);

function contestants(start: string, size: number): Contestant[] {
  const { aiohttp, selectolax, requests, beautifulsoup4 } = versions;
  const navette = (key: string, name: string, how: CrawlOptions): Contestant => ({
    key,
    name,
    command: process.execPath,
    args: [quiet, program("navette-program.ts"), start, JSON.stringify({ maxPages: size, keep: 0, ...how })],
  });
  const inWorkers = (strategy: "threads" | "processes") => {
    const perWorker = Math.ceil(atOnce / cores);
    return navette(strategy, `Navette, ${cores} ${strategy}`, { strategy, workers: cores, perWorker });
  };
  const peers: Contestant[] = [];
  if (aiohttp && selectolax) {
    const name = `aiohttp ${aiohttp} + selectolax ${selectolax}`;
    const args = [script("crawl_aiohttp.py"), start, String(size), String(atOnce)];
    peers.push({ key: "aiohttp", name, command: python, args });
  }
  if (requests && beautifulsoup4 && size === Math.min(...sizes)) {
    const most = Math.min(size, mostRequests);
    const name = `requests ${requests} + BeautifulSoup ${beautifulsoup4}, one by one, ${most} pages`;
    peers.push({ key: "requests", name, command: python, args: [script("crawl_requests.py"), start, String(most)] });
  }
  return [
    ...peers,
    navette("navette", "Navette", { workers: atOnce }),
    navette("navette, reader", "Navette, one thread that reads", { workers: atOnce, parsers: 1 }),
    inWorkers("threads"),
    inWorkers("processes"),
  ].filter(({ name }) => name.includes(process.env.ONLY ?? ""));
}

for (const size of sizes) {
  await using site = await serveSite({ pages: size, latencyMs: 20 });
  const entered = contestants(site.start.href, size);
  const times = size < 10_000 ? rounds : largeRounds;
  const title = `${size.toLocaleString("en")} pages, ${atOnce} at once`;
  const measured = new Map<string, Told[]>(entered.map(({ key }) => [key, []]));
  for (let round = 0; round < times; round++) {
    for (const { key, name, command, args } of entered) {
      progress(`${title}: round ${round + 1} of ${times}, ${name}`);
      const { stdout } = await execute(command, [...args], { maxBuffer: 1 << 24 });
      measured.get(key)?.push(JSON.parse(stdout));
    }
  }
  const [reference] = entered;
  const against = measured.get(reference?.key ?? "") ?? [];
  const perSecond = ({ fetched, ms }: Told) => (fetched / ms) * 1000;
  report({
    id: `crawl of ${size.toLocaleString("en")}`,
    title,
    rounds: times,
    columns: [
      { key: "perSecond", title: "pages/s" },
      { key: "times", title: `times ${reference?.name}` },
      { key: "cpuMs", title: "CPU ms a page" },
      { key: "cpuShare", title: "its CPU a page over the first's" },
      { key: "memory", title: "greatest memory, MiB" },
    ],
    rows: entered.map(({ key, name }) => {
      const told = measured.get(key) ?? [];
      const cpuMs = (one: Told) => one.cpuMs / one.fetched;
      const first = (round: number, one: Told) => against[round] ?? one;
      return {
        key,
        name,
        cells: {
          perSecond: median(told.map(perSecond)),
          times: median(told.map((one, round) => perSecond(one) / perSecond(first(round, one)))),
          cpuMs: median(told.map(cpuMs)),
          cpuShare: median(told.map((one, round) => cpuMs(one) / cpuMs(first(round, one)))),
          memory: median(told.map(({ rssMiB }) => rssMiB)),
        },
      };
    }),
  });
}

progress("a frontier of a million addresses");
const frontiers = await several("frontier-program.ts");
report({
  id: "frontier",
  title: `A frontier of ${frontiers[0]?.addresses?.toLocaleString("en")} addresses that wait`,
  rounds,
  columns: [
    { key: "own", title: "its memory, MiB" },
    { key: "process", title: "whole process, MiB" },
    { key: "ms", title: "made in, ms" },
  ],
  rows: [
    {
      key: "navette",
      name: "Navette",
      cells: {
        own: median(frontiers.map(({ rssMiB = 0, withoutMiB = 0 }) => rssMiB - withoutMiB)),
        process: median(frontiers.flatMap(({ rssMiB }) => rssMiB ?? [])),
        ms: median(frontiers.flatMap(({ ms }) => ms ?? [])),
      },
    },
  ],
});

progress("the links of one page");
const writePage = pageWriter({ pages: 10_000, pageKiB: 27, links: 100, seed: 1 });
const pages = Array.from({ length: 300 }, (_, page) => `${writePage(page)}\0`).join("");
const ours = await several("parsers-program.ts");
const theirs = ours.map((): Record<string, number> => {
  const { stdout } = spawnSync(python, [script("parse_links.py")], { input: pages, encoding: "utf8" });
  return JSON.parse(stdout || "{}");
});
const parsers = {
  tokenizer: "Navette (htmlparser2's tokenizer)",
  parser: "htmlparser2's parser",
  selectolax: `selectolax ${versions.selectolax ?? ""}`,
  BeautifulSoup: `BeautifulSoup ${versions.beautifulsoup4 ?? ""}`,
};
report({
  id: "parsers",
  title: "The links of one page of 27 kB",
  rounds,
  columns: [{ key: "cpuMs", title: "ms of CPU" }],
  rows: Object.entries(parsers).flatMap(([key, name]) => {
    const values = [...ours, ...theirs].flatMap((told) => told[key] ?? []);
    return values.length === 0 ? [] : [{ key, name, cells: { cpuMs: median(values) } }];
  }),
});

/** What a program of ours prints, run in as many processes as there are rounds. */
async function several(name: string): Promise<Record<string, number>[]> {
  const told: Record<string, number>[] = [];
  for (let round = 0; round < rounds; round++) {
    told.push(JSON.parse((await execute(process.execPath, [quiet, program(name)])).stdout));
  }
  return told;
}
