/**
 * Random runs, edits and deletions of cells, against a fresh kernel that is given the final cells alone: the same
 * completions, the same warnings.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Exchange, withoutColours } from "../client/kernel-client.ts";
import { TypedKernel } from "./typed-kernel.ts";

const ids = ["one", "two", "three", "four"];

/**
 * Cells whose names meet one another; what they lack is an error of types. None computes with another's value when it
 * runs: what a program has computed is no matter of its text.
 */
const sources = [
  "const boat = { sail: 1 };",
  "let boat = { anchor: 'iron', crew: [{ name: 'Ada' }] };",
  "class Harbour { berths = 12; boat = boat }",
  "interface Harbour { depth: number }",
  "const harbour = () => new Harbour();",
  "const first = () => boat.crew[0];",
  "function tide(height: number) { return { height, boat, first: first() }; }",
  "var tide: string | undefined = 'high';",
  "type Log = { day: typeof tide; at: Harbour };",
  "const sails = ({ sail }: typeof boat) => sail;",
  "enum Boat { Sloop, Ketch }\nconst boat = Boat.Ketch;",
  "import { join as boat } from 'node:path';",
  "type boat = typeof boat;",
  "const wrong: string = boat;",
];

const questions = [
  ...["boat.", "harbour().", "first().", "tide(1).", "tide.", "Harbour.", "Boat.", "const log = {} as Log;\nlog."],
  ...["boa", "harb", "let a: Harb", "let l: Lo", "sai", "fir", "tid", "let b: boat; b."],
];

const step = fc.record({
  id: fc.constantFrom(...ids),
  // Undefined where the cell is deleted.
  source: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...sources) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
});

/** Runs a cell; its header's number is not the same in two kernels, so warnings name no cell. */
async function run(kernel: TypedKernel, id: string, source: string, deleted: readonly string[]): Promise<Exchange> {
  // A failed cell must not end the run of those behind it.
  return kernel.client.submit(source, { stop_on_error: false }, { cellId: id, deletedCells: deleted }).done();
}

/** What a kernel says of the notebook: warnings of a cell that uses every name, and completions. */
async function said(kernel: TypedKernel): Promise<unknown> {
  const use =
    "if (false) { boat.sail; harbour().depth; first().name; tide(1); sails(boat); Boat.Ketch; const l: Log = 1 }";
  const warnings = withoutColours(await kernel.warningsOf(use, "use")).replaceAll(/In\[\d+\]/g, "In[…]");
  const completions: Record<string, unknown> = {};
  for (const question of questions) {
    const { matches } = await kernel.complete(question);
    completions[question] = matches;
  }
  return { warnings, completions };
}

test("what was run, edited and deleted before leaves no trace", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const [used, fresh] = await Promise.all([TypedKernel.start(), TypedKernel.start()]);
      try {
        const final = new Map<string, string>();
        for (const { id, source } of steps) {
          final.delete(id);
          if (source === undefined) {
            await run(used, "other", "0", [id]);
          } else {
            await run(used, id, source, []);
            final.set(id, source);
          }
        }
        for (const [id, source] of final) await run(fresh, id, source, []);
        const [ofUsed, ofFresh] = await Promise.all([said(used), said(fresh)]);
        assert.deepEqual(ofUsed, ofFresh);
      } finally {
        await Promise.all([used.dispose(), fresh.dispose()]);
      }
    }),
    // The same sequences every time; NAVETTE_SEED and NAVETTE_RUNS try others.
    {
      numRuns: Number(process.env.NAVETTE_RUNS ?? 4),
      seed: Number(process.env.NAVETTE_SEED ?? 20_261_125),
      endOnFailure: true,
    },
  );
});
