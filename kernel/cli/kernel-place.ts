import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { pythonFolder } from "../setup/checkout.mjs";
import { activeEnvironment, prefixKernels, userKernels } from "./jupyter-paths.ts";

/** The options that say whose Jupyter is meant; at most one of them is given. */
export interface PlaceOptions {
  user?: true;
  sysPrefix?: true;
  prefix?: string;
}

/** Adds the options that say whose Jupyter is meant. */
export function addPlaceOptions(command: Command): Command {
  return command
    .addOption(new Option("--user", "for every Jupyter of this user (the default)").conflicts(["sysPrefix", "prefix"]))
    .addOption(
      new Option("--sys-prefix", "for the active Python environment, or this checkout's own").conflicts(["prefix"]),
    )
    .addOption(new Option("--prefix <dir>", "for the Jupyter installed below DIR, such as /usr/local"));
}

/**
 * Returns the folder of kernels that the options name.
 *
 * @throws NavetteError `ERR_NAVETTE_NO_ENVIRONMENT` when `--sys-prefix` finds no Python environment
 */
export function kernelsFolder(options: PlaceOptions): string {
  if (options.prefix !== undefined) return prefixKernels(resolve(options.prefix));
  if (!options.sysPrefix) return userKernels();
  const environment = activeEnvironment() ?? (existsSync(pythonFolder) ? pythonFolder : undefined);
  if (environment) return prefixKernels(environment);
  throw new NavetteError(
    "ERR_NAVETTE_NO_ENVIRONMENT",
    "--sys-prefix: no Python environment is active, and this checkout has none of its own. " +
      "Activate one, name it with --prefix DIR, or leave the option out to install for this user.",
  );
}

/**
 * Returns a kernelspec's name as Jupyter takes it: lower case.
 *
 * @throws NavetteError `ERR_NAVETTE_KERNEL_NAME` for a name that Jupyter refuses
 */
export function kernelNameOf(name: string): string {
  if (/^[a-z0-9._-]+$/i.test(name) && !/^\.+$/.test(name)) return name.toLowerCase();
  throw new NavetteError(
    "ERR_NAVETTE_KERNEL_NAME",
    `"${name}" can't be a kernel's name: use ASCII letters, digits, ".", "_" and "-", as in "navette".`,
  );
}
