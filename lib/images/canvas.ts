/** Red, green, blue, each 0 to 255, and an optional opacity, 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, opacity?: number];

/** A point in the drawing's own units: 400 wide, 200 high, whatever the size in pixels. */
export type Point = readonly [x: number, y: number];

/** An RGBA raster on which shapes with smooth edges are painted, in units of 400 × 200. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel, row by row. */
  readonly data: Uint8Array;
}

/** Width and height of the drawing's units. */
export const units = { width: 400, height: 200 } as const;

/** Returns a black canvas of `width` × `height` pixels. */
export function createCanvas(width: number, height: number): Canvas {
  return { width, height, data: new Uint8Array(width * height * 4).fill(255) };
}

/** Fills a horizontal band, from `top` to `bottom`, with a gradient from one colour to the other. */
export function gradient(canvas: Canvas, top: number, bottom: number, from: Colour, to: Colour): void {
  let row = Number.NaN;
  let colour = from;
  fill(canvas, 0, top, units.width, bottom, (_x, y, blend) => {
    if (y !== row) {
      const t = (y - top) / (bottom - top);
      colour = [mix(from[0], to[0], t), mix(from[1], to[1], t), mix(from[2], to[2], t)];
      row = y;
    }
    blend(colour, 1);
  });
}

/** Paints a disc. */
export function disc(canvas: Canvas, [cx, cy]: Point, radius: number, colour: Colour): void {
  ellipse(canvas, [cx, cy], radius, radius, colour);
}

/** Paints an ellipse with its axes along the canvas. */
export function ellipse(canvas: Canvas, [cx, cy]: Point, rx: number, ry: number, colour: Colour): void {
  shape(canvas, cx - rx, cy - ry, cx + rx, cy + ry, colour, (x, y) => {
    return (length((x - cx) / rx, (y - cy) / ry) - 1) * Math.min(rx, ry);
  });
}

/** Paints the outline of an ellipse, `thickness` wide. */
export function ring(canvas: Canvas, [cx, cy]: Point, rx: number, ry: number, thickness: number, colour: Colour): void {
  const half = thickness / 2;
  shape(canvas, cx - rx - half, cy - ry - half, cx + rx + half, cy + ry + half, colour, (x, y) => {
    const dx = x - cx;
    const dy = y - cy;
    const level = length(dx / rx, dy / ry);
    const slope = length(dx / (rx * rx), dy / (ry * ry));
    return level === 0 ? Math.min(rx, ry) : Math.abs((level * (level - 1)) / slope) - half;
  });
}

/** Paints a segment with round ends, `thickness` wide. */
export function line(canvas: Canvas, [ax, ay]: Point, [bx, by]: Point, thickness: number, colour: Colour): void {
  const half = thickness / 2;
  const ux = bx - ax;
  const uy = by - ay;
  const length2 = ux * ux + uy * uy || 1;
  const bounds = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)] as const;
  shape(canvas, bounds[0] - half, bounds[1] - half, bounds[2] + half, bounds[3] + half, colour, (x, y) => {
    const t = Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / length2));
    return length(x - ax - t * ux, y - ay - t * uy) - half;
  });
}

/** Paints a polygon, convex or not. */
export function polygon(canvas: Canvas, corners: readonly Point[], colour: Colour): void {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  shape(canvas, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), colour, (x, y) =>
    signedDistance(corners, x, y),
  );
}

/** Paints a rectangle. */
export function rectangle(canvas: Canvas, [x, y]: Point, width: number, height: number, colour: Colour): void {
  const corners: Point[] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  polygon(canvas, corners, colour);
}

/** Distance from a point to a polygon's edge: negative inside. */
function signedDistance(corners: readonly Point[], x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  let inside = false;
  let [bx, by] = corners.at(-1) ?? [0, 0];
  for (const corner of corners) {
    const ax = corner[0];
    const ay = corner[1];
    const ux = bx - ax;
    const uy = by - ay;
    const t = Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy || 1)));
    nearest = Math.min(nearest, length(x - ax - t * ux, y - ay - t * uy));
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    bx = ax;
    by = ay;
  }
  return inside ? -nearest : nearest;
}

/** Paints where `distance` is negative, with edges one pixel soft. */
function shape(
  canvas: Canvas,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: Colour,
  distance: (x: number, y: number) => number,
): void {
  const pixelsPerUnit = Math.min(canvas.width / units.width, canvas.height / units.height);
  fill(canvas, left - 1, top - 1, right + 1, bottom + 1, (x, y, blend) => {
    const coverage = Math.min(1, 0.5 - distance(x, y) * pixelsPerUnit);
    if (coverage > 0) blend(colour, coverage);
  });
}

/** Visits the centre of every pixel between two corners. */
function fill(
  { width, height, data }: Canvas,
  left: number,
  top: number,
  right: number,
  bottom: number,
  visit: (x: number, y: number, blend: (colour: Colour, coverage: number) => void) => void,
): void {
  const sx = width / units.width;
  const sy = height / units.height;
  let offset = 0;
  const blend = (colour: Colour, coverage: number) => {
    const alpha = (colour[3] ?? 1) * coverage;
    data[offset] = mix(data[offset] ?? 0, colour[0], alpha);
    data[offset + 1] = mix(data[offset + 1] ?? 0, colour[1], alpha);
    data[offset + 2] = mix(data[offset + 2] ?? 0, colour[2], alpha);
  };
  const lastColumn = Math.min(width, Math.ceil(right * sx));
  const lastRow = Math.min(height, Math.ceil(bottom * sy));
  for (let row = Math.max(0, Math.floor(top * sy)); row < lastRow; row++) {
    for (let column = Math.max(0, Math.floor(left * sx)); column < lastColumn; column++) {
      offset = (row * width + column) * 4;
      visit((column + 0.5) / sx, (row + 0.5) / sy, blend);
    }
  }
}

/** Length of a vector: `Math.hypot` guards against overflow, at ten times the price. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

function mix(from: number, to: number, t: number): number {
  return from + (to - from) * t;
}
