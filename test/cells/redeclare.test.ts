import assert from "node:assert/strict";
import { after, test } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

async function value(code: string): Promise<unknown> {
  const cell = await kernel.run(code);
  assert.equal(cell.error, undefined, `${code}\n${cell.error?.traceback}`);
  return cell.result;
}

/** Each way of declaring a name as a value, with what it is then. */
const declarations: Record<string, readonly [code: (name: string) => string, is: string]> = {
  const: [(name) => `const ${name} = "const"`, "'const'"],
  let: [(name) => `let ${name} = "let"`, "'let'"],
  var: [(name) => `var ${name} = "var"`, "'var'"],
  function: [(name) => `function ${name}() { return "function" }`, "[Function: NAME]"],
  "async function": [(name) => `async function ${name}() {}`, "[AsyncFunction: NAME]"],
  class: [(name) => `class ${name} { x = 1 }`, "[class NAME]"],
  enum: [(name) => `enum ${name} { A = "a" }`, "{ A: 'a' }"],
  namespace: [(name) => `namespace ${name} { export const n = 1 }`, "{ n: 1 }"],
  import: [(name) => `import { sep as ${name} } from "node:path"`, "'/'"],
  "import default": [(name) => `import ${name} from "./default-export.mjs"`, "'default export'"],
  destructuring: [(name) => `const { a: [${name}] } = { a: ["destructured"] }`, "'destructured'"],
  using: [(name) => `using ${name} = { kind: "using", [Symbol.dispose]() {} }`, "/kind: 'using'/"],
};

const types: Record<string, (name: string) => string> = {
  type: (name) => `type ${name} = { x: number }`,
  interface: (name) => `interface ${name} { x: number }`,
};

test("any declaration can follow any other of the same name", async () => {
  const { writeFile } = await import("node:fs/promises");
  await writeFile(`${kernel.folder}/default-export.mjs`, 'export default "default export"');
  let count = 0;
  for (const [first, [declareFirst]] of Object.entries(declarations)) {
    for (const [second, [declareSecond, is]] of Object.entries(declarations)) {
      count += 1;
      const name = `name${count}`;
      await value(declareFirst(name));
      await value(declareSecond(name));
      const shown = String(await value(name));
      const expected = is.replace("NAME", name);
      if (is.startsWith("/")) assert.match(shown, new RegExp(is.slice(1, -1)), `${first} then ${second}`);
      else assert.equal(shown, expected, `${first} then ${second}`);
    }
  }
});

test("types may share their name with values, before and after", async () => {
  let count = 0;
  for (const [, declareType] of Object.entries(types)) {
    for (const [kind, [declareValue, is]] of Object.entries(declarations)) {
      if (is.startsWith("/")) continue;
      count += 1;
      const name = `typed${count}`;
      for (const code of [declareType(name), declareValue(name), declareType(name)]) await value(code);
      assert.equal(await value(name), is.replace("NAME", name), kind);
    }
  }
});

test("a cell that is run again declares again, and starts afresh", async () => {
  for (let round = 0; round < 3; round += 1) {
    assert.equal(
      await value("let turns = 0; const limit = 3; class Run {} function go() { return ++turns } go()"),
      "1",
    );
  }
  assert.equal(await value("let fresh; fresh"), undefined);
  await value("fresh = 5");
  await value("let fresh");
  assert.equal(await value("String(fresh)"), "'undefined'");
});

test("twice in one cell is an error that changes nothing, as in any module", async () => {
  await value("let once = 1");
  const cell = await kernel.run("let twice = 1; let twice = 2");
  assert.equal(cell.error?.ename, "SyntaxError");
  assert.match(cell.error.evalue, /twice/);
  assert.equal(await value("typeof twice"), "'undefined'");
  assert.equal(await value("var again = 1; var again = 2; again"), "2");
});

