import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { briefly } from "../errors/briefly.ts";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { endChild } from "../system/end-child.ts";
import { type GpuTask, gpuTasks } from "./kernels.ts";

/** A GPU, or a processor that acts as one, in a process of its own; disposing of it ends the process. */
export interface Gpu extends AsyncDisposable {
  /** The adapter's name, as the driver tells it. */
  readonly name: string;
  /** Whether the adapter is a program on the processor. */
  readonly isSoftware: boolean;
  /** Id of the process that holds it. */
  readonly pid: number;
  /**
   * Computes the task for every number of the input; `ms` from the input in the process to the output in it, `started` when
   * that began, on the clock of `now`.
   *
   * @throws NavetteError `ERR_NAVETTE_GPU_TASK` or `ERR_NAVETTE_GPU_INPUT` for a wrong argument, `ERR_NAVETTE_GPU` when the GPU
   * can't, or when its process ends; the signal's reason.
   */
  run(
    task: GpuTask,
    input: Uint32Array,
  ): Promise<{ readonly output: Uint32Array; readonly started: number; readonly ms: number }>;
}

/** Where there is no adapter, and why. */
export interface NoGpu {
  /** What the driver, or the missing one, said. */
  readonly reason: string;
}

/** Where Chromium keeps SwiftShader, an adapter that is a program, and the Vulkan loader beside it. */
const softwareDrivers = [
  "/usr/lib/chromium/vk_swiftshader_icd.json",
  "/usr/lib/chromium-browser/vk_swiftshader_icd.json",
  "/usr/lib64/chromium-browser/vk_swiftshader_icd.json",
  "/opt/google/chrome/vk_swiftshader_icd.json",
];

/**
 * Opens the machine's GPU by WebGPU; where there is none, and Chromium is installed on Linux, its software adapter, which
 * says that it is one. A GPU that can't be opened is no error: the `reason` says why.
 *
 * Owner of the process that holds the GPU: what is returned. Source: W3C, "WebGPU".
 *
 * @throws the reason of the signal when it is aborted.
 * @example
 * const gpu = await openGpu();
 * if ("reason" in gpu) console.log(gpu.reason);
 * else await gpu[Symbol.asyncDispose]();
 */
export async function openGpu(options: { readonly signal?: AbortSignal } = {}): Promise<Gpu | NoGpu> {
  checkOptions(options);
  const { signal } = options;
  const first = await open(process.env, signal);
  if (!("reason" in first) || process.platform !== "linux" || process.env.VK_ICD_FILENAMES) return first;
  const driver = softwareDrivers.find((path) => existsSync(path));
  if (driver === undefined) return first;
  const folders = [dirname(driver), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  const second = await open({ ...process.env, VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: folders }, signal);
  return "reason" in second ? first : second;
}

async function open(env: NodeJS.ProcessEnv, signal: AbortSignal | undefined): Promise<Gpu | NoGpu> {
  signal?.throwIfAborted();
  const program = fileURLToPath(new URL("./gpu-program.ts", import.meta.url));
  const child = fork(program, [], {
    env,
    serialization: "advanced",
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const end = () => endChild(child);
  try {
    const told = await ask(child, { kind: "open" }, signal);
    if (told.kind === "adapter" && typeof told.name === "string") {
      const { name } = told;
      return { name, isSoftware: told.isSoftware === true, pid: child.pid ?? 0, run, [Symbol.asyncDispose]: end };
    }
    await end();
    return { reason: String(told.reason) };
  } catch (error) {
    await end();
    signal?.throwIfAborted();
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  async function run(task: GpuTask, input: Uint32Array) {
    oneOf("task", task, gpuTasks, "ERR_NAVETTE_GPU_TASK");
    if (isRevoked(input) || !(input instanceof Uint32Array)) {
      const message = `input is ${briefly(input)}: give a Uint32Array`;
      throw new NavetteError("ERR_NAVETTE_GPU_INPUT", message);
    }
    const told = await ask(child, { kind: "run", task, input }, signal);
    const { output, started, ms } = told;
    if (output instanceof Uint32Array && typeof started === "number" && typeof ms === "number") {
      return { output, started, ms };
    }
    throw new NavetteError("ERR_NAVETTE_GPU", `the GPU could not compute ${task}: ${String(told.reason)}`);
  }
}

/** Sends a message and waits for the answer, or for the end of the process. */
async function ask(
  child: ChildProcess,
  message: { readonly kind: string; readonly task?: GpuTask; readonly input?: Uint32Array },
  signal: AbortSignal | undefined,
): Promise<Record<string, unknown>> {
  const { promise, resolve, reject } = Promise.withResolvers<Record<string, unknown>>();
  const ended = () =>
    reject(new NavetteError("ERR_NAVETTE_GPU", "the process of the GPU has ended: its driver may have crashed"));
  const aborted = () => reject(signal?.reason);
  child.once("message", resolve).once("exit", ended).once("error", reject);
  signal?.addEventListener("abort", aborted, { once: true });
  try {
    if (!child.connected) ended();
    else child.send(message, (error) => error && reject(error));
    return await promise;
  } finally {
    child.off("message", resolve).off("exit", ended).off("error", reject);
    signal?.removeEventListener("abort", aborted);
  }
}
