// Finds the browser that the tests drive. Runs under Node 20.
import fs from "node:fs";
import path from "node:path";
import { canInstallDebianPackages, installDebianPackages } from "./debian.mjs";
import { Failure } from "./failure.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * Returns the path of Chromium or a browser made from it: the one that `NAVETTE_CHROMIUM` names, or one of the
 * machine's; nothing when there is none.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  const asked = process.env.NAVETTE_CHROMIUM;
  if (asked) return fs.existsSync(asked) ? asked : undefined;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const onPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...onPath, ...places].find((file) => fs.existsSync(file));
}

/**
 * Makes sure that there is a browser for the tests: as root on Debian it installs one.
 *
 * @param {AbortSignal} signal
 * @throws {Failure} when there is none and none can be installed
 */
export async function ensureChromium(signal) {
  if (findChromium()) return;
  const asked = process.env.NAVETTE_CHROMIUM;
  if (asked) throw new Failure(`NAVETTE_CHROMIUM names ${asked}, which does not exist`, "name a Chromium, or unset it");
  if (!canInstallDebianPackages()) {
    throw new Failure(
      "the tests need Chromium or Chrome, and none was found",
      'install one (on Debian "sudo apt-get install chromium"), or name it: NAVETTE_CHROMIUM=/path/to/chromium',
    );
  }
  await installDebianPackages(["chromium", "fonts-dejavu-core"], signal);
}
