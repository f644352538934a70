// Installs Debian packages where that is possible without asking: as root, on Debian. Runs under Node 20.
import fs from "node:fs";
import { step } from "./progress.mjs";
import { runProgram } from "./run-program.mjs";

/** Tells whether this process may install Debian packages. */
export function canInstallDebianPackages() {
  return process.getuid?.() === 0 && fs.existsSync("/etc/debian_version") && fs.existsSync("/usr/bin/apt-get");
}

/**
 * Installs Debian packages with what they depend on, and no more.
 *
 * @param {string[]} packages
 * @param {AbortSignal} signal
 */
export async function installDebianPackages(packages, signal) {
  const nextStep = `run "apt-get update" and "apt-get install ${packages.join(" ")}", then the same command again`;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Another apt may be at work, as on a machine's first boot: wait for it rather than fail.
  const wait = ["-o", "DPkg::Lock::Timeout=300"];
  await step(`Debian packages ${packages.join(", ")}`, async (report) => {
    const options = { log: "apt", failure: "Debian's packages could not be installed", nextStep, env, signal };
    await runProgram("apt-get", [...wait, "update"], { ...options, onLine: report });
    await runProgram("apt-get", [...wait, "install", "--yes", "--no-install-recommends", ...packages], {
      ...options,
      onLine: report,
    });
  });
}
