/** `display.table` and wide `console.table`, as they go out and as nbconvert exports them. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Exchange, type Json, KernelClient } from "../client/kernel-client.ts";
import { runPython } from "../client/python.ts";

const kernel = await KernelClient.start({ env: { LC_ALL: "C.UTF-8" } });
after(() => kernel.dispose());
await kernel.run('import { display, setLocale } from "navette"');

const bundleOf = (cell: Exchange) => (cell.ofType("display_data")[0]?.content.data ?? {}) as Record<string, string>;

const tables: readonly [rows: string, text: string][] = [
  [
    '[{ name: "one", ms: 1.5 }, { name: "two", ok: true }]',
    "name   ms    ok\n────  ───  ────\none   1.5\ntwo        true",
  ],
  ["[[1, 2], [3, 4]]", "0  1\n─  ─\n1  2\n3  4"],
  ["{ a: { ms: 1 }, b: { ms: 2n } }", "   ms\n─  ──\na   1\nb   2"],
  ["new Map([[1, { ms: 1 }]])", "   ms\n─  ──\n1   1"],
  ["new Set([1, null])", "────\n1\nnull"],
  ['[{ a: 1, b: 2 }], ["b"]', "b\n─\n2"],
];

for (const [rows, text] of tables) {
  test(`display.table(${rows}) is a picture and a text`, async () => {
    const cell = await kernel.run(`display.table(${rows})`);
    assert.equal(cell.error, undefined);
    const bundle = bundleOf(cell);
    assert.deepEqual(Object.keys(bundle), ["image/svg+xml", "text/plain"]);
    assert.equal(bundle["text/plain"]?.trim(), text.trim());
  });
}

test("a table is escaped, cut where it is long, and never broken by what is in it", async () => {
  const cell = await kernel.run(
    `display.table([{ "<b>": "</text><script>alert(1)</script>\\0\\ud800", x: "long ".repeat(1000), toString: 1 }])`,
  );
  const { "image/svg+xml": svg = "", "text/plain": text = "" } = bundleOf(cell);
  assert.doesNotMatch(svg, /<script|<b>|\0/);
  assert.match(svg, /&lt;script&gt;/);
  assert.ok(text.length < 1000 && svg.length < 3000);
  const long = await kernel.run(`display.table(Array.from({ length: 10_000 }, (_, at) => ({ at })))`);
  assert.match(bundleOf(long)["text/plain"] ?? "", /\n99\n.*… 9800 more rows\n.*9900\n/);
  const empty = await kernel.run("display.table([]); display.table([{}])");
  assert.equal(empty.error, undefined);
});

test("a table is replaced by its handle, in the reader's language, and refuses what has no rows", async () => {
  const cell = await kernel.run('setLocale("fr"); const shown = display.table([{ a: 1 }]); shown.update([{ b: 2 }]);');
  const update = cell.ofType("update_display_data")[0]?.content.data as Json;
  assert.match(String(update["image/svg+xml"]), /aria-label="Tableau d’une ligne : b"/);
  const wrong = await kernel.run("display.table(5)");
  assert.match(String(wrong.error?.evalue), /display\.table takes a list of rows, .*, not 5/);
});

test("a chart gives the numbers that it draws", async () => {
  const text = async (code: string) => bundleOf(await kernel.run(code))["text/plain"] ?? "";
  const spec = '{ layer: [{ data: { values: [{ a: 1, b: "x" }] }, mark: "bar" }, { mark: "rule" }] }';
  assert.equal(await text(`display.table(${spec})`), "a  b\n─  ─\n1  x");
  const plot = await text(`import { factoriseAll, gantt } from "navette/lib";
    display.table(gantt(await factoriseAll([15, 77], { strategy: "sequential" })))`);
  assert.match(plot, /^thread or process +|^thread ou processus +/);
});

const exporting = `
import json, sys
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output
outputs = [new_output(**output) for output in json.load(sys.stdin)]
notebook = new_notebook(cells=[new_code_cell("x", outputs=outputs)])
pages = [HTMLExporter(sanitize_html=clean).from_notebook_node(notebook)[0] for clean in (False, True)]
json.dump(pages, sys.stdout)
`;

test("tables stay readable in nbconvert's pages, sanitised or not", async () => {
  const wide = `Array.from({ length: 3 }, (_, row) =>
    Object.fromEntries(Array.from({ length: 20 }, (_, at) => ["column " + at, row * at])))`;
  const cell = await kernel.run(`display.table([{ a: 1 }]); console.table([{ narrow: 1 }]); console.table(${wide})`);
  const [table, second] = cell.ofType("display_data").map(({ content }) => content.data as Record<string, string>);
  assert.ok(table && second);
  assert.match(cell.text("stdout"), /│ narrow │/);
  assert.doesNotMatch(cell.text("stdout"), /column 19/);
  assert.match(second["text/plain"] ?? "", /│ column 19 │/);
  const input = JSON.stringify([
    ...[table, second].map((data) => ({ output_type: "display_data", data })),
    { output_type: "stream", name: "stdout", text: cell.text("stdout") },
  ]);
  const { code, stdout, stderr } = await runPython("python", ["-c", exporting], { input });
  assert.equal(code, 0, stderr);
  const pages: string[] = JSON.parse(stdout);
  assert.equal(pages.length, 2);
  for (const page of pages) {
    const pictures = [...page.matchAll(/src="data:image\/svg\+xml;base64,([^"]+)"/g)].map(([, picture = ""]) =>
      Buffer.from(picture, "base64").toString("utf8"),
    );
    assert.deepEqual(pictures.sort(), [table["image/svg+xml"], second["image/svg+xml"]].sort());
    assert.match(page, /│ narrow │/);
  }
});
