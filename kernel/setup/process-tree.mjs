// Lists what a process has started, and what that has started in turn. Runs under Node 20.
import { execFileSync } from "node:child_process";
import fs from "node:fs";

/**
 * Returns the process ids of all descendants of `pid`; none on Windows.
 *
 * @param {number} pid
 * @returns {number[]}
 */
export function descendants(pid) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const [child, parent] of processes()) children.set(parent, [...(children.get(parent) ?? []), child]);
  const found = [...(children.get(pid) ?? [])];
  // The list grows while it is walked: each process found brings its own children.
  for (const descendant of found) found.push(...(children.get(descendant) ?? []));
  return found;
}

/** @returns {[pid: number, parent: number][]} */
function processes() {
  if (process.platform === "win32") return [];
  if (process.platform !== "linux") {
    const lines = execFileSync("ps", ["-Ao", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    return lines.map((line) => {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      return [pid ?? 0, parent ?? 0];
    });
  }
  const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const parent = parentOf(pid);
    return parent === undefined ? [] : [/** @type {[number, number]} */ ([Number(pid), parent])];
  });
}

/**
 * Returns the parent of a process, on Linux.
 *
 * @param {number | string} pid
 * @returns {number | undefined} nothing when the process has just ended
 */
export function parentOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may hold anything; the fields after it are numbers.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

/**
 * Kills those of the processes that still live.
 *
 * @param {number[]} pids
 */
export function killSurvivors(pids) {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has gone, which is what is wanted.
    }
  }
}
