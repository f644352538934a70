/**
 * Downloads beside what a user would pick otherwise, in one run: `npm run bench downloads`.
 *
 * Rounds interleave the contestants, so that whatever else the machine does weighs on all of them; a ratio is taken within
 * each round, and the median of the rounds' ratios is what counts.  Every run writes to a new folder and nothing is deleted
 * before the end: ext4 is nine times slower to create a file for some minutes after many were deleted, since it looks for an
 * inode that was not freed lately.
 *
 * Environment: ROUNDS (9), LARGE_ROUNDS (5).
 */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveImages } from "../../lib/images/serve-images.ts";
import { machine } from "../../lib/machine/machine.ts";
import { type Contestant, navette, peerContestants } from "./downloads/contestant.ts";
import { type Median, median } from "./downloads/median.ts";
import { findPeers } from "./downloads/peers.ts";

interface Case {
  readonly title: string;
  readonly images: number;
  readonly latencyMs: number;
  readonly atOnce: number;
  readonly rounds: number;
  /** Navette's own ways; the first one is what the others are compared with. */
  readonly ours: readonly Contestant[];
  readonly peers: readonly Contestant[];
}

const peers = findPeers();
const cases: Case[] = [
  {
    title: "Ten images, 200 ms each, ten at once",
    images: 10,
    latencyMs: 200,
    atOnce: 10,
    rounds: Number(process.env.ROUNDS ?? 9),
    ours: [
      navette("Navette, async, first run of a process", "async"),
      navette("Navette, async, third run", "async", { runs: 3 }),
      navette("Navette, warm threads", "threads", { warm: true, runs: 3 }),
      navette("Navette, cold threads", "threads"),
      navette("Navette, one after the other", "sequential"),
    ],
    peers: peerContestants(peers, { threads: true, sequential: true }),
  },
  {
    title: "10,000 images, 50 ms each, 200 at once",
    images: 10_000,
    latencyMs: 50,
    atOnce: 200,
    rounds: Number(process.env.LARGE_ROUNDS ?? 5),
    ours: [navette("Navette, async", "async")],
    peers: peerContestants(peers, { threads: false, sequential: false }),
  },
];

const { cpu, cores, node, platform } = machine();
console.log(`${cpu}, ${cores} cores, Node ${node}, ${platform}`);
for (const absence of peers.missing) console.log(`absent: ${absence}`);
const made = fileURLToPath(new URL("../../.navette", import.meta.url));
const scratch = await mkdtemp(join(made, "bench-downloads-"));
try {
  for (const one of cases) print(one, await measure(one));
} finally {
  await rm(scratch, { recursive: true, force: true });
}

/** Runs every contestant once per round, and returns the milliseconds of each, by contestant. */
async function measure({ images, latencyMs, atOnce, rounds, ours, peers }: Case): Promise<Map<Contestant, number[]>> {
  await using server = await serveImages({ count: images, latencyMs });
  const listing = join(scratch, `${images}-addresses`);
  await writeFile(listing, server.urls.map((url) => `${url}\n`).join(""));
  await writeFile(`${listing}.curl`, server.urls.map((url) => `url = "${url}"\n`).join(""));
  const times = new Map<Contestant, number[]>([...ours, ...peers].map((contestant) => [contestant, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [contestant, measured] of times) {
      const folders: string[] = [];
      const newFolder = async () => {
        const folder = await mkdtemp(join(scratch, "files-"));
        folders.push(folder);
        return folder;
      };
      measured.push(await contestant.run(listing, atOnce, newFolder));
      for (const folder of folders) {
        const { length } = await readdir(folder);
        if (length !== images) throw new Error(`${contestant.name} saved ${length} files of ${images}`);
      }
    }
  }
  return times;
}

function print({ title, images, latencyMs, atOnce, rounds, ours }: Case, times: Map<Contestant, number[]>): void {
  const bound = Math.ceil(images / atOnce) * latencyMs;
  const reference = ours[0] && times.get(ours[0]);
  if (reference === undefined) throw new Error("nothing to compare with");
  const rows = [...times].map(([{ name }, measured]) => {
    const ratios = measured.map((ms, round) => (reference[round] ?? Number.NaN) / ms);
    return [
      name,
      write(median(measured), 0),
      write(median(measured.map((ms) => ms / bound)), 3),
      write(median(ratios), 3),
    ];
  });
  console.log(`\n${title}; bound ${bound} ms; ${rounds} rounds; median [95 % interval]`);
  const heads = ["", "ms", "against the bound", `${ours[0]?.name} against it`];
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of [heads, ...rows])
    console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}

function write({ median, low, high }: Median, digits: number): string {
  return `${median.toFixed(digits)} [${low.toFixed(digits)}–${high.toFixed(digits)}]`;
}
