/** What the event loop really did: recorded from this Node, with none of what else runs here, and drawn. */
import assert from "node:assert/strict";
import { readFile } from "node:fs";
import { suite, test } from "node:test";
import { MessageChannel } from "node:worker_threads";
import { loopOrder } from "../../lib/event-loop/loop-order.ts";
import type { LoopPhase } from "../../lib/event-loop/loop-phase.ts";
import type { LoopCallback } from "../../lib/event-loop/loop-recorder.ts";
import { loopTimeline } from "../../lib/event-loop/loop-timeline.ts";
import { predictedOrder, predictOrder } from "../../lib/event-loop/predict-order.ts";
import { type LoopRecording, recordLoop } from "../../lib/event-loop/record-loop.ts";
import { recordRequests } from "../../lib/event-loop/request-ways.ts";
import { serveText } from "../../lib/event-loop/serve-text.ts";
import { explainLoop } from "../../lib/explanations/explain-loop.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine } from "./sample-runs.ts";

const names = ({ results }: Pick<LoopRecording, "results">) => results.flatMap(({ labels }) => labels);
const phaseOf = ({ results }: LoopRecording, label: string) =>
  results.find(({ labels }) => labels.includes(label))?.phase;

suite("recordLoop", () => {
  test("tells every queue and phase from one another", async () => {
    const recording = await recordLoop(({ note }) => {
      note("program");
      setTimeout(() => note("timer"), 1);
      setImmediate(() => note("immediate"));
      process.nextTick(() => note("tick"));
      queueMicrotask(() => note("microtask"));
      Promise.resolve().then(() => note("promise"));
      readFile(import.meta.filename, () => note("file"));
      const { port1, port2 } = new MessageChannel();
      const { promise, resolve } = Promise.withResolvers<void>();
      port1.on("message", () => {
        note("message");
        port1.close();
        resolve();
      });
      port2.postMessage(1);
      return promise;
    });
    const expected: Record<string, LoopPhase> = {
      program: "program",
      timer: "timers",
      immediate: "check",
      tick: "nextTick",
      microtask: "microtasks",
      promise: "microtasks",
      file: "poll",
      message: "messages",
    };
    for (const [label, phase] of Object.entries(expected)) assert.equal(phaseOf(recording, label), phase, label);
    assert.deepEqual(names(recording).slice(0, 4), ["program", "tick", "microtask", "promise"]);
  });

  test("keeps the order, the turns and the clock", async () => {
    const recording = await recordLoop(({ note }) => {
      setImmediate(() => {
        note("first");
        setImmediate(() => note("second"));
        process.nextTick(() => note("tick"));
      });
    });
    assert.deepEqual(names(recording), ["first", "tick", "second"]);
    const turn = (label: string) => recording.results.find(({ labels }) => labels.includes(label))?.turn ?? -1;
    assert.ok(turn("second") > turn("first"));
    assert.equal(turn("tick"), turn("first"));
    for (const { registered, started, ended } of recording.results)
      assert.ok(registered <= started && started <= ended);
    assert.equal(recording.timeline.spans.length, recording.results.length);
  });

  test("shows a timer that is due while the thread computes", async () => {
    const recording = await recordLoop(({ note, compute }) => {
      setTimeout(() => note("timer"), 5);
      note("program");
      compute(30);
    });
    const timer = recording.results.find(({ labels }) => labels.includes("timer"));
    assert.ok(timer?.due !== undefined && timer.started - timer.due >= 24);
    assert.match(`${explainLoop(recording)}`, /timer was .* late: the thread was busy with “program”/);
  });

  test("sees nothing of what others do on the same thread", async () => {
    const others = setInterval(() => Promise.resolve().then(() => {}), 1);
    const recording = await recordLoop(({ note }) => void setTimeout(() => note("mine"), 20));
    clearInterval(others);
    assert.deepEqual(
      recording.results.map(({ type }) => type),
      ["NAVETTE_PROGRAM", "Timeout"],
    );
  });

  test("waits for the last turn of an interval, and for no timer that is unref’ed", async () => {
    const recording = await recordLoop(({ note }) => {
      let turns = 0;
      const interval = setInterval(() => {
        note(`turn ${++turns}`);
        if (turns === 3) clearInterval(interval);
      }, 1);
      setTimeout(() => {}, 1_000_000).unref();
    });
    assert.deepEqual(names(recording), ["turn 1", "turn 2", "turn 3"]);
    const [first, second] = recording.results.filter(({ labels }) => labels.length > 0);
    assert.equal(second?.registered, first?.started);
  });

  test("cuts what never ends, and says so", async () => {
    let interval: NodeJS.Timeout | undefined;
    const recording = await recordLoop(
      ({ note }) => {
        interval = setInterval(() => note("again"), 1);
      },
      { limitMs: 50 },
    );
    clearInterval(interval);
    assert.match(String(recording.notices), /cut after 50 ms|coupé après 50 ms/);
    const full = await recordLoop(
      ({ note }) => {
        interval = setInterval(() => note("again"), 1);
      },
      { most: 4 },
    );
    clearInterval(interval);
    assert.equal(full.results.length, 4);
  });

  test("passes on what the program throws, and obeys its signal", async () => {
    await using _nothing = leavesNothing(new Timeline());
    await assert.rejects(
      recordLoop(() => {
        throw new TypeError("mine");
      }),
      { message: "mine" },
    );
    await assert.rejects(
      recordLoop(() => Promise.reject(new TypeError("later"))),
      { message: "later" },
    );
    const abort = new AbortController();
    await assert.rejects(
      recordLoop(
        () => {
          abort.abort(new Error("enough"));
          return new Promise(() => {});
        },
        { signal: abort.signal },
      ),
      { message: "enough" },
    );
    await assert.rejects(
      recordLoop(() => {}, { limitMs: 0 }),
      { code: "ERR_NAVETTE_LIMIT", message: /limitMs is 0/ },
    );
  });
});

