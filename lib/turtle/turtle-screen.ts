import { inspect } from "node:util";
import { host } from "../host/host.ts";
import { type Colour, svgColour } from "./colour.ts";
import { drawSvg } from "./draw-svg.ts";
import type { Mark, Picture } from "./drawing.ts";
import { keyName } from "./keys.ts";
import type { TurtleOnScreen } from "./turtle.ts";
import { finite, turtleError } from "./turtle-error.ts";

export type ClickHandler = (x: number, y: number) => unknown;
export type KeyHandler = () => unknown;

/** What shows a screen while it changes; a plain program has none. */
export interface Stage {
  /** The screen looks different, or listens to other keys, from now on. */
  changed(): void;
  /** Shows the screen in the running cell. */
  show(): void;
}

/** The window of the turtles: its size, title and background, its keys and clicks. */
export class TurtleScreen {
  #width = 500;
  #height = 500;
  #title = "Turtle";
  #background = "white";
  #listening = false;
  #lastStamp = 0;
  #clicked: ClickHandler | null = null;
  readonly #marks = new Set<Mark>();
  readonly #turtles: TurtleOnScreen[] = [];
  readonly #presses = new Map<string, KeyHandler>();
  readonly #releases = new Map<string, KeyHandler>();
  readonly #stage: Stage | undefined;
  /** What the cell that made it is known by. */
  readonly madeBy: AbortSignal = host().signal();

  constructor(openStage?: (screen: TurtleScreen) => Stage) {
    this.#stage = openStage?.(this);
  }

  /** Sets the window's size in pixels. */
  setup(width = 500, height = 500): void {
    for (const side of [width, height]) {
      if (!(finite("setup", side) >= 1 && side <= 4000))
        throw turtleError("setup", side, "is not a size: give 1 to 4000 pixels.");
    }
    this.#width = width;
    this.#height = height;
    this.changed();
  }

  /** Sets the window's title. */
  title(title: string): void {
    this.#title = String(title);
    this.changed();
  }

  bgcolor(colour?: Colour): string {
    if (colour !== undefined) {
      this.#background = svgColour("bgcolor", colour);
      this.changed();
    }
    return this.#background;
  }

  turtles(): readonly TurtleOnScreen[] {
    return [...this.#turtles];
  }

  /** Calls the handler when the key goes down, and again while it is held; `null` removes it. */
  onkey(handler: KeyHandler | null, key: string): void {
    this.#bind("onkey", this.#presses, handler, key);
  }

  /** Calls the handler when the key comes up; `null` removes it. */
  onkeyrelease(handler: KeyHandler | null, key: string): void {
    this.#bind("onkeyrelease", this.#releases, handler, key);
  }

  /** Calls the handler with the place that is clicked; `null` removes it. */
  onclick(handler: ClickHandler | null): void {
    this.#clicked = handler;
  }

  /** Calls the handler once, after a time in ms. */
  ontimer(handler: () => unknown, ms = 0): void {
    if (typeof handler !== "function") throw turtleError("ontimer", handler, "is not a function.");
    setTimeout(handler, finite("ontimer", ms));
  }

  /** Lets the handlers of keys be called while the window has the focus. */
  listen(): void {
    this.#listening = true;
    this.changed();
  }

  /** Returns at once: the notebook's own event loop calls the handlers. */
  mainloop(): void {
    this.changed();
  }

  /** Removes everything: drawings, turtles, handlers, the background's colour. */
  clear(): void {
    this.#marks.clear();
    this.#turtles.length = 0;
    this.#presses.clear();
    this.#releases.clear();
    this.#clicked = null;
    this.#listening = false;
    this.#background = "white";
    this.changed();
  }

  /** Resets every turtle. */
  reset(): void {
    for (const turtle of this.#turtles) turtle.reset();
  }

  /** The drawing as an SVG document. */
  svg(): string {
    return drawSvg(this.picture());
  }

  picture(): Picture {
    const turtles = this.#turtles.flatMap((turtle, number) =>
      turtle.isvisible() ? [{ number, ...turtle.look() }] : [],
    );
    return {
      width: this.#width,
      height: this.#height,
      title: this.#title,
      background: this.#background,
      marks: this.#marks,
      turtles,
    };
  }

  /** The names of the keys that something happens at; none before `listen`. */
  keys(): string[] {
    return this.#listening ? [...new Set([...this.#presses.keys(), ...this.#releases.keys()])] : [];
  }

  /** A key of the window went down or came up. */
  key(key: string, isDown: boolean): unknown {
    return this.#listening ? (isDown ? this.#presses : this.#releases).get(keyName(key))?.() : undefined;
  }

  /** The window was clicked, maybe on a turtle. */
  async click(x: number, y: number, turtle?: number): Promise<void> {
    if (turtle !== undefined) await this.#turtles[turtle]?.click(x, y);
    await this.#clicked?.(x, y);
  }

  add(turtle: TurtleOnScreen): void {
    this.#turtles.push(turtle);
    this.changed();
  }

  leave(mark: Mark): void {
    this.#marks.add(mark);
    this.changed();
  }

  remove(marks: Iterable<Mark>): void {
    for (const mark of marks) this.#marks.delete(mark);
    this.changed();
  }

  nextStamp(): number {
    this.#lastStamp += 1;
    return this.#lastStamp;
  }

  changed(): void {
    this.#stage?.changed();
  }

  show(): void {
    this.#stage?.show();
  }

  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    if (!this.#stage) return { "image/svg+xml": this.svg(), "text/plain": inspect(this) };
    this.show();
    return {};
  }

  [inspect.custom](): string {
    return `TurtleScreen ${JSON.stringify(this.#title)} (${this.#width} × ${this.#height}, ${this.#turtles.length} turtles)`;
  }

  #bind(call: string, handlers: Map<string, KeyHandler>, handler: KeyHandler | null, key: string): void {
    if (typeof key !== "string" || key === "") throw turtleError(call, key, 'is not a key: give "Up", "space", "a" …');
    if (handler === null) handlers.delete(keyName(key));
    else if (typeof handler === "function") handlers.set(keyName(key), handler);
    else throw turtleError(call, handler, "is not a function.");
    this.changed();
  }
}
