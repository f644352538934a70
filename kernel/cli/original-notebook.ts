import { execFile } from "node:child_process";
import { join, sep } from "node:path";
import { checkout, notebooks } from "../setup/checkout.mjs";
import { keptOriginal } from "../setup/originals.mjs";

/**
 * Returns a notebook of the course as it came: from the checkout's last commit, or, in a checkout without git, the copy
 * that the first set-up has kept; nothing where there is neither.
 *
 * @param notebook its path inside `notebooks/`
 */
export async function originalNotebook(notebook: string): Promise<Buffer | undefined> {
  return (await committed(notebook)) ?? keptOriginal(notebook);
}

function committed(notebook: string): Promise<Buffer | undefined> {
  const path = join(notebooks, notebook)
    .slice(checkout.length + 1)
    .split(sep)
    .join("/");
  // "./" makes the path relative to the folder: another repository around the checkout doesn't know it.
  const args = ["show", `HEAD:./${path}`];
  return new Promise((resolve) => {
    execFile("git", args, { cwd: checkout, encoding: "buffer", maxBuffer: 2 ** 26 }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
  });
}