suite("recordRequests", () => {
  test("makes one request in three ways, and gets the same text", async () => {
    await using server = await serveText({ latencyMs: 5, text: "bonjour" });
    const { recordings, texts } = await recordRequests(server.url);
    assert.deepEqual(texts, { callback: "bonjour", promise: "bonjour", await: "bonjour" });
    assert.equal(server.served, 4);
    for (const recording of Object.values(recordings)) assert.deepEqual(names(recording), ["asked", "status", "text"]);
    assert.match(`${loopTimeline(recordings, { locale: "en" })}`, /callback: asked/);
  });

  test("refuses a latency that is none", async () => {
    await assert.rejects(serveText({ latencyMs: -1 }), { code: "ERR_NAVETTE_LATENCY" });
  });
});

/** A recording from a clock that no machine has. */
function sampleRecording(): LoopRecording {
  const callback = (label: string, phase: LoopPhase, turn: number, times: readonly number[]): LoopCallback => {
    const [registered = 0, started = 0, ended = 0, due] = times;
    return {
      labels: label === "" ? [] : [label],
      phase,
      type: phase,
      turn,
      registered,
      started,
      ended,
      ...(due !== undefined && { due }),
    };
  };
  return {
    results: [
      callback("program", "program", 0, [0, 0, 40]),
      callback("tick", "nextTick", 0, [1, 40, 40.1]),
      callback("promise", "microtasks", 0, [2, 40.1, 40.2]),
      callback("timer", "timers", 0, [3, 40.3, 52, 13]),
      callback("", "poll", 1, [40.3, 52, 52.1]),
      callback("immediate", "check", 1, [5, 52.2, 60]),
      callback("file", "poll", 2, [52.1, 70, 71]),
      callback("message", "messages", 3, [6, 95, 96]),
    ],
    strategy: "async",
    workers: 1,
    timeline: new Timeline(),
    wallMs: 96,
    cpuMs: 60,
    idleMs: 32,
    parameters: {},
    machine: sampleMachine,
  };
}

suite("the plots of a recording", () => {
  for (const locale of ["en", "fr"] as const) {
    test(`draw the order, with a prediction (${locale})`, async (t) => {
      const plot = loopOrder(sampleRecording(), { locale, predicted: ["program", "promise", "tick", "timer"] });
      await matchesPicture(t, plot, `loop-order-${locale}`);
    });

    test(`draw the times, with a prediction (${locale})`, async (t) => {
      const predicted = { name: "timer", ms: 10 };
      await matchesPicture(t, loopTimeline(sampleRecording(), { locale, predicted }), `loop-timeline-${locale}`);
    });
  }

  test("mark a guess in each recording, at the first callback of that name", () => {
    const recordings = { callback: sampleRecording(), promise: sampleRecording() };
    const marked = (name: string, ms: number | undefined) =>
      JSON.stringify(loopTimeline(recordings, { predicted: { name, ms }, locale: "en" }).spec).match(
        /"row":\d+,"kind":"prediction"/g,
      );
    assert.equal(marked("timer", 10)?.length, 2);
    assert.equal(new Set(marked("timer", 10)).size, 2);
    assert.equal(marked("nobody", 10), null);
    assert.equal(marked("timer", undefined), null);
  });

  test("draw nothing of a recording that names nothing", async () => {
    const recording = await recordLoop(() => {});
    assert.throws(() => loopOrder(recording), { code: "ERR_NAVETTE_SPANS", message: /call `note/ });
  });
});

suite("predictOrder", () => {
  test("keeps a list of names, and nothing else", () => {
    predictOrder("test", ["a", "b"]);
    assert.deepEqual(predictedOrder("test"), ["a", "b"]);
    assert.match(`${predictOrder("test", null)}`, /No prediction yet|Pas encore/);
    assert.deepEqual(predictedOrder("test"), []);
    assert.match(`${Reflect.apply(predictOrder, null, ["test", 3])}`, /Not kept|Non retenue/);
  });
});

suite("explainLoop", () => {
  test("chooses its sentences by what ran", () => {
    const text = `${explainLoop(sampleRecording(), {
      order: ["program", "promise"],
      start: { name: "timer", ms: 10 },
    })}`;
    assert.match(text, /The program first/);
    assert.match(text, /went before the promises/);
    assert.match(text, /timer was 27\.3\sms late/);
    assert.match(text, /1 of 7 names stood/);
    assert.match(text, /measured: 40\.3\sms/);
  });

  test("blames no callback that had ended before the timer was due", () => {
    const recording = sampleRecording();
    const results = recording.results.map((callback) =>
      callback.due === undefined ? callback : { ...callback, due: 40.2 },
    );
    const late = results.map((callback) => (callback.due === undefined ? callback : { ...callback, started: 50 }));
    assert.match(
      `${explainLoop({ ...recording, results: late })}`,
      /timer was 9\.80\sms late, as the machine was busy/,
    );
  });
});
