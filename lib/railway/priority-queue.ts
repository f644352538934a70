/** Things with a number each, of which the one with the least number comes out first: a binary heap. */
export class PriorityQueue<T> {
  readonly #heap: { readonly priority: number; readonly item: T }[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** O(log n). */
  push(item: T, priority: number): void {
    const heap = this.#heap;
    heap.push({ item, priority });
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes the one with the least priority out; of equals, any. O(log n). */
  pop(): { readonly item: T; readonly priority: number } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.#isBefore(child, least)) least = child;
      }
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    return (this.#heap[a]?.priority ?? 0) < (this.#heap[b]?.priority ?? 0);
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  }
}
