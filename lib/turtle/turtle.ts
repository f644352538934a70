import { textWidth } from "../plots/text-width.ts";
import type { Colour } from "./colour.ts";
import { svgColour } from "./colour.ts";
import type { Align, Font, Look, Mark } from "./drawing.ts";
import { Navigator } from "./navigator.ts";
import type { Point } from "./point.ts";
import { outlineOf, type ShapeName } from "./shapes.ts";
import { finite, turtleError } from "./turtle-error.ts";
import type { ClickHandler, TurtleScreen } from "./turtle-screen.ts";

export interface WriteOptions {
  /** Moves the turtle to the text's right end. */
  readonly move?: boolean;
  readonly align?: Align;
  readonly font?: Font;
}

const speeds: Readonly<Record<string, number>> = { fastest: 0, fast: 10, normal: 6, slow: 3, slowest: 1 };

/** A turtle on a screen: what Python's turtle has under the same names, and camelCase aliases. */
export class TurtleOnScreen extends Navigator {
  readonly screen: TurtleScreen;
  readonly #marks = new Set<Mark>();
  #line: Extract<Mark, { kind: "line" }> | undefined;
  #fill: { mark: Extract<Mark, { kind: "fill" }>; path: Point[] } | undefined;
  #isDown = true;
  #isVisible = true;
  #width = 1;
  #pencolour = "black";
  #fillcolour = "black";
  #speed = 3;
  #shape: ShapeName;
  readonly #stamps = new Map<number, Mark>();
  #clicked: ClickHandler | null = null;

  constructor(screen: TurtleScreen, shape: ShapeName = "classic") {
    super();
    outlineOf(shape);
    this.screen = screen;
    this.#shape = shape;
    screen.add(this);
  }

  penup(): void {
    this.#isDown = false;
    this.#line = undefined;
  }

  pendown(): void {
    this.#isDown = true;
  }

  isdown(): boolean {
    return this.#isDown;
  }

  /** The line's width in pixels, set when one is given. */
  pensize(width?: number): number {
    if (width !== undefined) {
      if (!(finite("pensize", width) > 0)) throw turtleError("pensize", width, "is not a width: give more than 0.");
      this.#width = width;
      this.#line = undefined;
    }
    return this.#width;
  }

  pencolor(colour?: Colour): string {
    if (colour !== undefined) {
      this.#pencolour = svgColour("pencolor", colour);
      this.#line = undefined;
      this.screen.changed();
    }
    return this.#pencolour;
  }

  fillcolor(colour?: Colour): string {
    if (colour !== undefined) {
      this.#fillcolour = svgColour("fillcolor", colour);
      this.screen.changed();
    }
    return this.#fillcolour;
  }

  /** Sets the line's colour and the fill's, the same if one is given; returns both. */
  color(pen?: Colour, fill: Colour | undefined = pen): readonly [pen: string, fill: string] {
    return [this.pencolor(pen), this.fillcolor(fill)];
  }

