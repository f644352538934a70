/**
 * The kernels that a user would pick, as they are had today: Navette from this checkout, the others from their package
 * registries.
 *
 * Owner of a scratch folder below `.navette/`, into which they are installed once.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pythonProgram } from "../client/python.ts";

const run = promisify(execFile);
const checkout = fileURLToPath(new URL("../../", import.meta.url));

/** Where the others are installed. */
export const scratch = join(checkout, ".navette", "other-kernels");

export interface KernelProgram {
  readonly name: "Navette" | "deno" | "ipykernel" | "tslab";
  readonly version: string;
  /** `{connection_file}` stands for the path. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly language: "typescript" | "python";
  /** How Jupyter interrupts it, as its own kernelspec says. */
  readonly interrupt: "message" | "signal";
}

const manifest = { private: true, dependencies: { deno: "2.9.6", tslab: "1.0.22" } };
const pythonPackage = "ipykernel==7.4.0";

/** This checkout's kernel, started as its kernelspec says. */
export const navette: KernelProgram = {
  name: "Navette",
  version: "",
  argv: [process.execPath, "--max-semi-space-size=2", join(checkout, "kernel/main.mjs"), "{connection_file}"],
  env: {},
  language: "typescript",
  interrupt: "message",
};

/** Installs what is missing; `absent` names each that can't be had, and why. */
export async function otherKernels(): Promise<{ found: KernelProgram[]; absent: string[] }> {
  await mkdir(scratch, { recursive: true });
  const found: KernelProgram[] = [];
  const absent: string[] = [];
  for (const find of [findDeno, findTslab, findIpykernel]) {
    try {
      found.push(await find());
    } catch (error) {
      absent.push(
        `${find.name.slice(4).toLowerCase()}: ${error instanceof Error ? error.message.split("\n", 1)[0] : error}`,
      );
    }
  }
  return { found, absent };
}

let installing: Promise<unknown> | undefined;

function installFromNpm(): Promise<unknown> {
  installing ??= (async () => {
    if (existsSync(join(scratch, "node_modules", "tslab"))) return;
    await writeFile(join(scratch, "package.json"), JSON.stringify(manifest));
    await run("npm", ["install", "--no-audit", "--no-fund"], { cwd: scratch });
  })();
  return installing;
}

async function findDeno(): Promise<KernelProgram> {
  await installFromNpm();
  // The program itself: the package's own command would start Node first.
  const platforms = join(scratch, "node_modules", "@deno");
  const [platform] = await readdir(platforms);
  const program = join(platforms, platform ?? "", process.platform === "win32" ? "deno.exe" : "deno");
  const { stdout } = await run(program, ["--version"]);
  return {
    name: "deno",
    version: /deno (\S+)/.exec(stdout)?.[1] ?? "",
    argv: [program, "jupyter", "--kernel", "--conn", "{connection_file}"],
    env: { DENO_DIR: join(scratch, "deno"), DENO_NO_UPDATE_CHECK: "1" },
    language: "typescript",
    interrupt: "signal",
  };
}

async function findTslab(): Promise<KernelProgram> {
  await installFromNpm();
  return {
    name: "tslab",
    version: manifest.dependencies.tslab,
    argv: [
      process.execPath,
      join(scratch, "node_modules/tslab/bin/tslab"),
      "kernel",
      "--config-path",
      "{connection_file}",
    ],
    env: {},
    language: "typescript",
    interrupt: "signal",
  };
}

async function findIpykernel(): Promise<KernelProgram> {
  const folder = join(scratch, "python");
  if (!existsSync(join(folder, "ipykernel"))) {
    await run(pythonProgram("python"), ["-m", "pip", "install", "--quiet", "--target", folder, pythonPackage]);
  }
  return {
    name: "ipykernel",
    version: pythonPackage.split("==")[1] ?? "",
    argv: [pythonProgram("python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    env: { PYTHONPATH: folder },
    language: "python",
    interrupt: "signal",
  };
}
