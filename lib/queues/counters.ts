/** Servers that serve the same queues, and nobody else does: a shop within the shop. */
export interface Counter {
  readonly servers: readonly number[];
  readonly queues: readonly number[];
}

/**
 * Shares servers among queues: with at least as many queues as servers, each server has queues of its own and takes turns at
 * them; with more servers than queues, each queue has servers of its own.
 */
export function countersOf(servers: number, queues: number): Counter[] {
  return Array.from({ length: Math.min(servers, queues) }, (_, counter) => ({
    servers: every(counter, servers, queues),
    queues: every(counter, queues, servers),
  }));
}

function every(first: number, count: number, others: number): number[] {
  const step = Math.min(count, others);
  return Array.from({ length: Math.ceil((count - first) / step) }, (_, at) => first + at * step);
}
