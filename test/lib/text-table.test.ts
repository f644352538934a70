import assert from "node:assert/strict";
import { test } from "node:test";
import { textTable } from "../../lib/plots/text-table.ts";

const heading = ["way", "ms", "program"];

test("numbers are aligned right, the first column and those told left", () => {
  const rows = [heading, ["threads", "9", "a()"], ["one", "120", "while (true);"]];
  assert.equal(
    textTable(rows),
    [
      "way       ms        program",
      "───────  ───  ─────────────",
      "threads    9            a()",
      "one      120  while (true);",
    ].join("\n"),
  );
  assert.equal(
    textTable(rows, 40, [0, 2]),
    ["way       ms  program", "───────  ───  ─────────────", "threads    9  a()", "one      120  while (true);"].join(
      "\n",
    ),
  );
});

test("a note takes a line, and widens no column", () => {
  const note = "PyPy: not found; see https://pypy.org/download.html";
  assert.equal(textTable([["way", "ms"], ["one", "1"], [note]]), ["way  ms", "───  ──", "one   1", note].join("\n"));
  assert.equal(textTable([["way"], ["sequential"]]), ["way", "──────────", "sequential"].join("\n"));
});

test("the middle of a long table is left out, and counted", () => {
  const rows = Array.from({ length: 10 }, (_, at) => [String(at)]);
  assert.equal(textTable([["n"], ...rows], 4), ["n", "─", "0", "1", "… (6)", "8", "9"].join("\n"));
});
