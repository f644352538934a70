/**
 * Factorisation of many numbers below 2⁶⁴: read, factorised and written as text inside WebAssembly, in shared memory.
 *
 * AssemblyScript: TypeScript's syntax, WebAssembly's types. Compiled by `npm run wasm` into `../factors.wasm`, which is
 * committed; a test shows that it is what this gives. One instance for each thread, all on the same memory.
 */
import { areasAt, numbersAt, outputAt, primesAt, slotsAt, textAt } from "./layout";
import { preparePrimes } from "./primes";
import {
  batch,
  fillSegment,
  lookUp,
  preparePattern,
  slotBytes,
  slotCount,
  slotIndices,
  slotLast,
  slotThrees,
  slotTwos,
} from "./table";
import { prepareTexts, readNumbers, writeNumber, writeShort } from "./text";
import { divideByPrimes } from "./trial-division";
import { factoriseWide } from "./wide";

/** This instance's area, and the table if there is one: greatest number in it, 0 if none. */
let area: usize = 0;
let table: usize = 0;
let limit: u32 = 0;

/** Writes the tables that all threads read; once for a memory. */
export function prepare(): void {
  preparePrimes(areasAt);
  preparePattern();
  prepareTexts();
}

export function setUp(areaAt: usize, tableAt: usize, greatest: u32): void {
  area = areaAt;
  table = tableAt;
  limit = greatest;
}

export function fill(segment: u32): void {
  fillSegment(table, segment);
}

/** See `readNumbers`. */
export function read(begin: u32, end: u32, length: u32, within: bool, isLast: bool): i32 {
  return readNumbers(area, begin, end, length, within, isLast);
}

/** Takes `count` numbers from the text's place: whole ones of 4 bytes, doubles, or whole ones of 8. */
export function take(count: u32, kind: u32): void {
  const text = area + textAt;
  const numbers = area + numbersAt;
  for (let i: usize = 0; i < <usize>count; i++) {
    const n =
      kind == 4
        ? <u64>load<u32>(text + (i << 2))
        : kind == 8
          ? <u64>load<f64>(text + (i << 3))
          : load<u64>(text + (i << 3));
    store<u64>(numbers + (i << 3), n);
  }
}

/** The greatest of the first `count` numbers, as a double. */
export function greatestOf(count: u32): f64 {
  let greatest: u64 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const n = load<u64>(area + numbersAt + (i << 3));
    if (n > greatest) greatest = n;
  }
  return <f64>greatest;
}

/** Writes the lines of the numbers from `begin` up to `end`, "12: 2 2 3", to the output from `at` on; returns its new end. */
export function write(begin: u32, end: u32, at: u32): u32 {
  let out = area + outputAt + at;
  for (let first = begin; first < end; first += batch) {
    const numbers = area + numbersAt + (first << 3);
    const count = min<u32>(batch, end - first);
    if (limit) lookUp(table, limit, area, numbers, count);
    for (let i: u32 = 0; i < count; i++) {
      const n = load<u64>(numbers + (i << 3));
      out = writeNumber(out, n);
      store<u8>(out, 0x3a);
      out++;
      if (n > <u64>limit) out = writeFactors(out, n);
      else if (n > 1) {
        const slot = area + slotsAt + i * slotBytes;
        out = writeSlot(out, slot);
        const last = load<u32>(slot, slotLast);
        const other = load<u32>(slot, slotLast + 4);
        if (last) out = writeFactor(out, last);
        if (other) out = writeFactor(out, other);
      }
      store<u8>(out, 0x0a);
      out++;
    }
  }
  return <u32>(out - area - outputAt);
}

/** What was looked up. */
function writeSlot(out: usize, slot: usize): usize {
  out = writeAgain(out, 0x3220322032203220, load<u8>(slot, slotTwos));
  out = writeAgain(out, 0x3320332033203320, load<u8>(slot, slotThrees));
  const end = slot + <usize>load<u8>(slot, slotCount);
  for (; slot < end; slot++) out = writeShort(out, load<u32>(primesAt + ((<usize>load<u8>(slot, slotIndices)) << 2)));
  return out;
}

/** Writes " 2" or " 3" so many times, four at a time: what is too much is overwritten. */
function writeAgain(out: usize, four: u64, times: u32): usize {
  const end = out + (times << 1);
  for (; out < end; out += 8) store<u64>(out, four);
  return end;
}

function writeFactor(out: usize, factor: u64): usize {
  store<u8>(out, 0x20);
  return writeNumber(out + 1, factor);
}

function writeFactors(out: usize, n: u64): usize {
  if (n < 2) return out;
  const twos = <u32>ctz(n);
  const rest = n >> twos;
  out = writeAgain(out, 0x3220322032203220, twos);
  const found = area + slotsAt + batch * slotBytes + batch * 9;
  if (rest <= u32.MAX_VALUE) {
    const end = divideByPrimes(<u32>rest, 0, found);
    for (let at = found; at < end; at += 4) out = writeFactor(out, load<u32>(at));
  } else {
    const end = factoriseWide(rest, found);
    for (let at = found; at < end; at += 8) out = writeFactor(out, load<u64>(at));
  }
  return out;
}

/**
 * Packs the factors of `count` numbers: how many each has, one byte each, in the text's place, and the factors in the
 * output's, whole ones of 4 bytes or doubles. Returns how many factors there are.
 */
export function pack(count: u32, bytes: u32): u32 {
  const counts = area + textAt;
  const begin = area + outputAt;
  let out = begin;
  for (let i: usize = 0; i < <usize>count; i++) {
    const from = out;
    const n = load<u64>(area + numbersAt + (i << 3));
    if (n > 1) out = bytes == 4 ? packNarrow(<u32>n, out) : packWide(n, out);
    store<u8>(counts + i, <u32>((out - from) / bytes));
  }
  return <u32>(out - begin) / bytes;
}

function packNarrow(n: u32, out: usize): usize {
  const twos = ctz(n);
  for (let i: u32 = 0; i < twos; i++, out += 4) store<u32>(out, 2);
  return divideByPrimes(n >> twos, 0, out);
}

function packWide(n: u64, out: usize): usize {
  const twos = <u32>ctz(n);
  for (let i: u32 = 0; i < twos; i++, out += 8) store<f64>(out, 2);
  const end = factoriseWide(n >> twos, out);
  for (let at = out; at < end; at += 8) store<f64>(at, <f64>load<u64>(at));
  return end;
}
