import { disc, gradient, line, polygon } from "../canvas.ts";
import type { Scene } from "./scene.ts";

/** Three dinghies racing at dusk. */
export const sailing: Scene = (canvas, random) => {
  gradient(canvas, 0, 112, [92, 52, 128], [255, 168, 112]);
  disc(canvas, [236, 104], 30, [255, 226, 150]);
  gradient(canvas, 110, 200, [214, 122, 116], [28, 52, 110]);
  for (let glint = 0; glint < 120; glint++) {
    const y = 112 + random() * 86;
    const spread = 24 + (y - 112) * 0.6;
    const x = 236 + (random() - 0.5) * 2 * spread;
    line(canvas, [x, y], [x + 6 + random() * 10, y], 1.4, [255, 232, 176, 0.55]);
  }
  for (const [x, y, scale, hull, sail] of [
    [306, 126, 0.55, [90, 40, 60], [255, 240, 226]],
    [60 + random() * 30, 140, 0.8, [30, 40, 80], [246, 92, 78]],
    [168 + random() * 20, 170, 1.3, [240, 240, 244], [250, 250, 250]],
  ] as const) {
    const at = (dx: number, dy: number) => [x + dx * scale, y + dy * scale] as const;
    polygon(canvas, [at(-34, 0), at(40, 0), at(28, 13), at(-26, 13)], hull);
    line(canvas, at(0, 0), at(2, -92), 2.4 * scale, [70, 54, 48]);
    polygon(canvas, [at(-3, -6), at(-2, -90), at(-32, -8)], sail);
    polygon(canvas, [at(5, -8), at(4, -78), at(36, -6)], [255, 200, 90]);
    line(canvas, at(-44, 15), at(46, 15), 2 * scale, [255, 255, 255, 0.6]);
  }
};
