/** What `npm run bench lib` makes of its figures: Markdown, and the tables between the marks of both READMEs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { confidence, median } from "../tables/median.ts";
import type { Table } from "../tables/table.ts";
import { measuredPage } from "./markdown.ts";
import { MeasuredTables } from "./measured-tables.ts";
import { parts } from "./parts.ts";
import { blockNames, readmeBlocks } from "./readme-blocks.ts";
import { withBlocks } from "./readme-marks.ts";

const readme = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");

const crawl: Table = {
  id: "crawl of 1,000",
  title: "1,000 pages",
  rounds: 3,
  columns: [{ key: "perSecond", title: "pages/s" }],
  rows: [
    { key: "aiohttp", name: "aiohttp 3 + selectolax 1", cells: { perSecond: median([900, 1013.4, 1100]) } },
    { key: "navette", name: "Navette", cells: { perSecond: median([2000.4]) } },
  ],
};
const machine = "A processor, 2 cores, Node v24.0.0, linux x64";
const tables = new MeasuredTables([{ table: crawl, machine }, { absent: "curl: not on the path" }]);

suite("the tables of the benchmarks", () => {
  test("are written with medians, intervals and their confidence, in the reader's language", () => {
    const blocks = readmeBlocks(tables, "en");
    assert.deepEqual([...blocks.keys()], ["crawl"]);
    const english = blocks.get("crawl") ?? "";
    assert.match(
      english,
      /^A processor, 2 cores, Node v24.* medians of 3 rounds \[75 % interval\] \(`npm run bench crawl`\):\n\n\| \|/,
    );
    assert.match(english, /^\| Navette, one thread \| 2,000 \| – \| – \| – \|$/m);
    assert.match(english, /^\| aiohttp 3 \+ selectolax 1 \| 1,013 \[900–1,100\] \| – \| – \| – \|$/m);
    const french = readmeBlocks(tables, "fr").get("crawl") ?? "";
    assert.match(french, /2 cœurs.* ; médianes de 3 tours/);
    assert.match(french, /\| Navette, un thread \| 2\u202f000 \|/);
  });

  test("are put between the marks of both READMEs, which have a pair for each", () => {
    for (const [name, locale] of [
      ["README.md", "en"],
      ["README.fr.md", "fr"],
    ] as const) {
      const text = readme(name);
      const every = new Map(blockNames.map((id) => [id, `the table ${id}`]));
      const filled = withBlocks(text, every);
      for (const id of blockNames)
        assert.ok(filled.includes(`<!-- bench lib: ${id} -->\nthe table ${id}\n<!-- bench lib, end -->`));
      const blocks = readmeBlocks(tables, locale);
      const changed = withBlocks(text, blocks);
      assert.ok(changed.includes(blocks.get("crawl") ?? "none"));
      assert.equal(withBlocks(changed, blocks), changed);
    }
    assert.throws(() => withBlocks("no marks", readmeBlocks(tables, "en")), /no marks for crawl/);
  });

  test("stand on a page with all else that was measured, and with what was absent", () => {
    const page = measuredPage(tables);
    assert.match(page, /\n## 1,000 pages\n\n3 rounds, intervals of 75 %\.\n\n\| \| pages\/s \|\n\|---\|---\|\n/);
    assert.match(page, /\nAbsent: curl: not on the path\.\n/);
  });

  test("have intervals that are as sure as they say", () => {
    assert.deepEqual([2, 3, 5, 6, 20].map(confidence), ["50 %", "75 %", "94 %", "95 %", "95 %"]);
  });

  test("come from benchmarks that exist", () => {
    for (const { name } of parts) readFileSync(new URL(`../${name}.ts`, import.meta.url));
  });
});
