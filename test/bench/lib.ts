/**
 * Every figure of the experiments beside its peers, in one run: `npm run bench lib`, some fifteen minutes on a quiet machine.
 *
 * Its parts are benchmarks of their own (test/bench/lib/parts.ts), each run in a fresh process, each with repetitions and
 * intervals. Peers that are missing are installed into `.navette`, where they can be; the others are named. What was
 * measured is written to `.navette/bench-lib`: all of it as Markdown and as JSON, and the tables of both READMEs.
 *
 *     npm run bench lib -- --only crawl,lib-events    some parts
 *     npm run bench lib -- --rounds 1                 quicker; intervals need more
 *     npm run bench lib -- --readme                   puts the tables into README.md and README.fr.md, between their marks
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BenchArgumentError, type BenchArguments, benchArguments } from "./lib/arguments.ts";
import { measuredPage } from "./lib/markdown.ts";
import { MeasuredTables } from "./lib/measured-tables.ts";
import type { Part } from "./lib/parts.ts";
import { readmeBlocks } from "./lib/readme-blocks.ts";
import { withBlocks } from "./lib/readme-marks.ts";
import { runPart } from "./lib/run-part.ts";
import type { Reported } from "./tables/report.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
const { chosen, rounds, readme: isForReadmes } = givenArguments();

const folder = join(checkout, ".navette", "bench-lib");
mkdirSync(folder, { recursive: true });
const reported: Reported[] = [];
const failures: string[] = [];
const began = performance.now();
for (const [at, part] of chosen.entries()) {
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  console.log(`\n── ${part.name} (${at + 1} of ${chosen.length}, after ${minutes} min) ──`);
  const run = await runPart(shortened(part), join(folder, "part.jsonl"));
  reported.push(...run.reported);
  if (run.failed) failures.push(part.name);
}

function givenArguments(): BenchArguments {
  try {
    return benchArguments(process.argv.slice(2), process.env);
  } catch (error) {
    if (!(error instanceof BenchArgumentError)) throw error;
    console.error(`bench lib: ${error.message}`);
    process.exit(1);
  }
}

/** What the caller's environment says goes before what a part is shortened to; no size gets more rounds than asked for. */
function shortened({ name, environment }: Part): Part {
  const larger = String(Math.min(rounds, Number(environment.LARGE_ROUNDS ?? rounds)));
  return { name, environment: { ...environment, LARGE_ROUNDS: larger, ...process.env, ROUNDS: String(rounds) } };
}

const tables = new MeasuredTables(reported);
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
write("tables.json", `${JSON.stringify(reported, null, 1)}\n`);
write("tables.md", measuredPage(tables));
for (const [locale, readme] of [
  ["en", "README.md"],
  ["fr", "README.fr.md"],
] as const) {
  const blocks = readmeBlocks(tables, locale);
  write(`readme-${locale}.md`, `${[...blocks.values()].join("\n\n")}\n`);
  if (!isForReadmes) continue;
  const path = join(checkout, readme);
  writeFileSync(path, withBlocks(readFileSync(path, "utf8"), blocks));
}
console.log(`\nAfter ${((performance.now() - began) / 60_000).toFixed(1)} min: ${join(folder, "tables.md")}`);
console.log(
  isForReadmes ? "README.md and README.fr.md have the new tables" : "--readme puts the tables into the READMEs",
);
for (const what of tables.absent) console.log(`absent: ${what}`);
for (const name of failures) console.log(`failed: ${name}`);
process.exitCode = failures.length > 0 ? 1 : 0;
