import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { explainSwitches } from "../../lib/explanations/explain-switches.ts";
import { host } from "../../lib/host/host.ts";
import { countSwitches } from "../../lib/switches/count-switches.ts";
import { predictedSwitches, predictSwitches } from "../../lib/switches/predict-switches.ts";
import { switchesByWorkers, type WorkerSwitches } from "../../lib/switches/switches-by-workers.ts";
import { switchesPlot, switchRows } from "../../lib/switches/switches-plots.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine } from "./sample-runs.ts";

suite("countSwitches", () => {
  test("counts those of a thread that waits, again and again", { skip: process.platform === "win32" }, async () => {
    const { voluntary, threads, wallMs } = await countSwitches(async () => {
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
    });
    assert.ok((voluntary * wallMs) / 1000 >= 25, `${voluntary} a second`);
    if (process.platform !== "linux") return;
    const main = threads.find(({ id }) => id === process.pid);
    assert.ok(main && (main.voluntary * wallMs) / 1000 >= 25);
  });

  test("throws what the function throws, and doesn't begin when it is aborted", async () => {
    await assert.rejects(
      countSwitches(() => Promise.reject(new RangeError("no"))),
      RangeError,
    );
    await assert.rejects(countSwitches(10, { signal: AbortSignal.abort() }), { name: "AbortError" });
  });

  test("becomes rows for a table, the process first", async () => {
    const rows = switchRows(await countSwitches(5));
    assert.equal(Object.keys(rows[0] ?? {}).length, 3);
    if (process.platform === "linux") assert.ok(rows.length > 2);
  });
});

suite("switchesByWorkers", () => {
  test("lets so many threads compute, and ends them", async () => {
    await using _ = leavesNothing(new Timeline());
    const measured = await switchesByWorkers({ workers: [1, 3], ms: 30 });
    assert.deepEqual(
      measured.map(({ workers }) => workers),
      [1, 3],
    );
    for (const { wallMs } of measured) assert.ok(wallMs >= 30);
    assert.match(String(explainSwitches(measured)), /3 threads/);
  });

  test("refuses wrong arguments", async () => {
    await assert.rejects(switchesByWorkers({ workers: [0] }), { code: "ERR_NAVETTE_WORKERS" });
    await assert.rejects(switchesByWorkers({ workers: [1], ms: 0 }), { code: "ERR_NAVETTE_DURATION" });
  });
});

suite("what is said of switches", () => {
  const samples = [1, 2, 4, 8].map((workers): WorkerSwitches => {
    const involuntary = workers <= 4 ? 12 * workers : 900;
    const rest = { wallMs: 200, threads: [], timeline: new Timeline(), machine: sampleMachine };
    return { workers, voluntary: 40, involuntary, ...rest };
  });
  for (const locale of ["en", "fr"] as const) {
    test(`is drawn and told (${locale})`, async (t) => {
      const before = host().locale;
      host().locale = locale;
      try {
        const notes = [null, -1, 500].map((perSecond) => String(predictSwitches({ workers: 8, perSecond })));
        await matchesPicture(t, switchesPlot(samples, { predictions: predictedSwitches() }), `switches-${locale}`);
        t.assert.snapshot([...notes, explainSwitches(samples)].join("\n"), { serializers: [String] });
      } finally {
        predictSwitches({ workers: 1, perSecond: null });
        host().locale = before;
      }
    });
  }

  test("tells of other programs when one thread alone was switched more often", () => {
    const disturbed = samples.map((sample) => ({ ...sample, involuntary: 2000 / sample.workers }));
    const text = String(explainSwitches(disturbed));
    assert.match(text, /With one thread there were more, 2,000: other programs/);
    assert.doesNotMatch(text, /hardly changed/);
  });
});
