/**
 * Milliseconds that the language service takes, through the Jupyter socket: medians and 95th percentiles of one run,
 * cold and warm, with 1, 50 and 300 earlier cells, which import undici, vega-lite and rxjs; then the same questions to
 * the kernels that a user would pick instead.
 */
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { processTable, residentBytes } from "../../kernel/processes/process-table.ts";
import { KernelClient } from "../client/kernel-client.ts";
import { runPython } from "../client/python.ts";
import { navette, otherKernels, scratch } from "../reliability/kernels.ts";
import { writeKernelspec } from "../reliability/kernelspec.ts";

const rounds = 60;
/** A folder whose packages are this checkout's. */
const folder = fileURLToPath(new URL("../../notebooks/en", import.meta.url));

const typedCell = (n: number) => `interface Reading${n} { at: number; value?: string }
function scale${n}<T extends Reading${n}>(reading: T, factor = 2): T & { readonly name: string } {
  const name = \`\${reading.at}:\${reading.value ?? ""}\`;
  return { ...reading, at: reading.at * factor, name };
}
class Store${n}<K, V> {
  readonly #items = new Map<K, V>();
  get(key: K): V | undefined {
    return this.#items.get(key);
  }
  async load(key: K, make: (key: K) => Promise<V>): Promise<V> {
    const known = this.#items.get(key);
    if (known !== undefined) return known;
    const value: V = await make(key);
    this.#items.set(key, value);
    return value;
  }
}
const store${n} = new Store${n}<string, number>();
let total${n}: number = 0;
for (const [index, word] of (["a", "b"] as const).entries()) {
  total${n} += index + word.length;
}
const loaded${n} = await store${n}.load("x", async (key: string) => key.length);
const wrong${n}: string = loaded${n};`;

interface Times {
  readonly median: number;
  readonly p95: number;
}

async function timed(times: number, call: (round: number) => Promise<unknown>): Promise<Times> {
  const taken: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const start = performance.now();
    await call(round);
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  return { median: taken[times >> 1] ?? Number.NaN, p95: taken[Math.floor(times * 0.95)] ?? Number.NaN };
}

function complete(kernel: KernelClient, code: string) {
  return kernel.request("shell", "complete_request", { code, cursor_pos: code.length });
}

async function isTyped(kernel: KernelClient): Promise<boolean> {
  const { reply } = await complete(kernel, "const probe = { typed: 1 }; probe.ty");
  return Array.isArray(reply?.content.matches) && reply.content.matches.includes("typed");
}

function serverMemory(kernel: KernelClient): number {
  const children = processTable().filter(({ parent }) => parent === kernel.process.pid);
  const sizes = children.map(({ pid }) => residentBytes(pid) ?? 0);
  // Of the kernel's children, the user process is the one that started first.
  return sizes.slice(1).reduce((sum, size) => sum + size, 0) / 2 ** 20;
}

