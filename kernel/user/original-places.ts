/**
 * Where a compiled position of a cell stands in its TypeScript, asked of the control process, which compiled it.
 *
 * Owner: the main thread. The question goes out on file descriptor 4 with everything else that it says; the answer is
 * read from descriptor 5, one JSON line each, while the main thread waits: less than a millisecond, and once per place.
 */
import { Buffer } from "node:buffer";
import { readSync } from "node:fs";
import type { Place } from "../pipe/protocol.ts";
import { sendEvent } from "./events.ts";

const answersFd = 5;

/** Places whose answers are kept, before all of them are forgotten. */
const remembered = 10_000;

/** Milliseconds to wait for an answer. */
const patience = 500;

/** As they were before any cell. */
const { parse } = JSON;
const { wait } = Atomics;

const known = new Map<string, Place>();
const pause = new Int32Array(new SharedArrayBuffer(4));
let lastQuestion = 0;
let asking = false;
let rest = "";

/** The places in the cells' sources; those that nobody knows as they are. */
export function originalPlaces(places: readonly Place[]): Place[] {
  const unknown = places.filter((place) => !known.has(String(place)));
  // A busy cell may be asked for its stack in the middle of a question.
  if (unknown.length > 0 && !asking) {
    asking = true;
    try {
      learn(unknown);
    } catch {
      // A cell has closed the descriptor, or changed what this takes: places stay those of the scripts.
    } finally {
      asking = false;
    }
  }
  return places.map((place) => known.get(String(place)) ?? place);
}

function learn(places: readonly Place[]): void {
  if (known.size > remembered) known.clear();
  lastQuestion += 1;
  sendEvent(0, { type: "places", id: lastQuestion, places });
  const answers = answerTo(lastQuestion);
  for (const [index, place] of places.entries()) {
    const answer = answers[index];
    if (answer) known.set(String(place), answer);
  }
}

/** The answer to a question; answers before it are of questions that a termination has cut short. */
function answerTo(question: number): readonly Place[] {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const line = rest.indexOf("\n");
    if (line < 0) {
      rest += read();
      continue;
    }
    const { id, places } = parse(rest.slice(0, line)) as { id: number; places: Place[] };
    rest = rest.slice(line + 1);
    if (id === question) return places;
  }
  return [];
}

function read(): string {
  const buffer = Buffer.alloc(65_536);
  try {
    return buffer.toString("latin1", 0, readSync(answersFd, buffer));
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "EAGAIN") throw error;
    wait(pause, 0, 0, 1);
    return "";
  }
}
