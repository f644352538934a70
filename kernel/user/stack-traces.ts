/**
 * The stacks of errors as their reader knows the code: places in the cells' TypeScript and in local files as they were
 * written, no frames of the kernel nor of Node's machinery.
 *
 * It holds for whatever reads `error.stack`: tracebacks, `console.error(error)`, `console.trace()`, the reader's code.
 */
import { fileURLToPath } from "node:url";
import { withWrittenNames } from "../cells/compile/emitted-names.ts";
import type { Place } from "../pipe/protocol.ts";
import { notebookFileUrl, withoutVersion } from "./fresh-modules.ts";
import { placeInFile } from "./local-typescript.ts";
import { originalPlaces } from "./original-places.ts";

const kernelFolder = new URL("../", import.meta.url).href;
const machinery =
  /^node:(?:diagnostics_channel$|internal\/(?:process|modules|timers|main|vm|worker|event_target|per_context|async_local_storage))/;
const cellPlace = /(In\[[^\]\s]+\]):(\d+):(\d+)/;

/** Frames that a stack shows at most: Node's own limit would hide the cell behind a few calls of a library. */
const mostFrames = 50;

/** What cells are imported by, once it is known. */
let importer: string | undefined;

/** @param folder - the notebook's folder */
export function installStackTraces(folder: string): void {
  Error.stackTraceLimit = mostFrames;
  importer = fileURLToPath(notebookFileUrl(folder));
  const format = Error.prepareStackTrace;
  if (!format) return;
  Error.prepareStackTrace = (error, frames) => {
    try {
      // Without frames Node's own function gives the line above them.
      const lines = withCellPlaces(shown(frames).map(frameText));
      return [format(error, []), ...lines.map(asFrameLine)].join("\n");
    } catch {
      return format(error, frames);
    }
  };
}

/**
 * The lines of a stack taken by a question from outside, without the question's own frames. Places in cells are those
 * of their scripts: the code that runs waits for this answer, and can't wait for the control process as well.
 */
export function compiledStack(frames: readonly NodeJS.CallSite[]): string {
  const question = frames.findIndex((frame) => !isKernel(placeOf(frame)));
  const below = frames.slice(question + 1, question + 1 + mostFrames);
  return shown(below).map(frameText).map(asFrameLine).join("\n");
}

function asFrameLine(text: string): string {
  return `    at ${text}`;
}

function isKernel(place: string): boolean {
  return place.startsWith(kernelFolder) || place === "node:inspector" || place === importer;
}

/** Without the kernel's frames, those by which the kernel was called, and those of Node's machinery. */
function shown(frames: readonly NodeJS.CallSite[]): NodeJS.CallSite[] {
  const places = frames.map(placeOf);
  const lastOfReader = places.findLastIndex((place) => !isKernel(place) && place !== "" && !place.startsWith("node:"));
  const end = places.findIndex((place, index) => index > lastOfReader && isKernel(place));
  return frames.filter((_, index) => {
    const place = places[index] ?? "";
    return (end < 0 || index < end) && !isKernel(place) && !(lastOfReader >= 0 && machinery.test(place));
  });
}

function placeOf(frame: NodeJS.CallSite): string {
  return frame.getScriptNameOrSourceURL() ?? "";
}

/** The text of a frame, its place in a local file as that was written. */
function frameText(frame: NodeJS.CallSite): string {
  const text = withWrittenNames(String(frame));
  const place = placeOf(frame);
  if (!place.startsWith("file:")) return text;
  const [line, column] = [frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1];
  const [url, ...original] = placeInFile([place, line, column]);
  return text.replace(`${place}:${line}:${column}`, () => [withoutVersion(url), ...original].join(":"));
}

function withCellPlaces(lines: readonly string[]): string[] {
  const found = lines.map((line) => cellPlace.exec(line));
  const compiled = found.flatMap((match): Place[] =>
    match ? [[match[1] ?? "", Number(match[2]), Number(match[3])]] : [],
  );
  const originals = compiled.length > 0 ? originalPlaces(compiled).values() : [].values();
  return lines.map((line, index) => {
    if (!found[index]) return line;
    const original = originals.next().value;
    return original ? line.replace(cellPlace, () => original.join(":")) : line;
  });
}
