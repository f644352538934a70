/** The engines: Pythons found by what they say of themselves, the course's programs under each, and threads that take turns. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { suite, test } from "node:test";
import { explainEngines, explainTurns } from "../../lib/explanations/explain-engines.ts";
import { type Comparison, compareInterpreters, type EngineRun } from "../../lib/interpreters/compare-interpreters.ts";
import { enginesPlot } from "../../lib/interpreters/engines-plot.ts";
import { findInterpreters } from "../../lib/interpreters/find-interpreters.ts";
import { type RecordedTurns, recordTurns } from "../../lib/interpreters/record-turns.ts";
import { turnsPlot } from "../../lib/interpreters/turns-plot.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine } from "./sample-runs.ts";
import { scratchFolder } from "./scratch-folder.ts";

const small = { count: 200, nodeFactor: 2, megabytes: 1, workers: 2 };
const onWindows = process.platform === "win32";

suite("findInterpreters", () => {
  test("finds the Python that runs these tests, and names what is missing with where to get it", async () => {
    const { found, missing } = await findInterpreters();
    assert.ok(found.some(({ kind, hasGil }) => kind === "CPython" && hasGil));
    assert.equal(found.length + missing.length, 4);
    for (const { advice } of missing) assert.match(advice, /https:/);
  });

  test("believes what a Python says of itself", { skip: onWindows }, async () => {
    await using scratch = await scratchFolder();
    const folder = scratch.path;
    const says = async (name: string, answer: string) => {
      const path = join(folder, name);
      await writeFile(path, `#!/bin/sh\necho '${answer}'\n`);
      await chmod(path, 0o755);
      return path;
    };
    const commands = [
      await says("one", "PyPy|3.11.13|True"),
      await says("two", "CPython|3.14.1|False"),
      await says("three", "Jython|2.7.4|True"),
      await says("four", "CPython|2.7.18|True"),
      await says("five", "no Python at all"),
      join(folder, "missing"),
    ];
    const { found } = await findInterpreters({ commands });
    assert.deepEqual(
      found.filter(({ command }) => command.startsWith(folder)).map(({ name, hasGil }) => [name, hasGil]),
      [
        ["CPython 3.14.1t", false],
        ["PyPy 3.11.13", true],
        ["Jython 2.7.4", false],
      ],
    );
  });
});

suite("compareInterpreters", () => {
  test("runs the course's programs under CPython and Node, with the same factors", async () => {
    await using _nothing = leavesNothing(new Timeline());
    const comparison = await compareInterpreters(small);
    const rows = comparison.runs.map(({ kind, task, way }) => `${kind} ${task} ${way}`);
    for (const way of ["sequential", "threads", "processes"]) {
      assert.ok(rows.includes(`CPython factors ${way}`), rows.join());
      assert.equal(rows.filter((row) => row === `Node factors ${way}`).length, 2);
    }
    assert.ok(rows.includes("CPython digests threads"));
    for (const { ms, timesAsFast } of comparison.runs) assert.ok(ms > 0 && timesAsFast > 0);
    assert.match(`${enginesPlot(comparison, { locale: "en", predicted: 1 })}`, /Node .* 2 processes/);
    assert.ok(`${explainEngines(comparison, { predicted: 1 })}`.includes("CPython"));
  });

  test("works with one number and one worker", async () => {
    const { runs } = await compareInterpreters({ count: 1, nodeFactor: 1, megabytes: 1, workers: 1 });
    assert.ok(runs.length >= 8);
  });

  test("names an engine that can't do what it is asked", { skip: onWindows }, async () => {
    await using scratch = await scratchFolder();
    const folder = scratch.path;
    const broken = join(folder, "pypy3");
    await writeFile(
      broken,
      `#!/bin/sh\nif [ "$1" = -c ]; then echo 'PyPy|3.11.13|True'; else echo oops >&2; exit 3; fi\n`,
    );
    await chmod(broken, 0o755);
    const { runs, notices } = await compareInterpreters({ ...small, commands: [broken] });
    assert.ok(!runs.some(({ kind }) => kind === "PyPy"));
    assert.match(String(notices), /PyPy 3\.11\.13 could not run the program: oops/);
  });

  test("ends the Python that computes when it is aborted", async () => {
    await using _nothing = leavesNothing(new Timeline());
    const abort = new AbortController();
    const running = compareInterpreters({ count: 1_000_000, signal: abort.signal });
    // Whatever it is at by then, it ends.
    setTimeout(() => abort.abort(new Error("enough")), 500);
    await assert.rejects(running, { message: "enough" });
  });

  test("refuses what can't be", async () => {
    await assert.rejects(compareInterpreters({ count: 0 }), { code: "ERR_NAVETTE_COUNT", message: /count is 0/ });
    await assert.rejects(recordTurns({ workers: 65 }), { code: "ERR_NAVETTE_WORKERS" });
  });

  test("runs under the Python of Jython's language too, where one is found", (t) => {
    const program = new URL("../../lib/interpreters/course_program.py", import.meta.url);
    const input = JSON.stringify({ task: "factors", way: "threads", workers: 2, numbers: [12, 35, 97] });
    const { status, stdout } = spawnSync("python2.7", [program.pathname], { input, encoding: "utf8" });
    if (status !== 0) return t.skip("no Python 2.7 here");
    assert.equal(JSON.parse(stdout).result, 2 + 2 + 3 + 5 + 7 + 97);
  });
});

test("recordTurns: threads of Python take turns, and each of them gets one", async () => {
  await using _nothing = leavesNothing(new Timeline());
  const turns = await recordTurns({ workers: 2, durationMs: 60 });
  const python = turns.engines.find(({ hasGil }) => hasGil);
  assert.ok(python && python.threads.length === 2 && python.atOnce < 1.3, JSON.stringify(python));
  const node = turns.engines.at(-1);
  assert.ok(node?.engine.startsWith("Node") && node.threads.every((stretches) => stretches.length > 0));
  assert.match(`${turnsPlot(turns, { locale: "en" })}`, /Threads at the same time, on average/);
  assert.match(`${explainTurns(turns)}`, /gives the lock away/);
});

const sampleRuns: readonly EngineRun[] = (
  [
    ["CPython 3.14.1", "CPython", "factors", [1100, 1130, 420]],
    ["CPython 3.14.1", "CPython", "digests", [400, 110]],
    ["CPython 3.14.1t", "CPython without the GIL", "factors", [1300, 380, 450]],
    ["Node 24.0.0", "Node", "factors", [26, 60, 150]],
    ["Node 24.0.0 (× 20)", "Node", "factors", [520, 170, 260]],
  ] as const
).flatMap(([engine, kind, task, times]) =>
  times.map((ms, at): EngineRun => {
    const way = (["sequential", "threads", "processes"] as const)[at] ?? "threads";
    return { engine, kind, task, way, workers: at === 0 ? 1 : 4, ms, timesAsFast: times[0] / ms };
  }),
);

const sample: Comparison = {
  runs: sampleRuns,
  missing: [{ kind: "Jython", advice: "https://www.jython.org/download" }],
  notices: [],
  nodeFactor: 20,
  timeline: new Timeline(),
  machine: sampleMachine,
};

const sampleTurns: RecordedTurns = {
  engines: [
    {
      engine: "CPython 3.14.1",
      hasGil: true,
      threads: [0, 1].map((thread) =>
        [0, 1, 2, 3].map((turn) => ({ from: 10 * turn + 5 * thread, to: 10 * turn + 5 * thread + 4.8 })),
      ),
      atOnce: 0.96,
    },
    { engine: "Node 24.0.0", hasGil: false, threads: [[{ from: 0, to: 40 }], [{ from: 0.1, to: 40 }]], atOnce: 1.99 },
  ],
  notices: [],
  timeline: new Timeline(),
  machine: sampleMachine,
};

suite("the plots of engines", () => {
  for (const locale of ["en", "fr"] as const) {
    test(`draw what each gains, and what is missing (${locale})`, async (t) => {
      await matchesPicture(t, enginesPlot(sample, { locale, predicted: 3 }), `engines-${locale}`);
      await matchesPicture(t, turnsPlot(sampleTurns, { locale }), `turns-${locale}`);
    });
  }

  test("tell where to get what is missing, in lines that widen no column", () => {
    const lines = `${enginesPlot(sample, { locale: "en" })}`.split("\n");
    assert.match(lines.at(-1) ?? "", /^Jython: not found; see \S/);
    const [, , heading = ""] = lines;
    assert.ok(heading.length < 70, heading);
    assert.match(`${enginesPlot(sample, { locale: "fr" })}`, /\nJython\u202f: non trouvé\u202f; voir \S/);
  });

  test("are told by sentences that depend on the measures", () => {
    const text = `${explainEngines(sample, { predicted: 4 })}`;
    assert.match(text, /lets one thread compute at a time/);
    assert.match(text, /gives the lock away while it computes, as NumPy does/);
    assert.match(text, /without the GIL: 3\.42 times as fast with threads; on one thread it takes 1\.18 times/);
    assert.match(text, /Node 24\.0\.0 \(× 20\), 4 threads: 3\.06 times as fast/);
    assert.match(text, /Not found on this machine: Jython/);
  });
});
