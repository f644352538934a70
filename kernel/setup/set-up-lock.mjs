// Lets one set-up at a time change the checkout. Runs under Node 20.
//
// The lock is a file that holds its owner's process id; the owner touches it every second. A lock whose owner has gone,
// or has not touched it for a minute, is taken over. It appears whole (a hard link) and is taken over by a rename,
// so that two processes never both believe that they own it.
import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { made } from "./checkout.mjs";
import { say } from "./progress.mjs";

const file = path.join(made, "set-up.lock");
const touchMs = 1_000;
const abandonedMs = 60_000;

/**
 * Runs `body` while this process owns the set-up lock; waits for another owner first.
 *
 * @template T
 * @param {AbortSignal} signal
 * @param {() => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withSetUpLock(signal, body) {
  fs.mkdirSync(made, { recursive: true });
  for (let announced = false; !tryLock(); ) {
    const owner = readOwner();
    if (owner !== undefined && abandoned(owner)) takeAway(owner);
    else {
      if (!announced)
        say(`  another set-up of this checkout is running (process ${owner?.pid ?? "?"}): waiting for it`);
      announced = true;
      // The owner may be killed without a word, so nothing but looking again tells that the lock is free.
      await delay(200, undefined, { signal });
    }
  }
  const touch = setInterval(() => fs.utimesSync(file, new Date(), new Date()), touchMs);
  try {
    return await body();
  } finally {
    clearInterval(touch);
    fs.rmSync(file, { force: true });
  }
}

function tryLock() {
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, String(process.pid));
  try {
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/** @typedef {{ pid: number, inode: number, touched: number }} Owner */

/** @returns {Owner | undefined} */
function readOwner() {
  try {
    const pid = Number(fs.readFileSync(file, "utf8"));
    const { ino, mtimeMs } = fs.statSync(file);
    return { pid, inode: ino, touched: mtimeMs };
  } catch {
    return undefined;
  }
}

/** @param {Owner} owner */
function abandoned(owner) {
  if (Date.now() - owner.touched > abandonedMs) return true;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH";
  }
}

/** @param {Owner} owner */
function takeAway(owner) {
  const aside = `${file}.abandoned.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  // Between reading and renaming, a third process may have replaced the lock: then it is given back.
  if (fs.statSync(aside).ino !== owner.inode) {
    try {
      fs.linkSync(aside, file);
    } catch {
      // A fourth took the free place; the third touches a file that is no longer there and fails loudly.
    }
  }
  fs.rmSync(aside, { force: true });
}
