/**
 * Charts of libraries that don't know how notebooks show things: those of vega-lite-api, which give their
 * specification, and elements of a DOM library, such as Observable Plot's through linkedom or jsdom.
 */
import type { MimeData } from "../pipe/protocol.ts";
import { type DomElement, isDomElement } from "./dom-element.ts";

/** What a chart of vega-lite-api has. */
interface SpecChart {
  toSpec(): unknown;
  toObject(): unknown;
}

/** The bundle of a chart of another library; undefined for every other value. */
export async function foreignChart(value: unknown): Promise<MimeData | undefined> {
  if (typeof value !== "object" || value === null) return undefined;
  if (isSpecChart(value)) return specBundle(value);
  return isDomElement(value) ? elementBundle(value) : undefined;
}

function isSpecChart(value: object): value is SpecChart {
  return typeof Reflect.get(value, "toSpec") === "function" && typeof Reflect.get(value, "toObject") === "function";
}

function specBundle(chart: SpecChart): MimeData | undefined {
  const spec = chart.toSpec();
  if (typeof spec !== "object" || spec === null) return undefined;
  const description = Reflect.get(spec, "description");
  return {
    "application/vnd.vegalite.v5+json": spec,
    "text/plain": typeof description === "string" ? description : "A Vega-Lite chart",
  };
}

/** A picture where there is one in it, since the sanitised export shows an SVG within HTML as text; else HTML. */
async function elementBundle(element: DomElement): Promise<MimeData> {
  const { domPicture } = await import("./dom-picture.ts");
  const svg = domPicture(element);
  const text = (element.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  if (svg !== undefined) {
    const label = element.getAttribute("aria-label") ?? "";
    return { "image/svg+xml": svg, "text/plain": label === "" ? "A picture (SVG)" : label };
  }
  return { "text/html": element.outerHTML, "text/plain": text === "" ? `<${element.localName}>` : text };
}
