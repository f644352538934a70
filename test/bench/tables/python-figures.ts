import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const python = process.env.NAVETTE_PYTHON ?? "python3";

/** Runs one of the peers' programs (`test/bench/python`) with these arguments; returns the figures that it prints. */
export async function pythonFigures<Name extends string>(
  program: string,
  ...given: readonly (string | number)[]
): Promise<Record<Name, number>> {
  const path = fileURLToPath(new URL(`../python/${program}`, import.meta.url));
  const { stdout } = await promisify(execFile)(python, [path, ...given.map(String)]);
  return JSON.parse(stdout);
}