/** Milliseconds from sending a cell to its reply, of one that is wrong and of 25 lines, and to its warning. */
async function warned(kernel: KernelClient, n: number): Promise<{ cell: number; warning: number }> {
  const start = performance.now();
  const cell = kernel.submit(typedCell(n));
  await cell.done();
  const done = performance.now() - start;
  await cell.until((one) => one.text("stderr").includes("TS2322"), "the warning");
  const at = cell.messages.find(({ type, content }) => type === "stream" && content.name === "stderr")?.at;
  return { cell: done, warning: (at ?? Number.NaN) - start };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

const ms = (time: number) => time.toFixed(1);
const both = ({ median: half, p95 }: Times) => `${ms(half)}, ${ms(p95)}`;

const started = performance.now();
const kernel = await KernelClient.start({ cwd: folder, env: { NAVETTE_TYPES: "warn" } });
const plain = await KernelClient.start({ cwd: folder, env: { NAVETTE_TYPES: "off", NAVETTE_TYPESCRIPT: "/none" } });
try {
  const first = await timed(1, () => complete(kernel, "Math.ma"));
  while (!(await isTyped(kernel)));
  console.log(`first completion ${ms(first.median)} ms; types ${ms(performance.now() - started)} ms after the start\n`);
  const imports =
    'import { request } from "undici";\nimport * as vegaLite from "vega-lite";\nimport { interval } from "rxjs";';
  await kernel.run(imports);
  await plain.run(imports);
  for (const code of ["(await request('http://x')).", "vegaLite.", "interval(1)."]) {
    const cold = await timed(1, () => complete(kernel, code));
    console.log(`cold: first completion of \`${code}\` ${ms(cold.median)} ms`);
  }
  console.log();
  console.log(
    "Completion and hover, p50 and p95 in ms: of the same text as before, and of one that changes as at every key\n",
  );
  const columns = [
    ["earlier cells", "member", "member, changed text", "of undici", "of undici, changed text"],
    ["name", "name, changed text", "hover", "server, MiB"],
  ].flat();
  console.log(`| ${columns.join(" | ")} |`);
  console.log(`|${"---|".repeat(columns.length)}`);
  const same: number[] = [];
  const changed: number[] = [];
  let cells = 1;
  for (const wanted of [1, 50, 300]) {
    for (; cells < wanted; cells += 1) {
      await kernel.run(`const step${cells} = { own: ${cells}, before: ${cells > 1 ? `step${cells - 1}.own` : 0} };`);
    }
    await kernel.run("const boats = [{ name: 'Vague', crew: { captain: 'Ada' } }];");
    while (!(await isTyped(kernel)));
    const times: Times[] = [];
    for (const code of ["boats[0].crew.", "(await request('http://x')).sta", "boa"]) {
      await complete(kernel, code);
      times.push(await timed(rounds, () => complete(kernel, code)));
      times.push(await timed(rounds, (round) => complete(kernel, `let n${round} = ${round}; ${code}`)));
    }
    const hover = await timed(rounds, () =>
      kernel.request("shell", "inspect_request", { code: "boats", cursor_pos: 3, detail_level: 0 }),
    );
    same.push(times[0]?.median ?? Number.NaN);
    changed.push(times[1]?.median ?? Number.NaN);
    console.log(`| ${[wanted, ...times.map(both), both(hover), serverMemory(kernel).toFixed(0)].join(" | ")} |`);
  }
  const growth = (medians: readonly number[]) => ((medians[2] ?? 0) / (medians[0] ?? 1)).toFixed(2);
  console.log(`\nmember completion, 300 cells against 1: ${growth(same)}×, of changed text ${growth(changed)}×`);

  const warnings: { cell: number; warning: number }[] = [];
  const without: number[] = [];
  for (let n = 0; n < 30; n += 1) {
    warnings.push(await warned(kernel, n));
    const start = performance.now();
    await plain.run(typedCell(n));
    without.push(performance.now() - start);
  }
  const cell = median(warnings.map((one) => one.cell));
  console.log(`warning of a 25-line cell, after it was sent: ${ms(median(warnings.map((one) => one.warning)))} ms`);
  console.log(
    `the cell itself: ${ms(cell)} ms with the server at work, ${ms(median(without))} ms without (${(cell / median(without)).toFixed(2)}×)`,
  );

  const loop = kernel.submit('console.log("looping"); while (true) {}');
  await loop.until((one) => one.text() !== "", "the loop");
  console.log(
    `completion during a busy loop, p50, p95: ${both(await timed(rounds, () => complete(kernel, "boats[0].")))} ms`,
  );
  await kernel.request("control", "interrupt_request");
  await loop.done();
} finally {
  await kernel.dispose();
  await plain.dispose();
}

/** Nothing where a kernel didn't answer. */
type Value = number | boolean | null;

const { found, absent } = await otherKernels();
const names = [navette, ...found].map(({ name }) => name);
const rows = new Map<string, Map<string, Value>>();
for (const program of [navette, ...found]) {
  const spec = await writeKernelspec(scratch, program);
  for (const [row, value] of Object.entries(await measured(spec))) {
    rows.set(row, (rows.get(row) ?? new Map()).set(program.name, value));
  }
}
for (const why of absent) console.log(`Absent: ${why}`);
console.log(`\nbeside others, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}\n`);
console.log(`| measure | ${names.join(" | ")} |`);
console.log(`|---|${names.map(() => "---|").join("")}`);
for (const [row, values] of rows) {
  console.log(`| ${row} | ${names.map((name) => shown(values.get(name))).join(" | ")} |`);
}

function shown(value: Value | undefined): string {
  if (value === undefined) return "not measured";
  if (value === null) return "none";
  return typeof value === "boolean" ? (value ? "yes" : "no") : value.toFixed(value < 10 ? 2 : 1);
}

/** What a kernel answers in the suite of `kernel_session.py`, by the kernel's kernelspec. */
async function measured(spec: string): Promise<Record<string, Value>> {
  const session = fileURLToPath(new URL("python/kernel_session.py", import.meta.url));
  const { code, stdout, stderr } = await runPython("python", [session, spec, "language", folder], {
    env: {
      JUPYTER_PATH: scratch,
      JUPYTER_DATA_DIR: join(scratch, "data"),
      JUPYTER_RUNTIME_DIR: join(scratch, "runtime"),
    },
  });
  if (code === 0) return JSON.parse(stdout) as Record<string, Value>;
  console.log(`${spec} could not be measured: ${stderr.trim().split("\n").at(-1)}`);
  return {};
}
