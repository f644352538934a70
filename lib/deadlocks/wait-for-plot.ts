import { checkTexts } from "../errors/check-list.ts";
import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure, type Layers } from "../plots/figure.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { Machine } from "../strategies/strategy.ts";
import { findDeadlock, type WaitForGraph } from "./wait-for-graph.ts";

/** How `waitForPlot` draws. */
export interface WaitForPlotOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** What threads and locks are called, in front of their numbers: `["P", "fork "]`; unless told, thread and lock. */
  readonly names?: readonly [string, string];
  /** Said under the title, after what the graph tells. */
  readonly sentences?: readonly string[];
  /** Where it was seen. */
  readonly machine?: Machine;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/** Radius of the circle on which threads and locks lie, of their symbols along it, and threads drawn at most. */
const radius = 1;
const gap = 0.17;
const mostThreads = 32;

/** Names of a cycle that a sentence lists. */
const mostNames = 14;

/**
 * Draws who waits for which lock and who holds it, on a circle: threads as discs, locks as squares, and a deadlock's
 * cycle in bold. The first 32 of each are drawn.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * waitForPlot({ threads: 2, locks: 2, waitsFor: [1, 0], heldBy: [0, 1] });
 */
export function waitForPlot(graph: WaitForGraph, options: WaitForPlotOptions = {}): Plot {
  checkResult("graph", graph, "the method graph of WatchedLocks", "waitsFor");
  const locale = localeOf(options);
  const { machine } = options;
  const words = texts[locale];
  const { count } = numberFormat(locale);
  const { names = [words.thread, words.lock], sentences = [] } = options;
  checkTexts("names", names, '["P", "fork "]', "ERR_NAVETTE_NAMES");
  checkTexts("sentences", sentences, '["Seen after 3 ms."]', "ERR_NAVETTE_SENTENCES");
  const [threadName, lockName] = names;
  const cycle = findDeadlock(graph);
  const inCycle = new Set(cycle);
  const threads = Math.min(graph.threads, mostThreads);
  const locks = Math.min(graph.locks, mostThreads);
  // Each lock lies before the thread of the same number: philosopher 1 sits between forks 1 and 2.
  const threadAt = (thread: number) => place((2 * Math.PI * (thread + 0.5)) / Math.max(threads, locks));
  const lockAt = (lock: number) => place((2 * Math.PI * lock) / Math.max(threads, locks));

  const edges = [
    ...graph.waitsFor.slice(0, threads).flatMap((lock, thread) =>
      lock === undefined || lock >= locks
        ? []
        : [
            {
              ...arrow(threadAt(thread), lockAt(lock)),
              kind: words.waitsFor,
              isInCycle: inCycle.has(thread) && inCycle.has(graph.heldBy[lock] ?? -1),
            },
          ],
    ),
    ...graph.heldBy.slice(0, locks).flatMap((thread, lock) =>
      thread === undefined || thread >= threads
        ? []
        : [
            {
              ...arrow(lockAt(lock), threadAt(thread)),
              kind: words.heldBy,
              isInCycle: inCycle.has(thread) && [...inCycle].some((other) => graph.waitsFor[other] === lock),
            },
          ],
    ),
  ];
  const nodes = [
    ...Array.from({ length: threads }, (_, thread) => ({
      ...threadAt(thread),
      kind: "thread",
      name: `${threadName}${count(thread + 1)}`,
      isInCycle: inCycle.has(thread),
    })),
    ...Array.from({ length: locks }, (_, lock) => ({
      ...lockAt(lock),
      kind: "lock",
      name: `${lockName}${count(lock + 1)}`,
      isInCycle: graph.heldBy[lock] !== undefined && inCycle.has(graph.heldBy[lock] ?? -1),
    })),
  ].map((node) => ({ ...node, tx: node.x * 1.2, ty: node.y * 1.2 }));
  // The same scale in both directions: the chart is 600 pixels wide and 360 high.
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [-2.35, 2.35], nice: false, zero: false },
    axis: null,
  });
  const y = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [-1.42, 1.42], nice: false, zero: false },
    axis: null,
  });
  const colour = {
    field: "kind",
    type: "nominal" as const,
    scale: { domain: [words.waitsFor, words.heldBy], range: [palette.vermillion, palette.blue] },
    legend: { title: null },
  };
  const strokeDash = {
    field: "kind",
    type: "nominal" as const,
    scale: {
      domain: [words.waitsFor, words.heldBy],
      range: [
        [6, 3],
        [1, 0],
      ],
    },
    legend: { title: null },
  };
  const strokeWidth = { condition: { test: "datum.isInCycle", value: 4 }, value: 1.5 };
  const layers: Layers = [
    {
      data: { values: edges },
      mark: { type: "rule" },
      encoding: {
        x: x("x"),
        y: y("y"),
        x2: { field: "x2" },
        y2: { field: "y2" },
        color: colour,
        strokeDash,
        strokeWidth,
      },
    },
    {
      data: { values: edges },
      mark: { type: "point", shape: "triangle", filled: true, size: 110, opacity: 1 },
      encoding: {
        x: x("x2"),
        y: y("y2"),
        color: colour,
        angle: { field: "angle", type: "quantitative", scale: null },
      },
    },
    {
      data: { values: nodes },
      mark: { type: "point", filled: true, size: threads > 12 ? 130 : 340, opacity: 1, stroke: palette.ink },
      encoding: {
        x: x("x"),
        y: y("y"),
        shape: {
          field: "kind",
          type: "nominal",
          scale: { domain: ["thread", "lock"], range: ["circle", "square"] },
          legend: null,
        },
        fill: { condition: { test: "datum.isInCycle", value: "#FBE3D0" }, value: palette.paper },
        strokeWidth: { condition: { test: "datum.isInCycle", value: 3 }, value: 1.5 },
      },
    },
    {
      data: { values: threads > 16 ? [] : nodes },
      mark: { type: "text", fontSize: 12 },
      encoding: { x: x("tx"), y: y("ty"), text: { field: "name", type: "nominal" } },
    },
  ];
  const name = (thread: number) => `${threadName}${count(thread + 1)}`;
  const summary =
    cycle === undefined
      ? words.none
      : words.deadlock(cycle.length === 1 ? [name(cycle[0] ?? 0)] : shortened([...cycle, cycle[0] ?? 0].map(name)));
  return figure({
    title: options.title ?? words.title,
    summary,
    sentences: [
      summary,
      ...sentences,
      words.read,
      ...(graph.threads > mostThreads ? [words.cut(count(mostThreads))] : []),
    ],
    machines: machine ? [machine] : [],
    height: 360,
    layers,
    table: [
      [words.threadHeading, words.waitsForHeading, words.holdsHeading],
      ...graph.waitsFor.map((lock, thread) => [
        name(thread),
        lock === undefined ? "" : `${lockName}${count(lock + 1)}`,
        graph.heldBy.flatMap((holder, held) => (holder === thread ? [`${lockName}${count(held + 1)}`] : [])).join(", "),
      ]),
    ],
    locale,
    resolve: { legend: { shape: "independent" }, scale: { shape: "independent" } },
  });
}

