import type { Strategy } from "../strategies/strategy.ts";
import type { SpanStatus } from "../timeline/span.ts";

/** The words of plots in English; see `texts`. */
export const english = {
  strategies: {
    sequential: "sequential",
    async: "async",
    threads: "threads",
    processes: "processes",
    distributed: "distributed",
  } as Readonly<Record<Strategy, string>>,
  workers(strategy: Strategy, count: string, one: boolean): string {
    switch (strategy) {
      case "sequential":
        return "sequential";
      case "async":
        return `async, ${count} at once`;
      case "threads":
        return one ? "1 thread" : `${count} threads`;
      case "processes":
        return one ? "1 process" : `${count} processes`;
      case "distributed":
        return one ? "1 worker at the queue" : `${count} workers at the queue`;
    }
  },
  warm: "warm",
  cold: "cold",
  parameter: (name: string, value: string): string => `${name} ${value}`,
  listed: (items: readonly string[]): string => items.join(", "),
  colon: ": ",

  timingTitle: "Time of each strategy",
  wallTime: (unit: string): string => `Wall time (${unit})`,
  strategy: "strategy",
  workersHeading: "workers",
  time: "time",
  range: "range",
  repetitions: "repetitions",
  run: (number: string): string => `run ${number}`,
  origin: "from",
  measured: "this run",
  course: "course (Python)",
  prediction: "your prediction",

  speedUpTitle: "Speed-up against workers",
  efficiencyTitle: "Efficiency against workers",
  speedUp: "speed-up",
  efficiency: "efficiency",
  speedUpAxis: "Speed-up (sequential time ÷ time)",
  efficiencyAxis: "Efficiency (speed-up ÷ workers)",
  workersAxis: "Workers (threads, processes)",
  ideal: "ideal",
  speedUpDefined: (time: string): string => `Speed-up: the sequential time, ${time}, divided by the time.`,
  idealLine: (reason: string): string => `Dotted line: the ideal (${reason}).`,
  idealLinear: "n workers, n times as fast",
  courseHollow: (sources: string): string => `Hollow: the course’s own figures (${sources}), on another machine.`,

  ganttTitle: "What ran when, and where",
  mainThread: "main thread",
  thread: (id: string): string => `thread ${id}`,
  process: (id: string): string => `process ${id}`,
  sinceQueued: (unit: string): string => `Time since the first task was queued (${unit})`,
  task: "task",
  tasks: (count: string, isOne: boolean): string => (isOne ? "1 task" : `${count} tasks`),
  tasksHeading: "tasks",
  oneLane: (_count: string): string => "one thread",
  oneProcess: (_count: string): string => "one process",
  threadLanes: (count: string): string => `${count} threads`,
  processLanes: (count: string): string => `${count} processes`,
  lanes: (count: string): string => `${count} threads of several processes`,
  lane: "thread or process",
  waited: "waited",
  ran: "ran",
  status: "ended",
  statuses: { ok: "finished", failed: "failed", cancelled: "cancelled" } as Readonly<Record<SpanStatus, string>>,
  /** Kinds of spans whose own names aren't words of the language. */
  kinds: {} as Readonly<Record<string, string>>,
  busy: "busy",
  busyShare: "of the time",
  tasksInLanes: (tasks: string, lanes: string, time: string): string => `${tasks} on ${lanes} in ${time}.`,
  waitingDrawn: "Thin line: waiting for a free worker.",
  waitingNotDrawn: "Waiting isn’t drawn.",
  drawnTogether: "Tasks shorter than a pixel are drawn together; waiting isn’t drawn.",
  progressDrawn: (most: string): string =>
    `Too many to be drawn one by one: the height is the mean number in progress, at most ${most}.`,
  failedDrawn: (count: string, isOne: boolean): string => `${isOne ? "Cross" : "Crosses"}: ${count} failed.`,
  cancelledDrawn: (count: string, isOne: boolean): string => `Dashed outline${isOne ? "" : "s"}: ${count} cancelled.`,

  oneRun: "One run of each.",
  repeated: (count: string, centre: "median" | "mean", several: boolean): string =>
    centre === "median"
      ? `Median of ${count} repetitions${several ? " (where repeated)" : ""}; the whisker goes from the fastest to the slowest.`
      : `Mean of ${count} repetitions${several ? " (where repeated)" : ""}; the whisker is its 95 % confidence interval.`,
  countRange: (least: string, most: string): string => `${least} to ${most}`,
  earlierRuns: "Paler: earlier runs of this session.",
  courseCited: (sources: string): string =>
    `Dashed outline: the course’s own figures (${sources}), on another machine.`,
  idealCited: (time: string, reason: string): string => `Dotted line: the ideal bound, ${time} (${reason}).`,
  predictionCited: "Diamond: what you predicted.",
  endPredicted: (time: string) => `Diamond: the end that you predicted, after ${time}.`,
  machine: (platform: string, cpu: string, cores: string, memory: string, node: string): string =>
    `${platform}, ${cpu}, ${cores}, ${memory} GiB, Node ${node}`,
  cores: (count: string, one: boolean): string => (one ? "1 core" : `${count} cores`),
};
