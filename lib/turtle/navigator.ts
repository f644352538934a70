/**
 * Where a turtle is and where it looks: the geometry, without anything drawn.
 *
 * Distances are in pixels, angles in degrees counter-clockwise from east (the "standard" mode of Python's turtle);
 * arcs have the number of sides that Python's turtle gives them.
 */
import { directionOf, modulo, type Point, rotated } from "./point.ts";
import { finite, turtleError } from "./turtle-error.ts";

/** A place as two numbers, as a pair, or as whatever has a position. */
export type Place = Point | { position(): Point };

const origin: Point = [0, 0];
const east: Point = [1, 0];

export class Navigator {
  #position: Point = origin;
  #direction: Point = east;

  /** The current place. */
  position(): Point {
    return this.#position;
  }

  xcor(): number {
    return this.#position[0];
  }

  ycor(): number {
    return this.#position[1];
  }

  /** The direction in which it looks, in degrees from 0 to below 360: 0 is east, 90 north. */
  heading(): number {
    return directionOf(this.#direction);
  }

  /** Moves in the direction in which it looks. */
  forward(distance: number): void {
    this.#go(finite("forward", distance));
  }

  /** Moves against the direction in which it looks; the direction stays. */
  backward(distance: number): void {
    this.#go(-finite("backward", distance));
  }

  /** Turns counter-clockwise. */
  left(degrees: number): void {
    this.#turn(finite("left", degrees));
  }

  /** Turns clockwise. */
  right(degrees: number): void {
    this.#turn(-finite("right", degrees));
  }

  /** Moves to a place; the direction stays. */
  goto(x: number | Place, y?: number): void {
    this.#moveTo(placeOf("goto", x, y));
  }

  setx(x: number): void {
    this.#moveTo([finite("setx", x), this.ycor()]);
  }

  sety(y: number): void {
    this.#moveTo([this.xcor(), finite("sety", y)]);
  }

  /** Turns the shorter way until it looks in this direction. */
  setheading(degrees: number): void {
    const turn = modulo(finite("setheading", degrees) - this.heading() + 180, 360) - 180;
    this.#turn(turn);
  }

  /** Moves to (0, 0) and looks east. */
  home(): void {
    this.goto(0, 0);
    this.setheading(0);
  }

  /** The distance to a place or to another turtle. */
  distance(x: number | Place, y?: number): number {
    const [atX, atY] = placeOf("distance", x, y);
    return Math.hypot(atX - this.xcor(), atY - this.ycor());
  }

  /** The direction to a place or to another turtle, in degrees. */
  towards(x: number | Place, y?: number): number {
    const [atX, atY] = placeOf("towards", x, y);
    return directionOf([atX - this.xcor(), atY - this.ycor()]);
  }

  /**
   * Draws an arc as a chain of straight sides.
   *
   * @param radius - the centre lies so far to the left; a negative radius puts it to the right
   * @param extent - how much of the circle, in degrees
   * @param steps - number of sides; by default more for greater circles, 60 at most
   */
  circle(radius: number, extent = 360, steps?: number): void {
    const around = finite("circle", extent);
    const sides =
      steps ?? 1 + Math.floor(Math.min(11 + Math.abs(finite("circle", radius)) / 6, 59) * (Math.abs(around) / 360));
    if (!Number.isInteger(sides) || sides < 1)
      throw turtleError("circle", steps, "is not a number of sides: give 1 or more.");
    const turn = (around / sides) * (radius < 0 ? -1 : 1);
    const side = 2 * Math.abs(radius) * Math.sin(((Math.abs(around) / sides) * Math.PI) / 360) * (around < 0 ? -1 : 1);
    this.#turn(turn / 2);
    for (let drawn = 0; drawn < sides; drawn += 1) {
      this.#go(side);
      this.#turn(turn);
    }
    this.#turn(-turn / 2);
  }

  /** Told of every move, after it. */
  protected moved(_to: Point): void {}

  /** Told of every turn, after it. */
  protected turned(): void {}

  /** Back to where it began, without a line. */
  protected startAgain(): void {
    this.#position = origin;
    this.#direction = east;
  }

  #go(distance: number): void {
    const [x, y] = this.#position;
    const [dx, dy] = this.#direction;
    this.#moveTo([x + dx * distance, y + dy * distance]);
  }

  #turn(degrees: number): void {
    this.#direction = rotated(this.#direction, degrees);
    this.turned();
  }

  #moveTo(place: Point): void {
    this.#position = place;
    this.moved(place);
  }
}

function placeOf(call: string, x: number | Place, y: number | undefined): Point {
  if (typeof x === "number") return [finite(call, x), finite(call, y)];
  if ("position" in x) return x.position();
  if (Array.isArray(x) && x.length === 2) return [finite(call, x[0]), finite(call, x[1])];
  throw turtleError(call, x, "is not a place: give x and y, a pair, or a turtle.");
}
