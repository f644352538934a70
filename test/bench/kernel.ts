/**
 * Navette's kernel beside those that a user would pick, in one run: each round takes every kernel in turn, so that what
 * else the machine does falls on all of them. Prints medians, and the ratio of Navette to the best of the others.
 *
 * Owner of a scratch folder below `.navette/` that holds the kernelspecs, and Deno where the machine has none.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pythonProgram, runPython } from "../client/python.ts";

const run = promisify(execFile);
const checkout = fileURLToPath(new URL("../../", import.meta.url));
const scratch = join(checkout, ".navette", "bench-kernel");
const rounds = Number(process.env.ROUNDS ?? 3);
const suites = ["cells", "busy", "output"];

type Value = number | boolean | null;

const kernels = await specs();
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
  `${rounds} rounds, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}\n`,
);
console.log(`| measure | ${kernels.join(" | ")} | Navette ÷ best other |`);
console.log(`|---|${kernels.map(() => "---|").join("")}---|`);
for (const [row, values] of seen) {
  const shown = kernels.map((name) => text(values.get(name)));
  const [mine, ...others] = kernels.map((name) => median(values.get(name)));
  const best = Math.min(...others.filter((value) => value !== undefined));
  const ratio = mine !== undefined && Number.isFinite(best) && best > 0 ? (mine / best).toFixed(2) : "";
  console.log(`| ${row} | ${shown.join(" | ")} | ${ratio} |`);
}

function script(name: string): string {
  return fileURLToPath(new URL(`python/${name}`, import.meta.url));
}

function median(values: readonly Value[] | undefined): number | undefined {
  const numbers = (values ?? []).filter((value) => typeof value === "number").sort((a, b) => a - b);
  return numbers.length === 0 ? undefined : numbers[Math.floor(numbers.length / 2)];
}

/** Median and range; "none" for what never came. */
function text(values: readonly Value[] | undefined): string {
  if (!values) return "not measured";
  if (values.every((value) => typeof value === "boolean")) return values.every(Boolean) ? "yes" : "no";
  const middle = median(values);
  if (middle === undefined) return "none";
  const numbers = values.filter((value) => typeof value === "number");
  const none = values.length - numbers.length;
  const range = numbers.length > 1 ? ` (${short(Math.min(...numbers))}–${short(Math.max(...numbers))})` : "";
  return `${short(middle)}${range}${none > 0 ? `, none ${none}×` : ""}`;
}

function short(value: number): string {
  return Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

/** Writes a kernelspec for each kernel that can be had, and names those that can't. */
async function specs(): Promise<string[]> {
  const argv: Record<string, string[]> = {
    Navette: [process.execPath, "--max-semi-space-size=2", join(checkout, "kernel/main.mjs"), "{connection_file}"],
    ipykernel: [pythonProgram("python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    tslab: [
      process.execPath,
      join(checkout, "node_modules/tslab/bin/tslab"),
      "kernel",
      "--config-path",
      "{connection_file}",
    ],
  };
  const deno = await findDeno();
  if (deno) argv.deno = [deno, "jupyter", "--kernel", "--conn", "{connection_file}"];
  else console.log("deno is absent: neither on the PATH nor to be had from npm.\n");
  for (const [name, command] of Object.entries(argv)) {
    const folder = join(scratch, "kernels", `bench-${name.toLowerCase()}`);
    await mkdir(folder, { recursive: true });
    const spec = {
      argv: command,
      display_name: name,
      language: name === "ipykernel" ? "python" : "typescript",
      interrupt_mode: name === "Navette" ? "message" : "signal",
    };
    await writeFile(join(folder, "kernel.json"), JSON.stringify(spec));
  }
  return Object.keys(argv);
}

async function findDeno(): Promise<string | undefined> {
  const found = await run("which", ["deno"]).catch(() => undefined);
  if (found) return found.stdout.trim();
  const own = join(scratch, "node_modules", ".bin", "deno");
  if (!existsSync(own)) {
    await mkdir(scratch, { recursive: true });
    await writeFile(join(scratch, "package.json"), "{}");
    await run("npm", ["install", "--no-save", "deno@2"], { cwd: scratch }).catch(() => undefined);
    await run(own, ["--version"]).catch(() => undefined);
  }
  return existsSync(own) ? own : undefined;
}
