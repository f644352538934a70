// What Jupyter must know to start the kernel: a folder with kernel.json and logos. Runs under Node 20.
import fs from "node:fs";
import path from "node:path";
import { checkout, kernelEntry, pythonFolder } from "./checkout.mjs";
import { writeWhole } from "./files.mjs";
import { node24 } from "./node.mjs";

const logoFolder = path.join(checkout, "kernel", "spec");
const logos = ["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"];

/** The kernelspec's own name, and the name that a person sees. */
export const kernelName = "navette";
export const kernelDisplayName = "TypeScript (Navette)";

/** Where the project's Python environment looks for kernels. */
export const projectKernels = path.join(pythonFolder, "share", "jupyter", "kernels");

/**
 * Node's options for the control process: a small young generation (MiB) keeps the syntax trees of cells, garbage at
 * once, from growing its memory by some 100 MiB over thousands of cells.
 */
const nodeOptions = ["--max-semi-space-size=2"];

/**
 * The content of a kernel.json, as far as it concerns us.
 *
 * @typedef {{ argv: string[], display_name: string, language: string }} KernelSpec
 */

/**
 * Returns the content of kernel.json for this checkout's kernel.
 *
 * @param {string} [displayName]
 */
export function kernelSpec(displayName = kernelDisplayName) {
  return {
    argv: [node24().path, ...nodeOptions, kernelEntry, "{connection_file}"],
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "message",
    kernel_protocol_version: "5.5",
    metadata: { supported_encryption: ["curve"] },
  };
}

/**
 * Writes a kernelspec folder; what is right already is left alone.
 *
 * @param {string} folder the kernelspec's own folder, named as the kernel is
 * @param {string} [displayName]
 */
export function writeKernelspec(folder, displayName) {
  for (const logo of logos) writeWhole(path.join(folder, logo), fs.readFileSync(path.join(logoFolder, logo)));
  writeWhole(path.join(folder, "kernel.json"), `${JSON.stringify(kernelSpec(displayName), null, 2)}\n`);
}

/**
 * Reads the kernelspec in a folder; nothing when there is none that can be read.
 *
 * @param {string} folder
 * @returns {KernelSpec | undefined}
 */
export function readKernelspec(folder) {
  try {
    const spec = JSON.parse(fs.readFileSync(path.join(folder, "kernel.json"), "utf8"));
    return Array.isArray(spec.argv) ? spec : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Tells whether a kernelspec starts the kernel of this very checkout.
 *
 * @param {KernelSpec | undefined} spec
 */
export function startsThisKernel(spec) {
  return spec?.argv.includes(kernelEntry) === true;
}