/** The names of a cycle, of a long one its beginning and its end. */
function shortened(names: readonly string[]): readonly string[] {
  return names.length <= mostNames ? names : [...names.slice(0, mostNames / 2), "…", ...names.slice(-2)];
}

function place(angle: number): { x: number; y: number } {
  return { x: radius * Math.sin(angle), y: radius * Math.cos(angle) };
}

/** From one symbol's edge to the other's, with the direction of its head in degrees, clockwise from the top. */
function arrow(from: { x: number; y: number }, to: { x: number; y: number }) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  return {
    x: from.x + ux * gap * 0.7,
    y: from.y + uy * gap * 0.7,
    x2: to.x - ux * gap,
    y2: to.y - uy * gap,
    angle: (Math.atan2(ux, uy) * 180) / Math.PI,
  };
}

const texts = {
  en: {
    title: "Who waits for whom",
    none: "No cycle: no deadlock.",
    deadlock: (names: readonly string[]) => `Deadlock: ${names.join(" → ")}.`,
    read: "Discs: threads; squares: locks; the bold cycle is the deadlock.",
    cut: (most: string) => `Only the first ${most} are drawn.`,
    waitsFor: "waits for",
    heldBy: "is held by",
    thread: "thread ",
    lock: "lock ",
    threadHeading: "who",
    waitsForHeading: "waits for",
    holdsHeading: "holds",
  },
  fr: {
    title: "Qui attend qui",
    none: "Pas de cycle\u202f: pas d’interblocage.",
    deadlock: (names: readonly string[]) => `Interblocage\u202f: ${names.join(" → ")}.`,
    read: "Disques\u202f: threads\u202f; carrés\u202f: verrous\u202f; le cycle en gras est l’interblocage.",
    cut: (most: string) => `Seuls les ${most} premiers sont dessinés.`,
    waitsFor: "attend",
    heldBy: "est tenu par",
    thread: "thread ",
    lock: "verrou ",
    threadHeading: "qui",
    waitsForHeading: "attend",
    holdsHeading: "tient",
  },
};
