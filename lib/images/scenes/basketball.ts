import { disc, gradient, line, rectangle, ring } from "../canvas.ts";
import type { Scene } from "./scene.ts";

/** A ball on its way to the hoop. */
export const basketball: Scene = (canvas, random) => {
  gradient(canvas, 0, 150, [38, 26, 66], [118, 62, 102]);
  for (let seat = 0; seat < 260; seat++) {
    const crowd = [214, 150 + random() * 60, 120 + random() * 100, 0.5] as const;
    disc(canvas, [random() * 400, 60 + random() * 78], 2 + random() * 2, crowd);
  }
  gradient(canvas, 146, 200, [205, 146, 86], [166, 106, 54]);
  for (let plank = 0; plank < 400; plank += 25) {
    line(canvas, [200 + (plank - 200) * 0.8, 146], [200 + (plank - 200) * 1.7, 200], 0.8, [120, 74, 36, 0.7]);
  }
  line(canvas, [216, 28], [216, 160], 7, [84, 88, 100]);
  rectangle(canvas, [150, 16], 92, 62, [244, 246, 250]);
  rectangle(canvas, [176, 38], 40, 30, [206, 60, 48]);
  rectangle(canvas, [179, 41], 34, 24, [244, 246, 250]);
  for (const knot of [-18, -9, 0, 9, 18]) {
    line(canvas, [196 + knot, 80], [196 + knot * 0.55, 114], 1.4, [250, 250, 250, 0.9]);
  }
  for (const [y, half] of [
    [90, 17],
    [101, 13],
    [112, 10],
  ] as const) {
    line(canvas, [196 - half, y], [196 + half, y], 1.2, [250, 250, 250, 0.8]);
  }
  ring(canvas, [196, 80], 22, 6, 4, [233, 92, 32]);
  const x = 78 + random() * 30;
  const y = 74 + random() * 26;
  disc(canvas, [x, y], 30, [226, 116, 40]);
  disc(canvas, [x - 9, y - 10], 11, [246, 160, 88, 0.5]);
  line(canvas, [x - 30, y], [x + 30, y], 2, [58, 32, 20]);
  line(canvas, [x, y - 30], [x, y + 30], 2, [58, 32, 20]);
  ring(canvas, [x, y], 14, 29, 2, [58, 32, 20]);
  ring(canvas, [x, y], 30, 30, 2, [58, 32, 20]);
};
