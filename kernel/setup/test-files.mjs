// Finds the test files that `npm test` and `npm run test:all` run. Runs under Node 20.
import fs from "node:fs";
import path from "node:path";
import { checkout } from "./checkout.mjs";
import { Failure } from "./failure.mjs";

/**
 * Tells the test files that take too long for every change: `npm run test:all` runs them with the others, `npm test`
 * only when it is asked for one by its name.
 *
 * @param {string} file
 */
export function isSlow(file) {
  return file.endsWith(".slow.test.ts");
}

/**
 * Returns the test files that the names select, all of them when there are no names.
 *
 * A name is a file, a folder, or a part of a file's path: `test/lib`, `test/check.test.ts`, `doctor`.
 *
 * @param {string[]} names
 * @returns {string[]} paths from the checkout's folder
 * @throws {Failure} when a name selects nothing
 */
export function selectTests(names) {
  const found = fs
    .readdirSync(path.join(checkout, "test"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => path.join("test", file))
    .sort();
  const selected = names.flatMap((name) => {
    const wanted = path.normalize(path.isAbsolute(name) ? path.relative(checkout, name) : name);
    const files = found.filter((file) => file === wanted || file.startsWith(withSeparator(wanted)));
    const similar = files.length > 0 ? files : found.filter((file) => file.includes(wanted));
    if (similar.length > 0) return similar;
    const rooms = [...new Set(found.map((file) => path.dirname(file)))].join(", ");
    throw new Failure(`no test file is, is in, or is named like "${name}"`, `name one of these folders: ${rooms}`);
  });
  return names.length > 0 ? [...new Set(selected)] : found;
}

/** @param {string} folder */
function withSeparator(folder) {
  return folder.endsWith(path.sep) ? folder : folder + path.sep;
}
