import { disc, ellipse, gradient, line, polygon, ring } from "../canvas.ts";
import type { Scene } from "./scene.ts";

/** A rider alone on a country road. */
export const cycling: Scene = (canvas, random) => {
  gradient(canvas, 0, 110, [104, 190, 236], [222, 242, 250]);
  for (let cloud = 0; cloud < 3; cloud++) {
    const x = 30 + cloud * 90 + random() * 50;
    const y = 24 + random() * 20;
    for (const [dx, rx] of [
      [-16, 16],
      [0, 22],
      [18, 15],
    ] as const) {
      ellipse(canvas, [x + dx, y], rx, rx * 0.55, [255, 255, 255, 0.9]);
    }
  }
  ellipse(canvas, [80, 150], 190, 72, [150, 190, 84]);
  ellipse(canvas, [330, 158], 200, 66, [116, 172, 74]);
  for (let sunflower = 0; sunflower < 90; sunflower++) {
    disc(canvas, [random() * 400, 118 + random() * 26], 2.2, [250, 204, 40]);
  }
  polygon(
    canvas,
    [
      [0, 148],
      [400, 148],
      [400, 200],
      [0, 200],
    ],
    [92, 96, 106],
  );
  for (let dash = 0; dash < 8; dash++) line(canvas, [dash * 54 + 6, 190], [dash * 54 + 32, 190], 3, [245, 245, 240]);
  const x = 150 + random() * 60;
  const at = (dx: number, dy: number) => [x + dx, 152 + dy] as const;
  for (const dx of [-34, 36]) {
    ring(canvas, at(dx, 0), 24, 24, 3.4, [26, 28, 34]);
    for (let spoke = 0; spoke < 6; spoke++) {
      const angle = (spoke * Math.PI) / 6;
      const [sx, sy] = [22 * Math.cos(angle), 22 * Math.sin(angle)];
      line(canvas, at(dx - sx, -sy), at(dx + sx, sy), 0.7, [200, 204, 210]);
    }
  }
  const frame = [216, 38, 52] as const;
  line(canvas, at(-34, 0), at(-2, 2), 3, frame);
  line(canvas, at(-2, 2), at(-14, -34), 3.4, frame);
  line(canvas, at(-14, -32), at(26, -32), 3.4, frame);
  line(canvas, at(-2, 2), at(27, -30), 3.4, frame);
  line(canvas, at(-34, 0), at(-14, -34), 2.6, frame);
  line(canvas, at(36, 0), at(25, -40), 3, [40, 42, 48]);
  line(canvas, at(-20, -38), at(-6, -38), 4, [30, 30, 34]);
  line(canvas, at(-12, -40), at(8, -22), 8, [24, 32, 60]);
  line(canvas, at(8, -22), at(0, 10), 6, [222, 168, 130]);
  line(canvas, at(-12, -42), at(16, -66), 13, [252, 214, 40]);
  line(canvas, at(16, -62), at(28, -42), 5, [222, 168, 130]);
  disc(canvas, at(26, -76), 8, [222, 168, 130]);
  ellipse(canvas, at(25, -81), 10, 6, [240, 240, 244]);
};
