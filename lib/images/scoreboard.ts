import { type Canvas, disc, type Point, polygon } from "./canvas.ts";

/** Ten digits on a grid of 3 × 5 lamps, row by row. */
const digits = [
  "111101101101111",
  "010110010010111",
  "111001111100111",
  "111001111001111",
  "101101111001001",
  "111100111001111",
  "111100111101111",
  "111001010010010",
  "111101111101111",
  "111101111001111",
] as const;

const lamp = 8;
const margin = 7;

/** Hangs a scoreboard with a number in the top right corner, so that pictures are told apart at a glance. */
export function scoreboard(canvas: Canvas, number: number): void {
  const text = String(number);
  const width = text.length * 4 * lamp - lamp + 2 * margin;
  const height = 5 * lamp + 2 * margin;
  const left = 400 - width - 10;
  const top = 10;
  const corners: Point[] = [
    [left, top],
    [left + width, top],
    [left + width, top + height],
    [left, top + height],
  ];
  polygon(canvas, corners, [18, 22, 30, 0.88]);
  for (const [place, digit] of [...text].entries()) {
    for (const [cell, lit] of [...(digits[Number(digit)] ?? "")].entries()) {
      const x = left + margin + (place * 4 + (cell % 3) + 0.5) * lamp;
      const y = top + margin + (Math.floor(cell / 3) + 0.5) * lamp;
      disc(canvas, [x, y], lamp * 0.47, lit === "1" ? [255, 209, 64] : [36, 41, 50]);
    }
  }
}
