import { type Colour, disc, gradient, line, polygon, rectangle } from "../canvas.ts";
import type { Scene } from "./scene.ts";

const shirts: readonly Colour[] = [
  [250, 206, 60],
  [64, 148, 232],
  [240, 240, 240],
  [72, 190, 120],
];

/** Runners on the lanes of a track. */
export const running: Scene = (canvas, random) => {
  gradient(canvas, 0, 70, [255, 170, 94], [255, 222, 164]);
  disc(canvas, [92, 62], 22, [255, 244, 200]);
  rectangle(canvas, [0, 62], 400, 16, [70, 74, 100]);
  for (let seat = 0; seat < 200; seat++) {
    disc(canvas, [random() * 400, 64 + random() * 11], 1.6, [random() * 255, 120 + random() * 100, 170]);
  }
  rectangle(canvas, [0, 78], 400, 10, [70, 146, 74]);
  gradient(canvas, 88, 200, [178, 66, 50], [206, 84, 62]);
  for (let lane = 0; lane <= 4; lane++) {
    const y = 92 + lane * lane * 2.2 + lane * 17;
    line(canvas, [0, y], [400, y], 1.6 + lane * 0.3, [250, 242, 236, 0.95]);
  }
  for (const [lane, shirt] of shirts.entries()) {
    const scale = 0.62 + lane * 0.13;
    const x = 70 + lane * 62 + random() * 50;
    const y = 104 + lane * lane * 2.2 + lane * 17;
    runner(canvas, x, y, scale, shirt);
  }
};

function runner(canvas: Parameters<Scene>[0], x: number, y: number, scale: number, shirt: Colour): void {
  const at = (dx: number, dy: number) => [x + dx * scale, y + dy * scale] as const;
  const skin = [122, 76, 52] as const;
  line(canvas, at(-2, -22), at(-16, -10), 6 * scale, skin);
  line(canvas, at(-16, -10), at(-28, -14), 5 * scale, skin);
  line(canvas, at(0, -22), at(14, -16), 6 * scale, skin);
  line(canvas, at(14, -16), at(10, 0), 5 * scale, skin);
  line(canvas, at(4, -44), at(-8, -34), 4.5 * scale, skin);
  line(canvas, at(-8, -34), at(-16, -42), 4 * scale, skin);
  line(canvas, at(5, -44), at(16, -36), 4.5 * scale, skin);
  line(canvas, at(16, -36), at(22, -46), 4 * scale, skin);
  polygon(canvas, [at(-1, -47), at(10, -48), at(5, -20), at(-6, -20)], shirt);
  disc(canvas, at(8, -56), 6.5 * scale, skin);
}
