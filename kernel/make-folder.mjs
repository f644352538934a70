import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder, and those above it that are missing, each by a call of its own: where a file system takes no folders
 * at all, as `/proc` doesn't, Node's `recursive` goes on for ever.
 *
 * @param {string} folder
 * @param {number} [mode]
 * @returns {void}
 * @throws what the file system says against it
 */
export function makeFolder(folder, mode = 0o777) {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, mode);
  try {
    mkdirSync(folder, mode);
  } catch (error) {
    // Another kernel may have made it at the same moment.
    if (!isFolder(folder)) throw error;
  }
}

/** @param {string} path */
function isFolder(path) {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
