import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";
import { assertOrder } from "../client/order.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

async function run(code: string): Promise<Exchange> {
  const cell = await kernel.run(code);
  assert.equal(cell.error, undefined, `${code}\n${cell.error?.traceback}`);
  return cell;
}

const printed: readonly (readonly [code: string, stdout: string | RegExp, stderr?: string | RegExp])[] = [
  ['console.log("a", 1, { b: [2] }, null)', "a 1 { b: [ 2 ] } null\n"],
  ['console.log("%s is %d years and %o", "Ada", 36, [1])', /^Ada is 36 years and \[ 1, \[length\]: 1 \]\n$/],
  ["console.log()", "\n"],
  ['console.info("info"); console.debug("debug")', "info\ndebug\n"],
  ['console.error("error"); console.warn("warn")', "", "error\nwarn\n"],
  ['console.table([{ a: 1, b: "x" }, { a: 2 }])', /┌.*\n│ \(index\) │ a │ b {3}│\n[\s\S]*│ 1 {7}│ 2 │ {5}│\n└/],
  ['console.table([[1, 2]], ["0"])', /│ \(index\) │ 0 │/],
  [
    'console.group("outer"); console.log("in"); console.group(); console.log("deeper"); console.groupEnd(); console.groupEnd(); console.log("out")',
    "outer\n  in\n    deeper\nout\n",
  ],
  ['console.groupCollapsed("g"); console.error("indented"); console.groupEnd()', "g\n", "  indented\n"],
  ["console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 })", "{ a: [Object] }\n"],
  ["console.dirxml({ a: 1 })", "{ a: 1 }\n"],
  [
    'console.count(); console.count("x"); console.count("x"); console.countReset("x"); console.count("x")',
    "default: 1\nx: 1\nx: 2\nx: 1\n",
  ],
  ['console.time("t"); console.timeLog("t", "so far"); console.timeEnd("t")', /^t: [\d.]+m?s so far\nt: [\d.]+m?s\n$/],
  [
    'console.assert(1 === 1, "fine"); console.assert(false, "not %s", "fine"); console.assert(false)',
    "",
    "Assertion failed: not fine\nAssertion failed\n",
  ],
  ['console.trace("here %d", 1)', "", /^Trace: here 1\n {4}at In\[\d+\]:1:9\n$/],
  ['process.stdout.write("no line end"); process.stderr.write("nor here"); undefined', "no line end", "nor here"],
  ["process.stdout.write(new Uint8Array([0xc3])); process.stdout.write(new Uint8Array([0xa9, 10])); undefined", "é\n"],
  ['process.stdout.write("68c3a9", "hex"); undefined', "hé"],
  ['console.log("\\u001b[31mred\\u001b[39m\\rback")', "\u001b[31mred\u001b[39m\rback\n"],
  ['new console.Console(process.stdout).log("own console")', "own console\n"],
  ['import { log } from "node:console"; log("imported")', "imported\n"],
  [
    'await new Promise<void>((resolve) => process.stdout.write("with a callback\\n", () => resolve()))',
    "with a callback\n",
  ],
  ['console.log("a".repeat(3_000_000).length)', "3000000\n"],
];

for (const [code, stdout, stderr = ""] of printed) {
  test(code, async () => {
    const cell = await run(code);
    for (const [name, expected] of [
      ["stdout", stdout],
      ["stderr", stderr],
    ] as const) {
      if (typeof expected === "string") assert.equal(cell.text(name), expected);
      else assert.match(cell.text(name), expected);
    }
    assert.equal(cell.result, undefined);
  });
}

test("group, count and time are the session's: they go on in the next cell", async () => {
  await run('console.group("over"); console.count("many"); console.time("long")');
  const next = await run('console.log("still in"); console.groupEnd(); console.count("many"); console.timeEnd("long")');
  assert.match(next.text(), /^ {2}still in\nmany: 2\nlong: [\d.]+m?s\n$/);
});

test("nothing keeps what was printed", async () => {
  await run(`
    import { setFlagsFromString } from "node:v8";
    import { runInNewContext } from "node:vm";
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const gone = Promise.withResolvers<void>();
    let left = 20;
    const registry = new FinalizationRegistry(() => (left -= 1) || gone.resolve());`);
  await run("for (let i = 0; i < 20; i++) { const it = { i }; registry.register(it, i); console.log(it) }");
  const cell = await run("const again = setInterval(collect, 10); await gone.promise; clearInterval(again); left");
  assert.equal(cell.result, "0");
});

test("functions imported from node:console print as console's own do", async () => {
  const cell = await run(
    'import { group, groupEnd, log } from "node:console"; group("g"); console.log("a"); log("b"); groupEnd()',
  );
  assert.equal(cell.text(), "g\n  a\n  b\n");
});

test("console.clear clears the output", async () => {
  const cell = await run('console.log("1"); console.clear(); console.log("2")');
  assert.deepEqual(assertOrder(cell), ["stream", "clear_output", "stream"]);
  assert.deepEqual(cell.ofType("clear_output")[0]?.content, { wait: false });
});

test("stdout and stderr come in the order in which they were written", async () => {
  const cell = await run("for (let i = 0; i < 50; i += 1) { console.log(`out ${i}`); console.error(`err ${i}`) }");
  const expected = Array.from({ length: 50 }, (_, i) => `out ${i}\nerr ${i}\n`).join("");
  assert.equal(cell.text(), expected);
});

test("a long text arrives whole, in pieces that cut no character", async () => {
  const cell = await run('console.log("x" + "🎉".repeat(700_000))');
  const pieces = cell.ofType("stream").map(({ content }) => String(content.text));
  assert.ok(pieces.length > 1);
  for (const piece of pieces) assert.ok(piece.isWellFormed());
  assert.equal(pieces.join(""), `x${"🎉".repeat(700_000)}\n`);
});

test("what is printed later, between cells, carries the header of its cell", async () => {
  const first = kernel.submit('setTimeout(() => console.log("late of the first"), 20); 1');
  await first.done();
  const second = await run('await new Promise((resolve) => setTimeout(resolve, 30)); console.log("of the second")');
  await first.until(() => first.text() !== "", "the late line");
  assert.equal(first.text(), "late of the first\n");
  assert.equal(second.text(), "of the second\n");
});

test("nobody is a terminal", async () => {
  assert.equal(
    (await run("[process.stdout.isTTY, process.stderr.isTTY, process.stdin.isTTY]")).result,
    "[ false, false, undefined ]",
  );
  assert.equal((await run("process.stdout.columns > 0 && !process.stdout.writableNeedDrain")).result, "true");
});
