import { scaled } from "../measured-tables.ts";
import type { Block } from "./block.ts";

export const downloadsBlock: Block = {
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
};
