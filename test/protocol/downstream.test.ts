import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { pythonProgram, runPython } from "../client/python.ts";

/** The programs that people run notebooks with, as they are. */
const folder = await mkdtemp(join(tmpdir(), "navette-downstream-"));
after(() => rm(folder, { recursive: true, force: true }));
const env = { JUPYTER_DATA_DIR: join(folder, "data") };

interface Cell {
  readonly cell_type: string;
  readonly source: string | string[];
  readonly outputs?: readonly {
    output_type: string;
    data?: Record<string, unknown>;
    text?: string | string[];
    ename?: string;
  }[];
  readonly execution_count?: number | null;
}

async function writeNotebook(name: string, sources: readonly string[]): Promise<string> {
  const cells = sources.map((source, index) => ({
    cell_type: "code",
    id: `cell-${index}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  }));
  const kernelspec = { name: "navette", display_name: "TypeScript (Navette)", language: "typescript" };
  const file = join(folder, name);
  await writeFile(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
  return file;
}

async function readCells(file: string): Promise<Cell[]> {
  return (JSON.parse(await readFile(file, "utf8")) as { cells: Cell[] }).cells;
}

const text = (value: unknown) => (Array.isArray(value) ? value.join("") : String(value));

const sources = [
  'const greeting: string = "hello"; console.log(greeting)',
  "interface Point { x: number }\nconst p: Point = { x: 1 };\np",
  'import { display } from "navette";\ndisplay.html("<b>bold</b>");',
  'import { readFileSync } from "node:fs";\nreadFileSync("beside.txt", "utf8")',
  "for await (const n of [1, Promise.resolve(2)]) console.log(n)",
  'display.vegaLite({ data: { values: [{ a: 1, b: 2 }] }, mark: "bar", encoding: { x: { field: "a" }, y: { field: "b" } } })',
];

function assertOutputs(cells: readonly Cell[]): void {
  const outputs = cells.map(({ outputs: made = [] }) => made);
  // How much text makes one output is a matter of time.
  const types = outputs.map((made) => [...new Set(made.map(({ output_type }) => output_type))]);
  assert.deepEqual(types, [
    ["stream"],
    ["execute_result"],
    ["display_data"],
    ["execute_result"],
    ["stream"],
    ["display_data"],
  ]);
  const printed = (cell: number) => outputs[cell]?.map((output) => text(output.text)).join("");
  assert.equal(printed(0), "hello\n");
  assert.equal(text(outputs[1]?.[0]?.data?.["text/plain"]), "{ x: 1 }");
  assert.equal(text(outputs[2]?.[0]?.data?.["text/html"]), "<b>bold</b>");
  assert.equal(text(outputs[3]?.[0]?.data?.["text/plain"]), "'beside the notebook'");
  assert.equal(printed(4), "1\n2\n");
  assert.match(text(outputs[5]?.[0]?.data?.["image/svg+xml"]), /^<svg/);
  assert.deepEqual(
    cells.map(({ execution_count }) => execution_count),
    [1, 2, 3, 4, 5, 6],
  );
}

await writeFile(join(folder, "beside.txt"), "beside the notebook");

test("nbclient (jupyter execute) runs a notebook in its own folder", async () => {
  const file = await writeNotebook("executed.ipynb", sources);
  const { code, stderr } = await runPython("jupyter-execute", ["--inplace", file], { env });
  assert.equal(code, 0, stderr);
  assertOutputs(await readCells(file));
});

test("nbclient stops at a cell that fails, and names its error", async () => {
  const file = await writeNotebook("failing.ipynb", [
    "1",
    'throw new RangeError("on purpose")',
    "console.log('never')",
  ]);
  const { code, stderr } = await runPython("jupyter-execute", [file], { env });
  assert.notEqual(code, 0);
  assert.match(stderr, /RangeError: on purpose/);
  const allowed = await runPython("jupyter-execute", ["--inplace", "--allow-errors", file], { env });
  assert.equal(allowed.code, 0, allowed.stderr);
  const cells = await readCells(file);
  assert.equal(cells[1]?.outputs?.[0]?.ename, "RangeError");
  assert.equal(text(cells[2]?.outputs?.[0]?.text), "never\n");
});

test("nbclient ends a cell that takes too long by an interrupt", async () => {
  const file = await writeNotebook("endless.ipynb", ["for (;;) {}"]);
  const { code, stderr } = await runPython("jupyter-execute", ["--timeout=2", file], { env });
  assert.notEqual(code, 0);
  assert.match(stderr, /timed out/i);
});

test("nbconvert --execute makes a notebook, a page and a script", async () => {
  const file = await writeNotebook("converted.ipynb", sources);
  const convert = (to: string) =>
    runPython("jupyter-nbconvert", ["--execute", "--to", to, "--output", `made-${to}`, file], { env });
  const notebook = await convert("notebook");
  assert.equal(notebook.code, 0, notebook.stderr);
  assertOutputs(await readCells(join(folder, "made-notebook.ipynb")));
  const html = await convert("html");
  assert.equal(html.code, 0, html.stderr);
  const page = await readFile(join(folder, "made-html.html"), "utf8");
  for (const part of ["<b>bold</b>", "data:image/svg+xml"]) assert.ok(page.includes(part), part);
  // The extension of a script is what the kernel has told and the executed notebook holds.
  const made = join(folder, "made-notebook.ipynb");
  const script = await runPython("jupyter-nbconvert", ["--to", "script", "--output", "made-script", made], { env });
  assert.equal(script.code, 0, script.stderr);
  assert.ok((await readFile(join(folder, "made-script.ts"), "utf8")).includes(String(sources[1])));
});

test("jupyter console: results, several lines, completion, input, errors, interrupt, end", async () => {
  const console = fileURLToPath(new URL("jupyter_console.py", import.meta.url));
  const program = pythonProgram("jupyter-console");
  const { code, stdout, stderr } = await runPython("python", [console, program, join(folder, "data")], { cwd: folder });
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  const steps = stdout.trim().split("\n");
  assert.equal(steps.length, 16, stdout);
  assert.ok(
    steps.every((step) => step.startsWith("ok ")),
    stdout,
  );
});
