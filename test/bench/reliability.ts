/**
 * What becomes of a kernel when cells and clients go wrong: Navette beside those that a user would pick, in one run.
 * Prints a table; each entry is what was seen in this run.
 *
 * `CASES`, `RESTARTS` and `STEPS` in the environment set the sizes, `ROWS` the rows, by a regular expression.
 */
import { availableParallelism } from "node:os";
import { KernelClient } from "../client/kernel-client.ts";
import { runFuzz } from "../reliability/fuzz/run-fuzz.ts";
import { type KernelProgram, navette, otherKernels } from "../reliability/kernels.ts";
import { runRestarts } from "../reliability/run-restarts.ts";
import { runSteps } from "../reliability/run-steps.ts";

const cases = Number(process.env.CASES ?? 10_000);
const restarts = Number(process.env.RESTARTS ?? 20);
const steps = Number(process.env.STEPS ?? 500);
/** The rows to measure, by a regular expression. */
const wanted = new RegExp(process.env.ROWS ?? "");

/** Milliseconds after which something counts as never. */
const patience = 5000;

const codes = {
  typescript: {
    keep: "var kept = 41",
    read: "kept + 1",
    loop: "for (;;) {}",
    await: "await new Promise(() => setInterval(() => console.log('tick'), 20))",
    lines: 'for (let i = 0; i < 100000; i++) console.log("line " + String(i).padStart(6, "0"))',
    late: "setTimeout(() => console.log('la' + 'te'), 500)",
    exit: "process.exit(1)",
    hog: "const hog = []; for (;;) hog.push(new Array(20000).fill(1.5))",
  },
  python: {
    keep: "kept = 41",
    read: "kept + 1",
    loop: "while True: pass",
    await: "import asyncio\nawait asyncio.Event().wait()",
    lines: 'for i in range(100000): print(f"line {i:06d}")',
    late: "import threading\nthreading.Timer(0.5, lambda: print('la' + 'te')).start()",
    exit: "import os\nos._exit(1)",
    hog: undefined,
  },
} as const;

type Trial = (kernel: KernelClient, program: KernelProgram) => Promise<string>;

const faults: Record<string, Trial> = {
  "a loop, interrupted": async (kernel, program) => interruptedState(kernel, program, "loop"),
  "an endless `await`, interrupted": async (kernel, program) => interruptedState(kernel, program, "await"),
  "control channel during a loop": async (kernel, program) => {
    const cell = kernel.submit(codes[program.language].loop);
    await cell.until(({ messages }) => messages.length > 0, "its beginning", patience);
    await pause(300);
    const asked = kernel.send("control", "kernel_info_request", {});
    return (await happens(() => asked.reply !== undefined, kernel)) ? "answers" : "silent";
  },
  "100,000 printed lines": async (kernel, { language }) => {
    const cell = kernel.submit(codes[language].lines);
    const ended = await happens(() => cell.isDone, kernel, 30_000);
    // Some kernels go on publishing for a long time after they have said that they are idle.
    for (let seen = -1; seen !== cell.messages.length; await pause(3000)) seen = cell.messages.length;
    const lines = new Set(cell.text().match(/line \d{6}/g) ?? []).size;
    const lost = lines === 100_000 ? "none lost" : `${((1 - lines / 100_000) * 100).toFixed(1)} % lost`;
    return ended ? lost : `${lost}, the cell never ends`;
  },
  "a timer's late line": async (kernel, { language }) => {
    const cell = kernel.submit(codes[language].late);
    await happens(() => cell.isDone, kernel);
    const later = kernel.submit("1 + 1");
    if (await happens(() => cell.text().includes("late"), kernel)) return "under its cell";
    if (later.text().includes("late")) return "under another cell";
    const others = JSON.stringify(kernel.others.map(({ content }) => content));
    return others.includes("late") ? "under no cell" : "lost";
  },
  "`exit` in a cell": async (kernel, { language }) => outlives(kernel, codes[language].exit),
  "JavaScript's heap is full": async (kernel, { language }) => {
    const { hog } = codes[language];
    return hog === undefined ? "–" : outlives(kernel, hog, 60_000);
  },
};

/** Limits V8's heap in each kernel's own way, so that it is full before the machine's memory is. */
const smallHeap = {
  NAVETTE_MEMORY: "512",
  NODE_OPTIONS: "--max-old-space-size=512",
  DENO_V8_FLAGS: "--max-old-space-size=512",
};

