import type { TopLevelSpec } from "vega-lite";
import { checkResult, firstResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { captionLines, machineCaption } from "../plots/caption.ts";
import { finiteGuessOf } from "../plots/finite-guess.ts";
import { numberFormat, timeUnit } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import { Plot, vegaLiteSchema } from "../plots/plot.ts";
import { textWidth } from "../plots/text-width.ts";
import { plotWidth, theme } from "../plots/theme.ts";
import { loopPhases } from "./loop-phase.ts";
import { loopTexts } from "./loop-texts.ts";
import { namedCallbacks } from "./named-callbacks.ts";
import { phaseScale } from "./phase-colours.ts";
import type { LoopRecording } from "./record-loop.ts";

/** How `loopTimeline` draws. */
export interface LoopTimelineOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** When the reader expected a callback to start, in ms, marked in each recording; nothing is drawn without a guess. */
  readonly predicted?: { readonly name: string; readonly ms: number | undefined };
  /** The host's language unless told. */
  readonly locale?: Locale;
}

const mostRows = 40;
const rowHeight = 22;
const plotRoom = 470;

/**
 * Draws when each named callback was registered, was due and ran, on one time axis; several recordings, such as three ways
 * of making one request, one under the other, each from its own beginning. Forty callbacks of each at most.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @throws NavetteError `ERR_NAVETTE_SPANS` when no callback was named.
 * @example
 * loopTimeline(await recordLoop(({ note, compute }) => {
 *   setTimeout(() => note("timer"), 10);
 *   note("program");
 *   compute(50);
 * }));
 */
