import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { currentBundle } from "../bundle/current-bundle.mjs";
import { writeBundle } from "../bundle/write-bundle.ts";
import {
  kernelDisplayName,
  kernelName,
  readKernelspec,
  startsThisKernel,
  writeKernelspec,
} from "../setup/kernelspec.mjs";
import { addPlaceOptions, kernelNameOf, kernelsFolder, type PlaceOptions } from "./kernel-place.ts";

interface InstallOptions extends PlaceOptions {
  name: string;
  displayName: string;
  alias: string[];
  force?: true;
}

/** `navette install`: tells Jupyter of this checkout's kernel. */
export function installCommand(): Command {
  const command = new Command("install").description("tell Jupyter of this kernel");
  return addPlaceOptions(command)
    .option("--name <name>", "the kernelspec's name", kernelName)
    .option("--display-name <text>", "the name shown in Jupyter", kernelDisplayName)
    .option(
      "--alias <name>",
      "a second name, for notebooks that ask for it (tslab, jslab); may be repeated",
      collect,
      [],
    )
    .option("--force", "replace kernelspecs of other kernels that have these names")
    .action(install);
}

function collect(value: string, earlier: string[]): string[] {
  return [...earlier, value];
}

/**
 * Writes the kernelspecs, all or none: one that belongs to another kernel is replaced only when that is asked for.
 *
 * @throws NavetteError `ERR_NAVETTE_KERNEL_EXISTS`, `ERR_NAVETTE_UNWRITABLE`
 */
async function install(options: InstallOptions): Promise<void> {
  const kernels = kernelsFolder(options);
  const names = [...new Set([options.name, ...options.alias].map(kernelNameOf))];
  const folders = names.map((name) => join(kernels, name));
  if (!options.force) folders.forEach(refuseForeign);
  for (const folder of folders) {
    writeFolder(folder, options.displayName);
    console.log(`Installed the kernelspec ${folder}`);
  }
  // Without one it starts slower, and is otherwise the same.
  if (currentBundle() === "") await writeBundle().catch(() => {});
  console.log(`Jupyter now offers "${options.displayName}"; reload its page if it is open.`);
}

function refuseForeign(folder: string): void {
  if (!existsSync(folder) || startsThisKernel(readKernelspec(folder))) return;
  const starts = readKernelspec(folder)?.argv.join(" ") ?? "it has no kernel.json that can be read";
  throw new NavetteError(
    "ERR_NAVETTE_KERNEL_EXISTS",
    `Another kernelspec is in ${folder} (${starts}). It was left as it is, and nothing was installed. ` +
      "Choose another name with --name, or add --force to replace it.",
  );
}

function writeFolder(folder: string, displayName: string): void {
  try {
    // Another kernel's folder may hold more than ours does, such as a kernel.js that Jupyter would load.
    if (!startsThisKernel(readKernelspec(folder))) rmSync(folder, { recursive: true, force: true });
    writeKernelspec(folder, displayName);
  } catch (error) {
    throw new NavetteError(
      "ERR_NAVETTE_UNWRITABLE",
      `${folder} can't be written (${error instanceof Error ? error.message : error}). ` +
        "Install for this user with --user, or name a folder that you may write with --prefix DIR.",
      { cause: error },
    );
  }
}
