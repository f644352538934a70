import { MessageChannel } from "node:worker_threads";
import { crewRun } from "../crew/crew-run.ts";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { numberWithin } from "../errors/number-argument.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { type HandOverWay, handOverWays, type PingPongPart } from "./ping-pong.ts";

/** How a turn is handed over, and for how long. */
export interface HandOverOptions extends Pick<RunOptions, "signal" | "timeline"> {
  /** How the turn is handed over; `"sleep"` unless told. */
  readonly way?: HandOverWay;
  /** Milliseconds to play: 1 to 60,000; 100 unless told. */
  readonly durationMs?: number;
}

/** What handing a turn over costs. */
export interface HandOver {
  /** How the turn was handed over. */
  readonly way: HandOverWay;
  /** Turns handed over, in both directions. */
  readonly handOvers: number;
  /** Microseconds of one. */
  readonly usEach: number;
  /** Voluntary context switches of the whole process for each, by the system's own count; 0 where it has none. */
  readonly switchesEach: number;
}

/**
 * Lets two threads hand a turn to each other for a while, and says what one hand-over costs: where the other sleeps, about
 * one context switch and a wake-up.
 *
 * @throws NavetteError `ERR_NAVETTE_WAY`, `ERR_NAVETTE_DURATION` for a wrong argument;
 * `ERR_NAVETTE_TASK` when a thread throws, `ERR_NAVETTE_LOST` when one ends before its work does; Unfinished
 * `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted, its `partial` holding what threads had returned.
 * @example
 * (await handOver({ way: "sleep", durationMs: 20 })).results.usEach > 0; // true
 */
export async function handOver(options: HandOverOptions = {}): Promise<Run<HandOver>> {
  checkOptions(options);
  const { durationMs = 100, signal, timeline } = options;
  const way = oneOf("way", options.way ?? "sleep", handOverWays, "ERR_NAVETTE_WAY");
  numberWithin("durationMs", durationMs, { min: 1, max: 60_000, code: "ERR_NAVETTE_DURATION" });
  const { buffer } = new SharedMemory(1);
  const { port1, port2 } = new MessageChannel();
  const sides = ([0, 1] as const).map(
    (self): PingPongPart => ({
      buffer,
      self,
      way,
      durationMs,
      ...(way === "message" && { port: self === 0 ? port1 : port2 }),
    }),
  );
  if (way !== "message") port1.close();
  let before = 0;
  try {
    return await crewRun<PingPongPart, number, HandOver>({
      task: { module: new URL("./ping-pong.ts", import.meta.url), name: "pingPong" },
      parts: way === "await" ? sides.slice(0, 1) : sides,
      parameters: { way, durationMs },
      kind: "hand-over",
      label: (index) => `${way} ${index + 1}`,
      transferOf: ({ port }) => (port === undefined ? [] : [port]),
      signal,
      timeline,
      onReady() {
        before = process.resourceUsage().voluntaryContextSwitches;
      },
      results({ values, wallMs }) {
        const handOvers = Math.max(
          1,
          values.reduce<number>((sum, count = 0) => sum + count, 0),
        );
        const switches = process.resourceUsage().voluntaryContextSwitches - before;
        return { way, handOvers, usEach: (1000 * wallMs) / handOvers, switchesEach: switches / handOvers };
      },
    });
  } finally {
    // Where no thread has taken it over, since the run never began.
    port1.close();
  }
}
