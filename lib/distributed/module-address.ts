import { relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { NavetteError } from "../errors/navette-error.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
const scheme = "navette:";

/** Names a module so that a worker whose checkout lies elsewhere finds its own: `navette:lib/factors/….ts`. */
export function moduleAddress(href: string): string {
  if (!href.startsWith("file:")) return href;
  const path = fileURLToPath(href);
  return isWithin(checkout, path) ? scheme + relative(checkout, path).split(sep).join("/") : href;
}

/**
 * Finds a module that a client has named.
 *
 * Whoever can write to the queue chooses what a worker runs: by default only what the worker's own checkout holds, and
 * in `folder` what its owner has put there.
 *
 * @throws NavetteError `ERR_NAVETTE_MODULE` for any other.
 */
export function findModule(address: string, folder: string | undefined): string {
  const path = address.startsWith(scheme)
    ? resolve(checkout, address.slice(scheme.length))
    : address.startsWith("file:")
      ? fileURLToPath(address)
      : undefined;
  const allowed = [checkout, ...(folder === undefined ? [] : [resolve(folder)])];
  if (path !== undefined && allowed.some((place) => isWithin(place, path))) return pathToFileURL(path).href;
  throw new NavetteError(
    "ERR_NAVETTE_MODULE",
    `this worker doesn't run ${address}: start it with the folder of that module, --modules DIR`,
  );
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith("..") && !way.startsWith(sep) && way !== "" && resolve(folder, way) === path;
}
