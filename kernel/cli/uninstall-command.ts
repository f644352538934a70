import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { readKernelspec, startsThisKernel } from "../setup/kernelspec.mjs";
import { addPlaceOptions, kernelNameOf, kernelsFolder, type PlaceOptions } from "./kernel-place.ts";

interface UninstallOptions extends PlaceOptions {
  name?: string;
  force?: true;
}

/** `navette uninstall`: makes Jupyter forget this checkout's kernel. */
export function uninstallCommand(): Command {
  const command = new Command("uninstall").description("make Jupyter forget this kernel, under all its names");
  return addPlaceOptions(command)
    .option("--name <name>", "only the kernelspec of this name")
    .option("--force", "with --name, even if it starts another kernel")
    .action(uninstall);
}

/** @throws NavetteError `ERR_NAVETTE_NO_KERNEL`, `ERR_NAVETTE_KERNEL_FOREIGN`, `ERR_NAVETTE_UNWRITABLE` */
function uninstall(options: UninstallOptions): void {
  const kernels = kernelsFolder(options);
  const folders =
    options.name === undefined ? ownFolders(kernels) : [namedFolder(kernels, options.name, options.force)];
  for (const folder of folders) {
    try {
      rmSync(folder, { recursive: true });
    } catch (error) {
      throw new NavetteError(
        "ERR_NAVETTE_UNWRITABLE",
        `${folder} can't be removed (${error instanceof Error ? error.message : error}). Remove it as its owner.`,
        { cause: error },
      );
    }
    console.log(`Removed the kernelspec ${folder}`);
  }
  if (folders.length === 0) console.log(`No kernelspec in ${kernels} starts this kernel: nothing to remove.`);
}

function ownFolders(kernels: string): string[] {
  const names = existsSync(kernels) ? readdirSync(kernels) : [];
  return names.map((name) => join(kernels, name)).filter((folder) => startsThisKernel(readKernelspec(folder)));
}

function namedFolder(kernels: string, name: string, force: true | undefined): string {
  const folder = join(kernels, kernelNameOf(name));
  if (!existsSync(folder)) {
    throw new NavetteError(
      "ERR_NAVETTE_NO_KERNEL",
      `There is no kernelspec ${folder}. "navette doctor" lists those that start this kernel, wherever they are.`,
    );
  }
  if (force || startsThisKernel(readKernelspec(folder))) return folder;
  throw new NavetteError(
    "ERR_NAVETTE_KERNEL_FOREIGN",
    `The kernelspec ${folder} starts another kernel. Add --force to remove it all the same.`,
  );
}