test("functions of earlier cells see a name as it was redeclared", async () => {
  await value(
    "let rate = 1; const price = () => rate * 10; function total() { return price() + 1 } class Till { now() { return total() } }",
  );
  assert.equal(await value("total()"), "11");
  await value("const rate = 2");
  assert.equal(await value("[price(), total(), new Till().now()]"), "[ 20, 21, 21 ]");
  await value("function price() { return 100 }");
  assert.equal(await value("total()"), "101");
  await value("var rate = 7; const price = () => rate");
  assert.equal(await value("new Till().now()"), "8");
});

test("assigning to a const is an error, in its cell and in every later one", async () => {
  await value("const fixed = 1; const { inner } = { inner: 2 }; function assign() { fixed = 9 }");
  for (const code of [
    "fixed = 2",
    "fixed += 1",
    "fixed++",
    "[inner] = [3]",
    "({ inner } = { inner: 3 })",
    "assign()",
    "for (fixed of [1, 2]) ;",
    "for (inner in { a: 1 }) ;",
    "fixed ||= 0, fixed &&= 0",
  ]) {
    const cell = await kernel.run(code);
    assert.equal(cell.error?.ename, "TypeError", code);
    assert.match(cell.error.evalue, /Assignment to constant variable/);
  }
  assert.equal((await kernel.run("const here = 1; here = 2")).error?.ename, "TypeError");
  assert.equal(await value("[fixed, inner]"), "[ 1, 2 ]");
  await value("let fixed = 1; fixed = 3");
  assert.equal(await value("fixed"), "3");
  assert.equal(await value("{ let inner = 5; inner = 6; } (() => { var fixed = 1; fixed++; return fixed })()"), "2");
  await value('import { join } from "node:path"');
  assert.equal((await kernel.run("join = 1")).error?.ename, "TypeError");
});

test("a cell that fails half-way keeps what it had declared", async () => {
  const cell = await kernel.run(
    "const before = 1; let also = 2; function hoisted() { return 3 } throw new Error('half'); const after = 4; var late = 5",
  );
  assert.equal(cell.error?.evalue, "half");
  assert.equal(await value("[before, also, hoisted(), late]"), "[ 1, 2, 3, undefined ]");
  await value("const after = 6");
  assert.equal(await value("after"), "6");
  await kernel.run("let never = (() => { throw new Error('while it was initialised') })()");
  await value("let never = 1");
  assert.equal(await value("never"), "1");
  await kernel.run("class Broken { static x = (() => { throw new Error('static') })() }");
  assert.equal(await value("class Broken { static x = 1 } Broken.x"), "1");
});

test("a name that a failed cell left without a value can be declared again", async () => {
  await kernel.run("throw new Error('first'); let unborn = 1; const unmade = 2");
  assert.equal((await kernel.run("unborn")).error?.ename, "ReferenceError");
  await value("let unborn = 5");
  assert.equal(await value("unborn"), "5");
  await value("let unmade = 3");
  assert.equal(await value("unmade"), "3");
});

test("globals can be shadowed, and builtins of the notebook redeclared", async () => {
  assert.equal(await value("const name = 'mine'; name"), "'mine'");
  assert.equal(await value("let process = { mine: true }; process.mine"), "true");
  assert.equal(await value("var require = 5; require"), "5");
  assert.equal(await value("function fetch() { return 'mine' } fetch()"), "'mine'");
  assert.equal(await value("const console = { log: () => 'mine' }; console.log()"), "'mine'");
  assert.equal(await value("class Map {} new Map()"), "Map {}");
  assert.equal(await value("const undefined1 = 1, NaN1 = 2; undefined1 + NaN1"), "3");
});

test("`_` holds the last result, until the notebook has a `_` of its own", async () => {
  await value("6 * 7");
  assert.equal(await value("_"), "42");
  await value("let x = 1");
  assert.equal(await value("_ + 1"), "43");
  await kernel.run("throw new Error('no result')");
  assert.equal(await value("_"), "43");
  await value("const _ = { mine: 1 }");
  await value("'another'");
  assert.equal(await value("_"), "{ mine: 1 }");
});
