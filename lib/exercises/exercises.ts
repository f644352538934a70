import { addSafely } from "./add-safely.ts";
import { atMost } from "./at-most.ts";
import { bestSpeedUp } from "./best-speed-up.ts";
import { collectOnce } from "./collect-once.ts";
import { emitter } from "./emitter.ts";
import { estimateTimes } from "./estimate-times.ts";
import type { Exercise } from "./exercise.ts";
import { fasterBy } from "./faster-by.ts";
import { fewerDivisions } from "./fewer-divisions.ts";
import { forkOrder } from "./fork-order.ts";
import { lane } from "./lane.ts";
import { leavingTimes } from "./leaving-times.ts";
import { messagesOf } from "./messages-of.ts";
import { newLinks } from "./new-links.ts";
import { roundRobin } from "./round-robin.ts";
import { sharedPoints } from "./shared-points.ts";
import { shares } from "./shares.ts";
import { timesRun } from "./times-run.ts";
import { tooHot } from "./too-hot.ts";

/** Every exercise of the course, by the name that its check cell uses. */
export const exercises = {
  addSafely,
  atMost,
  bestSpeedUp,
  collectOnce,
  emitter,
  estimateTimes,
  fasterBy,
  fewerDivisions,
  forkOrder,
  lane,
  leavingTimes,
  messagesOf,
  newLinks,
  roundRobin,
  sharedPoints,
  shares,
  timesRun,
  tooHot,
} satisfies Record<string, Exercise>;

export type ExerciseName = keyof typeof exercises;
