import type { Block } from "./block.ts";

export const threadsBlock: Block = {
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
          "speed-up of * threads",
          "speed-up of all cores, threads",
          "accélération par tous les cœurs, threads",
        ],
        [
          "processes",
          "speed-up of * processes",
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
};
