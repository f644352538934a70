/**
 * A table of least prime factors: one byte for each number up to a limit that neither 2 nor 3 divides, that is for
 * 6k + 1 and 6k + 5, at 2k and 2k + 1: the third of the number, rounded down.
 *
 * A byte holds the index of the prime, up to 1,609's; `entryGreater` for a composite number without such a factor (one in
 * forty below 10⁸: trial division goes on there); `entryPrime` for a prime. Numbers are below 1,613³ = 4.19 · 10⁹.
 */
import {
  entryGreater,
  entryPrime,
  inversesAt,
  patternAt,
  patternEntries,
  primesAt,
  segmentEntries,
  slotsAt,
} from "./layout";
import { divideByPrimes } from "./trial-division";

/** Index of the first prime that the pattern leaves out, 17. */
const firstMarked: u32 = 6;

/** Writes the pattern; once for a memory. */
export function preparePattern(): void {
  const length = patternEntries + segmentEntries;
  memory.fill(patternAt, <u8>entryPrime, length);
  for (let index = firstMarked - 1; index >= 2; index--) {
    const p = load<u32>(primesAt + (index << 2));
    // From p itself on: in the second round it is another multiple.
    mark(patternAt, 0, length, p, 1, index);
    mark(patternAt, 0, length, p, 5, index);
  }
}

/** Fills one segment of the table: O(segment · log log limit), and O(√limit / log limit) to find where to begin. */
export function fillSegment(table: usize, segment: u32): void {
  const first: u32 = segment * segmentEntries;
  const begin = table + first;
  memory.fill(begin, <u8>entryPrime, segmentEntries);
  const least: u32 = 3 * first;
  const end: u32 = least + 3 * segmentEntries;
  // From the greatest prime down: the last to be written is the least.
  let index = firstMarked;
  while (square(index) < end) index++;
  while (--index >= firstMarked) {
    const p = load<u32>(primesAt + (index << 2));
    const entry = index < entryGreater ? index : entryGreater;
    // Multiples below p² have lesser factors.
    let m: u32 = (least + p - 1) / p;
    if (m < p) m = p;
    mark(begin, first, segmentEntries, p, m + ((7 - (m % 6)) % 6), entry);
    mark(begin, first, segmentEntries, p, m + ((11 - (m % 6)) % 6), entry);
  }
  let pattern = patternAt + (first % patternEntries);
  for (let at = begin; at < begin + segmentEntries; at += 16, pattern += 16) {
    v128.store(at, i8x16.min_u(v128.load(at), v128.load(pattern)));
  }
  // In the first segment the primes themselves are among their multiples.
  if (segment == 0)
    for (let i: u32 = 2; i < firstMarked; i++) store<u8>(begin + load<u32>(primesAt + (i << 2)) / 3, <u8>entryPrime);
}

function square(index: u32): u32 {
  const p = load<u32>(primesAt + (index << 2));
  return p * p;
}

/** Writes the entry for p · m, p · (m + 6) and so on, to `length` entries from that of 3 · `first` on. */
function mark(begin: usize, first: u32, length: u32, p: u32, m: u32, entry: u32): void {
  const step = 2 * p;
  for (let i = (p * m) / 3 - first; i < length; i += step) store<u8>(begin + i, entry);
}

/** Numbers whose factors are looked up at the same time, so that the memory's answers are awaited together. */
export const batch: u32 = 128;

/**
 * What is found of a number, its slot: how many twos and threes, how many of the table's primes, one byte each; at 4 and 8
 * the one or two primes that are left in the end, 0 where there are none; from 12 on the indices of the table's primes.
 */
export const slotBytes: u32 = 32;
export const slotTwos: usize = 0;
export const slotThrees: usize = 1;
export const slotCount: usize = 2;
export const slotLast: usize = 4;
export const slotIndices: usize = 12;

/**
 * Finds the factors of up to `batch` numbers, at `numbers`, by rounds: in each, every number that is left loses its least
 * factor. What is above the limit is left out.
 */
export function lookUp(table: usize, limit: u32, area: usize, numbers: usize, count: u32): void {
  const slots = area + slotsAt;
  const rests = slots + batch * slotBytes;
  const waiting = rests + batch * 4;
  let left: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const n = load<u64>(numbers + (i << 3));
    if (n > <u64>limit || n < 2) continue;
    const twos = ctz(<u32>n);
    let rest = <u32>n >> twos;
    let threes: u32 = 0;
    let third = rest * 0xaaaaaaab;
    while (third <= 0x55555555) {
      rest = third;
      threes++;
      third *= 0xaaaaaaab;
    }
    const slot = slots + i * slotBytes;
    store<u32>(slot, twos | (threes << 8));
    store<u64>(slot, 0, slotLast);
    store<u32>(rests + (i << 2), rest);
    store<u32>(waiting + (left << 2), i);
    left += u32(rest != 1);
  }
  while (left) left = lookUpOnce(table, slots, rests, waiting, left);
}

/**
 * One round over the numbers that wait; returns how many still do. First all entries are asked for, then all are used: a
 * guess of the core's that goes wrong must not keep it from asking for more.
 */
function lookUpOnce(table: usize, slots: usize, rests: usize, waiting: usize, count: u32): u32 {
  const entries = waiting + batch * 4;
  for (let j: u32 = 0; j < count; j++) {
    const rest: u64 = load<u32>(rests + (load<u32>(waiting + (j << 2)) << 2));
    store<u8>(entries + j, load<u8>(table + <usize>((rest * 0xaaaaaaab) >> 33)));
  }
  let left: u32 = 0;
  for (let j: u32 = 0; j < count; j++) {
    const i = load<u32>(waiting + (j << 2));
    const slot = slots + i * slotBytes;
    const rest = load<u32>(rests + (i << 2));
    const entry: u32 = load<u8>(entries + j);
    if (entry == entryGreater) {
      // Of two primes, as it is below 1,613³.
      divideByPrimes(rest, 252, slot + slotLast);
      continue;
    }
    // No branch: the rest is the last factor until another is found, and an index that isn't counted is overwritten.
    const isIndex = u32(entry != entryPrime);
    const found: u32 = load<u8>(slot, slotCount);
    store<u8>(slot + found, entry, slotIndices);
    store<u8>(slot, found + isIndex, slotCount);
    store<u32>(slot, rest, slotLast);
    store<u32>(rests + (i << 2), rest * load<u32>(inversesAt + (entry << 2)));
    store<u32>(waiting + (left << 2), i);
    left += isIndex;
  }
  return left;
}
