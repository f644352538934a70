/**
 * Addresses, each once, numbered from 0 in the order in which they were added: a million of them in about 90 MiB.
 *
 *     slots    hash → number + 1      (open addressing, at most half full)
 *     hashes   number → hash
 *     starts   number → where its path lies in the blocks
 *     lengths  number → bytes of its path
 *     hosts    number → whose path it is
 *     blocks   the paths themselves, one byte a character, one after the other
 *
 * Invariant: a path lies in one block, and no two numbers have the same host and path.
 */
import { Column } from "./column.ts";

const blockBytes = 2 ** 20;

/** The table of a crawl's addresses. */
export class UrlTable {
  readonly #hashes = new Column(Uint32Array);
  readonly #starts = new Column(Float64Array);
  readonly #lengths = new Column(Uint16Array);
  readonly #hosts = new Column(Uint32Array);
  readonly #blocks: Buffer[] = [];
  #slots = new Uint32Array(1024);
  #end = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds a path of a host; returns its number, or −1 where it was there already. O(length) on average. */
  add(host: number, path: string): number {
    const hash = hashOf(host, path);
    const slot = this.#slotOf(hash, host, path);
    if (this.#slots[slot] !== 0) return -1;
    const number = this.#count++;
    this.#slots[slot] = this.#count;
    this.#hashes.set(number, hash);
    this.#hosts.set(number, host);
    this.#starts.set(number, this.#store(path));
    this.#lengths.set(number, path.length);
    if (this.#count * 2 > this.#slots.length) this.#grow();
    return number;
  }

  /** Whether a path of a host is there. O(length) on average. */
  has(host: number, path: string): boolean {
    return this.#slots[this.#slotOf(hashOf(host, path), host, path)] !== 0;
  }

  hostOf(number: number): number {
    return this.#hosts.get(number);
  }

  pathOf(number: number): string {
    const start = this.#starts.get(number);
    const at = start % blockBytes;
    return this.#blocks[Math.floor(start / blockBytes)]?.toString("latin1", at, at + this.#lengths.get(number)) ?? "";
  }

  /** The slot that holds a path, or the free one where it would go. */
  #slotOf(hash: number, host: number, path: string): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let taken = this.#slots[slot] ?? 0; taken !== 0; taken = this.#slots[slot] ?? 0) {
      if (this.#hashes.get(taken - 1) === hash && this.#is(taken - 1, host, path)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #is(number: number, host: number, path: string): boolean {
    if (this.#hosts.get(number) !== host || this.#lengths.get(number) !== path.length) return false;
    const start = this.#starts.get(number);
    const block = this.#blocks[Math.floor(start / blockBytes)];
    const at = start % blockBytes;
    if (block === undefined) return false;
    for (let i = 0; i < path.length; i++) if (block[at + i] !== path.charCodeAt(i)) return false;
    return true;
  }

  #store(path: string): number {
    let at = this.#end % blockBytes;
    if (this.#blocks.length * blockBytes - this.#end < path.length) {
      this.#end = this.#blocks.length * blockBytes;
      this.#blocks.push(Buffer.allocUnsafeSlow(blockBytes));
      at = 0;
    }
    const start = this.#end;
    this.#blocks.at(-1)?.write(path, at, "latin1");
    this.#end += path.length;
    return start;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#count; number++) {
      let slot = this.#hashes.get(number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** FNV-1a over the characters, begun by the host. Source: G. Fowler, L. C. Noll and K.-P. Vo, RFC 9923. */
function hashOf(host: number, path: string): number {
  let hash = Math.imul(0x811c9dc5 ^ host, 0x01000193);
  for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
