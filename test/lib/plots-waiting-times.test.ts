import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { waitingTimes } from "../../lib/plots/waiting-times.ts";
import { simulateBakery } from "../../lib/queues/simulate-bakery.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine } from "./sample-runs.ts";

function days(servers: number, queues: number) {
  return [1, 2, 3].map((seed) => ({
    ...simulateBakery({ servers, queues, seed, customers: 2000, serviceMs: 20, arrivalMs: 12, join: "random" }),
    machine: sampleMachine,
  }));
}

suite("waitingTimes", () => {
  for (const locale of ["en", "fr"] as const) {
    test(`draws simulations, their intervals and theory (${locale})`, async (t) => {
      const runs = [2, 3, 4].map((servers) => [days(servers, 1), days(servers, servers)]);
      const plot = waitingTimes(runs, { locale });
      await matchesPicture(t, plot, `waiting-times-${locale}`);
      t.assert.snapshot(plot.toString(), { serializers: [String] });
    });
  }

  test("says where no theory holds, since more come than can be served", () => {
    const plot = waitingTimes([days(1, 1)], { locale: "en" });
    assert.match(plot.toString(), /theory +∞/);
    assert.match(JSON.stringify(plot.spec.title), /No theory for 1: more come/);
  });

  test("draws a prediction for one queue, in the unit of the axis", () => {
    const draw = (ms: number | undefined) =>
      waitingTimes([days(2, 1), days(2, 2)], { locale: "en", prediction: { servers: 2, ms } });
    assert.match(draw(30).toString(), /2 +one queue for all +your prediction +30\.0\u00a0ms/);
    assert.match(JSON.stringify(draw(30).spec), /"kind":"prediction"/);
    assert.match(JSON.stringify(draw(30_000).spec), /"wait":30,/);
    assert.doesNotMatch(JSON.stringify(draw(undefined).spec), /prediction/);
  });

  test("has nothing to draw without runs", () => {
    assert.throws(() => waitingTimes([]), { code: "ERR_NAVETTE_RUNS" });
  });
});
