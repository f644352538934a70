/**
 * The whole program that is compared with GNU factor: reads the numbers of a file, writes their factors to another.
 *
 * node factor-file.mjs INPUT OUTPUT WORKERS [simd|table]
 */
import { enableCompileCache } from "node:module";

enableCompileCache();
const { writeFactors } = await import("../../../lib/factors/write-factors.ts");
const [input = "", output = "", workers, algorithm] = process.argv.slice(2);
await writeFactors(input, output, {
  workers: Number(workers),
  ...((algorithm === "simd" || algorithm === "table") && { algorithm }),
});
