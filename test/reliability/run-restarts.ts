import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runPython } from "../client/python.ts";
import { type KernelProgram, navette } from "./kernels.ts";
import { writeKernelspec } from "./kernelspec.ts";

/** Open files, listening sockets and processes of the client and all that it has started. */
export interface Counts {
  readonly files: number;
  readonly sockets: number;
  readonly processes: number;
}

export interface RestartsResult {
  readonly restarts: number;
  /** After how many of them the first cell came out well. */
  readonly answered: number;
  readonly before: Counts;
  readonly after: Counts;
  readonly seconds: number;
  /** What is left in the temporary folder, which is new and the kernel's alone. */
  readonly leftBehind: readonly string[];
}

/** A part of the command of the program that reads the names to import. */
const helper = "importable-list";

const script = fileURLToPath(new URL("python/restarts.py", import.meta.url));

/** Restarts a kernel by jupyter_client, as Jupyter's server does, by request and by force in turn. */
export async function runRestarts(restarts: number, kernel: KernelProgram = navette): Promise<RestartsResult> {
  const folder = await mkdtemp(join(tmpdir(), "navette-restarts-"));
  try {
    const name = await writeKernelspec(folder, kernel);
    const temporary = await mkdtemp(join(folder, "tmp-"));
    const { code, stdout, stderr } = await runPython(
      "python",
      [script, name, String(restarts), ...(kernel === navette ? [helper] : [])],
      {
        cwd: folder,
        env: {
          JUPYTER_PATH: folder,
          JUPYTER_DATA_DIR: join(folder, "data"),
          JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
          TMPDIR: temporary,
        },
      },
    );
    if (code !== 0) throw new Error(`${kernel.name}: ${stderr.trim().split("\n").at(-1)}`);
    return { ...JSON.parse(stdout), leftBehind: await readdir(temporary) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
