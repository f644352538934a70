/** Turtle graphics with the names of Python's `turtle`, and camelCase aliases. */
export type { Colour } from "./colour.ts";
export type { Align, Font } from "./drawing.ts";
export * from "./procedures.ts";
export { Screen, setup, Turtle } from "./session.ts";
export type { ShapeName } from "./shapes.ts";
export type { WriteOptions } from "./turtle.ts";
export type { ClickHandler, KeyHandler } from "./turtle-screen.ts";
