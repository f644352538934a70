// Writes files whole or not at all, and only when they change. Runs under Node 20.
import fs from "node:fs";
import path from "node:path";

/**
 * Writes a file under its final name only once all of it is on disk; leaves a file with the same content alone.
 *
 * @param {string} file
 * @param {string | Uint8Array} content
 * @returns {boolean} whether the file changed
 */
export function writeWhole(file, content) {
  const bytes = Buffer.from(content);
  if (fs.existsSync(file) && fs.readFileSync(file).equals(bytes)) return false;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  try {
    fs.writeFileSync(part, bytes);
    fs.renameSync(part, file);
  } finally {
    fs.rmSync(part, { force: true });
  }
  return true;
}