export function loopTimeline(
  source: LoopRecording | Readonly<Record<string, LoopRecording>>,
  options: LoopTimelineOptions = {},
): Plot {
  checkResult("source", source);
  const locale = localeOf(options);
  const { predicted } = options;
  const guess = finiteGuessOf(predicted, "predicted", '{ name: "timer", ms: 5 }');
  const words = loopTexts(locale);
  const { count, time } = numberFormat(locale);
  const recordings = isRecording(source) ? { "": source } : source;
  firstResult("source", Object.values(recordings), "recordLoop", "idleMs");
  const rows = Object.entries(recordings).flatMap(([group, recording]) => {
    const callbacks = namedCallbacks(recording);
    const origin = Math.min(...callbacks.map(({ started }) => started));
    return callbacks.slice(0, mostRows).map(({ name, phase, place, registered, due, started, ended }) => ({
      group,
      name,
      phase,
      place,
      from: Math.max(0, registered - origin),
      due: due === undefined ? undefined : due - origin,
      start: started - origin,
      end: ended - origin,
    }));
  });
  const total = Math.max(...rows.map(({ end }) => end), guess ?? 0, 0.001);
  const unit = timeUnit(total);
  const isLate = (row: (typeof rows)[number]) => row.due !== undefined && row.start - row.due > total / 100;
  const data = rows.map((row, at) => ({
    row: at,
    kind: row.phase,
    from: row.from / unit.ms,
    due: Math.min(row.start, row.due ?? row.start) / unit.ms,
    start: row.start / unit.ms,
    // Shorter ones would not be seen.
    end: Math.max(row.end, row.start + total / 200) / unit.ms,
    isLate: isLate(row),
    text: `${row.name} · ${time(row.end - row.start)}`,
    name: row.name,
    phase: words.phases[row.phase],
    ran: time(row.end - row.start),
  }));
  const marks = guess === undefined ? [] : marksOf({ name: predicted?.name, ms: guess }, rows, unit.ms);
  const names = rows.map(({ group, place, phase }) =>
    [...(group === "" || place > 1 ? [] : [`${group}  ·`]), words.phases[phase]].join(" "),
  );
  const endOfAxis = Math.max(
    ...data.map(({ end, text }) => end / (1 - Math.min(0.55, (textWidth(text, 11) + 14) / plotRoom))),
    ...marks.map(({ at }) => at),
  );

  const title = options.title ?? words.timelineTitle;
  const all = Object.values(recordings);
  const idle = all.reduce((sum, { idleMs }) => sum + idleMs, 0);
  const summary = words.ran(count(rows.length), rows.length === 1, time(total));
  const description = `${title}${words.colon}${rows.map(({ name, start }) => `${name} ${time(start, unit)}`).join(", ")}.`;
  const sentences = [
    summary,
    words.waiting,
    ...(rows.some(isLate) ? [words.late] : []),
    ...(idle > total / 100 ? [words.slept(time(idle))] : []),
    ...(marks.length > 0 ? [words.predictedTime] : []),
    ...all.flatMap(({ notices = [] }) => notices),
  ];
  const x = (field: "from" | "due" | "start" | "at") => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [0, endOfAxis], nice: false },
    title: words.time(unit.symbol),
    axis: { tickCount: 6 },
  });
  const y = {
    field: "row",
    type: "ordinal",
    scale: { domain: rows.map((_, at) => at) },
    title: null,
    axis: { labelExpr: `${JSON.stringify(names)}[datum.value]`, ticks: false, domain: false, labelPadding: 8 },
  } as const;
  const used = loopPhases.filter((phase) => rows.some((row) => row.phase === phase));
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: {
      text: title,
      subtitle: captionLines(
        sentences,
        machineCaption(
          all.map(({ machine }) => machine),
          locale,
        ),
      ),
    },
    width: plotWidth,
    height: rows.length * rowHeight,
    autosize: { type: "fit-x", contains: "padding" },
    data: { values: data },
    layer: [
      {
        mark: { type: "rule", color: palette.grey, opacity: 0.6, strokeWidth: 1.5, aria: false },
        encoding: { x: x("from"), x2: { field: "due" }, y },
      },
      {
        transform: [{ filter: "datum.isLate" }],
        mark: { type: "rule", color: palette.vermillion, strokeWidth: 3, strokeDash: [5, 3], aria: false },
        encoding: { x: x("due"), x2: { field: "start" }, y },
      },
      {
        mark: { type: "bar", height: { band: 0.62 }, aria: false },
        encoding: {
          x: x("start"),
          x2: { field: "end" },
          y,
          color: {
            field: "kind",
            type: "nominal",
            scale: { domain: used, range: used.map((phase) => phaseScale.range[loopPhases.indexOf(phase)] ?? "") },
            legend: null,
          },
          tooltip: [
            { field: "name", type: "nominal", title: words.callback },
            { field: "phase", type: "nominal", title: words.phase },
            { field: "ran", type: "nominal", title: words.took },
          ],
        },
      },
      {
        mark: { type: "text", align: "left", dx: 8, fontSize: 11 },
        encoding: { x: { ...x("start"), field: "end" }, y, text: { field: "text", type: "nominal" } },
      },
      ...(marks.length > 0
        ? [
            {
              data: { values: marks },
              mark: {
                type: "point" as const,
                shape: "diamond",
                size: 110,
                filled: true,
                color: palette.ink,
                opacity: 1,
              },
              encoding: { x: x("at"), y },
            },
          ]
        : []),
    ],
    config: theme(locale),
  };
  const table = [
    [words.callback, words.phase, words.waited, words.lateHeading, words.took],
    ...rows.map((row) => [
      row.group === "" ? row.name : `${row.group}${words.colon}${row.name}`,
      words.phases[row.phase],
      row.phase === "program" ? "" : time(row.start - row.from),
      row.due === undefined ? "" : time(Math.max(0, row.start - row.due)),
      time(row.end - row.start),
    ]),
  ];
  return new Plot({ spec, description, table, zoom: "x" });
}

function marksOf(
  { name, ms }: { readonly name: string | undefined; readonly ms: number },
  rows: readonly { readonly group: string; readonly name: string }[],
  unitMs: number,
) {
  const named = [...rows.entries()].filter(([, row]) => row.name === name);
  const first = new Map(named.reverse().map(([at, { group }]) => [group, at]));
  return [...first.values()].sort((a, b) => a - b).map((row) => ({ row, kind: "prediction", at: ms / unitMs }));
}

function isRecording(source: LoopRecording | Readonly<Record<string, LoopRecording>>): source is LoopRecording {
  return "timeline" in source && "results" in source;
}
