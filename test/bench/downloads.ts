/**
 * Downloads beside what a user would pick otherwise, in one run: `npm run bench downloads`.
 *
 * Every run writes to a new folder, and nothing is deleted before the end: ext4 takes nine times as long to create a file for
 * some minutes after many were deleted, since it looks for an inode that was not freed lately.  CPU includes the image
 * server's.
 *
 * Environment: ROUNDS (9), LARGE_ROUNDS (5); TRIES (5) for each measure, until the machine is quiet.
 */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveImages } from "../../lib/images/serve-images.ts";
import { type Downloads, navette, peerDownloads } from "./downloads/contestant.ts";
import { cpuUsed } from "./downloads/cpu-used.ts";
import { findPeers } from "./downloads/peers.ts";
import { type Contestant, race } from "./factors/rounds.ts";
import { absent, machineText, report } from "./tables/report.ts";

interface Case {
  readonly id: string;
  readonly title: string;
  readonly images: number;
  readonly latencyMs: number;
  readonly atOnce: number;
  readonly rounds: number;
  /** The first one is what the others are compared with. */
  readonly downloads: readonly Downloads[];
}

console.log(machineText());
const peers = findPeers();
for (const missing of peers.missing) absent(missing);

const cases: Case[] = [
  {
    id: "downloads of ten",
    title: "Ten images, 200 ms each, ten at once",
    images: 10,
    latencyMs: 200,
    atOnce: 10,
    rounds: Number(process.env.ROUNDS ?? 9),
    downloads: [
      navette("async, first run of a process", "async"),
      navette("async, third run", "async", { runs: 3 }),
      navette("ten warm threads, first run", "threads", { warm: true }),
      navette("ten warm threads, third run", "threads", { warm: true, runs: 3 }),
      navette("ten cold threads", "threads"),
      navette("one by one", "sequential"),
      ...peerDownloads(peers, { small: true }),
    ],
  },
  {
    id: "downloads of 10,000",
    title: "10,000 images, 50 ms each, 200 at once",
    images: 10_000,
    latencyMs: 50,
    atOnce: 200,
    rounds: Number(process.env.LARGE_ROUNDS ?? 5),
    downloads: [navette("async", "async"), ...peerDownloads(peers, { small: false })],
  },
];

const scratch = await mkdtemp(join(fileURLToPath(new URL("../../.navette", import.meta.url)), "bench-downloads-"));
try {
  for (const one of cases) await compare(one);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function compare({ id, title, images, latencyMs, atOnce, rounds, downloads }: Case): Promise<void> {
  await using server = await serveImages({ count: images, latencyMs });
  const listing = join(scratch, `${images}-addresses`);
  await writeFile(listing, server.urls.map((url) => `${url}\n`).join(""));
  await writeFile(`${listing}.curl`, server.urls.map((url) => `url = "${url}"\n`).join(""));

  async function measure({ name, run }: Downloads) {
    const folders: string[] = [];
    const newFolder = async () => {
      const folder = await mkdtemp(join(scratch, "files-"));
      folders.push(folder);
      return folder;
    };
    const before = cpuUsed(server.pid);
    const ms = await run({ listing, atOnce, newFolder });
    const after = cpuUsed(server.pid);
    for (const folder of folders) {
      const { length } = await readdir(folder);
      if (length !== images) throw new Error(`${name} saved ${length} files of ${images}`);
    }
    return before === undefined || after === undefined ? { ms } : { ms, cpuMs: after - before };
  }
  const bound = Math.ceil(images / atOnce) * latencyMs;
  const contestants: Contestant[] = downloads.map((one) => ({ ...one, run: () => measure(one) }));
  contestants.push({ name: "the bound", run: async () => ({ ms: bound }) });
  report(await race({ id, title, contestants, rounds }));
}
