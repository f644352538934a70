import { readFile } from "node:fs/promises";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import type { DisplayHandle } from "../../lib/host/host.ts";
import { host } from "../../lib/host/host.ts";
import type { Plot } from "../../lib/plots/plot.ts";
import { bridgeIfAny } from "./bridge.ts";
import { imageType } from "./image-type.ts";
import { showBundle, shownAlready } from "./show-bundle.ts";
import { tableBundle } from "./table-bundle.ts";
import type { Tabular } from "./table-rows.ts";

type Bytes = Uint8Array | ArrayBuffer;
type Json = Record<string, unknown>;

/** A displayed output of one kind, replaced by the next value of the same kind. */
export interface TypedHandle<T> {
  update(value: T): void;
  clear(): void;
}

/** Shows values and rich data in the running cell's output. */
export interface Display {
  /** Shows any value as if it were a cell's last expression. */
  (value: unknown): Promise<DisplayHandle>;
  html(source: string): TypedHandle<string>;
  markdown(source: string): TypedHandle<string>;
  latex(source: string): TypedHandle<string>;
  svg(source: string): TypedHandle<string>;
  text(text: string): TypedHandle<string>;
  json(value: unknown): TypedHandle<unknown>;
  png(bytes: Bytes): TypedHandle<Bytes>;
  jpeg(bytes: Bytes): TypedHandle<Bytes>;
  gif(bytes: Bytes): TypedHandle<Bytes>;
  pdf(bytes: Bytes): TypedHandle<Bytes>;
  /** Shows a PNG, JPEG, GIF, WebP or SVG from a file or from its bytes; throws `ERR_NAVETTE_IMAGE` for another. */
  image(source: string | URL | Bytes): Promise<DisplayHandle>;
  /** Shows a Vega-Lite chart. */
  vegaLite(spec: object): TypedHandle<object>;
  /**
   * Shows rows as a table that every export keeps; throws `ERR_NAVETTE_TABLE` for what has no rows.
   *
   * @param rows - objects, lists or single values; or an object or a Map of them; or a chart, for the numbers it draws
   * @param columns - the columns wanted, in their order; all unless told
   */
  table(rows: Tabular | Plot, columns?: readonly string[]): TypedHandle<Tabular | Plot>;
  /** Shows a MIME bundle as it is. */
  bundle(data: Json, metadata?: Json): DisplayHandle;
}

function shower<T>(toBundle: (value: T) => Json): (value: T) => TypedHandle<T> {
  return (value) => {
    const handle = showBundle(toBundle(value));
    return shownAlready({ update: (next: T) => handle.update(toBundle(next)), clear: handle.clear });
  };
}

const ofText = (mime: string) =>
  shower<string>((text) => ({ [mime]: String(text), ...(mime !== "text/plain" && { "text/plain": String(text) }) }));

const ofBytes = (mime: string) =>
  shower<Bytes>((bytes) => ({ [mime]: base64(bytes, mime), "text/plain": `[${mime}, ${bytes.byteLength} bytes]` }));

function base64(bytes: Bytes, mime: string): string {
  if (bytes instanceof ArrayBuffer) return Buffer.from(bytes).toString("base64");
  if (bytes instanceof Uint8Array) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  }
  throw new NavetteError("ERR_NAVETTE_IMAGE", `${mime} takes a Uint8Array or an ArrayBuffer, not ${typeof bytes}.`);
}

async function showValue(value: unknown): Promise<DisplayHandle> {
  const bridge = bridgeIfAny();
  if (bridge) return showBundle(await bridge.bundleOf(value));
  const { inspect } = await import("node:util");
  return host().display({ "text/plain": inspect(value) });
}

async function showImage(source: string | URL | Bytes): Promise<DisplayHandle> {
  const bytes =
    typeof source === "string" || source instanceof URL ? await readFile(source) : Buffer.from(toView(source));
  const mime = imageType(bytes);
  if (mime === undefined) {
    const what = typeof source === "string" || source instanceof URL ? String(source) : `${bytes.length} bytes`;
    throw new NavetteError("ERR_NAVETTE_IMAGE", `${what}: not a PNG, JPEG, GIF, WebP or SVG image.`);
  }
  const data = mime === "image/svg+xml" ? bytes.toString("utf8") : bytes.toString("base64");
  return showBundle({ [mime]: data, "text/plain": `[${mime}, ${bytes.length} bytes]` });
}

function toView(bytes: Bytes): Uint8Array {
  return bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
}

const vegaLite = shower<object>((spec) => ({
  "application/vnd.vegalite.v5+json": spec,
  "text/plain": String(Reflect.get(spec, "description") ?? "A Vega-Lite chart"),
}));

export const display: Display = Object.assign((value: unknown) => shownAlready(showValue(value)), {
  html: ofText("text/html"),
  markdown: ofText("text/markdown"),
  latex: ofText("text/latex"),
  svg: ofText("image/svg+xml"),
  text: ofText("text/plain"),
  json: shower<unknown>((value) => ({ "application/json": value, "text/plain": JSON.stringify(value, null, 2) ?? "" })),
  png: ofBytes("image/png"),
  jpeg: ofBytes("image/jpeg"),
  gif: ofBytes("image/gif"),
  pdf: ofBytes("application/pdf"),
  image: (source: string | URL | Bytes) => shownAlready(showImage(source)),
  vegaLite,
  table: (rows: Tabular | Plot, columns?: readonly string[]) =>
    shower((next: Tabular | Plot) => tableBundle(next, columns))(rows),
  bundle: showBundle,
});
