import { type Block, named } from "./block.ts";

export const readingsBlock: Block = {
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
};
