import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

async function failing(
  code: string,
): Promise<{ cell: Exchange; ename: string; evalue: string; traceback: string; url: string }> {
  const cell = await kernel.run(code);
  assert.ok(cell.error, `no error in ${code}`);
  return { cell, ...cell.error, url: `In[${cell.reply?.content.execution_count}]` };
}

/** The lines of a traceback that name frames. */
function frames(traceback: string): string[] {
  return traceback
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim().replace(/ \{$/, ""));
}

function assertOurs(traceback: string): void {
  assert.doesNotMatch(traceback, /kernel\/(?:user|session|notebook|cells)|node:inspector|__navette/);
}

test("an error names its cell, line and column in the TypeScript as it was written", async () => {
  const { ename, evalue, traceback, url } = await failing(
    "interface A { x: number }\nconst a: A = { x: 1 };\nfunction fail(this: void, x: number): never {\n  if (x) throw new RangeError(`x is ${x}`);\n  return x as never;\n}\nfail(a.x);",
  );
  assert.equal(ename, "RangeError");
  assert.equal(evalue, "x is 1");
  assert.deepEqual(frames(traceback), [`at fail (${url}:4:16)`, `at ${url}:7:1`]);
  assertOurs(traceback);
  assert.match(
    traceback,
    /^In\[\d+\]:4:16\n {2}3 │ function fail\(this: void, x: number\): never \{\n❯ 4 │ {3}if \(x\) throw new RangeError/,
  );
  const [, caret] = /❯ 4 │ .*\n(.*)/.exec(traceback) ?? [];
  assert.equal(caret, `    │ ${" ".repeat(15)}^`);
  assert.match(traceback, /\nRangeError: x is 1\n/);
});

test("a traceback is in colours", async () => {
  const { cell } = await failing("throw new Error('red')");
  const lines = cell.ofType("error")[0]?.content.traceback;
  assert.ok(Array.isArray(lines));
  const text = lines.join("\n");
  assert.ok(text.includes("\u001b[31m\u001b[1mError: red\u001b[22m\u001b[39m"), text);
  assert.ok(text.includes("\u001b[36mIn["), text);
});

test("places are right behind types, imports, awaits, and in transformed code", async () => {
  const cells: readonly (readonly [code: string, line: number, column: number])[] = [
    ["null!.x", 1, 7],
    ["(null as any as { x: number }).x", 1, 32],
    ['import { readFileSync } from "node:fs"; readFileSync("missing")', 1, 41],
    ["const y = await Promise.resolve(1); await 0; (y as any).z.q", 1, 59],
    // Columns count UTF-16 units, as V8 and editors do.
    ["let é = '🎉'; throw new Error(é)", 1, 21],
    ["type T = {\n  a: 1;\n};\n\n\nenum E { a }\n  throw new Error(String(E.a))", 7, 9],
    [
      "class P { constructor(private readonly x: number) {}\n  get(): never { throw new Error(`${this.x}`) } }\nnew P(1).get()",
      2,
      24,
    ],
    [
      "function deco(v: unknown, c: unknown) {}\n@deco class D {}\nnamespace N { export const n = 1 }\nthrow new Error()",
      4,
      7,
    ],
    ["export const exported: number = 1;\nthrow new Error()", 2, 7],
    ["using held = { [Symbol.dispose]() {} };\n/* a comment */ throw new Error()", 2, 23],
    ["const fixedValue = 1;\nfixedValue = 2", 2, 12],
    ["\n\n\r\n  undeclared.x", 4, 3],
    ["{ a: (() => { throw new Error() })() }", 1, 21],
  ];
  for (const [code, line, column] of cells) {
    const { traceback, url } = await failing(code);
    assert.ok(traceback.startsWith(`${url}:${line}:${column}\n`), `${code}\n${traceback}`);
    assertOurs(traceback);
  }
});

test("an error in a function of an earlier cell names that cell, and the one that called it", async () => {
  const defined = await kernel.run("function helper(f: () => void) {\n  f();\n}");
  const { traceback, url } = await failing("\nhelper(() => {\n  throw new Error('inner');\n})");
  const earlier = `In[${defined.reply?.content.execution_count}]`;
  assert.deepEqual(frames(traceback), [`at ${url}:3:9`, `at helper (${earlier}:2:3)`, `at ${url}:2:1`]);
});

test("an error behind an await names every line that awaited", async () => {
  const { traceback, url } = await failing(
    "async function deep() {\n  await 0;\n  throw new Error('deep');\n}\nasync function middle() {\n  return await deep();\n}\n\nawait middle()",
  );
  assert.deepEqual(frames(traceback), [`at deep (${url}:3:9)`, `at async middle (${url}:6:10)`, `at async ${url}:9:1`]);
  const file = await failing("import { readFile } from 'node:fs/promises'\nawait readFile('no such file')");
  assert.equal(frames(file.traceback).at(-1), `at async ${file.url}:2:1`);
  const refused = await failing("const nothing = 1;\nawait fetch('http://127.0.0.1:9/')");
  assert.match(refused.traceback, /fetch failed/);
  assert.ok(frames(refused.traceback).includes(`at async ${refused.url}:2:1`), refused.traceback);
  const iterated = await failing(
    "async function* rows() { yield 1; throw new Error('row') }\nfor await (const row of rows()) row;",
  );
  assert.equal(frames(iterated.traceback)[0], `at rows (${iterated.url}:1:41)`);
  assertOurs(iterated.traceback);
});

test("causes and aggregate errors are shown with their own frames", async () => {
  const { traceback, url } = await failing(
    "const inner = new TypeError('the cause');\nconst middle = new Error('between', { cause: inner });\nthrow new AggregateError([new Error('one'), new RangeError('two')], 'several', { cause: middle });",
  );
  for (const text of [
    "AggregateError: several",
    "TypeError: the cause",
    "Error: between",
    "Error: one",
    "RangeError: two",
  ]) {
    assert.ok(traceback.includes(text), `${text}\n${traceback}`);
  }
  for (const place of ["1:15", "2:16", "3:7", "3:27", "3:45"]) assert.ok(traceback.includes(`${url}:${place}`), place);
  assertOurs(traceback);
  const any = await failing(
    "await Promise.any([Promise.reject(new Error('first')), Promise.reject(new Error('second'))])",
  );
  assert.match(any.traceback, /All promises were rejected[\s\S]*first[\s\S]*second/);
  const suppressed = await failing(
    "using a = { [Symbol.dispose]() { throw new Error('in dispose') } };\nthrow new Error('in the cell')",
  );
  assert.match(suppressed.traceback, /in the cell/);
});

test("properties of an error are shown", async () => {
  const { traceback } = await failing("throw Object.assign(new Error('failed'), { status: 404, body: { ok: false } })");
  assert.match(traceback, /status: 404/);
  assert.match(traceback, /body: \{ ok: false \}/);
});

test("anything can be thrown", async () => {
  const thrown: readonly (readonly [code: string, ename: string, evalue: string | RegExp])[] = [
    ["throw 'a text'", "Uncaught", "'a text'"],
    ["throw 5", "Uncaught", "5"],
    ["throw undefined", "Uncaught", "undefined"],
    ["throw null", "Uncaught", "null"],
    ["throw 1n", "Uncaught", "1n"],
    ["throw { code: 5 }", "Uncaught", "{ code: 5 }"],
    ["throw Symbol('s')", "Uncaught", "Symbol(s)"],
    ["throw () => 1", "Uncaught", /Function/],
    ["await Promise.reject('rejected')", "Uncaught", "'rejected'"],
    ["throw Object.create(null)", "Uncaught", "[Object: null prototype] {}"],
    ["class Own extends Error { override name = 'OwnError' } throw new Own('own')", "OwnError", "own"],
    ["class Plain extends Error {} throw new Plain('plain')", /Plain|Error/.source, "plain"],
    ["throw new DOMException('stopped', 'AbortError')", "AbortError", "stopped"],
    ["throw new (require('node:vm').runInNewContext('Error'))('another realm')", "Error", "another realm"],
    ["throw new Proxy({}, { get() { throw new Error('trap') } })", "Uncaught", /.*/],
    ["const { proxy, revoke } = Proxy.revocable(new Error('x'), {}); revoke(); throw proxy", ".*", /.*/],
    ["throw Object.defineProperty(new Error('x'), 'message', { get() { throw new Error('getter') } })", ".*", /.*/],
    ["throw Object.defineProperty(new Error('x'), 'stack', { get() { throw new Error('getter') } })", ".*", /.*/],
    ["throw Object.assign(new Error('x'), { stack: 5, name: { toString: 1 } })", ".*", /.*/],
    ["throw Object.freeze(new Error('frozen'))", "Error", "frozen"],
    ["const loop: any = new Error('loop'); loop.cause = loop; throw loop", "Error", "loop"],
  ];
  for (const [code, ename, evalue] of thrown) {
    const error = await failing(code);
    assert.match(error.ename, new RegExp(`^(?:${ename})$`), code);
    if (typeof evalue === "string") assert.equal(error.evalue, evalue, code);
    else assert.match(error.evalue, evalue, code);
    assertOurs(error.traceback);
  }
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

test("a huge error is bounded", async () => {
  for (const code of [
    "throw new Error('x'.repeat(10_000_000))",
    "throw 'y'.repeat(10_000_000)",
    "const deep = () => { throw new AggregateError(Array.from({ length: 2000 }, (_, i) => new Error('e' + i)), 'many') }; deep()",
    "throw Object.assign(new Error('big'), { data: new Array(1e6).fill('z') })",
  ]) {
    const { traceback, evalue } = await failing(code);
    assert.ok(traceback.length < 300_000 && evalue.length < 200_000, `${code}: ${traceback.length}`);
  }
});

test("endless recursion is told, and its frames are few", async () => {
  const { ename, evalue, traceback, url } = await failing("function again(): never { return again() }\nagain()");
  assert.equal(ename, "RangeError");
  assert.match(evalue, /Maximum call stack/);
  assert.ok(frames(traceback).length <= 50);
  assert.equal(frames(traceback)[0], `at again (${url}:1:27)`);
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

test("a syntax error names its line and column, with the line itself", async () => {
  const { ename, traceback, url } = await failing("const a = 1;\nconst b = ;\n");
  assert.equal(ename, "SyntaxError");
  assert.match(traceback, /^SyntaxError: /);
  assert.ok(traceback.includes(`${url}:2:11`), traceback);
  assert.ok(traceback.includes("const b = ;\n          ^"), traceback);
  const regex = await failing("const re = /(/");
  assert.equal(regex.ename, "SyntaxError");
  assert.ok(regex.traceback.includes(`${regex.url}:1:`), regex.traceback);
});

test("an error in an imported file names that file and its own line", async () => {
  await writeFile(
    join(kernel.folder, "broken.ts"),
    "export interface T { a: 1 }\nexport function broken(x: number): never {\n  throw new Error(`broken ${x}`);\n}\n",
  );
  const { traceback, url } = await failing('import { broken } from "./broken.ts";\nbroken(1)');
  const [first, second] = frames(traceback);
  assert.match(String(first), /^at broken \(.*broken\.ts(\?.*)?:3:9\)$/);
  assert.equal(second, `at ${url}:2:1`);
  await writeFile(join(kernel.folder, "wrong.ts"), "export const a = 1;\nexport const b = = 2;\n");
  const wrong = await failing('import { a } from "./wrong.ts"');
  assert.match(wrong.traceback, /wrong\.ts/);
  const missing = await failing('import { a } from "./missing.ts"');
  assert.match(missing.evalue, /missing\.ts/);
  const unknown = await failing('import x from "no-such-package-at-all"');
  assert.match(unknown.evalue, /no-such-package-at-all/);
  assertOurs(unknown.traceback);
  const noExport = await failing('import { notThere } from "node:fs"; notThere()');
  assert.match(noExport.evalue, /'node:fs' does not provide an export named 'notThere'/);
});

test("an error that is printed shows the same places as one that is thrown", async () => {
  const printed = await kernel.run(
    "const e: Error = new Error('printed');\nconsole.error(e); console.log(e.stack); console.trace('here');",
  );
  const url = `In[${printed.reply?.content.execution_count}]`;
  assert.equal(printed.text("stderr"), `Error: printed\n    at ${url}:1:18\nTrace: here\n    at ${url}:2:49\n`);
  assert.equal(printed.text("stdout"), `Error: printed\n    at ${url}:1:18\n`);
  assertOurs((await failing('import { display } from "navette"; display.png("x")')).traceback);
});

test("code that takes over Error.prepareStackTrace is left alone", async () => {
  await kernel.run(
    "const nodes = Error.prepareStackTrace; Error.prepareStackTrace = (error, sites) => `${error} at ${sites.length > 0}`",
  );
  assert.equal((await kernel.run("new Error('own').stack")).result, "'Error: own at true'");
  await kernel.run("Error.prepareStackTrace = nodes");
});

test("names that hide globals are spelt in messages as they were written", async () => {
  const { evalue, traceback } = await failing("const URL = 1;\nURL.parse()");
  assert.equal(evalue, "URL.parse is not a function");
  assert.ok(!/[\u200c\u200d]/.test(traceback), traceback);
  const named = await failing("function fetch() { throw new Error('mine') }\nfetch()");
  assert.deepEqual(frames(named.traceback), [`at fetch (${named.url}:1:26)`, `at ${named.url}:2:1`]);
});

test("an error beside or after its cell is shown under the cell that started it", async () => {
  const cell = kernel.submit(
    "setTimeout(() => {\n  throw new Error('late');\n}, 1); Promise.reject(new Error('unhandled')); 5",
  );
  await cell.until(() => cell.ofType("error").length === 2, "both errors");
  await cell.done();
  const url = `In[${cell.reply?.content.execution_count}]`;
  assert.equal(cell.reply?.content.status, "ok");
  const late = cell.ofType("error").map(({ content }) => [content.evalue, String(content.traceback).includes(url)]);
  assert.deepEqual(late.sort(), [
    ["late", true],
    ["unhandled", true],
  ]);
});
