import { chmodSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { NavetteError } from "../../lib/errors/navette-error.ts";

/**
 * Makes sure that a file with secrets is this user's alone.
 *
 * A file that others can read or write is closed to them (0600). Throws `ERR_NAVETTE_NOT_PRIVATE` where the file
 * belongs to somebody else, or lies in a folder in which anybody could replace it: one that others may write to
 * without the sticky bit. Windows has no such bits; nothing is checked there.
 */
export function keepPrivate(file: string): void {
  const user = process.getuid?.();
  if (user === undefined) return;
  const refuse = (what: string) =>
    new NavetteError("ERR_NAVETTE_NOT_PRIVATE", `${what}. Remove it, or start from a folder that is yours alone.`);
  const { uid, mode } = statSync(file);
  if (uid !== user) throw refuse(`${file} belongs to user ${uid}, not to you (${user})`);
  const folder = dirname(file);
  const place = statSync(folder);
  if ((place.mode & 0o002) !== 0 && (place.mode & 0o1000) === 0) {
    throw refuse(`${folder}, which holds ${file}, may be written to by everybody`);
  }
  if (place.uid !== user && place.uid !== 0)
    throw refuse(`${folder}, which holds ${file}, belongs to user ${place.uid}`);
  if ((mode & 0o077) !== 0) chmodSync(file, 0o600);
}
