/**
 * The stacks of errors as their reader knows the code: places in the cells' TypeScript, no frames of the kernel.
 *
 * It holds for whatever reads `error.stack`: tracebacks, `console.error(error)`, `console.trace()`, the reader's code.
 */
import { withWrittenNames } from "../cells/compile/emitted-names.ts";
import type { Place } from "../pipe/protocol.ts";
import { originalPlaces } from "./original-places.ts";

const kernelFolder = new URL("../", import.meta.url).href;
const cellPlace = /(In\[[^\]\s]+\]):(\d+):(\d+)/;

export function installStackTraces(): void {
  const format = Error.prepareStackTrace;
  if (!format) return;
  Error.prepareStackTrace = (error, frames) => {
    try {
      // Without frames Node's own function gives the line above them.
      const lines = withOriginalPlaces(shown(frames).map((frame) => withWrittenNames(String(frame))));
      return [format(error, []), ...lines.map((line) => `    at ${line}`)].join("\n");
    } catch {
      return format(error, frames);
    }
  };
}

/** Without the kernel's frames, and without those by which the kernel was called. */
function shown(frames: readonly NodeJS.CallSite[]): NodeJS.CallSite[] {
  const own = frames.map(isKernel);
  const lastOfReader = frames.findLastIndex((frame, index) => !own[index] && !isNode(frame));
  const end = own.indexOf(true, lastOfReader + 1);
  return frames.slice(0, end < 0 ? undefined : end).filter((_, index) => !own[index]);
}

function isKernel(frame: NodeJS.CallSite): boolean {
  const place = placeOf(frame);
  return place.startsWith(kernelFolder) || place === "node:inspector";
}

function isNode(frame: NodeJS.CallSite): boolean {
  const place = placeOf(frame);
  return place === "" || place.startsWith("node:");
}

function placeOf(frame: NodeJS.CallSite): string {
  return frame.getScriptNameOrSourceURL() ?? "";
}

function withOriginalPlaces(lines: readonly string[]): string[] {
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
