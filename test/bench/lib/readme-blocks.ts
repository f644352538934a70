/** The tables that the READMEs quote, in both languages, made from what was measured. */
import type { Locale } from "../../../lib/host/host.ts";
import { cellText } from "../tables/cell-text.ts";
import { confidence } from "../tables/median.ts";
import type { Cell } from "../tables/table.ts";
import { markdownTable } from "./markdown.ts";
import { type MeasuredTables, scaled } from "./measured-tables.ts";

/** What a block is written with. */
interface Writing {
  readonly tables: MeasuredTables;
  /** Chooses the language. */
  say(en: string, fr: string): string;
  figure(cell: Cell): string;
}

interface Block {
  readonly id: string;
  /** The benchmark that measures it. */
  readonly bench: string;
  /** The table whose rounds are told. */
  readonly table: string;
  rows(writing: Writing): string[][];
}

/** Words for a row: a name in both languages, or that of a peer, which bears its version. */
function named({ tables, say }: Writing, table: string, key: string, en: string, fr = en): string {
  const peer = tables.row(table, key)?.name ?? key;
  return say(en, fr).replace("*", peer.replace(/, one (by one|core).*$/, ""));
}

const blocks: readonly Block[] = [
  {
    id: "downloads",
    bench: "downloads",
    table: "downloads of ten",
    rows({ tables, say, figure }) {
      const [ten, many] = ["downloads of ten", "downloads of 10,000"] as const;
      const columns = [
        ["async, first run of a process", "async", "Navette"],
        ["python threads", "python threads", say("Python’s threads", "threads de Python")],
        ["aiohttp", "aiohttp", "aiohttp"],
        ["curl", "curl", "curl"],
        ["wget2", "wget2", "wget2"],
        ["the bound", "the bound", say("at best", "au mieux")],
      ] as const;
      return [
        ["", ...columns.map(([, , title]) => title)],
        [
          say("ten images, 200 ms away, ms", "dix images, à 200 ms, en ms"),
          ...columns.map(([key]) => figure(tables.cell(ten, key, "ms"))),
        ],
        [
          say("10,000 images, 50 ms away, 200 at once, s", "10\u202f000 images, à 50 ms, 200 à la fois, en s"),
          ...columns.map(([, key]) => figure(scaled(tables.cell(many, key, "ms"), 1 / 1000))),
        ],
      ];
    },
  },
  {
    id: "factors",
    bench: "factors",
    table: "factors by strategies",
    rows({ tables, say, figure }) {
      const id = "factors by strategies";
      const rows = [
        ["one thread", say("one thread", "un thread")],
        ["threads, 2", say("two threads", "deux threads")],
        ["processes, 2", say("two processes, kept ready", "deux processus, tenus prêts")],
      ] as const;
      return [
        [
          say("trial division, 1,000,000 numbers", "divisions successives, 1\u202f000\u202f000 de nombres"),
          "ms",
          say("times as fast as one of them", "fois plus rapide qu'un seul d'entre eux"),
        ],
        ...rows.map(([key, name]) => [
          name,
          figure(tables.cell(id, key, "ms")),
          figure(key === "one thread" ? undefined : tables.cell(id, key, "times")),
        ]),
      ];
    },
  },
  {
    id: "files",
    bench: "factors",
    table: "files of 1,000,000, one core",
    rows({ tables, say, figure }) {
      const files = [
        ["files of 1,000,000", "table", say("1,000,000 numbers", "1\u202f000\u202f000 de nombres")],
        ["files of 10,000,000", "table", say("10,000,000 numbers", "10\u202f000\u202f000 de nombres")],
        ["files of 64 bits", "navette", say("20,000 numbers of 64 bits", "20\u202f000 nombres de 64 bits")],
        [
          "files of products",
          "navette",
          say("5,000 products of two primes of 32 bits", "5\u202f000 produits de deux nombres premiers de 32 bits"),
        ],
      ] as const;
      const wheres = [
        ["one core", say("one core", "un cœur")],
        ["all cores", say("all cores", "tous les cœurs")],
      ] as const;
      return [
        [
          say("from file to file", "de fichier à fichier"),
          "Navette, s",
          `${tables.row("files of 1,000,000, one core", "gnu")?.name ?? "GNU factor"}, s`,
          say("times as fast", "fois plus rapide"),
          say("memory, MiB", "mémoire, Mio"),
        ],
        ...files.flatMap(([file, key, name]) =>
          wheres.map(([where, place]) => {
            const id = `${file}, ${where}`;
            return [
              `${name}, ${place}`,
              figure(scaled(tables.cell(id, key, "ms"), 1 / 1000)),
              figure(scaled(tables.cell(id, "gnu", "ms"), 1 / 1000)),
              figure(tables.cell(id, key, "times")),
              figure(tables.cell(id, key, "memory")),
            ];
          }),
        ),
      ];
    },
  },
  {
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
  },
  {
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
  },
  {
    id: "readings",
    bench: "lib-events",
    table: "readings",
    rows(writing) {
      const { tables, say, figure } = writing;
      return [
        [
          say("thermometers, in windows by zone, on one core", "thermomètres, par fenêtres et par zones, sur un cœur"),
          say("million readings/s", "millions de relevés/s"),
        ],
        ["RxJS, Navette", figure(tables.cell("readings", "navette", "rate"))],
        [named(writing, "readings", "rxpy", "*"), figure(tables.cell("readings", "rxpy", "rate"))],
      ];
    },
  },
  {
    id: "threads",
    bench: "lib-threads",
    table: "threads",
    rows: ({ tables, say, figure }) => [
      ["", "Navette", "Python"],
      ...(
        [
          ["threads", "mutex, alone, ns", "a mutex that nobody else wants, ns", "un mutex que nul autre ne veut, ns"],
          [
            "threads",
            "hand-over to a sleeping thread, µs",
            "hand-over to a sleeping thread, µs",
            "relais à un thread endormi, µs",
          ],
          [
            "threads",
            "addition under a mutex, 2 threads, ns",
            "addition under a mutex, two threads, ns",
            "addition sous un mutex, deux threads, ns",
          ],
          [
            "threads",
            "memory of an idle thread, KiB",
            "memory of an idle thread, KiB",
            "mémoire d'un thread inactif, Kio",
          ],
          [
            "processes",
            "message of 1 B there and back, pipe, µs",
            "a byte through a pipe and back, µs",
            "un octet par un tube, aller et retour, µs",
          ],
          [
            "processes",
            "message of 4 MiB there and back, pipe, µs",
            "4 MiB through a pipe and back, µs",
            "4 Mio par un tube, aller et retour, µs",
          ],
          [
            "processes",
            "speed-up of*",
            "speed-up of all cores, processes",
            "accélération par tous les cœurs, processus",
          ],
        ] as const
      ).map(([id, key, en, fr]) => [
        say(en, fr),
        figure(tables.cell(id, key, "navette")),
        figure(tables.cell(id, key, "peer")),
      ]),
    ],
  },
  {
    id: "queue",
    bench: "distributed",
    table: "queue",
    rows: ({ tables, say, figure }) => [
      [
        say(
          "1,000,000 numbers by a queue in Redis",
          "1\u202f000\u202f000 de nombres par une file d'attente dans Redis",
        ),
        say("processes, ms", "processus, ms"),
        say("by the queue, ms", "par la file, ms"),
        say("overhead, %", "surcoût, %"),
      ],
      ...(tables.table("queue")?.rows ?? []).map(({ name, cells }) => [
        say(`${name} numbers`, `${name.replace(" chunks of ", " lots de ").replaceAll(",", "\u202f")} nombres`),
        figure(cells.processes),
        figure(cells.distributed),
        figure(cells.overhead),
      ]),
      [
        say("a worker killed: its chunks begun again after, s", "un exécutant tué : ses lots recommencés après, s"),
        "–",
        figure(tables.cell("worker killed", "distributed", "seconds")),
        "–",
      ],
    ],
  },
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
