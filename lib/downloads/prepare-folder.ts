import { constants } from "node:fs";
import { access, mkdir, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";

/**
 * Makes the folder where it doesn't exist and returns its absolute path, known to be writable.
 *
 * @throws NavetteError `ERR_NAVETTE_FOLDER`, with the system's error as the cause.
 */
export async function prepareFolder(folder: string | URL): Promise<string> {
  if (!(folder instanceof URL) && (typeof folder !== "string" || folder === "")) {
    throw new NavetteError("ERR_NAVETTE_FOLDER", `folder is ${inspect(folder)}: give the path of a folder`);
  }
  const path = folder instanceof URL ? fileURLToPath(folder) : resolve(folder);
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = (await isFile(path)) ? "it is a file" : cause instanceof Error ? cause.message : String(cause);
    const message = `can't save to the folder ${path} (${reason}): choose another one, or make it writable`;
    throw new NavetteError("ERR_NAVETTE_FOLDER", message, { cause });
  }
  return path;
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true;
}
