import { cpus, hostname, totalmem } from "node:os";
import type { Machine } from "../strategies/strategy.ts";
import { availableWorkers } from "./available-workers.ts";

/**
 * Describes the machine that this process runs on; memory in MiB, cores as `availableWorkers` counts them.
 *
 * @example
 * const { cpu, cores, memoryMiB } = machine();
 * console.log(`${cpu}, ${cores} cores, ${memoryMiB} MiB`);
 */
export function machine(): Machine {
  return {
    hostname: hostname(),
    cpu: cpus()[0]?.model.trim() || process.arch,
    cores: availableWorkers(),
    memoryMiB: Math.round(Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem()) / 2 ** 20),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}
