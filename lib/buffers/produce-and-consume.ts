import { crewRun } from "../crew/crew-run.ts";
import { checkOptions } from "../errors/check-options.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { type BufferDay, type BufferPart, bufferWords } from "./buffer-side.ts";

/** Who exchanges numbers, through what, and how fast. */
export interface BufferOptions extends Pick<RunOptions, "signal" | "timeline"> {
  /** Threads that make numbers, and that use them: 1 to 256; 2 each unless told. */
  readonly producers?: number;
  readonly consumers?: number;
  /** Numbers that the buffer holds: 1 to 65,536; 5 unless told. */
  readonly capacity?: number;
  /** Numbers to make: 1 to 100,000; 100 unless told. */
  readonly items?: number;
  /** Milliseconds of making one, and of using one: 0 to 1,000; 1 and 2 unless told. */
  readonly produceMs?: number;
  readonly consumeMs?: number;
}

/** How a buffer fared between its producers and consumers. */
export interface BufferTraffic {
  /** Numbers that the buffer could hold. */
  readonly capacity: number;
  /** Items in the buffer after each change, in ms since the start, in the order of time. */
  readonly levels: readonly { readonly ms: number; readonly items: number }[];
  /** Every number that was taken, in ascending order: 1 to `items`, each once. */
  readonly taken: readonly number[];
  /** Milliseconds that producers, and consumers, spent in the buffer, all together: mostly asleep. */
  readonly producersWaitedMs: number;
  readonly consumersWaitedMs: number;
}

/**
 * Lets producers and consumers, each a thread, exchange numbers through a bounded buffer. O(items) turns of its mutex, and
 * O(items) memory.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_CAPACITY`, `ERR_NAVETTE_ITEMS`, `ERR_NAVETTE_DURATION` for a wrong
 * argument; `ERR_NAVETTE_TASK` when a thread throws, `ERR_NAVETTE_LOST` when one ends before its work does; Unfinished
 * `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted, its `partial` holding what threads had returned.
 * @example
 * const { results } = await produceAndConsume({ items: 10, produceMs: 0, consumeMs: 0 });
 * results.taken.length; // 10: each number once
 */
export async function produceAndConsume(options: BufferOptions = {}): Promise<Run<BufferTraffic>> {
  checkOptions(options);
  const { capacity = 5, items = 100, produceMs = 1, consumeMs = 2, signal, timeline } = options;
  const producers = checkWorkers(options.producers ?? 2);
  const consumers = checkWorkers(options.consumers ?? 2);
  wholeNumber("capacity", capacity, { min: 1, max: 65_536, code: "ERR_NAVETTE_CAPACITY" });
  wholeNumber("items", items, { min: 1, max: 100_000, code: "ERR_NAVETTE_ITEMS" });
  for (const [name, value] of Object.entries({ produceMs, consumeMs })) {
    numberWithin(name, value, { min: 0, max: 1000, code: "ERR_NAVETTE_DURATION" });
  }
  const { buffer } = new SharedMemory(bufferWords(capacity));
  const part = (side: BufferPart["side"], workMs: number): BufferPart => ({ buffer, side, capacity, items, workMs });
  const parts = [
    ...Array.from({ length: producers }, () => part("producer", produceMs)),
    ...Array.from({ length: consumers }, () => part("consumer", consumeMs)),
  ];
  return crewRun<BufferPart, BufferDay, BufferTraffic>({
    task: { module: new URL("./buffer-side.ts", import.meta.url), name: "workAtBuffer" },
    parts,
    parameters: { producers, consumers, capacity, items, produceMs, consumeMs },
    kind: "buffer",
    label: (index) => `${parts[index]?.side} ${index + 1}`,
    signal,
    timeline,
    results({ values, opened }) {
      const waited = (side: BufferPart["side"]) =>
        values.reduce((sum, day, at) => sum + (parts[at]?.side === side ? (day?.waitedMs ?? 0) : 0), 0);
      return {
        capacity,
        levels: values
          .flatMap((day) => (day?.levels ?? []).map(([at, level]) => ({ ms: at - opened, items: level })))
          .sort((a, b) => a.ms - b.ms),
        taken: values.flatMap((day) => day?.taken ?? []).sort((a, b) => a - b),
        producersWaitedMs: waited("producer"),
        consumersWaitedMs: waited("consumer"),
      };
    },
  });
}
