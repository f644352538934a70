import type { TopLevelSpec } from "vega-lite";
import { checkRun } from "../errors/check-run.ts";
import { oneOf } from "../errors/choice.ts";
import { NavetteError } from "../errors/navette-error.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { machine } from "../machine/machine.ts";
import type { Run } from "../strategies/strategy.ts";
import type { Span } from "../timeline/span.ts";
import { Timeline } from "../timeline/timeline.ts";
import { captionLines, machineCaption } from "./caption.ts";
import { finiteGuess } from "./finite-guess.ts";
import { type Lane, lanesOf } from "./gantt-lanes.ts";
import { type GanttDatum, ganttLayers, ganttTextSize } from "./gantt-layers.ts";
import { type GanttBar, ganttMarks } from "./gantt-marks.ts";
import { type GanttLanes, ganttLanes, ganttTexts } from "./gantt-texts.ts";
import { numberFormat, timeUnit } from "./numbers.ts";
import { Plot, vegaLiteSchema } from "./plot.ts";
import { textWidth } from "./text-width.ts";
import type { Texts } from "./texts.ts";
import { plotWidth, theme } from "./theme.ts";

/** How `gantt` draws. */
export interface GanttOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** What the lanes are: the `"servers"` of a simulation, or else the threads and processes that ran the tasks. */
  readonly lanes?: GanttLanes;
  /** When the reader expected the last task to end, in ms since the first was queued; nothing is drawn without a guess. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/** Pixels of all rows together, and of one row at most and at least; a lane's tasks in progress take more. */
const rowsHeight = 440;
const tallestRow = 22;
const tallestProgress = 110;
const shortestRow = 3;

/** Rows that bear a text each, and pixels that bars and texts share, and between a bar and its text. */
const mostTexts = 24;
const plotRoom = 520;
const textGap = 14;

/**
 * Draws when each task of a run waited and ran, one lane for each thread or process.
 *
 * Up to 300 tasks in 48 rows are drawn each with its wait; more, in up to 64 rows, without; beyond 1,500 bars, how many
 * were in progress at each moment. O(n log n) time, and a plot of bounded size.
 *
 * @throws NavetteError `ERR_NAVETTE_SPANS` when there are no spans, `ERR_NAVETTE_RUNS` for what is neither a run nor a
 * timeline, such as the promise of one, `ERR_NAVETTE_LANES` for unknown `lanes`.
 *
 * @example
 * console.log(`${gantt(await factoriseAll(randomNumbers({ count: 500 }), { strategy: "threads", workers: 2 }))}`);
 */
