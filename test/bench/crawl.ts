/**
 * A crawl beside what a Python user would pick, in one run: `npm run bench crawl`.
 *
 * All of them crawl the same synthetic site, 27 kB a page, 20 ms each, 50 at once, breadth first; each in a fresh process,
 * timed inside. Navette asks robots.txt and keeps to its limits as well.
 *
 * Environment: ROUNDS (5), SIZES (1000,10000), REQUESTS (1000: the most pages of the one-by-one peer).
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { machine } from "../../lib/machine/machine.ts";
import { serveSite } from "../../lib/site/serve-site.ts";
import { findPeers } from "./crawl/peers.ts";
import { median } from "./downloads/median.ts";
import { type Contestant, race } from "./factors/rounds.ts";

const execute = promisify(execFile);
const rounds = Number(process.env.ROUNDS ?? 5);
const sizes = (process.env.SIZES ?? "1000,10000").split(",").map(Number);
const mostRequests = Number(process.env.REQUESTS ?? 1000);
const atOnce = 50;
const program = fileURLToPath(new URL("./crawl/navette-program.ts", import.meta.url));
const script = (name: string) => fileURLToPath(new URL(`./python/${name}`, import.meta.url));

const { cpu, cores, node, platform } = machine();
console.log(`${cpu}, ${cores} cores, Node ${node}, ${platform}`);
const { python, versions, missing } = findPeers();
for (const name of missing) console.log(`absent: ${name} could not be installed`);

for (const size of sizes) {
  await using site = await serveSite({ pages: size, latencyMs: 20 });
  const rates = new Map<string, number[]>();
  const memory: number[] = [];

  function contestant(name: string, command: string, args: readonly string[]): Contestant {
    return {
      name,
      async run() {
        const { stdout } = await execute(command, [...args], { maxBuffer: 1 << 24 });
        const { ms, cpuMs, fetched, rssMiB } = JSON.parse(stdout);
        rates.set(name, [...(rates.get(name) ?? []), (fetched / ms) * 1000]);
        if (rssMiB) memory.push(rssMiB);
        return { ms, ...(cpuMs && { cpuMs }) };
      },
    };
  }

  const options = [site.start.href, String(size), String(atOnce)];
  const navette = ["--disable-warning=ExperimentalWarning", program, ...options];
  const contestants = [
    contestant("Navette", process.execPath, navette),
    contestant("Navette, one thread that reads", process.execPath, [...navette, "1"]),
  ];
  const { aiohttp, selectolax, requests, beautifulsoup4 } = versions;
  if (aiohttp && selectolax) {
    contestants.push(
      contestant(`aiohttp ${aiohttp} + selectolax ${selectolax}`, python, [script("crawl_aiohttp.py"), ...options]),
    );
  }
  if (requests && beautifulsoup4 && size <= mostRequests) {
    const name = `requests ${requests} + BeautifulSoup ${beautifulsoup4}, one by one`;
    contestants.push(contestant(name, python, [script("crawl_requests.py"), ...options]));
  }
  await race(
    `${size.toLocaleString("en")} pages, ${atOnce} at once`,
    contestants,
    rounds,
    () => contestants.at(2)?.name ?? "Navette",
  );
  for (const [name, values] of rates) {
    const { median: middle, low, high } = median(values);
    console.log(`${name}: ${middle.toFixed(0)} pages/s [${low.toFixed(0)}–${high.toFixed(0)}]`);
  }
  console.log(`Navette's greatest resident memory: ${Math.max(...memory).toFixed(0)} MiB`);
}
