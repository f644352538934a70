/** Programs stepped through in processes of their own: what each step shows, and programs that don't end well. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { host } from "../../lib/host/host.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { trace } from "../../lib/trace/trace.ts";
import type { TracedValue, TraceStep } from "../../lib/trace/trace-step.ts";
import { leavesNothing } from "./leaves-nothing.ts";

const written = (value: TracedValue) => ("ref" in value ? `→${value.ref}` : value.text);

/** A call's variables as `a=1 b=→2`, the innermost call unless told. */
function variables(step: TraceStep | undefined, depth = -1): string {
  return (step?.frames.at(depth)?.variables ?? [])
    .filter(({ value }) => !("text" in value && value.text.startsWith("ƒ")))
    .map(({ name, value, isCaptured }) => `${name}${isCaptured ? "↑" : ""}=${written(value)}`)
    .join(" ");
}

const linesOf = (steps: readonly TraceStep[]) => steps.map(({ line }) => line);

describe("trace", () => {
  it("stops before each line, at the end, and shows a variable from its declaration on", async () => {
    const { steps, output, cut } = await trace("let a = 1;\nconst b: number = a + 1;\nconsole.log(a, b);");
    assert.deepEqual(linesOf(steps), [1, 2, 3, 4]);
    assert.deepEqual(
      steps.map((step) => variables(step)),
      ["", "a=1", "a=1 b=2", "a=1 b=2"],
    );
    assert.deepEqual(
      steps.map(({ printed }) => printed),
      [0, 0, 0, 4],
    );
    assert.equal(output, "1 2\n");
    assert.equal(cut, undefined);
  });

  it("shows every call that has not returned, with its own variables and line", async () => {
    const { steps } = await trace(`function fact(n: number): number {
  if (n <= 1) return 1;
  return n * fact(n - 1);
}
const r = fact(3);`);
    const deepest = steps.find(({ frames }) => frames.length === 4);
    assert.deepEqual(
      deepest?.frames.map(({ name, line }) => `${name}:${line}`),
      [":5", "fact:3", "fact:3", "fact:2"],
    );
    assert.deepEqual(
      [1, 2, 3].map((depth) => variables(deepest, depth)),
      ["n=3", "n=2", "n=1"],
    );
    assert.equal(variables(steps.at(-1)), "r=6");
  });

  it("shows one object once, however many names it has, and follows it", async () => {
    const { steps } = await trace("const a = [{ x: 1 }];\nconst b = a;\nb.push(a[0]);\na[0].x = 2;");
    const last = steps.at(-1);
    assert.equal(variables(last), "a=→1 b=→1");
    assert.deepEqual(
      last?.heap.map(({ id, kind, entries }) => [
        id,
        kind,
        entries.map(([key, value]) => `${key}=${written(value)}`).join(" "),
      ]),
      [
        [1, "Array", "0=→2 1=→2"],
        [2, "Object", "x=2"],
      ],
    );
  });

  it("shows what closures keep, maps, sets, dates, classes and circles, and runs no getter", async () => {
    const { steps, output } =
      await trace(`class Point { constructor(x: number) { this.x = x; } x: number; get far(): number { console.log("run"); return 1; } }
const counter = () => { let n = 0; return () => { n += 1; return n; }; };
const next = counter();
next();
const all = { map: new Map([["k", new Set([1])]]), when: new Date(0), point: new Point(3) } as Record<string, unknown>;
all.self = all;
const sly = new Proxy({}, { ownKeys() { console.log("trap"); return []; } });
const own = { get lazy() { console.log("getter"); return 1; } };`);
    assert.ok(steps.some((step) => variables(step) === "n↑=0" || variables(step) === "n↑=1"));
    const last = steps.at(-1);
    const kinds = last?.heap.map(({ kind }) => kind);
    for (const kind of ["Object", "Map", "Set", "Date", "Point", "Proxy"]) assert.ok(kinds?.includes(kind), kind);
    const whole = last?.heap.find(({ entries }) => entries.some(([key]) => key === "self"));
    assert.deepEqual(whole?.entries.find(([key]) => key === "self")?.[1], { ref: whole?.id });
    const lazy = last?.heap.flatMap(({ entries }) => entries).find(([key]) => key === "lazy");
    assert.deepEqual(lazy?.[1], { text: "(getter)" });
    assert.equal(output, "");
  });

  it("goes on behind await, and in callbacks", async () => {
    const { steps, output } =
      await trace(`const wait = new Promise<string>((resolve) => setTimeout(resolve, 1, "done"));
setImmediate(() => {
  console.log("callback");
});
const said = await wait;
console.log(said);`);
    assert.deepEqual(output.split("\n").sort(), ["", "callback", "done"]);
    for (const line of [3, 6]) assert.ok(linesOf(steps).includes(line), `line ${line}`);
    assert.equal(variables(steps.findLast(({ line }) => line === 6)), 'wait=→1 said="done"');
  });

  it("takes functions, which see nothing of what is around them", async () => {
    const { source, output } = await trace(function hello() {
      console.log("hello");
    });
    assert.match(source, /^function hello\(\) \{[\s\S]*\}\nhello\(\);$/);
    assert.equal(output, "hello\n");
    assert.equal((await trace(() => console.log("arrow"))).output, "arrow\n");
  });

  it("ends with the error of a program that throws", async () => {
    const { steps, cut } = await trace('const n = 1;\nthrow new RangeError("no " + n);');
    assert.equal(steps.at(-1)?.error, "RangeError: no 1");
    assert.equal(variables(steps.at(-1)), "n=1");
    assert.equal(cut, undefined);
    assert.equal((await trace('throw "text";')).steps.at(-1)?.error, "threw 'text'");
  });

  it("cuts what has too many steps, never ends, waits for ever, or leaves", async () => {
    await using _ = leavesNothing(new Timeline());
    const many = await trace("let n = 0;\nwhile (true) {\n  n += 1;\n}", { limit: 20 });
    assert.equal(many.steps.length, 20);
    assert.equal(many.cut, "steps");
    assert.match(String(many), /more than 20 steps/);
    assert.equal(
      (await trace("setInterval(() => {}, 1000);\nawait new Promise(() => {});", { timeoutMs: 1500 })).cut,
      "time",
    );
    assert.equal((await trace("process.exit(3);")).cut, "ended");
    const large = await trace(
      'const all: string[][] = [];\nfor (let i = 0; ; i++) all.push(Array(12).fill("x".repeat(60)));',
      {
        limit: 2000,
        timeoutMs: 120_000,
      },
    );
    assert.equal(large.cut, "size");
  });

  it("shows what a program that was cut, or left, had printed until then", async () => {
    const endless = await trace("for (let i = 0; ; i++) console.log(i);", { limit: 9 });
    assert.equal(endless.cut, "steps");
    const { printed } = endless.steps.at(-1) ?? {};
    assert.ok(printed !== undefined && printed >= 4);
    assert.equal(endless.output, "0\n1\n2\n3\n4\n5\n6\n7\n8\n".slice(0, printed));
    assert.match(endless.svg(), />1</);
    const left = await trace('console.log("bye");\nprocess.exit(3);');
    assert.deepEqual([left.cut, left.output], ["ended", "bye\n"]);
  });

  it("keeps 100,000 characters of what is printed, and says that there was more", async () => {
    const large = await trace('console.log("x".repeat(5_000_000));\nconsole.log("never");', { timeoutMs: 120_000 });
    assert.deepEqual([large.cut, large.output.length], ["size", 100_000]);
    assert.match(String(large), /what the program prints/);
    const late = await trace('setTimeout(() => console.log("x".repeat(5_000_000)));', { timeoutMs: 120_000 });
    assert.deepEqual([late.cut, late.output.length], ["size", 100_000]);
    assert.equal((await trace('console.log("x".repeat(99_999));')).cut, undefined);
  });

  it("tells a program that its text was written", async () => {
    const { output } = await trace('process.stdout.write("one ", () => console.log("two"));');
    assert.equal(output, "one two\n");
  });

  it("ends its process when it is interrupted", async () => {
    await using _ = leavesNothing(new Timeline());
    const controller = new AbortController();
    const running = trace("await new Promise(() => { setInterval(() => {}, 1000); });", { signal: controller.signal });
    controller.abort();
    await assert.rejects(running, { code: "ERR_NAVETTE_ABORTED" });
  });

  it("refuses what is no program", async () => {
    for (const wrong of ["", "  ", 42, null, "x".repeat(20_001)]) {
      await assert.rejects(trace(wrong as string), { code: "ERR_NAVETTE_TRACE", message: /1 to 20000 characters/ });
    }
    await assert.rejects(trace("let = ;"), { code: "ERR_NAVETTE_TRACE", message: /can't be traced/ });
    await assert.rejects(trace("enum A { B }"), { code: "ERR_NAVETTE_TRACE", message: /enum is not supported/ });
    for (const limit of [0, 1.5, 2001]) await assert.rejects(trace("1;", { limit }), { code: "ERR_NAVETTE_TRACE" });
  });

  it("draws a step: the line, the calls, arrows, what was printed; and tells all of them in words", async (t) => {
    const place = host();
    const { locale } = place;
    t.after(() => {
      place.locale = locale;
    });
    place.locale = "en";
    const traced = await trace('const a = ["<b>"];\nconst same = a;\nconsole.log(same);');
    const svg = traced.svg();
    assert.match(svg, /^<svg [^>]*>/);
    assert.equal(svg.match(/marker-end/g)?.length, 2);
    assert.doesNotMatch(svg, /<b>/);
    assert.match(traced.svg(0), /▶/);
    assert.match(String(traced), /2 +2 +const same = a; +a → Array 1/);
    place.locale = "fr";
    assert.match(traced.svg(), /Affiché jusqu’ici/);
  });
});
