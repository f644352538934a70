import { scaled } from "../measured-tables.ts";
import type { Block } from "./block.ts";

export const filesBlock: Block = {
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
};
