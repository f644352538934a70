import type { PackedFactors } from "../factorise-chunk.ts";
import { allocate, type WholeNumbers } from "../whole-numbers.ts";
import { allocateFactors, areaAt, compileFactors, type FactorsModule, instantiateFactors } from "./factors-module.ts";
import { outputAt, outputBytes, textAt } from "./layout.ts";

/** A number below 2³² has 31 factors at most, one below 2⁵³ has 52: so many numbers fill the module's output. */
const most = { 4: Math.floor(outputBytes / (31 * 4)), 8: Math.floor(outputBytes / (52 * 8)) };

/** This thread's instance, in memory of its own: 1.3 MiB, and the tables of primes are written once. */
let instance: { readonly module: FactorsModule; readonly buffer: SharedArrayBuffer } | undefined;

/** Finds and packs factors by WebAssembly, 8 primes tried at a time; above 2³² by Pollard's rho. */
export function packFactors(numbers: WholeNumbers): PackedFactors {
  const bytes = numbers instanceof Uint32Array ? 4 : 8;
  instance ??= open();
  const { module, buffer } = instance;
  const counts = new Uint8Array(new SharedArrayBuffer(numbers.length));
  const parts: WholeNumbers[] = [];
  let found = 0;
  for (let from = 0; from < numbers.length; from += most[bytes]) {
    const part = numbers.subarray(from, from + most[bytes]);
    view(buffer, bytes, textAt, part.length).set(part);
    module.take(part.length, bytes);
    const factors = module.pack(part.length, bytes);
    counts.set(new Uint8Array(buffer, areaAt(0) + textAt, part.length), from);
    parts.push(view(buffer, bytes, outputAt, factors).slice());
    found += factors;
  }
  const factors = allocate(bytes, found);
  let next = 0;
  for (const part of parts) {
    factors.set(part, next);
    next += part.length;
  }
  return { counts, factors };
}

function open() {
  const memory = allocateFactors(1, 0);
  const module = instantiateFactors(compileFactors(), memory);
  module.prepare();
  module.setUp(areaAt(0), 0, 0);
  return { module, buffer: memory.buffer };
}

function view(buffer: SharedArrayBuffer, bytes: 4 | 8, at: number, length: number): WholeNumbers {
  const place = areaAt(0) + at;
  return bytes === 4 ? new Uint32Array(buffer, place, length) : new Float64Array(buffer, place, length);
}
