/** The data centre: its physics, its streams, its cooling that feeds back, whatever the strategy; and back-pressure. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { from, lastValueFrom, toArray } from "rxjs";
import { explainDataCentre, explainPressure, explainThroughput } from "../../lib/explanations/explain-reactive.ts";
import { host, type MimeBundle } from "../../lib/host/host.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import { alertLog } from "../../lib/reactive/alert-log.ts";
import { backPressure, type Pressure, remedies } from "../../lib/reactive/back-pressure.ts";
import { bandCurve, hotAlerts, tryBands } from "../../lib/reactive/band-curve.ts";
import { heatMap } from "../../lib/reactive/heat-map.ts";
import { pressurePlot } from "../../lib/reactive/pressure-plot.ts";
import { type DataCentre, runDataCentre } from "../../lib/reactive/run-data-centre.ts";
import { ZoneSimulation } from "../../lib/reactive/simulate-zones.ts";
import { watchDataCentre } from "../../lib/reactive/watch-data-centre.ts";
import { type Reading, Zone } from "../../lib/reactive/zone.ts";
import { zoneHistory } from "../../lib/reactive/zone-history.ts";
import { zoneMap } from "../../lib/reactive/zone-map.ts";
import { zoneAlerts, zoneWindows } from "../../lib/reactive/zone-streams.ts";
import type { Run } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine } from "./sample-runs.ts";

const small = { zones: 6, sensors: 5, seconds: 300 };

function readingsOf(zone: Zone, seconds: number): Reading[] {
  const readings: Reading[] = [];
  for (let second = 0; second < seconds; second++) zone.step((reading) => readings.push(reading));
  return readings;
}

/** Alerts for the means of one zone's windows. */
function alertsOf(means: readonly number[], thresholds = { threshold: 30, band: 3, patience: 1 }) {
  const windows = means.map((mean, second) => ({ zone: 0, second, readings: 1, mean, highest: mean }));
  return lastValueFrom(zoneAlerts(from(windows), thresholds).pipe(toArray()));
}

suite("a zone", () => {
  test("is the same for the same seed and number, and another for another", () => {
    assert.deepEqual(readingsOf(new Zone(3, 4, 7), 50), readingsOf(new Zone(3, 4, 7), 50));
    assert.notDeepEqual(readingsOf(new Zone(3, 4, 7), 50), readingsOf(new Zone(4, 4, 7), 50));
  });

  test("is cooled when its cooling is raised, and never below what comes from outside by much", () => {
    const [plain, cooled] = [new Zone(0, 1, 1), new Zone(0, 1, 1)];
    cooled.cool(true);
    readingsOf(plain, 300);
    readingsOf(cooled, 300);
    assert.ok(cooled.celsius < plain.celsius - 5);
    assert.ok(cooled.celsius > 15);
  });
});

