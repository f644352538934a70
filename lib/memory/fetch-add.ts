import type { Memory } from "./memory.ts";

/**
 * Adds to a word as one indivisible operation, made of `compareExchange` alone; returns what the word held before.
 *
 * It tries again when another thread was faster; one of them always gets through, so the threads as a whole never stop
 * (lock-free). Sums wrap around at 32 bits. O(1) alone, O(threads) attempts where as many add at once.
 *
 * Source: M. Herlihy, "Wait-Free Synchronization", ACM Transactions on Programming Languages and Systems 13(1), 1991:
 * every such operation can be made of `compareExchange`.
 *
 * @throws as the memory does for a word that it hasn't: `ERR_NAVETTE_MEMORY`.
 *
 * @example
 * const memory = new SharedMemory(1);
 * fetchAdd(memory, 0, 5); // 0
 * memory.load(0); // 5
 */
export function fetchAdd(memory: Memory, word: number, amount: number): number {
  for (let seen = memory.load(word); ; ) {
    const before = memory.compareExchange(word, seen, (seen + amount) | 0);
    if (before === seen) return before;
    seen = before;
  }
}
