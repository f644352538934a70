/** A place or a direction on the turtle's plane: x to the right, y upwards, in pixels. */
export type Point = readonly [x: number, y: number];

/** Turns a direction counter-clockwise by an angle in degrees. */
export function rotated([x, y]: Point, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return [x * cos - y * sin, y * cos + x * sin];
}

/** The direction of a vector, in degrees from 0 (east) counter-clockwise, below 360. */
export function directionOf([x, y]: Point): number {
  const degrees = Number(((Math.atan2(y, x) * 180) / Math.PI).toFixed(10));
  return modulo(degrees, 360);
}

/** The remainder that has the divisor's sign, as Python's `%` gives it. */
export function modulo(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
}
