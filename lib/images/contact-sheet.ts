import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { escapeUTF8 } from "entities/escape";
import type { DownloadResult } from "../downloads/download.ts";
import { checkList } from "../errors/check-list.ts";
import { checkResults } from "../errors/check-result.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { host, type Locale, type MimeBundle } from "../host/host.ts";
import { palette } from "../plots/palette.ts";

/** Pictures shown of a longer list. */
const mostPictures = 60;

/** Pixels of a picture on the sheet, of the text under it, and between two of them. */
const pictureWidth = 200;
const pictureHeight = 100;
const textHeight = 18;
const gap = 8;

/** Pictures side by side, each over its file's name: shows itself in a notebook, prints the names elsewhere. */
export interface ContactSheet {
  /** The sheet as an SVG with the pictures inside. */
  readonly svg: string;
  /** How many were saved, in the reader's language. */
  readonly description: string;
}

/**
 * Lays downloaded images out on one sheet, in order; a download that failed leaves its place to its error. Of more than
 * 60, the first are shown; `columns` of them side by side, 4 unless told. Files are held in memory, in base64:
 * O(bytes).
 *
 * @throws NavetteError `ERR_NAVETTE_COLUMNS` for another number of columns than a whole one from 1 to 60, `ERR_NAVETTE_RUNS`
 * for what is no list of downloads, such as the run itself; what Node's
 * `readFile` throws when a file is no longer there.
 *
 * @example
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * await using server = await serveImages({ count: 2, latencyMs: 1 });
 * const folder = await mkdtemp(join(tmpdir(), "images-"));
 * const { results } = await downloadImages(server.urls, folder, { strategy: "sequential" });
 * console.log(`${await contactSheet(results)}`);
 */
export async function contactSheet(results: readonly DownloadResult[], columns = 4): Promise<ContactSheet> {
  wholeNumber("columns", columns, { min: 1, max: mostPictures, code: "ERR_NAVETTE_COLUMNS" });
  checkList("results", results, "run.results", "ERR_NAVETTE_RUNS");
  checkResults("results", results, "downloadImages", "url");
  const words = texts[host().locale];
  const shown = results.slice(0, mostPictures);
  const places = await Promise.all(shown.map((result, at) => place(result, at, columns)));
  const across = Math.min(columns, Math.max(1, shown.length));
  const rows = Math.ceil(shown.length / columns);
  const width = across * (pictureWidth + gap) + gap;
  const height = rows * (pictureHeight + textHeight + gap) + gap;
  const saved = results.filter(({ file }) => file !== undefined).length;
  const description = words(saved, results.length, shown.length);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeUTF8(description)}">`,
    `<rect width="${width}" height="${height}" fill="${palette.paper}"/>`,
    ...places,
    "</svg>",
  ].join("\n");
  return Object.assign(
    { svg, description },
    {
      [Symbol.for("Jupyter.display")]: (): MimeBundle => ({ "image/svg+xml": svg, "text/plain": description }),
    },
  );
}

async function place({ url, file, error }: DownloadResult, at: number, columns: number): Promise<string> {
  const x = gap + (at % columns) * (pictureWidth + gap);
  const y = gap + Math.floor(at / columns) * (pictureHeight + textHeight + gap);
  const frame = `x="${x}" y="${y}" width="${pictureWidth}" height="${pictureHeight}"`;
  const text = (words: string, colour: string) =>
    `<text x="${x + pictureWidth / 2}" y="${y + pictureHeight + 13}" text-anchor="middle" font-family="sans-serif" font-size="11" fill="${colour}">${escapeUTF8(words)}</text>`;
  if (file === undefined) {
    const cross = `M${x} ${y}l${pictureWidth} ${pictureHeight}m0 ${-pictureHeight}l${-pictureWidth} ${pictureHeight}`;
    const empty = `<rect ${frame} fill="none" stroke="${palette.grey}"/><path d="${cross}" stroke="${palette.paleGrey}"/>`;
    return empty + text(`${basename(new URL(url).pathname)}: ${error?.code ?? "?"}`, palette.vermillion);
  }
  const bytes = await readFile(file);
  const address = `data:${typeOf(bytes)};base64,${bytes.toString("base64")}`;
  return `<image ${frame} href="${address}" preserveAspectRatio="xMidYMid meet"/>${text(basename(file), palette.ink)}`;
}

/** The type of the pictures that browsers show, by their first bytes. */
function typeOf(bytes: Buffer): string {
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return "image/png";
  if (bytes.subarray(0, 4).toString("latin1") === "GIF8") return "image/gif";
  if (bytes.subarray(8, 12).toString("latin1") === "WEBP") return "image/webp";
  return /^\s*</.test(bytes.subarray(0, 100).toString("latin1")) ? "image/svg+xml" : "image/jpeg";
}

const texts: Readonly<Record<Locale, (saved: number, asked: number, shown: number) => string>> = {
  en: (saved, asked, shown) =>
    `${saved} of ${asked} ${asked === 1 ? "image" : "images"} saved${shown < asked ? `; the first ${shown} are shown` : ""}.`,
  fr: (saved, asked, shown) =>
    `${saved} ${saved > 1 ? "images enregistrées" : "image enregistrée"} sur ${asked}${shown < asked ? `\u202f; les ${shown} premières sont montrées` : ""}.`,
};
