import { color as parsed } from "d3-color";
import { turtleError } from "./turtle-error.ts";

/** A colour as CSS names it (`"lightblue"`, `"#09f"`, `"rgb(0 128 255)"`), or red, green and blue from 0 to 1. */
export type Colour = string | readonly [red: number, green: number, blue: number];

/** The colour as SVG writes it; throws `ERR_NAVETTE_TURTLE` for one that doesn't exist. */
export function svgColour(call: string, colour: unknown): string {
  if (
    Array.isArray(colour) &&
    colour.length === 3 &&
    colour.every((part) => typeof part === "number" && part >= 0 && part <= 1)
  ) {
    return `rgb(${colour.map((part) => Math.round(part * 255)).join(" ")})`;
  }
  // Names of X11 may have spaces: "light blue".
  const name = typeof colour === "string" ? colour.trim() : "";
  for (const candidate of [name, name.replaceAll(" ", "")]) {
    const found = parsed(candidate);
    if (found)
      return found.opacity === 1
        ? /^[a-z]+$/i.test(candidate)
          ? candidate.toLowerCase()
          : found.formatHex()
        : found.formatRgb();
  }
  throw turtleError(
    call,
    colour,
    'is not a colour: give a name ("lightblue"), "#rrggbb", or [red, green, blue] from 0 to 1.',
  );
}
