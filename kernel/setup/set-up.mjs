// Brings a checkout from whatever state it is in to the one that a command needs. Runs under Node 20.
//
//   npm packages ──▶ `navette` command ──▶ (tests: Chromium) ──▶ Redis ──▶ Python environment ──▶ settings, kernelspec ──▶ first start of the kernel
//
// Each step looks first at what is there, and costs nothing when that is right.
import path from "node:path";
import { made } from "./checkout.mjs";
import { ensureChromium } from "./chromium.mjs";
import { writeExportTemplate } from "./export-template.mjs";
import { writeWhole } from "./files.mjs";
import { writeJupyterSettings } from "./jupyter-settings.mjs";
import { kernelName, projectKernels, writeKernelspec } from "./kernelspec.mjs";
import { installNpmPackages, linkCommand, npmPackagesAreCurrent } from "./npm-packages.mjs";
import { keepOriginals } from "./originals.mjs";
import { primeKernel } from "./prime.mjs";
import { ensurePython } from "./python.mjs";
import { ensureRedis } from "./redis.mjs";
import { withSetUpLock } from "./set-up-lock.mjs";

/**
 * Sets the checkout up: for the checks its npm packages, for reading notebooks JupyterLab and the kernel as well, for
 * the tests also what only they need.
 *
 * @param {"checks" | "notebooks" | "tests"} purpose
 * @param {AbortSignal} signal ends the running step; what it left half-finished is done again next time
 * @throws {import("./failure.mjs").Failure} when a step fails
 */
export async function setUp(purpose, signal) {
  await withSetUpLock(signal, async () => {
    // Below our own package.json, which says "module", JupyterLab's own Node scripts would be taken for modules.
    writeWhole(path.join(made, "package.json"), '{ "type": "commonjs" }\n');
    if (!npmPackagesAreCurrent()) await installNpmPackages(signal);
    linkCommand();
    if (purpose === "checks") return;
    if (purpose === "tests") await ensureChromium(signal);
    await ensureRedis(signal);
    const requirements = purpose === "tests" ? ["requirements.txt", "requirements-test.txt"] : ["requirements.txt"];
    await ensurePython(requirements, signal);
    keepOriginals();
    writeJupyterSettings();
    writeExportTemplate();
    writeKernelspec(path.join(projectKernels, kernelName));
    await primeKernel(signal);
  });
}
