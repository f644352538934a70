import { type Block, named } from "./block.ts";

export const crawlBlock: Block = {
  id: "crawl",
  bench: "crawl",
  table: "crawl of 1,000",
  rows(writing) {
    const { tables, say, figure } = writing;
    const [small, large] = ["crawl of 1,000", "crawl of 10,000"];
    const rows = [
      ["navette", "Navette, one thread", "Navette, un thread"],
      ["processes", "Navette, processes that fetch and read", "Navette, des processus qui téléchargent et lisent"],
      ["threads", "Navette, threads that fetch and read", "Navette, des threads qui téléchargent et lisent"],
      ["aiohttp", "*", "*"],
      ["requests", "*, one page after the other", "*, une page après l'autre"],
    ] as const;
    return [
      [
        "",
        say("pages/s, 1,000", "pages/s, 1\u202f000"),
        say("pages/s, 10,000", "pages/s, 10\u202f000"),
        say("CPU, ms a page", "CPU par page, ms"),
        say("most memory, MiB", "mémoire au plus, Mio"),
      ],
      ...rows.map(([key, en, fr]) => {
        const id = tables.row(large, key) === undefined ? small : large;
        return [
          named(writing, small, key, en, fr),
          figure(tables.cell(small, key, "perSecond")),
          figure(tables.cell(large, key, "perSecond")),
          figure(tables.cell(id, key, "cpuMs")),
          figure(tables.cell(id, key, "memory")),
        ];
      }),
    ];
  },
};
