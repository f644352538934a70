/**
 * The first request, which the main thread reads itself: the supervisor thread, which reads all others, takes longer to
 * start than everything else, and the first cell would wait for it.
 *
 * The main thread has nothing else to do until then, so it waits inside the read. Afterwards
 * file descriptor 3 is the supervisor's alone.
 */
import { readSync } from "node:fs";
import { type Frame, readFrame } from "../pipe/frames.ts";

const requestsFd = 3;

/** Undefined where the pipe has ended, or where a signal came before a request: the supervisor reads on. */
export function readFirstRequest(): Frame | undefined {
  let hasBegun = false;
  return readFrame((into) => {
    for (;;) {
      try {
        const length = readSync(requestsFd, into);
        hasBegun = true;
        return length;
      } catch (error) {
        if (!isInterrupted(error)) throw error;
        // Half a frame must not be left to the supervisor.
        if (!hasBegun) return 0;
      }
    }
  });
}

function isInterrupted(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EINTR";
}
