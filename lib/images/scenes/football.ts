import { disc, ellipse, gradient, line, polygon, rectangle, ring } from "../canvas.ts";
import type { Scene } from "./scene.ts";

/** A ball in front of a goal. */
export const football: Scene = (canvas, random) => {
  gradient(canvas, 0, 90, [74, 144, 217], [201, 228, 246]);
  for (let stripe = 0; stripe < 10; stripe++) {
    const shade = stripe % 2 === 0 ? 0 : 14;
    rectangle(canvas, [stripe * 40, 88], 40, 112, [46 + shade, 134 + shade, 62 + shade]);
  }
  for (let x = 136; x < 300; x += 9) line(canvas, [x, 34], [x - 6, 104], 0.8, [235, 240, 245, 0.55]);
  for (let y = 38; y < 104; y += 9) line(canvas, [124, y], [296, y], 0.8, [235, 240, 245, 0.55]);
  line(canvas, [122, 32], [122, 106], 5, [250, 250, 250]);
  line(canvas, [298, 32], [298, 106], 5, [250, 250, 250]);
  line(canvas, [122, 32], [298, 32], 5, [250, 250, 250]);
  line(canvas, [0, 108], [400, 108], 3, [245, 250, 245, 0.9]);
  const x = 70 + random() * 60;
  ellipse(canvas, [x, 184], 34, 6, [20, 60, 30, 0.45]);
  disc(canvas, [x, 152], 33, [246, 246, 244]);
  for (let patch = 0; patch < 5; patch++) {
    const angle = -Math.PI / 2 + (patch * 2 * Math.PI) / 5;
    const [px, py] = [x + 24 * Math.cos(angle), 152 + 24 * Math.sin(angle)];
    line(canvas, [x, 152], [px, py], 2, [40, 42, 48]);
    disc(canvas, [px, py], 7.5, [34, 36, 42]);
  }
  const pentagon = [0, 1, 2, 3, 4].map((corner) => {
    const angle = -Math.PI / 2 + (corner * 2 * Math.PI) / 5;
    return [x + 11 * Math.cos(angle), 152 + 11 * Math.sin(angle)] as const;
  });
  polygon(canvas, pentagon, [34, 36, 42]);
  ring(canvas, [x, 152], 33, 33, 2, [90, 94, 100]);
};
