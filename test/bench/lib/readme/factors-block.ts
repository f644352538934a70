import type { Block } from "./block.ts";

export const factorsBlock: Block = {
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
};