const { found, absent } = await otherKernels();
const programs = [navette, ...found];
for (const why of absent) console.log(`Absent: ${why}`);
const versions = found.map(({ name, version }) => `${name} ${version}`).join(", ");
console.log(`${availableParallelism()} cores, Node ${process.version}, ${versions}\n`);
console.log(`| | ${programs.map(({ name }) => name).join(" | ")} |`);
console.log(`|---|${programs.map(() => "---|").join("")}`);

for (const [name, trial] of Object.entries(faults)) await row(name, (program) => withKernel(program, trial));
await row(`${cases.toLocaleString("en")} changed requests of real clients`, async (program) => {
  const { failedAt, why } = await runFuzz({ cases, seed: 1, kernel: program });
  return failedAt === undefined ? "goes on" : `${why} after ${failedAt.toLocaleString("en")}`;
});
await row(`${restarts} restarts: files, sockets, processes`, async (program) => {
  const { answered, before, after, leftBehind } = await runRestarts(restarts, program);
  const grown = (["files", "sockets", "processes"] as const).filter((what) => after[what] > before[what]);
  const more = grown.map((what) => `${after[what] - before[what]} more ${what}`);
  if (leftBehind.length > 0) more.push(`${leftBehind.length} temporary files`);
  if (answered < restarts) more.push(`${restarts - answered} without an answer`);
  return more.length === 0 ? "as before" : more.join(", ");
});
await row(`soak of ${steps} steps, interrupts among them`, async (program) => {
  const { wrong, diedAt, memoryMiB } = await runSteps({ steps, seed: 1, kernel: program });
  if (diedAt !== undefined) return `dies at step ${diedAt}`;
  const memory = `${memoryMiB[0].toFixed(0)} → ${memoryMiB[1].toFixed(0)} MiB`;
  return wrong === 0 ? `all well, ${memory}` : `${wrong} steps go wrong, ${memory}`;
});

async function row(name: string, measure: (program: KernelProgram) => Promise<string>): Promise<void> {
  if (!wanted.test(name)) return;
  const entries: string[] = [];
  for (const program of programs) {
    process.stderr.write(`${name}: ${program.name}\n`);
    entries.push(await measure(program).catch((error) => `not measured (${String(error).split("\n", 1)[0]})`));
  }
  console.log(`| ${name} | ${entries.join(" | ")} |`);
}

async function withKernel(program: KernelProgram, trial: Trial): Promise<string> {
  const kernel = await KernelClient.start({ argv: program.argv, env: { ...program.env, ...smallHeap } });
  try {
    return await trial(kernel, program);
  } finally {
    kernel.process.kill("SIGKILL");
    await kernel.dispose();
  }
}

async function interruptedState(kernel: KernelClient, program: KernelProgram, what: "loop" | "await"): Promise<string> {
  const code = codes[program.language];
  await kernel.run(code.keep);
  const cell = kernel.submit(code[what]);
  await happens(() => cell.messages.length > 0, kernel);
  await pause(300);
  if (program.interrupt === "message") kernel.send("control", "interrupt_request", {});
  else kernel.process.kill("SIGINT");
  const ended = await happens(() => cell.isDone || kernel.hasEnded, kernel);
  if (kernel.hasEnded) return "the kernel dies";
  if (!ended) return "never ends";
  await pause(300);
  const before = cell.messages.length;
  await pause(300);
  if (cell.messages.length > before) return "ends, what it started goes on";
  return (await reads42(kernel, code.read)) ? "ends, variables kept" : "ends, variables gone";
}

/** Whether the kernel answers after a cell that ends the process. */
async function outlives(kernel: KernelClient, code: string, limit = patience): Promise<string> {
  const cell = kernel.submit(code);
  await happens(() => cell.isDone || kernel.hasEnded, kernel, limit);
  await pause(300);
  if (kernel.hasEnded) return "the kernel dies";
  if (!(await reads42(kernel, "6 * 7"))) return "silent";
  return cell.error ? "the kernel lives on, the cell says why" : "the kernel lives on";
}

async function reads42(kernel: KernelClient, code: string): Promise<boolean> {
  const cell = kernel.submit(code);
  return happens(
    () => cell.messages.some(({ type, content }) => type !== "execute_input" && JSON.stringify(content).includes("42")),
    kernel,
  );
}

/** Whether it happens before patience is over. */
async function happens(condition: () => boolean, kernel: KernelClient, limit = patience): Promise<boolean> {
  return kernel
    .until(() => condition() || kernel.hasEnded, "it", limit)
    .then(
      () => condition(),
      () => false,
    );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