export function gantt(source: Run<unknown> | Timeline, options: GanttOptions = {}): Plot {
  const locale = localeOf(options);
  const words = ganttTexts(locale, oneOf("lanes", options.lanes ?? "workers", ganttLanes, "ERR_NAVETTE_LANES"));
  const { time, count } = numberFormat(locale);
  if (!(source instanceof Timeline)) checkRun("source", source);
  const isRun = "timeline" in source;
  const { spans } = isRun ? source.timeline : source;
  if (spans.length === 0) {
    throw new NavetteError(
      "ERR_NAVETTE_SPANS",
      "The timeline has no spans: give a run, or a timeline that a run filled",
    );
  }
  const origin = least(spans, ({ queued }) => queued);
  const end = Math.max(origin + 0.001, -least(spans, ({ ended }) => -ended));
  const guess = finiteGuess(options.prediction);
  const unit = timeUnit(Math.max(end - origin, guess ?? 0));
  const inProcesses = isRun && source.strategy === "processes";
  const lanes = lanesOf(spans, words, inProcesses);
  const marks = ganttMarks(lanes, origin, end);
  const hasTexts = marks.way === "waiting" && marks.rows <= mostTexts && marks.bars.length === marks.rows;
  const bars = marks.bars.map((bar) => datum(bar, hasTexts));

  function datum(bar: GanttBar, hasText: boolean): GanttDatum {
    const { from, to, top, bottom, status, kind, label, tasks, queued } = bar;
    const ran = time(to - from);
    return {
      from: rounded(from / unit.ms),
      to: rounded(to / unit.ms),
      top: rounded(top),
      bottom: rounded(bottom),
      ...((marks.way !== "progress" || tasks > 0) && { middle: rounded((top + bottom) / 2) }),
      status,
      kind: words.kinds[kind] ?? kind,
      ...(queued !== undefined && { queued: rounded(queued / unit.ms) }),
      ...(hasText && {
        text: words.listed([`${label} · ${ran}`, ...(status === "ok" ? [] : [words.statuses[status]])]),
      }),
      ...(tasks > 0 && {
        task: tasks > 1 ? words.tasks(count(tasks), false) : label,
        ...(marks.way !== "progress" && { ran }),
        ...(marks.way === "waiting" && { waited: time(queued === undefined ? 0 : from - queued) }),
        ended: words.statuses[status],
      }),
    };
  }

  const title = options.title ?? words.ganttTitle;
  const [failed, cancelled] = (["failed", "cancelled"] as const).map(
    (ended) => spans.filter(({ status }) => status === ended).length,
  );
  const tasks = words.tasks(count(spans.length), spans.length === 1);
  const summary = words.tasksInLanes(
    tasks,
    words[workersOf(lanes, inProcesses)](count(lanes.length)),
    time(end - origin),
  );
  const endings = [
    ...(failed ? [words.failedDrawn(count(failed), failed === 1)] : []),
    ...(cancelled ? [words.cancelledDrawn(count(cancelled), cancelled === 1)] : []),
  ];
  const guessed = guess === undefined ? [] : [words.endPredicted(time(guess))];
  const drawing =
    marks.way === "waiting"
      ? bars.some(({ queued }) => queued !== undefined) && words.waitingDrawn
      : marks.way === "packed"
        ? marks.bars.length < spans.length
          ? words.drawnTogether
          : words.waitingNotDrawn
        : words.progressDrawn(count(marks.mostInProgress));
  const sentences = [
    summary,
    ...(drawing ? [drawing] : []),
    ...endings,
    ...guessed,
    ...(isRun ? (source.notices ?? []) : []),
  ];
  const description = [`${title}${words.colon}${summary}`, ...endings, ...guessed].join(" ");
  const tallest = marks.way === "progress" && marks.mostInProgress > 1 ? tallestProgress : tallestRow;
  const rowHeight = Math.max(shortestRow, Math.min(tallest, Math.floor(rowsHeight / marks.rows)));
  const ends = bars.map(({ to, text }) => to / (1 - (text === undefined ? 0.01 : share(text))));
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: {
      text: title,
      subtitle: captionLines(sentences, machineCaption([isRun ? source.machine : machine()], locale)),
    },
    width: plotWidth,
    height: marks.rows * rowHeight,
    autosize: { type: "fit-x", contains: "padding" },
    data: { values: bars },
    layer: ganttLayers({
      bars,
      lanes: marks.lanes,
      rows: marks.rows,
      endOfAxis: ends.reduce((furthest, end) => Math.max(furthest, end), ((guess ?? 0) / unit.ms) * 1.02),
      ...(guess !== undefined && { prediction: rounded(guess / unit.ms) }),
      hasEdges: marks.way !== "progress" && marks.bars.length <= 300,
      titles: {
        time: words.sinceQueued(unit.symbol),
        task: words.task,
        ran: words.ran,
        waited: words.waited,
        status: words.status,
      },
    }),
    config: theme(locale),
  };
  return new Plot({ spec, description, table: laneTable(lanes, end - origin, words, locale), zoom: "x" });
}

/** What lanes are: threads of one process, processes of one thread each, or both. */
function workersOf(
  lanes: readonly Lane[],
  inProcesses: boolean,
): "oneLane" | "oneProcess" | "threadLanes" | "processLanes" | "lanes" {
  if (lanes.length === 1) return inProcesses ? "oneProcess" : "oneLane";
  const processes = new Set(lanes.map(({ spans: [first] }) => `${first?.host} ${first?.pid}`)).size;
  return processes === 1 ? "threadLanes" : processes === lanes.length ? "processLanes" : "lanes";
}

/** What each lane did: tasks, time busy with at least one, and how they ended. */
function laneTable(lanes: readonly Lane[], wallMs: number, words: Texts, locale: Locale): string[][] {
  const { time, count, percent } = numberFormat(locale);
  const ending = (lane: Lane, ended: Span["status"]) =>
    count(lane.spans.filter(({ status }) => status === ended).length);
  return [
    [words.lane, words.tasksHeading, words.busy, words.busyShare, words.statuses.failed, words.statuses.cancelled],
    ...lanes.map((lane) => {
      const busy = busyMs(lane.spans);
      return [
        lane.name,
        count(lane.spans.length),
        time(busy),
        percent(busy / wallMs),
        ending(lane, "failed"),
        ending(lane, "cancelled"),
      ];
    }),
  ];
}

/** Milliseconds in which at least one of these spans, in the order of their start, was in progress. */
function busyMs(spans: readonly Span[]): number {
  let busy = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { started, ended } of spans) {
    busy += Math.max(0, ended - Math.max(started, until));
    until = Math.max(until, ended);
  }
  return busy;
}

function least(spans: readonly Span[], value: (span: Span) => number): number {
  return spans.reduce((lowest, span) => Math.min(lowest, value(span)), Number.POSITIVE_INFINITY);
}

/** The share of the room that a bar's text takes. */
function share(text: string): number {
  return Math.min(0.5, (textWidth(text, ganttTextSize) + textGap) / plotRoom);
}

/** Six significant digits: more than a screen shows, and half the size of the specification. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
