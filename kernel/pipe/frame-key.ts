/**
 * The number that every frame carries between the processes of one kernel: bytes that a cell writes into a pipe of the
 * kernel's lack it, and are seen at once to be no frame.
 *
 * It guards against accidents and bad manners; code of the reader's may do whatever the reader may.
 */
let key = 0;

export function frameKey(): number {
  return key;
}

/** @param value - an unsigned number of 32 bits, the same in all that read and write the pipes */
export function useFrameKey(value: number): void {
  key = value >>> 0;
}
