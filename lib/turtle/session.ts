/** The current window and the turtle that the plain functions move, as in Python: one of each at a time. */
import { host } from "../host/host.ts";
import { hasAliases, type NamedScreen, type NamedTurtle } from "./aliases.ts";
import type { ShapeName } from "./shapes.ts";
import { TurtleOnScreen } from "./turtle.ts";
import { type Stage, TurtleScreen } from "./turtle-screen.ts";

let openStage: ((screen: TurtleScreen) => Stage) | undefined;
let current: NamedScreen | undefined;
let unnamed: { screen: TurtleScreen; turtle: NamedTurtle } | undefined;

/** From now on, new windows are shown by this; the kernel's package `navette/turtle` calls it. */
export function useStage(open: (screen: TurtleScreen) => Stage): void {
  openStage = open;
}

/** The current window, opened and shown in the running cell if there is none yet. */
export function Screen(): NamedScreen {
  current ??= open();
  return current;
}

/**
 * Sets the window's size in pixels.
 *
 * In a cell other than the one that opened the window it opens a new, empty one, so that running a cell again starts
 * afresh.
 */
export function setup(width?: number, height?: number): void {
  if (current?.madeBy !== host().signal()) current = open();
  current.setup(width, height);
}

function open(): NamedScreen {
  const screen = new TurtleScreen(openStage);
  if (!hasAliases(screen)) throw new TypeError("the screen's aliases are missing");
  screen.show();
  return screen;
}

/** `new Turtle()` puts a turtle into the middle of the current window. */
export const Turtle: new (shape?: ShapeName) => NamedTurtle = class extends TurtleOnScreen {
  constructor(shape?: ShapeName) {
    super(Screen(), shape);
  }
} as never;
export type Turtle = NamedTurtle;

/** The turtle of the plain functions, made at the first of them, and anew where the window has been cleared of it. */
export function unnamedTurtle(): NamedTurtle {
  const screen = Screen();
  if (unnamed?.screen !== screen || !screen.turtles().includes(unnamed.turtle))
    unnamed = { screen, turtle: new Turtle() };
  return unnamed.turtle;
}