suite("the streams", () => {
  test("sum up each zone by windows, the last one included", async () => {
    const zones = [new Zone(0, 3, 1), new Zone(1, 3, 1)];
    const readings: Reading[] = [];
    for (let second = 0; second < 7; second++) for (const zone of zones) zone.step((one) => readings.push(one));
    const windows = await lastValueFrom(zoneWindows(from(readings), 3 * 5).pipe(toArray()));
    assert.deepEqual(
      windows.map(({ zone, second, readings: count }) => [zone, second, count]),
      [
        [0, 5, 15],
        [1, 5, 15],
        [0, 7, 6],
        [1, 7, 6],
      ],
    );
    const own = readings.filter(({ zone, second }) => zone === 1 && second < 5).map(({ celsius }) => celsius);
    const mean = own.reduce((sum, celsius) => sum + celsius, 0) / own.length;
    assert.ok(Math.abs((windows[1]?.mean ?? 0) - mean) < 1e-9);
    assert.equal(windows[1]?.highest, Math.max(...own));
  });

  test("tell changes only, with hysteresis and patience", async () => {
    const told = async (...values: Parameters<typeof alertsOf>) =>
      (await alertsOf(...values)).map(({ second, isHot }) => [second, isHot]);
    assert.deepEqual(await told([29, 31, 28, 31, 26, 29, 31]), [
      [1, true],
      [4, false],
      [6, true],
    ]);
    assert.deepEqual(await told([31, 29, 31, 31, 26, 26], { threshold: 30, band: 3, patience: 2 }), [
      [3, true],
      [5, false],
    ]);
    assert.deepEqual(await told([]), []);
  });

  test("alternate between hot and not hot, whatever comes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 15, max: 45, noNaN: true }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        async (means, patience) => {
          const alerts = await alertsOf(means, { threshold: 30, band: 3, patience });
          for (const [at, { isHot, mean }] of alerts.entries()) {
            assert.equal(isHot, at % 2 === 0);
            assert.ok(isHot ? mean > 30 : mean < 27);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

suite("runDataCentre", () => {
  test("gives the same on one thread, on threads and in processes", async () => {
    const alone = await runDataCentre(small);
    assert.equal(alone.results.readings, 6 * 5 * 300);
    assert.equal(alone.results.windows.length, 6 * 60);
    for (const strategy of ["threads", "processes"] as const) {
      await using _nothing = leavesNothing(new Timeline());
      const shared = await runDataCentre({ ...small, strategy, workers: 4 });
      assert.deepEqual(shared.results, alone.results);
      assert.equal(shared.timeline.spans.length, 4);
    }
    await closeSessionPools();
  });

  test("cools what is too hot, and only with feedback", async () => {
    const long = { ...small, zones: 12, seconds: 600 };
    const [cooled, plain] = [await runDataCentre(long), await runDataCentre({ ...long, feedback: false })];
    const top = ({ results }: Run<DataCentre>) => Math.max(...results.windows.map(({ mean }) => mean));
    assert.ok(hotAlerts(cooled) > 0);
    assert.ok(top(cooled) < top(plain) - 1);
    const text = `${explainDataCentre(cooled)}\n${explainDataCentre(plain)}\n${explainThroughput([cooled])}`;
    assert.match(text, /its cooling was raised until[\s\S]*nothing answered[\s\S]*million readings a second/);
    const guess = { strategy: "sequential", ms: cooled.wallMs } as const;
    assert.match(`${explainThroughput([cooled], [guess])}`, /You predicted .* a good guess/);
    assert.match(`${explainDataCentre(plain, 90)}`, /You predicted 90\.0 °C; measured: .* less than you expected/);
    assert.doesNotMatch(`${explainDataCentre(plain)}`, /You predicted/);
    const history = (prediction?: number) => zoneHistory([cooled, plain], { prediction, locale: "en" });
    assert.match(`${history(90)}`, /your prediction +≤ 90\.0/);
    assert.match(JSON.stringify(history(90).spec), /"y":90,"kind":"prediction"/);
    assert.doesNotMatch(JSON.stringify(history(Number.NaN).spec), /prediction/);
    assert.match(`${alertLog(cooled, 1)}`, /too hot: cooling raised/);
  });

  test("has fewer alerts with a wider band", async () => {
    const runs = await tryBands({ ...small, seconds: 600 });
    const counts = runs.map(hotAlerts);
    assert.ok((counts.at(-1) ?? 0) < (counts[0] ?? 0), String(counts));
    assert.match(`${bandCurve(runs, { predicted: 9, locale: "en" })}`, /From \d+ alerts without a band to \d+/);
  });

  test("works with one thermometer and one second, and without any alert", async () => {
    const run = await runDataCentre({ zones: 1, sensors: 1, seconds: 1, threshold: 99 });
    assert.equal(run.results.readings, 1);
    assert.match(`${explainDataCentre(run)} ${alertLog(run)}`, /no alert.*No alert/s);
    heatMap(run);
    zoneHistory([run]);
  });

  test("refuses what can't be", async () => {
    await assert.rejects(runDataCentre({ zones: 0 }), { code: "ERR_NAVETTE_DATA_CENTRE", message: /zones is 0/ });
    await assert.rejects(runDataCentre({ threshold: Number.NaN }), { message: /threshold is NaN/ });
    await assert.rejects(watchDataCentre({ minuteMs: -1 }), { message: /minuteMs is -1/ });
    await assert.rejects(
      watchDataCentre({ ...small, isShown: false, signal: AbortSignal.abort(new Error("enough")) }),
      {
        message: "enough",
      },
    );
  });
});

test("watchDataCentre goes through the same as runDataCentre", async () => {
  await using _nothing = leavesNothing(new Timeline());
  const [watched, run] = [await watchDataCentre({ ...small, minuteMs: 1, isShown: false }), await runDataCentre(small)];
  assert.equal(watched.results.readings, run.results.readings);
  assert.deepEqual(watched.results.alerts, run.results.alerts);
});

test("watchDataCentre shows the zones and the newest alerts while time passes", async () => {
  const place = host();
  const { display } = place;
  const shown: MimeBundle[][] = [];
  place.display = (bundle) => {
    const versions = [bundle];
    shown.push(versions);
    return { update: (next) => void versions.push(next), clear() {} };
  };
  try {
    const { results } = await watchDataCentre({ ...small, threshold: 24, minuteMs: 0 });
    assert.ok(results.alerts.length > 5);
    const [maps = [], logs = []] = shown;
    assert.ok(maps.length > 1 && maps.every((bundle) => "application/vnd.vegalite.v5+json" in bundle));
    const [first, last] = [String(logs[0]?.["text/plain"]), String(logs.at(-1)?.["text/plain"])];
    assert.match(first, /^(No alert|Aucune alerte)/);
    assert.equal(last.split("\n").filter((line) => /▲|✓/.test(line)).length, 5);
    assert.ok(last.includes(String(results.alerts.length - 5)));
  } finally {
    place.display = display;
  }
});

suite("backPressure", () => {
  for (const remedy of remedies) {
    test(`${remedy}: every reading is handled, dropped or waits`, async () => {
      await using _nothing = leavesNothing(new Timeline());
      const { results } = await backPressure({ remedy, perSecond: 2000, handleMs: 4, durationMs: 100 });
      const { sent, handled, dropped, left } = results;
      assert.equal(sent, handled + dropped + left);
      // By its clock, a source that pushes has sent all that was due, however late its timers were.
      if (remedy === "wait") assert.ok(sent > 0);
      else assert.equal(sent, 200);
      if (remedy === "queue") assert.ok(left > sent / 2);
      if (remedy === "drop") assert.ok(dropped > 0 && left <= 1);
      if (remedy === "wait") assert.equal(left, 0);
      assert.ok(`${explainPressure([{ ...sampleRun(results) }])}`.length > 20);
    });
  }

  test("refuses what can't be, and obeys its signal", async () => {
    await assert.rejects(backPressure({ remedy: "queue", perSecond: 0 }), { code: "ERR_NAVETTE_BACK_PRESSURE" });
    await assert.rejects(Reflect.apply(backPressure, null, [{ remedy: "pray" }]), { message: /remedy is 'pray'/ });
    const abort = new AbortController();
    const running = backPressure({ remedy: "queue", durationMs: 60_000, signal: abort.signal });
    abort.abort(new Error("enough"));
    await assert.rejects(running);
  });
});

/** A run of a machine that is nobody's, around results. */
function sampleRun<T>(results: T): Run<T> {
  return {
    results,
    strategy: "sequential",
    workers: 1,
    timeline: new Timeline(),
    wallMs: 1000,
    cpuMs: 900,
    parameters: {},
    machine: sampleMachine,
  };
}

suite("the plots of the data centre", () => {
  for (const locale of ["en", "fr"] as const) {
    test(`are the same for the same seed (${locale})`, async (t) => {
      const [cooled, plain] = [await runDataCentre(small), await runDataCentre({ ...small, feedback: false })];
      const runs = [sampleRun(cooled.results), sampleRun(plain.results)] as const;
      await matchesPicture(t, heatMap(runs[0], { locale }), `data-centre-heat-${locale}`);
      await matchesPicture(t, zoneHistory(runs, { locale }), `data-centre-zone-${locale}`);
      const { options } = cooled.results;
      const simulation = new ZoneSimulation({ from: 0, to: 6, options });
      for (let second = 0; second < 120; second++) simulation.step();
      await matchesPicture(t, zoneMap(simulation, options, 120, locale), `data-centre-map-${locale}`);
      const pressure = remedies.map(
        (remedy, at): Pressure => ({
          remedy,
          sent: 100,
          handled: 80 - 20 * at,
          dropped: 20 * at,
          left: 20,
          waiting: [0, 50, 100].map((ms) => ({ ms, count: (ms * (4 - at)) / 5 })),
        }),
      );
      await matchesPicture(t, pressurePlot(pressure.map(sampleRun), { locale }), `back-pressure-${locale}`);
    });
  }
});
