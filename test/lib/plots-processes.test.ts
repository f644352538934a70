import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { drawPlot } from "../../kernel/display/draw-plot.ts";
import { crashBars } from "../../lib/processes/crash-bars.ts";
import type { CrashOutcome } from "../../lib/processes/crash-one.ts";
import { ipcWays } from "../../lib/processes/ipc-channels.ts";
import type { IpcMeasure } from "../../lib/processes/ipc-cost.ts";
import { ipcPlot } from "../../lib/processes/ipc-plot.ts";
import { memoryPlot } from "../../lib/processes/memory-plot.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine, sampleRun } from "./sample-runs.ts";

/** Milliseconds of each way: the least, and those of a byte. */
const costs = {
  json: [0.2, 1.5e-5],
  structured: [0.2, 4e-6],
  pipe: [0.1, 2e-6],
  clone: [0.06, 6e-7],
  transfer: [0.06, 0],
  shared: [0.01, 0],
};
const measures = ipcWays.flatMap((way) =>
  [1, 64, 1024, 16_384, 262_144, 4_194_304].map((bytes): IpcMeasure => {
    const [least = 0, each = 0] = costs[way];
    const centre = least + each * bytes;
    return { way, bytes, roundTripMs: { centre, low: centre * 0.9, high: centre * 1.3, count: 20 } };
  }),
);

suite("plots of processes", () => {
  for (const locale of ["en", "fr"] as const) {
    test(`ipcPlot draws each way against the size, with a prediction (${locale})`, async (t) => {
      const cost = { measures, timeline: new Timeline(), machine: sampleMachine };
      const plot = ipcPlot(cost, { predictions: [{ ms: 5 }], predictedBytes: 4_194_304, locale });
      await matchesPicture(t, plot, `ipc-${locale}`);
      t.assert.snapshot(plot.toString(), { serializers: [String] });
    });

    test(`memoryPlot draws processes and threads (${locale})`, async (t) => {
      const of = (strategy: "threads" | "processes", each: number) =>
        [1, 2, 4, 8].map((workers) => ({ strategy, workers, bytes: (20 + each * workers) * 2 ** 20 }));
      const kind = locale === "en" ? "proportional" : "resident";
      const measures = [...of("processes", 24), ...of("threads", 10)];
      const cost = { measures, kind, timeline: new Timeline(), machine: sampleMachine } as const;
      await matchesPicture(t, memoryPlot(cost, { locale }), `memory-${locale}`);
      const guessed = memoryPlot(cost, { locale, prediction: 50 });
      assert.match(
        guessed.toString(),
        locale === "en" ? /your prediction +400\u00a0MiB/ : /votre prédiction +400\u202fMio/,
      );
      assert.doesNotMatch(memoryPlot(cost, { locale }).toString(), /predict|prédi/);
    });

    test(`crashBars draws how many finished, with a prediction (${locale})`, async (t) => {
      const of = (strategy: "threads" | "processes", fate: CrashOutcome["fate"]) => ({
        ...sampleRun({ strategy, workers: 4, wallMs: 300 }),
        results: [0, 1, 2, 3].map(
          (worker): CrashOutcome => ({ worker, pid: 4000, fate: worker === 1 ? "crashed" : fate }),
        ),
      });
      const runs = [of("processes", "finished"), of("threads", "lost")];
      const plot = crashBars(runs, { prediction: 3, locale });
      await matchesPicture(t, plot, `crash-bars-${locale}`);
      assert.match(plot.toString(), locale === "en" ? /your prediction +3/ : /votre prédiction +3/);
      for (const prediction of [undefined, Number.NaN]) {
        assert.doesNotMatch(JSON.stringify(crashBars(runs, { prediction, locale }).spec), /"kind":"prediction"/);
      }
      const alone = { ...of("threads", "lost"), results: [{ worker: 0, pid: 4000, fate: "crashed" as const }] };
      const { problems, warnings, svg } = await drawPlot("vega-lite", crashBars([alone], { locale }).spec);
      assert.deepEqual([...problems, ...warnings], []);
      assert.match(svg, />0 (of|sur) 1</);
      assert.throws(() => crashBars([]), { code: "ERR_NAVETTE_RUNS" });
    });
  }
});
