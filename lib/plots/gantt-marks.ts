/**
 * What a Gantt chart draws of its spans, in three ways, the first that is readable:
 *
 * - each task in a row of its own with its waiting time, up to 48 rows and 300 tasks;
 * - tasks one after the other in as many rows as ran at once, those shorter than a pixel drawn together, up to 64 rows
 *   and 1,500 bars;
 * - beyond, for each lane the number of tasks in progress, averaged over equal stretches of time.
 */
import type { Span, SpanStatus } from "../timeline/span.ts";
import { type Lane, rowsOf } from "./gantt-lanes.ts";

const most = {
  waitingRows: 48,
  waitingSpans: 300,
  rows: 64,
  bars: 1500,
  stretches: 5000,
  stretchesOfLane: 200,
  failures: 1000,
  failuresOfLane: 60,
  steps: 400,
};

/** Pixels that the time axis has, about: what is shorter than one can't be seen. */
const pixels = 480;

/** Share of a row that its bar takes. */
const thickness = 0.76;

/** One bar; times in ms since the first task was queued, rows counted from the top. */
export interface GanttBar {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
  readonly status: SpanStatus;
  readonly kind: string;
  readonly label: string;
  /** Tasks drawn together in this bar. */
  readonly tasks: number;
  /** When the task was queued, where its waiting is drawn. */
  readonly queued?: number;
}

/** A lane's place: from its first row to the row after its last. */
export interface GanttLane {
  readonly name: string;
  readonly top: number;
  readonly bottom: number;
}

export interface GanttMarks {
  readonly way: "waiting" | "packed" | "progress";
  readonly lanes: readonly GanttLane[];
  readonly bars: readonly GanttBar[];
  readonly rows: number;
  /** The most tasks in progress in one lane, in the third way: what a bar as high as its lane stands for. */
  readonly mostInProgress: number;
}

/** Chooses how spans are drawn and computes the bars. */
export function ganttMarks(lanes: readonly Lane[], origin: number, end: number): GanttMarks {
  const spans = lanes.reduce((total, lane) => total + lane.spans.length, 0);
  if (spans <= most.waitingSpans) {
    const waiting = lanes.map((lane) => rowsOf(lane.spans, ({ queued }) => queued));
    const rows = waiting.reduce((total, { length }) => total + length, 0);
    if (rows <= most.waitingRows) return inRows("waiting", lanes, waiting, origin, 0);
  }
  const packed = lanes.map((lane) => rowsOf(lane.spans, ({ started }) => started));
  const rows = packed.reduce((total, { length }) => total + length, 0);
  if (rows <= most.rows) {
    const marks = inRows("packed", lanes, packed, origin, (end - origin) / pixels);
    if (marks.bars.length <= most.bars) return marks;
  }
  return inProgress(lanes, origin, end);
}

function inRows(
  way: "waiting" | "packed",
  lanes: readonly Lane[],
  rowsOfLanes: readonly (readonly Span[][])[],
  origin: number,
  pixel: number,
): GanttMarks {
  const bars: GanttBar[] = [];
  const places: GanttLane[] = [];
  let row = 0;
  for (const [at, { name }] of lanes.entries()) {
    const top = row;
    for (const spans of rowsOfLanes[at] ?? []) {
      const inset = (1 - thickness) / 2;
      for (const drawn of drawnTogether(spans, pixel)) {
        const { from, to, span, tasks } = drawn;
        bars.push({
          from: from - origin,
          to: Math.max(to, from + pixel) - origin,
          top: row + inset,
          bottom: row + 1 - inset,
          status: span.status,
          kind: span.kind,
          label: span.label,
          tasks,
          ...(way === "waiting" && span.started > span.queued && { queued: span.queued - origin }),
        });
      }
      row++;
    }
    places.push({ name, top, bottom: row });
  }
  return { way, lanes: places, bars, rows: row, mostInProgress: 1 };
}

/** Joins neighbours of a row that are of one sort and both shorter than a pixel, or less than one apart. */
function drawnTogether(spans: readonly Span[], pixel: number) {
  const drawn: { from: number; to: number; span: Span; tasks: number; isShort: boolean }[] = [];
  for (const span of spans) {
    const last = drawn.at(-1);
    const isShort = span.ended - span.started < pixel;
    const isClose = last !== undefined && span.started - last.to < pixel;
    if (last?.isShort && isShort && isClose && last.span.status === span.status && last.span.kind === span.kind) {
      last.to = span.ended;
      last.tasks++;
    } else drawn.push({ from: span.started, to: span.ended, span, tasks: 1, isShort });
  }
  return drawn;
}

function inProgress(lanes: readonly Lane[], origin: number, end: number): GanttMarks {
  const stretches = Math.max(12, Math.min(most.stretchesOfLane, Math.floor(most.stretches / lanes.length)));
  const width = (end - origin) / stretches;
  const busy = lanes.map(({ spans }) => {
    const share = new Float64Array(stretches);
    for (const { started, ended } of spans) {
      const last = Math.min(stretches - 1, Math.floor((ended - origin) / width));
      for (let at = Math.floor((started - origin) / width); at <= last; at++) {
        const from = Math.max(started, origin + at * width);
        const to = Math.min(ended, origin + (at + 1) * width);
        share[at] = (share[at] ?? 0) + Math.max(0, to - from) / width;
      }
    }
    return share;
  });
  const failureWidth = (end - origin) / Math.min(most.failuresOfLane, Math.ceil(most.failures / lanes.length));
  const mostInProgress = Math.max(1, ...busy.map((share) => Math.max(...share)));
  const steps = Math.max(4, Math.min(50, Math.floor(most.steps / lanes.length)));
  const bars = lanes.flatMap(({ spans }, lane) => {
    const heights = levels(busy[lane] ?? new Float64Array(), mostInProgress, steps).map(
      ({ first, last, level }): GanttBar => {
        const [from, to] = [first * width, (last + 1) * width];
        const top = lane + 1 - level * 0.9;
        return { from, to, top, bottom: lane + 1, status: "ok", kind: spans[0]?.kind ?? "", label: "", tasks: 0 };
      },
    );
    return [...heights, ...unsuccessful(spans, lane, origin, failureWidth)];
  });
  const places = lanes.map(({ name }, lane) => ({ name, top: lane, bottom: lane + 1 }));
  return { way: "progress", lanes: places, bars, rows: lanes.length, mostInProgress };
}

/** Joins neighbouring stretches of the same height, which takes one of so many steps. */
function levels(share: Float64Array, highest: number, steps: number) {
  const joined: { first: number; last: number; level: number }[] = [];
  for (const [at, value] of share.entries()) {
    const level = Math.max(1, Math.round((value / highest) * steps)) / steps;
    const last = joined.at(-1);
    if (value === 0) continue;
    if (last?.level === level && last.last === at - 1) last.last = at;
    else joined.push({ first: at, last: at, level });
  }
  return joined;
}

/** A mark above the heights for each stretch and status in which tasks failed or were cancelled. */
function unsuccessful(spans: readonly Span[], lane: number, origin: number, width: number): GanttBar[] {
  const failures = spans.filter(({ status }) => status !== "ok");
  const places = Map.groupBy(failures, ({ ended, status }) => `${Math.floor((ended - origin) / width)} ${status}`);
  return [...places.values()].flatMap((alike): GanttBar[] => {
    const [first] = alike;
    if (first === undefined) return [];
    const { ended, status, kind } = first;
    const to = ended - origin;
    const place = { top: lane, bottom: lane + 0.1, from: Math.max(0, to - width / 4), to };
    return [{ ...place, status, kind, label: "", tasks: alike.length }];
  });
}
