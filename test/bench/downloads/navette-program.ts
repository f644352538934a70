/**
 * The program that the benchmark of downloads times: it downloads once or several times, and prints what each run took.
 *
 * Arguments: the file that lists the addresses, how many at once, the strategy, `warm` or `cold`, then one folder per run.
 */
import { readFileSync } from "node:fs";
import { downloadImages } from "../../../lib/downloads/download-images.ts";

const [listing = "", workers = "", strategy, temperature, ...folders] = process.argv.slice(2);
if (strategy !== "sequential" && strategy !== "async" && strategy !== "threads")
  throw new Error(`strategy ${strategy}`);
const urls = readFileSync(listing, "utf8").split("\n").filter(Boolean);

const ms: number[] = [];
for (const folder of folders) {
  const options = { strategy, workers: Number(workers), warm: temperature === "warm" } as const;
  const { wallMs, results } = await downloadImages(urls, folder, options);
  const failed = results.find(({ error }) => error !== undefined);
  if (failed) throw failed.error;
  ms.push(wallMs);
}
console.log(JSON.stringify({ ms: ms.at(-1) }));
