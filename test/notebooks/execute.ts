/** Executes a chapter from top to bottom by nbclient, for the tests of what it shows. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { runPython } from "../client/python.ts";
import type { CourseNotebook } from "./course.ts";

interface Output {
  readonly output_type: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly text?: string;
}

export interface ExecutedCell {
  readonly id: string;
  readonly cell_type: string;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
  readonly metadata: { readonly tags?: readonly string[] };
}

const program = fileURLToPath(new URL("execute_notebook.py", import.meta.url));

/**
 * Executes a notebook in a folder of its own and returns its code cells, the injected one left out; `env` is added to
 * the kernel's environment.
 */
export async function execute(
  t: TestContext,
  notebook: CourseNotebook,
  parameters: Record<string, number> = {},
  env: Record<string, string> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), "navette-course-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const injected = Object.entries(parameters).map(([name, value]) => `${name} = ${value};`);
  const input = JSON.stringify({ notebook: notebook.file, injected: injected.join("\n") });
  const { code, stdout, stderr } = await runPython("python", [program], { cwd: folder, input, env });
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

export function textOf(data: Readonly<Record<string, unknown>>): string {
  return String(data["text/plain"]);
}

/**
 * What each cell shows, whatever the figures: kinds of outputs and their MIME types; a stream in pieces is one, and bars
 * of progress are left out, which show by themselves where an operation takes long.
 */
export function structure(cells: readonly ExecutedCell[]): unknown {
  return cells.map(({ id, outputs }) => {
    const lasting = outputs.filter(({ data }) => !String(data?.["image/svg+xml"]).includes('data-is="progress"'));
    const kinds = lasting.map(({ output_type, data }) => [output_type, ...Object.keys(data ?? {}).sort()].join(" "));
    return [id, ...kinds.filter((kind, at) => kind !== "stream" || kinds[at - 1] !== "stream")];
  });
}

export function assertPlots(cells: readonly ExecutedCell[], least: number): void {
  const plots = cells.flatMap(({ outputs }) =>
    outputs.flatMap(({ data = {} }) => (vegaLiteMime in data ? [data] : [])),
  );
  assert.ok(plots.length >= least, `${plots.length} plots`);
  for (const plot of plots) assert.match(String(plot["image/svg+xml"]), /^<svg/);
}
