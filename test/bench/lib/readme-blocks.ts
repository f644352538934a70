/** The tables that the READMEs quote, in both languages, made from what was measured. */
import type { Locale } from "../../../lib/host/host.ts";
import { cellText } from "../tables/cell-text.ts";
import { confidence } from "../tables/median.ts";
import { markdownTable } from "./markdown.ts";
import type { MeasuredTables } from "./measured-tables.ts";
import type { Block, Writing } from "./readme/block.ts";
import { crawlBlock } from "./readme/crawl-block.ts";
import { downloadsBlock } from "./readme/downloads-block.ts";
import { factorsBlock } from "./readme/factors-block.ts";
import { filesBlock } from "./readme/files-block.ts";
import { parsingBlock } from "./readme/parsing-block.ts";
import { queueBlock } from "./readme/queue-block.ts";
import { readingsBlock } from "./readme/readings-block.ts";
import { threadsBlock } from "./readme/threads-block.ts";

const blocks: readonly Block[] = [
  downloadsBlock,
  factorsBlock,
  filesBlock,
  crawlBlock,
  parsingBlock,
  readingsBlock,
  threadsBlock,
  queueBlock,
];

/** The blocks whose benchmark has run, by their identifiers. */
export function readmeBlocks(tables: MeasuredTables, locale: Locale): ReadonlyMap<string, string> {
  const writing: Writing = {
    tables,
    say: (en, fr) => (locale === "fr" ? fr : en),
    figure: (cell) => cellText(cell, locale),
  };
  const written = new Map<string, string>();
  for (const { id, bench, table, rows } of blocks) {
    const rounds = tables.table(table)?.rounds;
    if (rounds === undefined) continue;
    const interval = confidence(rounds);
    const machine = tables.machine.replace(/ cores?,/, writing.say("$&", " cœurs,"));
    const times =
      rounds === 1
        ? writing.say("one round", "un seul tour")
        : writing.say(
            `medians of ${rounds} rounds [${interval} interval]`,
            `médianes de ${rounds} tours [intervalle à ${interval}]`,
          );
    const how = writing.say(
      `${machine}; ${times} (\`npm run bench ${bench}\`):`,
      `${machine} ; ${times} (\`npm run bench ${bench}\`) :`,
    );
    // What was not measured, or has no peer here, has no row.
    const told = rows(writing).filter((row) => row.slice(1).some((text) => text !== "–"));
    written.set(id, `${how}\n\n${markdownTable(told)}`);
  }
  return written;
}

/** Every block, in the order of the READMEs. */
export const blockNames: readonly string[] = blocks.map(({ id }) => id);
