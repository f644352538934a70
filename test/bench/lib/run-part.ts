import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Reported, reportVariable } from "../tables/report.ts";
import type { Part } from "./parts.ts";

/** What came of a part: all that it told before its end, even when it failed. */
export interface PartRun {
  readonly reported: readonly Reported[];
  readonly failed: boolean;
}

/** Runs a part in a process of its own, so that none measures what another has warmed up or left behind. */
export async function runPart({ name, environment }: Part, file: string): Promise<PartRun> {
  rmSync(file, { force: true });
  const env = { ...process.env, ...environment, [reportVariable]: file };
  const program = fileURLToPath(new URL(`../${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program], { stdio: "inherit", env });
  const [code] = await once(child, "exit");
  return { reported: linesOf(file), failed: code !== 0 };
}

function linesOf(file: string): Reported[] {
  try {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    return lines.map((line): Reported => JSON.parse(line));
  } catch {
    return [];
  }
}
