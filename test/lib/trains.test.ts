/** Trains on a single track, with and without a semaphore, and shortest ways on their railway. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { explore } from "../../lib/interleavings/explore.ts";
import type { MemoryTask } from "../../lib/memory/memory.ts";
import { PriorityQueue } from "../../lib/railway/priority-queue.ts";
import { type Railway, railway } from "../../lib/railway/railway.ts";
import { railwayMap } from "../../lib/railway/railway-map.ts";
import { shortestPath, withoutLine } from "../../lib/railway/shortest-path.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { runTrains, singleTrackLine, type Traffic } from "../../lib/trains/run-trains.ts";
import { collisionBars, spaceTime } from "../../lib/trains/space-time.ts";
import { crossTrack } from "../../lib/trains/train.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleRun } from "./sample-runs.ts";

suite("trains in every order", () => {
  const train =
    (index: number, hasSemaphore: boolean): MemoryTask =>
    (memory, thread) =>
      crossTrack(memory, thread, { index, trains: 2, hasSemaphore }, () => thread.step("ride"));
  const program = (hasSemaphore: boolean) =>
    explore({
      memory: { semaphore: 1, first: 0, second: 0, "0/0": 0, met: 0, "1/0": 0, "1/1": 0 },
      tasks: { A: train(0, hasSemaphore), B: train(1, hasSemaphore) },
      invariant: ({ places }) => Object.values(places).filter((place) => place === "on the track").length <= 1,
      postcondition: ({ memory }) => memory.met === 0,
    });

  test("never meet with the semaphore", () => {
    const { broken, isComplete } = program(true);
    assert.deepEqual([broken, isComplete], [0, true]);
  });

  test("meet without it, and know that they do", () => {
    const { broken, outcomes } = program(false);
    assert.ok(broken > 0);
    assert.ok(outcomes.some(({ memory }) => memory.met === 1));
  });
});

suite("runTrains", () => {
  test("counts no collision with the semaphore, and gives each train's times in order", async () => {
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    const { results } = await runTrains({ workers: 4, msPerKm: 3, timeline });
    assert.deepEqual(results.collisions, []);
    assert.equal(results.journeys.length, 4);
    for (const { departed, atSignal, entered, left, arrived } of results.journeys) {
      assert.ok(0 <= departed && departed <= atSignal && atSignal <= entered && entered <= left && left <= arrived);
    }
    const onTrack = results.journeys.toSorted((a, b) => a.entered - b.entered);
    for (const [at, { entered }] of onTrack.entries()) assert.ok(entered >= (onTrack[at - 1]?.left ?? 0));
    assert.equal(timeline.spans.length, 4);
  });

  test("counts those that are on the track together without it", async () => {
    const { results } = await runTrains({ workers: 6, msPerKm: 3, hasSemaphore: false });
    const { trackBegins, trackEnds } = results.line;
    assert.ok(results.collisions.length > 0);
    for (const { km, trains, ms } of results.collisions) {
      assert.ok(km >= trackBegins && km <= trackEnds);
      assert.ok(ms > 0 && trains[0] !== trains[1]);
    }
  });

  test("runs one train alone, and names what can't be", async () => {
    assert.deepEqual((await runTrains({ workers: 1, msPerKm: 1, hasSemaphore: false })).results.collisions, []);
    await assert.rejects(runTrains({ msPerKm: 0 }), { code: "ERR_NAVETTE_SPEED" });
    await assert.rejects(runTrains({ seed: 0.5 }), { code: "ERR_NAVETTE_SEED" });
    await assert.rejects(runTrains({ workers: 0 }), { code: "ERR_NAVETTE_WORKERS" });
  });
});

suite("plots of trains", () => {
  const journeys = [
    { index: 0, isUp: true, departed: 0, atSignal: 32, entered: 32, left: 48, arrived: 80 },
    { index: 1, isUp: false, departed: 6, atSignal: 40, entered: 40, left: 57, arrived: 91 },
    { index: 2, isUp: true, departed: 30, atSignal: 58, entered: 70, left: 84, arrived: 112 },
  ];
  const traffic = (hasSemaphore: boolean, collisions: Traffic["collisions"]) => ({
    ...sampleRun({ strategy: "threads", workers: 3, wallMs: 112 }),
    results: { line: singleTrackLine, hasSemaphore, journeys, collisions },
  });
  const without = traffic(false, [{ trains: [0, 1], ms: 44.1, km: 5.51 }]);

  test("draw each train's way and the collisions (en)", async (t) => {
    const plot = spaceTime(without, { locale: "en" });
    await matchesPicture(t, plot, "space-time");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
  });

  test("draw waiting, and count collisions with the guess (fr)", async (t) => {
    await matchesPicture(t, spaceTime(traffic(true, []), { locale: "fr" }), "space-time-semaphore");
    const plot = collisionBars([without, traffic(true, [])], { prediction: 2, locale: "fr" });
    await matchesPicture(t, plot, "collisions");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
  });
});

suite("shortestPath", () => {
  test("agrees with Bellman and Ford's algorithm on any railway", () => {
    const names = ["A", "B", "C", "D", "E", "F", "G"];
    const line = fc.record({
      between: fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)),
      minutes: fc.nat(30),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 16 }), (lines) => {
        const map: Railway = { stations: names.map((name) => ({ name, east: 0, north: 0 })), lines };
        const minutes = new Map(names.map((name) => [name, name === "A" ? 0 : Number.POSITIVE_INFINITY]));
        for (const _ of names) {
          for (const { between, minutes: own } of lines) {
            for (const [a, b] of [between, between.toReversed()]) {
              const through = (minutes.get(a ?? "") ?? 0) + own;
              if (through < (minutes.get(b ?? "") ?? 0)) minutes.set(b ?? "", through);
            }
          }
        }
        for (const to of names) {
          const route = shortestPath(map, "A", to);
          assert.equal(route.minutes ?? Number.POSITIVE_INFINITY, minutes.get(to));
          const settled = route.settled.map((one) => one.minutes);
          assert.deepEqual(
            settled,
            settled.toSorted((a, b) => a - b),
          );
          if (route.stations) assert.deepEqual([route.stations[0], route.stations.at(-1)], ["A", to]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("goes round a line that is closed, and says where there is no way", () => {
    assert.equal(shortestPath(railway, "Dekker", "Liskov").minutes, 69);
    const closed = withoutLine(railway, "Lamport", "Hoare");
    assert.equal(shortestPath(closed, "Dekker", "Liskov").minutes, 70);
    const island: Railway = { stations: railway.stations, lines: [] };
    assert.equal(shortestPath(island, "Dekker", "Hoare").stations, undefined);
    assert.deepEqual(shortestPath(island, "Hoare", "Hoare").stations, ["Hoare"]);
  });

  test("names what isn't on the map", () => {
    assert.throws(() => shortestPath(railway, "Dekker", "Turing"), {
      code: "ERR_NAVETTE_STATION",
      message: /station is 'Turing': use one of Dekker, /,
    });
    assert.throws(() => withoutLine(railway, "Dekker", "Hoare"), { code: "ERR_NAVETTE_STATION" });
    const wrong: Railway = { ...railway, lines: [{ between: ["Dekker", "Hoare"], minutes: -1 }] };
    assert.throws(() => shortestPath(wrong, "Dekker", "Hoare"), { code: "ERR_NAVETTE_MINUTES" });
  });

  test("its queue gives back any numbers in their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (numbers) => {
        const queue = new PriorityQueue<number>();
        for (const number of numbers) queue.push(number, number);
        const out: number[] = [];
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) out.push(next.item);
        assert.deepEqual(
          out,
          numbers.toSorted((a, b) => a - b),
        );
        assert.equal(queue.size, 0);
      }),
    );
  });

  test("is drawn on the map, on its way and at its end", async (t) => {
    const route = shortestPath(railway, "Dekker", "Liskov");
    const plot = railwayMap(railway, route, { locale: "en", prediction: 75 });
    await matchesPicture(t, plot, "railway-route");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
    await matchesPicture(t, railwayMap(railway, route, { upTo: 4, locale: "fr" }), "railway-on-the-way");
    const plain = railwayMap(railway, undefined, { locale: "fr" });
    await matchesPicture(t, plain, "railway");
    assert.match(plain.toString(), /Hoare – Lamport +7\smin +1\n/);
    assert.match(plain.toString(), /Dekker – Dijkstra +14\smin +2\n/);
  });
});
