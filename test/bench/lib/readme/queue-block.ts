import type { Block } from "./block.ts";

export const queueBlock: Block = {
  id: "queue",
  bench: "distributed",
  table: "queue",
  rows: ({ tables, say, figure }) => [
    [
      say("1,000,000 numbers by a queue in Redis", "1\u202f000\u202f000 de nombres par une file d'attente dans Redis"),
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
};
