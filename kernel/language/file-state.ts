import { statSync } from "node:fs";

/** What tells a file from what it was before, without reading it; undefined where there is none that can be seen. */
export function fileState(file: string): string | undefined {
  try {
    const found = statSync(file, { throwIfNoEntry: false, bigint: true });
    return found?.isFile() ? `${found.ino} ${found.mtimeNs} ${found.size}` : undefined;
  } catch {
    // A part of the path is no folder, or may not be entered.
    return undefined;
  }
}
