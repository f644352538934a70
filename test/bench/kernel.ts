/**
 * Navette's kernel beside those that a user would pick, in one run: each round takes every kernel in turn, so that what
 * else the machine does falls on all of them. Prints medians, and the ratio of Navette to the best of the others.
 *
 * The others are installed on the first run, in a folder below `.navette/`; one that can't be had is named.
 */
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runPython } from "../client/python.ts";
import { navette, otherKernels, scratch } from "../reliability/kernels.ts";
import { writeKernelspec } from "../reliability/kernelspec.ts";
import { median } from "./tables/median.ts";

const rounds = Number(process.env.ROUNDS ?? 3);
const suites = ["cells", "busy", "output", "death"];

type Value = number | boolean | null;

const { found, absent } = await otherKernels();
const programs = [navette, ...found];
const kernels = programs.map(({ name }) => name);
for (const program of programs) await writeKernelspec(scratch, program);
for (const why of absent) console.log(`Absent: ${why}`);
const seen = new Map<string, Map<string, Value[]>>();
for (let round = 0; round < rounds; round += 1) {
  for (const suite of suites) {
    for (const name of kernels) {
      process.stderr.write(`round ${round + 1} of ${rounds}: ${suite}, ${name}\n`);
      const { code, stdout, stderr } = await runPython(
        "python",
        [script("kernel_session.py"), `bench-${name.toLowerCase()}`, suite],
        {
          env: {
            JUPYTER_PATH: scratch,
            JUPYTER_DATA_DIR: join(scratch, "data"),
            JUPYTER_RUNTIME_DIR: join(scratch, "runtime"),
          },
        },
      );
      if (code !== 0) {
        process.stderr.write(`${name} could not be measured: ${stderr.trim().split("\n").at(-1)}\n`);
        continue;
      }
      for (const [row, value] of Object.entries(JSON.parse(stdout) as Record<string, Value>)) {
        const values = seen.get(row) ?? new Map<string, Value[]>();
        seen.set(row, values);
        values.set(name, [...(values.get(name) ?? []), value]);
      }
    }
  }
}

console.log(
  `${rounds} rounds, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}, ${found.map(({ name, version }) => `${name} ${version}`).join(", ")}\n`,
);
console.log(`| measure | ${kernels.join(" | ")} | Navette ÷ best other |`);
console.log(`|---|${kernels.map(() => "---|").join("")}---|`);
for (const [row, values] of seen) {
  const shown = kernels.map((name) => text(values.get(name)));
  const [mine, ...others] = kernels.map((name) => middleOf(values.get(name)));
  const best = Math.min(...others.filter((value) => value !== undefined));
  const ratio = mine !== undefined && Number.isFinite(best) && best > 0 ? (mine / best).toFixed(2) : "";
  console.log(`| ${row} | ${shown.join(" | ")} | ${ratio} |`);
}

function script(name: string): string {
  return fileURLToPath(new URL(`python/${name}`, import.meta.url));
}

function middleOf(values: readonly Value[] | undefined): number | undefined {
  const numbers = (values ?? []).filter((value) => typeof value === "number");
  return numbers.length === 0 ? undefined : median(numbers).median;
}

/** Median and range; "none" for what never came. */
function text(values: readonly Value[] | undefined): string {
  if (!values) return "not measured";
  if (values.every((value) => typeof value === "boolean")) return values.every(Boolean) ? "yes" : "no";
  const middle = middleOf(values);
  if (middle === undefined) return "none";
  const numbers = values.filter((value) => typeof value === "number");
  const none = values.length - numbers.length;
  const range = numbers.length > 1 ? ` (${short(Math.min(...numbers))}–${short(Math.max(...numbers))})` : "";
  return `${short(middle)}${range}${none > 0 ? `, none ${none}×` : ""}`;
}

function short(value: number): string {
  return Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
