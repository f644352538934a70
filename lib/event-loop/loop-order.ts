import type { TopLevelSpec } from "vega-lite";
import { checkTexts } from "../errors/check-list.ts";
import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { captionLines, machineCaption } from "../plots/caption.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import { Plot, vegaLiteSchema } from "../plots/plot.ts";
import { plotWidth, theme } from "../plots/theme.ts";
import { loopPhases } from "./loop-phase.ts";
import { loopTexts } from "./loop-texts.ts";
import { namedCallbacks } from "./named-callbacks.ts";
import { phaseScale } from "./phase-colours.ts";
import type { LoopRecording } from "./record-loop.ts";

/** How `loopOrder` draws. */
export interface LoopOrderOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The callbacks' names in the order that the reader expects; drawn as diamonds. */
  readonly predicted?: readonly string[];
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/** Rows that are drawn, and pixels of each. */
const mostRows = 60;
const rowHeight = 24;

/** The share of its column that a callback's mark takes, and the pixels that all columns share. */
const barShare = 0.3;
const plotRoom = 590;

/**
 * Draws in what order the callbacks of a recording ran, from top to bottom, a column for each queue and phase of the event
 * loop, a band for each of its turns. Only callbacks that were named are drawn, the first sixty of them.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @throws NavetteError `ERR_NAVETTE_SPANS` when no callback was named.
 * @example
 * loopOrder(await recordLoop(({ note }) => {
 *   setImmediate(() => note("immediate"));
 *   process.nextTick(() => note("tick"));
 * }));
 */
export function loopOrder(recording: LoopRecording, options: LoopOrderOptions = {}): Plot {
  checkResult("recording", recording, "recordLoop", "idleMs");
  const locale = localeOf(options);
  const { predicted = [] } = options;
  checkTexts("predicted", predicted, '["tick", "timer"]', "ERR_NAVETTE_PREDICTIONS");
  const words = loopTexts(locale);
  const { count, time } = numberFormat(locale);
  const all = namedCallbacks(recording);
  const rows = all.slice(0, mostRows);
  const origin = Math.min(...all.map(({ started }) => started));
  const used = loopPhases.filter((phase) => rows.some((row) => row.phase === phase));
  const turns = turnsOf(rows);
  const unnamed = recording.results.length - all.length;
  const guesses = rows.flatMap(({ name, phase }) => {
    const place = predicted.indexOf(name) + 1;
    return place > 0 ? [{ name, phase: words.phases[phase], place }] : [];
  });

  const title = options.title ?? words.orderTitle;
  const told = rows.map(({ name }) => name).join(" → ");
  const description = `${title}${words.colon}${told}.`;
  const sentences = [
    words.ran(count(all.length), all.length === 1, time(recording.wallMs)),
    ...(turns.length > 1 ? [words.bands] : []),
    ...(guesses.length > 0 ? [words.predicted] : []),
    ...(all.length > rows.length ? [words.cut(count(rows.length))] : []),
    ...(unnamed > 0 ? [words.unnamed(count(unnamed), unnamed === 1)] : []),
    ...(recording.notices ?? []),
  ];
  const columns = used.map((phase) => words.phases[phase]);
  // A name wider than its column runs on into the next ones, where the row has nothing else.
  const textOffset = (plotRoom / columns.length) * (barShare / 2) + 5;
  const x = {
    field: "phase",
    type: "nominal",
    scale: { domain: columns, paddingInner: 0.08, paddingOuter: 0.04 },
    title: null,
    axis: { orient: "top", labelAngle: 0, ticks: false, domain: false, grid: false },
  } as const;
  const y = {
    field: "place",
    type: "ordinal",
    scale: { domain: rows.map(({ place }) => place), paddingInner: 0, paddingOuter: 0 },
    title: words.order,
    axis: { ticks: false, domain: false, grid: false },
  } as const;
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: {
      text: title,
      subtitle: captionLines(sentences, machineCaption([recording.machine], locale)),
    },
    width: plotWidth,
    height: rows.length * rowHeight,
    autosize: { type: "fit-x", contains: "padding" },
    data: {
      values: rows.map(({ name, phase, place, turn }) => ({
        name,
        phase: words.phases[phase],
        kind: phase,
        place,
        turn: count(turns.indexOf(turn) + 1),
        isOnLeft: columns.indexOf(words.phases[phase]) < columns.length / 2,
      })),
    },
    layer: [
      {
        data: { values: rows.filter(({ turn }) => turns.indexOf(turn) % 2 === 1).map(({ place }) => ({ place })) },
        mark: { type: "bar", color: "#EFEFEF", aria: false, height: { band: 1 } },
        encoding: { y },
      },
      {
        mark: { type: "rect", width: { band: barShare }, height: { band: 0.7 }, cornerRadius: 4, aria: false },
        encoding: {
          x,
          y,
          color: { field: "kind", type: "nominal", scale: phaseScale, legend: null },
          tooltip: [
            { field: "name", type: "nominal", title: words.callback },
            { field: "phase", type: "nominal", title: words.phase },
            { field: "turn", type: "nominal", title: words.turn },
          ],
        },
      },
      ...([true, false] as const).map((isOnLeft) => ({
        transform: [{ filter: `datum.isOnLeft === ${isOnLeft}` }],
        mark: {
          type: "text" as const,
          align: isOnLeft ? ("left" as const) : ("right" as const),
          dx: (isOnLeft ? 1 : -1) * textOffset,
          fontSize: 12,
          color: palette.ink,
        },
        encoding: { x, y, text: { field: "name", type: "nominal" as const } },
      })),
      ...(guesses.length > 0
        ? [
            {
              data: { values: guesses },
              mark: {
                type: "point" as const,
                shape: "diamond",
                size: 90,
                filled: true,
                color: palette.ink,
                stroke: palette.paper,
                strokeWidth: 1.5,
                opacity: 1,
              },
              encoding: {
                x,
                y,
                tooltip: [{ field: "name", type: "nominal" as const, title: words.callback }],
              },
            },
          ]
        : []),
    ],
    config: theme(locale),
  };
  const table = [
    [words.callback, words.order, words.phase, words.turn, words.waited],
    ...rows.map(({ name, place, phase, turn, started, registered }) => [
      name,
      count(place),
      words.phases[phase],
      count(turns.indexOf(turn) + 1),
      phase === "program" ? "" : time(Math.max(0, started - Math.max(registered, origin))),
    ]),
  ];
  return new Plot({ spec, description, table });
}

/** The turns in which something named ran, in their order. */
function turnsOf(rows: readonly { readonly turn: number }[]): number[] {
  return [...new Set(rows.map(({ turn }) => turn))];
}