  begin_fill(): void {
    if (!this.#fill) {
      const mark = { kind: "fill" as const, points: [], colour: this.#fillcolour };
      this.#fill = { mark, path: [] };
      this.#leave(mark);
    }
    this.#fill.path = [this.position()];
    this.#line = undefined;
  }

  /** Fills what was gone round since `begin_fill`, by the even-odd rule. */
  end_fill(): void {
    if (!this.#fill) return;
    const { mark, path } = this.#fill;
    this.#fill = undefined;
    if (path.length > 2) Object.assign(mark, { points: path, colour: this.#fillcolour });
    this.screen.changed();
  }

  filling(): boolean {
    return this.#fill !== undefined;
  }

  /** Draws a disc; its diameter is by default the greater of the pen's width + 4 and twice the width, in pixels. */
  dot(size?: number | Colour, colour?: Colour): void {
    const given = typeof size === "number" ? size : undefined;
    const chosen = typeof size === "number" ? colour : (size ?? colour);
    this.#leave({
      kind: "dot",
      at: this.position(),
      size: finite("dot", given ?? this.#width + Math.max(this.#width, 4)),
      colour: chosen === undefined ? this.#pencolour : svgColour("dot", chosen),
    });
    this.#line = undefined;
  }

  /** Leaves a copy of the turtle's shape, and returns its number for `clearstamp`. */
  stamp(): number {
    const mark: Mark = { kind: "stamp", look: this.look() };
    this.#leave(mark);
    this.#line = undefined;
    const number = this.screen.nextStamp();
    this.#stamps.set(number, mark);
    return number;
  }

  clearstamp(number: number): void {
    const mark = this.#stamps.get(number);
    if (!mark) throw turtleError("clearstamp", number, "is no stamp of this turtle.");
    this.#stamps.delete(number);
    this.#marks.delete(mark);
    this.screen.remove([mark]);
  }

  /** Writes a text whose lower corner is the turtle's place. */
  write(text: unknown, { move = false, align = "left", font = ["Arial", 8, "normal"] }: WriteOptions = {}): void {
    if (!["left", "center", "right"].includes(align))
      throw turtleError("write", align, 'is not "left", "center" or "right".');
    const [, size] = font;
    const written = String(text);
    this.#leave({ kind: "text", at: this.position(), text: written, colour: this.#pencolour, align, font });
    this.#line = undefined;
    if (!move) return;
    const share = { left: 1, center: 0.5, right: 0 }[align];
    this.setx(this.xcor() + share * textWidth(written, finite("write", size)));
  }

  /**
   * How fast the turtle glides in the notebook, from 1 (slow) to 10 (fast); 0 jumps.
   *
   * A number above 10 or below 0.5 is 0; the names are those of Python's turtle.
   */
  speed(speed?: number | "fastest" | "fast" | "normal" | "slow" | "slowest"): number {
    if (speed !== undefined) {
      const given = typeof speed === "string" ? speeds[speed] : finite("speed", speed);
      if (given === undefined)
        throw turtleError("speed", speed, `is not a speed: give 0 to 10 or ${Object.keys(speeds).join(", ")}.`);
      this.#speed = given > 10 || given < 0.5 ? 0 : Math.round(given);
      this.screen.changed();
    }
    return this.#speed;
  }

  shape(name?: ShapeName): ShapeName {
    if (name !== undefined) {
      outlineOf(name);
      this.#shape = name;
      this.screen.changed();
    }
    return this.#shape;
  }

  hideturtle(): void {
    this.#isVisible = false;
    this.screen.changed();
  }

  showturtle(): void {
    this.#isVisible = true;
    this.screen.changed();
  }

  isvisible(): boolean {
    return this.#isVisible;
  }

  /** Removes what this turtle has drawn; the turtle stays where it is. */
  clear(): void {
    this.screen.remove(this.#marks);
    this.#marks.clear();
    this.#stamps.clear();
    this.#line = undefined;
    this.#fill = undefined;
  }

  /** Removes what it has drawn, and puts the turtle back to the middle with a new pen; its shape stays. */
  reset(): void {
    this.clear();
    this.startAgain();
    this.#isDown = true;
    this.#isVisible = true;
    this.#width = 1;
    this.#pencolour = "black";
    this.#fillcolour = "black";
    this.#speed = 3;
    this.screen.changed();
  }

  /** Calls the handler with the place when the turtle is clicked; `null` removes it. */
  onclick(handler: ClickHandler | null): void {
    this.#clicked = handler;
  }

  /** The turtle as it is seen now. */
  look(): Look {
    return {
      at: this.position(),
      heading: this.heading(),
      outline: outlineOf(this.#shape),
      colour: this.#pencolour,
      fill: this.#fillcolour,
    };
  }

  /** Calls its handler of clicks, if there is one. */
  click(x: number, y: number): unknown {
    return this.#clicked?.(x, y);
  }

  protected override moved(to: Point): void {
    this.#fill?.path.push(to);
    if (this.#isDown) {
      if (!this.#line) {
        this.#line = { kind: "line", points: [this.#from], colour: this.#pencolour, width: this.#width };
        this.#leave(this.#line);
      }
      this.#line.points.push(to);
    }
    this.#from = to;
    this.screen.changed();
  }

  protected override turned(): void {
    this.screen.changed();
  }

  protected override startAgain(): void {
    super.startAgain();
    this.#from = this.position();
  }

  /** Where the move that is under way began. */
  #from: Point = [0, 0];

  #leave(mark: Mark): void {
    this.#marks.add(mark);
    this.screen.leave(mark);
  }
}
