/** What crews of the tests run in their threads; a word of shared memory tells the test how far they have come. */
import { SharedMemory } from "../../../lib/memory/shared-memory.ts";

export interface CrewTestPart {
  readonly buffer: SharedArrayBuffer;
  readonly index: number;
}

/** Says that it has come, then sleeps for ever. */
export function sleepForEver({ buffer }: CrewTestPart): void {
  const words = new Int32Array(buffer);
  Atomics.add(words, 0, 1);
  Atomics.notify(words, 0);
  new SharedMemory(buffer).wait(1, 0);
}

/** The first ends its own thread, the others sleep for ever. */
export function exitFirst(part: CrewTestPart): void {
  if (part.index === 0) process.exit(3);
  sleepForEver(part);
}

/** The first throws, the others sleep for ever. */
export function throwFirst(part: CrewTestPart): void {
  if (part.index === 0) throw new RangeError("the first one fails");
  sleepForEver(part);
}

/** The first returns, the others sleep for ever. */
export function returnFirst(part: CrewTestPart): string {
  if (part.index > 0) sleepForEver(part);
  return "first";
}
