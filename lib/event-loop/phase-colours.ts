import { palette } from "../plots/palette.ts";
import { type LoopPhase, loopPhases } from "./loop-phase.ts";

const colours: Readonly<Record<LoopPhase, string>> = {
  program: palette.grey,
  nextTick: palette.vermillion,
  microtasks: palette.orange,
  timers: palette.blue,
  poll: palette.green,
  check: palette.purple,
  messages: palette.skyBlue,
};

/** The colour of each phase, for a scale whose values are the phases. */
export const phaseScale = { domain: [...loopPhases], range: loopPhases.map((phase) => colours[phase]) };
