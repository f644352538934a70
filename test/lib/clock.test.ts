import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { measureClock } from "../../lib/clock/measure-clock.ts";
import { moorePlot, mooresLaw } from "../../lib/clock/moore-plot.ts";
import { processors } from "../../lib/clock/processors.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine } from "./sample-runs.ts";

suite("the clock", () => {
  test("is measured between what no machine is below and what none reaches", () => {
    const { measured } = measureClock();
    assert.ok(measured > 50 && measured < 12_000, `${measured} MHz`);
  });

  test("of past processors is a table in order, in which Moore's law shows", () => {
    const years = processors.map(({ year }) => year);
    assert.deepEqual(
      years,
      years.toSorted((a, b) => a - b),
    );
    for (const { year, transistors } of processors) {
      const ratio = (transistors ?? 1) / mooresLaw(year);
      assert.ok(ratio > 1 / 12 && ratio < 12, `${year}: ${ratio} times the law`);
    }
    assert.ok(processors.every(({ megahertz = 0 }) => megahertz < 5000));
  });

  for (const locale of ["en", "fr"] as const) {
    test(`is drawn beside Moore's law (${locale})`, async (t) => {
      const clock = { measured: 3100, highest: 3500, told: 2500 };
      const plot = moorePlot(clock, { year: 2026, machine: sampleMachine, locale });
      await matchesPicture(t, plot, `moore-${locale}`);
    });
  }

  test("is drawn beside what was predicted, but for zero, which has no place there", () => {
    const clock = { measured: 3100, highest: undefined, told: undefined };
    const drawn = (prediction?: number) => moorePlot(clock, { prediction, machine: sampleMachine, locale: "en" });
    assert.match(drawn(2400).toString(), /your prediction +2,400\u00a0MHz/);
    assert.match(JSON.stringify(drawn(2400).spec), /Large diamond: what you predicted/);
    for (const absent of [undefined, 0]) assert.doesNotMatch(drawn(absent).toString(), /prediction/);
    assert.match(JSON.stringify(drawn(1e12).spec), /"y":300000000,/);
  });
});
