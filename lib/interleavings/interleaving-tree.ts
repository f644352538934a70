import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure, type Layers } from "../plots/figure.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { Exploration, ExploredState } from "./explore.ts";
import { interleavingTexts } from "./interleaving-texts.ts";
import { operationText } from "./operation.ts";
import { taskColours, taskDashes } from "./task-colours.ts";
import { layOut, type Placed } from "./tree-layout.ts";

/** How `interleavingTree` draws. */
export interface InterleavingTreeOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The share of broken interleavings that the reader expected, in % from 0 to 100; written under the title. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/** Leaves and edges that still have room for a text each. */
const mostLeafTexts = 24;
const mostEdgeTexts = 90;

/** Pixels of an operation, and of the whole at most. */
const stepHeight = 44;
const tallest = 460;

/**
 * Draws every interleaving that was explored, from the start at the top to the ends at the bottom; what is broken is
 * crossed out. Beyond 100 interleavings, equal states are drawn as one; beyond 300 states, the lowest are left out.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * const add: MemoryTask = (memory) => memory.store(0, memory.load(0) + 1);
 * interleavingTree(explore({ memory: { counter: 0 }, tasks: { A: add, B: add } }));
 */
export function interleavingTree(exploration: Exploration, options: InterleavingTreeOptions = {}): Plot {
  checkResult("exploration", exploration, "explore", "root");
  const locale = localeOf(options);
  const prediction = finiteGuess(options.prediction);
  const words = interleavingTexts[locale];
  const { count, percent } = numberFormat(locale);
  const { names, root, interleavings, broken } = exploration;
  const { way, nodes, edges, leaves, isCut } = layOut(root);
  const depth = Math.max(1, ...nodes.map(({ y }) => y));

  const kindOf = ({ state, isLost }: Placed): "good" | "bad" | "start" | "between" => {
    if (state.isBroken) return "bad";
    if (state.ending === "ended") return isLost ? "bad" : "good";
    return state.depth === 0 ? "start" : "between";
  };
  const memory = ({ state }: ExploredState) =>
    state.words.map((value, at) => `${names.words[at]} = ${value}`).join(", ");
  const shown = (placed: Placed) => {
    const { state } = placed;
    const values = state.state.words.join(" ");
    if (state.ending === "deadlock") return words.deadlock;
    if (state.ending === "livelock") return words.livelock;
    return `${values} ${kindOf(placed) === "bad" ? "✗" : "✓"}`;
  };
  const points = nodes.map((placed) => ({
    x: placed.x,
    y: placed.y,
    kind: kindOf(placed),
    memory: memory(placed.state),
    orders: words.orders(count(placed.state.orders), placed.state.orders === 1),
    broken: count(placed.state.brokenOrders),
    ...(way === "tree" && leaves <= mostLeafTexts && placed.state.moves.length === 0 && { text: shown(placed) }),
  }));
  const moves = edges.map(({ from, to, move: { task, operation, result } }) => ({
    x: from.x,
    y: from.y,
    x2: to.x,
    y2: to.y,
    task: names.tasks[task] ?? "",
    operation: operationText(operation, names.words, { result }),
  }));
  const letters =
    moves.length <= mostEdgeTexts
      ? moves.map(({ x, y, x2, y2, task }) => ({ x: (x + x2) / 2, y: (y + y2) / 2, task }))
      : [];

  const x = (field: "x" | "x2") => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [0, way === "tree" ? leaves : 1], nice: false, zero: false },
    axis: null,
  });
  const y = (field: "y" | "y2") => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [-0.25, depth + 0.55], reverse: true, nice: false, zero: false },
    title: words.operations,
    axis: { grid: false, tickMinStep: 1, format: "d", values: Array.from({ length: depth + 1 }, (_, at) => at) },
  });
  const colour = {
    field: "task",
    type: "nominal" as const,
    scale: { domain: [...names.tasks], range: names.tasks.map((_, at) => taskColours[at] ?? palette.grey) },
    legend: { title: null },
  };
  const strokeDash = {
    field: "task",
    type: "nominal" as const,
    scale: { domain: [...names.tasks], range: names.tasks.map((_, at) => [...(taskDashes[at] ?? [1, 0])]) },
    legend: { title: null },
  };
  // Each layer has the points that it draws: all of them in every layer would make the page several times as large.
  const ofKind = (...kinds: string[]) => ({ values: points.filter(({ kind }) => kinds.includes(kind)) });
  const tooltip = [
    { field: "memory", type: "nominal" as const, title: words.memory },
    { field: "orders", type: "nominal" as const, title: words.fromHere },
    { field: "broken", type: "nominal" as const, title: words.broken },
  ];
  const layers: Layers = [
    {
      data: { values: moves },
      mark: { type: "rule", strokeWidth: way === "tree" ? 2 : 1.2 },
      encoding: {
        x: x("x"),
        y: y("y"),
        x2: { field: "x2" },
        y2: { field: "y2" },
        color: colour,
        strokeDash,
        tooltip: [
          { field: "task", type: "nominal", title: words.task },
          { field: "operation", type: "nominal", title: words.operation },
        ],
      },
    },
    {
      data: ofKind("start", "between"),
      mark: { type: "point", filled: true, size: way === "tree" ? 40 : 16, color: palette.ink, opacity: 1 },
      encoding: { x: x("x"), y: y("y"), tooltip },
    },
    {
      data: ofKind("good"),
      mark: { type: "point", filled: true, size: 75, color: palette.green, opacity: 1 },
      encoding: { x: x("x"), y: y("y"), tooltip },
    },
    {
      data: ofKind("bad"),
      mark: {
        type: "point",
        shape: "M-1,-1L1,1M-1,1L1,-1",
        size: leaves > 40 || way === "merged" ? 40 : 75,
        strokeWidth: 3,
        color: palette.vermillion,
        opacity: 1,
      },
      encoding: { x: x("x"), y: y("y"), tooltip },
    },
    ...(["halo", "ink"] as const).map((part): Layers[number] => ({
      data: { values: letters },
      mark: {
        type: "text",
        fontSize: 11,
        fontWeight: "bold",
        ...(part === "halo" && { stroke: palette.paper, strokeWidth: 5, strokeJoin: "round" as const }),
      },
      encoding: { x: x("x"), y: y("y"), text: { field: "task", type: "nominal" } },
    })),
    {
      data: { values: points.filter(({ text }) => text !== undefined) },
      mark: { type: "text", dy: 16, fontSize: 11 },
      encoding: { x: x("x"), y: y("y"), text: { field: "text", type: "nominal" } },
    },
  ];
  const share = interleavings === 0 ? 0 : broken / interleavings;
  const summary = words.summary(count(interleavings), count(broken), percent(share));
  return figure({
    title: options.title ?? words.treeTitle,
    summary,
    sentences: [
      summary,
      ...(prediction === undefined ? [] : [words.predicted(percent(prediction / 100))]),
      ...(exploration.deadlocks > 0 ? [words.deadlocks(count(exploration.deadlocks))] : []),
      ...(exploration.livelocks > 0 ? [words.livelocks(count(exploration.livelocks))] : []),
      way === "tree" ? words.treeRead(names.words.join(", ")) : words.mergedRead(count(exploration.states)),
      ...(isCut ? [words.cutDrawing] : []),
      ...(exploration.isComplete ? [] : [words.incomplete]),
    ],
    machines: [],
    height: Math.min(tallest, (depth + 1) * stepHeight),
    layers,
    table: [
      [words.outcome, ...names.words, words.interleavings, words.holds],
      ...exploration.outcomes.map(({ ending, isBroken, memory, orders }) => [
        words.endings[ending],
        ...names.words.map((name) => count(memory[name] ?? 0)),
        count(orders),
        isBroken ? "✗" : "✓",
      ]),
    ],
    locale,
  });
}
