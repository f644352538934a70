import type { Point } from "./point.ts";

/** What a turtle leaves behind, in pixels; a later one lies over an earlier one. */
export type Mark =
  | { readonly kind: "line"; readonly points: Point[]; readonly colour: string; readonly width: number }
  | { readonly kind: "fill"; points: readonly Point[]; colour: string }
  | { readonly kind: "dot"; readonly at: Point; readonly size: number; readonly colour: string }
  | { readonly kind: "stamp"; readonly look: Look }
  | {
      readonly kind: "text";
      readonly at: Point;
      readonly text: string;
      readonly colour: string;
      readonly align: Align;
      readonly font: Font;
    };

export type Align = "left" | "center" | "right";

/** Family, size in pixels, and style: `["Arial", 8, "normal"]`. */
export type Font = readonly [family: string, size: number, style?: "normal" | "bold" | "italic" | "bold italic"];

/** A turtle as it is seen. */
export interface Look {
  readonly at: Point;
  /** In degrees counter-clockwise from east. */
  readonly heading: number;
  readonly outline: readonly Point[];
  readonly colour: string;
  readonly fill: string;
}

/** All that a window shows. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly background: string;
  readonly marks: Iterable<Mark>;
  readonly turtles: readonly (Look & { readonly number: number })[];
}
