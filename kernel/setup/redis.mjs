// Installs the Redis server that distributed runs start for themselves, where that is possible. Runs under Node 20.
import fs from "node:fs";
import path from "node:path";
import { made } from "./checkout.mjs";
import { canInstallDebianPackages, installDebianPackages } from "./debian.mjs";
import { Failure } from "./failure.mjs";
import { say } from "./progress.mjs";

/** There once an attempt has failed: the course is read without Redis, and nobody waits for a second attempt. */
const refused = path.join(made, "no-redis");

/**
 * Makes sure, as root on Debian, that there is a Redis or Valkey server; elsewhere, chapter 16 says how to get one.
 *
 * @param {AbortSignal} signal
 */
export async function ensureRedis(signal) {
  if (process.env.REDIS_URL || isInstalled() || fs.existsSync(refused) || !canInstallDebianPackages()) return;
  try {
    await installDebianPackages(["redis-server"], signal);
  } catch (error) {
    if (!(error instanceof Failure) || signal.aborted) throw error;
    fs.writeFileSync(refused, `${error.message}\n`);
    say("  Redis was not installed: distributed runs (chapter 16) need it, the rest of the course doesn't.");
  }
}

function isInstalled() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const names = ["redis-server", "valkey-server"];
  return folders.some((folder) => names.some((name) => fs.existsSync(path.join(folder, name))));
}
