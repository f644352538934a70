/** Milliseconds that the compiler takes for a cell, warm: the medians of many compilations in one run. */
import {
  checkComplete,
  compileCell,
  DeclaredNames,
  stopTransforms,
  warmCompiler,
} from "../../kernel/cells/compile/index.ts";

const block = (n: number) =>
  `interface Point${n} { x: number; y?: string }
type Named${n}<T extends Point${n}> = T & { readonly name: string };
function scale${n}<T extends Point${n}>(point: T, factor: number = 2): Named${n}<T> {
  const name: string = \`\${point.x}:\${point.y ?? ""}\`;
  return { ...point, x: point.x * factor, name } as Named${n}<T>;
}
class Store${n}<K, V> {
  private readonly items = new Map<K, V>();
  constructor(readonly limit?: number) {}
`
    .replace("constructor(readonly limit", "constructor(limit")
    .concat(`  get(key: K): V | undefined { return this.items.get(key); }
  async load(key: K, make: (key: K) => Promise<V>): Promise<V> {
    const known = this.items.get(key);
    if (known !== undefined) return known!;
    const value: V = await make(key);
    this.items.set(key, value);
    return value;
  }
}
const store${n}: Store${n}<string, number> = new Store${n}<string, number>(10);
let total${n}: number = 0;
for (const [index, word] of (["a", "b", "c"] as const).entries()) {
  total${n} += index + word.length;
}
const loaded${n} = await store${n}.load("x", async (key: string) => key.length);
[total${n}, loaded${n}, scale${n}({ x: 1 }).name]`);

const cells: Record<string, string> = {
  trivial: "1 + 1",
  "25 lines": block(0),
  "400 lines": Array.from({ length: 16 }, (_, n) => block(n)).join("\n;"),
  "enum (esbuild)": "enum Color { Red, Green }\nColor.Red",
};

const started = performance.now();
warmCompiler();
const warmed = performance.now();
await compileCell(block(99), { url: "navette:cell/1", declared: new DeclaredNames() });
console.log(
  `warmCompiler ${ms(warmed - started)} ms, the first cell of 25 lines after it ${ms(performance.now() - warmed)} ms\n`,
);
console.log("| cell | compile, ms | again, ms | is_complete, ms | bytes in, out |");
console.log("|---|---|---|---|---|");
for (const [name, source] of Object.entries(cells)) {
  const known = new DeclaredNames();
  const compiled = await compileCell(source, { url: "navette:cell/1", declared: known });
  known.commit(compiled, true);
  const fresh = await median(() => compileCell(source, { url: "navette:cell/1", declared: new DeclaredNames() }));
  const again = await median(() => compileCell(source, { url: "navette:cell/1", declared: known }));
  const complete = await median(() => checkComplete(source));
  console.log(
    `| ${name} | ${ms(fresh)} | ${ms(again)} | ${ms(complete)} | ${source.length}, ${compiled.code.length} |`,
  );
}
await stopTransforms();

/** Median time of a call, in ms, of 400 after 400 that warm it up. */
async function median(call: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 800; run++) {
    const start = performance.now();
    await call();
    if (run >= 400) times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[200] ?? Number.NaN;
}

function ms(time: number): string {
  return time.toFixed(3);
}
