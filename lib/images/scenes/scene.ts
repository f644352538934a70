import type { Canvas } from "../canvas.ts";

/** Paints one sport over the whole canvas; `random` scatters what may vary with the seed. */
export type Scene = (canvas: Canvas, random: () => number) => void;
