/** Numbers read from text and written as text, in decimal. */
import { fourDigitsAt, numbersAt, shortTexts, shortTextsAt, textAt } from "./layout";

/** Writes the tables of short texts. */
export function prepareTexts(): void {
  for (let i: u32 = 0; i < 10000; i++) {
    const digits = (i / 1000) | (((i / 100) % 10) << 8) | (((i / 10) % 10) << 16) | ((i % 10) << 24);
    store<u32>(fourDigitsAt + (i << 2), digits + 0x30303030);
  }
  for (let i: u32 = 0; i < shortTexts; i++) {
    const at: usize = shortTextsAt + (i << 3);
    store<u8>(at, 0x20);
    const end = writeEight(at + 1, i);
    store<u8>(at, <u32>(end - at), 7);
  }
}

/** Writes " " and a number below `shortTexts`, with up to 7 bytes more that don't count; returns the address after it. */
export function writeShort(out: usize, value: u32): usize {
  const text = load<u64>(shortTextsAt + (value << 3));
  store<u64>(out, text);
  return out + <usize>(text >> 56);
}

/** Writes a number, and up to 8 bytes more that don't count; returns the address after it. */
export function writeNumber(out: usize, value: u64): usize {
  if (value < 100000000) return writeEight(out, <u32>value);
  const upper = value / 100000000;
  const end = upper < 100000000 ? writeEight(out, <u32>upper) : writeUpper(out, upper);
  store<u64>(end, eightDigits(<u32>(value % 100000000)));
  return end + 8;
}

function writeUpper(out: usize, value: u64): usize {
  const end = writeEight(out, <u32>(value / 100000000));
  store<u64>(end, eightDigits(<u32>(value % 100000000)));
  return end + 8;
}

/** Up to eight digits, without zeros before them and without a branch: how many there are is hard to guess. */
function writeEight(out: usize, value: u32): usize {
  const few = u32(value > 9) + u32(value > 99) + u32(value > 999) + u32(value > 9999);
  const digits = 1 + few + u32(value > 99999) + u32(value > 999999) + u32(value > 9999999);
  store<u64>(out, eightDigits(value) >> ((8 - digits) << 3));
  return out + digits;
}

/** All eight digits, the first in the lowest byte. */
function eightDigits(value: u32): u64 {
  const upper: u64 = load<u32>(fourDigitsAt + ((value / 10000) << 2));
  const lower: u64 = load<u32>(fourDigitsAt + ((value % 10000) << 2));
  return upper | (lower << 32);
}

/**
 * Reads the numbers of a block of text, separated by blanks, that begin from `begin` on and before `end`; the text goes on
 * to `length`. Returns how many there are, or −1 − the place of what is no whole number below 2⁶⁴.
 *
 * `within`: the text before belongs to a number of the block before. `isLast`: nothing follows.
 */
export function readNumbers(area: usize, begin: u32, end: u32, length: u32, within: bool, isLast: bool): i32 {
  const text = area + textAt;
  const numbers = area + numbersAt;
  store<u8>(text + length, 0x0a);
  let at = begin;
  let count: i32 = 0;
  if (within) while (at < length && !isBlank(load<u8>(text + at))) at++;
  while (true) {
    while (at < end && isBlank(load<u8>(text + at))) at++;
    if (at >= end) return count;
    const first = at;
    if (load<u8>(text + at) == 0x2b) at++;
    const digits = at;
    let n: u64 = 0;
    const eight = load<u64>(text + at);
    if (areDigits(eight)) {
      n = numberOf(eight);
      at += 8;
    }
    let digit: u32 = load<u8>(text + at) - 0x30;
    while (digit <= 9) {
      if (at - digits >= 19 && (n > 1844674407370955161 || (n == 1844674407370955161 && digit > 5))) return -1 - first;
      n = n * 10 + digit;
      at++;
      digit = load<u8>(text + at) - 0x30;
    }
    if (at == digits || !isBlank(load<u8>(text + at)) || (at == length && !isLast)) return -1 - first;
    store<u64>(numbers + ((<usize>count) << 3), n);
    count++;
  }
}

/** Whether all eight bytes are digits: those from 0x30 to 0x3f that stay there when 6 is added. */
function areDigits(eight: u64): bool {
  const all: u64 = 0xf0f0f0f0f0f0f0f0;
  return ((eight & all) | (((eight + 0x0606060606060606) & all) >> 4)) == 0x3333333333333333;
}

/** The number that eight digits make, the first in the lowest byte: pairs, then fours, then all. */
function numberOf(eight: u64): u64 {
  const pairs = ((eight & 0x0f0f0f0f0f0f0f0f) * 2561) >> 8;
  const fours = ((pairs & 0x00ff00ff00ff00ff) * 6553601) >> 16;
  return ((fours & 0x0000ffff0000ffff) * 42949672960001) >> 32;
}

function isBlank(byte: u32): bool {
  return byte == 0x20 || byte - 9 <= 4;
}
