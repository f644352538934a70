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

  test("has nothing to draw without runs", () => {
    assert.throws(() => waitingTimes([]), { code: "ERR_NAVETTE_RUNS" });
  });
});
