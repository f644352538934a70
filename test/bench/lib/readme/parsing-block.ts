import { type Block, named } from "./block.ts";

export const parsingBlock: Block = {
  id: "parsing",
  bench: "crawl",
  table: "parsers",
  rows(writing) {
    const { tables, say, figure } = writing;
    const rows = [
      ["tokenizer", "Navette (htmlparser2's tokenizer)", "Navette (l'analyseur lexical de htmlparser2)"],
      ["parser", "htmlparser2's parser", "l'analyseur complet de htmlparser2"],
      ["selectolax", "*", "*"],
      ["BeautifulSoup", "*", "*"],
    ] as const;
    return [
      [say("the links of one page", "les liens d'une page"), say("CPU, ms", "CPU, ms")],
      ...rows.map(([key, en, fr]) => [
        named(writing, "parsers", key, en, fr),
        figure(tables.cell("parsers", key, "cpuMs")),
      ]),
      [
        say(
          "memory of 1,000,000 addresses that wait, MiB",
          "mémoire de 1\u202f000\u202f000 d'adresses en attente, Mio",
        ),
        figure(tables.cell("frontier", "navette", "own")),
      ],
    ];
  },
};
