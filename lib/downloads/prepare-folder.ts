import { constants } from "node:fs";
import { access, mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { isUrl } from "../errors/is-url.ts";
import { NavetteError } from "../errors/navette-error.ts";

/**
 * Makes the folder where it doesn't exist and returns its absolute path, known to be writable.
 *
 * @throws NavetteError `ERR_NAVETTE_FOLDER`, with the system's error as the cause.
 */
export async function prepareFolder(folder: string | URL): Promise<string> {
  if (isUrl(folder) ? folder.protocol !== "file:" : typeof folder !== "string" || folder === "") {
    throw new NavetteError("ERR_NAVETTE_FOLDER", `folder is ${inspect(folder)}: give the path of a folder`);
  }
  const path = isUrl(folder) ? fileURLToPath(folder) : resolve(folder);
  try {
    await makeFolder(path);
    await access(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = (await isFile(path)) ? "it is a file" : cause instanceof Error ? cause.message : String(cause);
    const message = `can't save to the folder ${path} (${reason}): choose another one, or make it writable`;
    throw new NavetteError("ERR_NAVETTE_FOLDER", message, { cause });
  }
  return path;
}

/** Node's own `recursive` never returns where a folder's parent exists but refuses children, as `/proc` does. */
async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (!(await isFolder(dirname(path)))) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error: unknown) => {
    if (!(await isFolder(path))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true;
}
