import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { KernelProgram } from "./kernels.ts";

/** Writes the kernelspec of a kernel into a folder that Jupyter then finds by `JUPYTER_PATH`; returns its name. */
export async function writeKernelspec(folder: string, kernel: KernelProgram): Promise<string> {
  const name = `bench-${kernel.name.toLowerCase()}`;
  const place = join(folder, "kernels", name);
  await mkdir(place, { recursive: true });
  const { argv, env, language, interrupt: interrupt_mode } = kernel;
  const spec = { argv, env, language, interrupt_mode, display_name: kernel.name };
  await writeFile(join(place, "kernel.json"), JSON.stringify(spec));
  return name;
}
