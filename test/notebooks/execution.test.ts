/** The chapters executed from top to bottom by nbclient: as they are, and with other parameters. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { runPython } from "../client/python.ts";
import { type CourseNotebook, chapters } from "./course.ts";

interface Output {
  readonly output_type: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly text?: string;
}

interface ExecutedCell {
  readonly id: string;
  readonly cell_type: string;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
  readonly metadata: { readonly tags?: readonly string[] };
}

const program = fileURLToPath(new URL("execute_notebook.py", import.meta.url));

/** Executes a notebook in a folder of its own and returns its code cells, the injected one left out. */
async function execute(t: TestContext, notebook: CourseNotebook, parameters: Record<string, number> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "navette-course-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const injected = Object.entries(parameters).map(([name, value]) => `${name} = ${value};`);
  const input = JSON.stringify({ notebook: notebook.file, injected: injected.join("\n") });
  const { code, stdout, stderr } = await runPython("python", [program], { cwd: folder, input });
  assert.equal(code, 0, stderr);
  const { cells } = JSON.parse(stdout) as { cells: ExecutedCell[] };
  const own = cells.filter(
    ({ cell_type, metadata }) => cell_type === "code" && !metadata.tags?.includes("injected-parameters"),
  );
  for (const { id, outputs, execution_count } of own) {
    assert.equal(typeof execution_count, "number", id);
    for (const { output_type, text } of outputs) {
      assert.notEqual(output_type, "error", id);
      assert.doesNotMatch(text ?? "", /warning/i, id);
    }
  }
  return { folder, cells: own, data: (id: string) => dataOf(own, id) };
}

function dataOf(cells: readonly ExecutedCell[], id: string): Readonly<Record<string, unknown>> {
  const data = cells.find((cell) => cell.id === id)?.outputs.at(-1)?.data;
  assert.ok(data, `the cell ${id} shows something`);
  return data;
}

function textOf(data: Readonly<Record<string, unknown>>): string {
  return String(data["text/plain"]);
}

/** What each cell shows, whatever the figures: kinds of outputs and their MIME types; a stream in pieces is one. */
function structure(cells: readonly ExecutedCell[]): unknown {
  return cells.map(({ id, outputs }) => {
    const kinds = outputs.map(({ output_type, data }) => [output_type, ...Object.keys(data ?? {}).sort()].join(" "));
    return [id, ...kinds.filter((kind, at) => kind !== "stream" || kinds[at - 1] !== "stream")];
  });
}

function assertPlots(cells: readonly ExecutedCell[], least: number): void {
  const plots = cells.flatMap(({ outputs }) =>
    outputs.flatMap(({ data = {} }) => (vegaLiteMime in data ? [data] : [])),
  );
  assert.ok(plots.length >= least, `${plots.length} plots`);
  for (const plot of plots) assert.match(String(plot["image/svg+xml"]), /^<svg/);
}

const quick = { latencyMs: 20, bandwidthMiBps: 50, repetitions: 1 };
const small = { repetitions: 1, count: 300, largeCount: 600 };

for (const { number, en, fr } of chapters()) {
  if (number === "00") continue;
  describe(`chapter ${number}`, () => {
    it("runs as it is, and shows the same things in both languages", async (t) => {
      const english = await execute(t, en);
      const french = await execute(t, fr);
      assertPlots(english.cells, number === "09" ? 4 : 8);
      assert.deepEqual(structure(french.cells), structure(english.cells));
      for (const [id, words] of [
        ["prediction", "prédiction"],
        ["experiment", "cours (Python)"],
      ] as const) {
        assert.ok(textOf(french.data(id)).includes(words), textOf(french.data(id)));
        assert.ok(!textOf(english.data(id)).includes(words));
      }
    });
  });
}

describe("chapter 09 with other parameters", () => {
  const notebook = chapters().find(({ number }) => number === "09")?.en;
  assert.ok(notebook);

  it("uses as many threads as workers, and saves every image", async (t) => {
    const { folder, data } = await execute(t, notebook, { ...quick, workers: 3 });
    assert.match(textOf(data("gantt-threads")), /10 tasks on 3 threads/);
    assert.match(textOf(data("gantt-sequential")), /10 tasks on one thread/);
    assert.match(textOf(data("sheet")), /^10 of 10 images saved/);
    const files = (await readdir(join(folder, "temp"))).filter((name) => name.startsWith("image-"));
    assert.deepEqual(
      files.sort(),
      Array.from({ length: 10 }, (_, at) => `image-${at}.jpg`),
    );
  });

  it("makes sense with one image and one worker", async (t) => {
    const { data } = await execute(t, notebook, { ...quick, workers: 1, images: 1 });
    assert.match(textOf(data("sheet")), /^1 of 1 image saved/);
    assert.match(textOf(data("explanation")), /single image/);
  });

  it("makes sense with more workers than images, and without latency", async (t) => {
    const { data } = await execute(t, notebook, { ...quick, latencyMs: 0, images: 4, workers: 64 });
    assert.match(textOf(data("gantt-threads")), /4 tasks on 4 threads/);
  });
});

describe("chapter 10 with other parameters", () => {
  const notebook = chapters().find(({ number }) => number === "10")?.en;
  assert.ok(notebook);

  it("uses as many processes as workers, factors as the course does, and shows the same things again", async (t) => {
    const { data, cells } = await execute(t, notebook, { ...small, workers: 3 });
    assert.match(textOf(data("gantt-processes")), /3 tasks on 3 processes/);
    const printed = cells.find(({ id }) => id === "division")?.outputs.map(({ text }) => text);
    for (const line of [
      "37016767 = 73 × 507079",
      "59639200 = 2 × 2 × 2 × 2 × 2 × 5 × 5 × 127 × 587",
      "29020301 = 29020301",
      "22495699 = 401 × 56099",
    ]) {
      assert.ok(printed?.join("").includes(`${line}\n`), line);
    }
    const again = await execute(t, notebook, { ...small, workers: 3 });
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one number and one worker", async (t) => {
    const { data } = await execute(t, notebook, { ...small, count: 1, largeCount: 1, workers: 1 });
    assert.match(textOf(data("gantt-processes")), /1 task on one process in .*\n\n.*\n.*\nprocess \d+ /);
  });

  it("makes sense with 64 workers, and with numbers beyond 32 bits", async (t) => {
    const range = { least: 4_294_967_296, greatest: 4_294_990_000 };
    const { data } = await execute(t, notebook, { ...small, ...range, count: 64, workers: 64 });
    assert.match(textOf(data("gantt-processes")), /64 tasks on 64 processes/);
  });
});
