/**
 * Memory through which one thread hands files to another that saves them.
 *
 *     slots   each holds one file: "temporary name\0final name" and the body
 *     queue   numbers of the slots that are full, in order: written at `tail`, read at `head`
 *
 * Invariant: a slot belongs to the sender, until its number is in the queue; then to the receiver, until it says that the
 * file is saved.  Only the sender writes `tail`, only the receiver reads the queue: one waiter, no lock.
 */
export interface Mailbox {
  /** The number of files handed over so far: the receiver waits for it to change. */
  readonly tail: Int32Array<SharedArrayBuffer>;
  readonly queue: Int32Array<SharedArrayBuffer>;
  readonly lengths: Int32Array<SharedArrayBuffer>;
  readonly slots: Uint8Array<SharedArrayBuffer>;
}

/** Files that can be on their way at the same time. */
export const slotCount = 256;

/** Bytes of a slot, of which the system gives only those that are used. */
export const slotBytes = 256 * 1024;

export function createMailbox(): Mailbox {
  return {
    tail: new Int32Array(new SharedArrayBuffer(4)),
    queue: new Int32Array(new SharedArrayBuffer(4 * slotCount)),
    lengths: new Int32Array(new SharedArrayBuffer(4 * 2 * slotCount)),
    slots: new Uint8Array(new SharedArrayBuffer(slotCount * slotBytes)),
  };
}

const encoder = new TextEncoder();

/**
 * Fills a slot and hands it over, to a receiver that is awake; false when the file doesn't fit, and the slot is still the
 * sender's.
 */
export function send(mailbox: Mailbox, slot: number, names: string, pieces: readonly Uint8Array[]): boolean {
  const { tail, queue, lengths, slots } = mailbox;
  const memory = slots.subarray(slot * slotBytes, (slot + 1) * slotBytes);
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  const { read, written } = encoder.encodeInto(names, memory);
  if (read < names.length || written + bytes > slotBytes) return false;
  let at = written;
  for (const piece of pieces) {
    memory.set(piece, at);
    at += piece.length;
  }
  lengths[2 * slot] = written;
  lengths[2 * slot + 1] = bytes;
  const sent = Atomics.load(tail, 0);
  queue[sent % slotCount] = slot;
  Atomics.store(tail, 0, sent + 1);
  return true;
}

/** Wakes a receiver that waits for files: up to 40 µs of the caller, so once for several files. */
export function wake({ tail }: Mailbox): void {
  Atomics.notify(tail, 0);
}

/** Returns what a slot holds; the body lies in the slot itself. */
export function open(
  { lengths, slots }: Mailbox,
  slot: number,
): { names: string; body: Uint8Array<SharedArrayBuffer> } {
  const begin = slot * slotBytes;
  const bodyBegin = begin + (lengths[2 * slot] ?? 0);
  return {
    names: Buffer.from(slots.buffer, begin, bodyBegin - begin).toString(),
    body: slots.subarray(bodyBegin, bodyBegin + (lengths[2 * slot + 1] ?? 0)),
  };
}
