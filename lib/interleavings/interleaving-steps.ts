import { checkResult } from "../errors/check-result.ts";
import { numberWithin } from "../errors/number-argument.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure, type Layers } from "../plots/figure.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import { textWidth } from "../plots/text-width.ts";
import { plotPadding, plotWidth, textSize } from "../plots/theme.ts";
import { interleavingTexts } from "./interleaving-texts.ts";
import { operationText } from "./operation.ts";
import type { Replay } from "./replay.ts";
import { taskColours } from "./task-colours.ts";

/** How `interleavingSteps` draws. */
export interface InterleavingStepsOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** Steps to show; all of them unless told. The last one shown is marked. */
  readonly upTo?: number;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/** Pixels of a row, between columns, and steps that are drawn at most. */
const rowHeight = 25;
const gap = 18;
const mostSteps = 80;

interface Text {
  readonly x: number;
  readonly row: number;
  readonly text: string;
  readonly style: "head" | "word" | "operation" | "value" | "changed" | "broken" | "pale";
  readonly task?: number;
}

/**
 * Draws one interleaving as a table: a row for each step, a column for each task, and what the memory holds after it.
 * Of more than 80 steps, the last are drawn.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one, `ERR_NAVETTE_STEPS` unless `upTo` is
 * a number, 0 or more.
 * @example
 * const add: MemoryTask = (memory) => memory.store(0, memory.load(0) + 1);
 * const program = { memory: { counter: 0 }, tasks: { A: add, B: add } };
 * interleavingSteps(replay(program, "ABAB"), { upTo: 3 });
 */
export function interleavingSteps(shown: Replay, options: InterleavingStepsOptions = {}): Plot {
  checkResult("shown", shown, "replay", "schedule");
  const locale = localeOf(options);
  if (options.upTo !== undefined) {
    numberWithin("upTo", options.upTo, { min: 0, max: Number.POSITIVE_INFINITY, code: "ERR_NAVETTE_STEPS" });
  }
  const words = interleavingTexts[locale];
  const { count } = numberFormat(locale);
  const { names, program } = shown;
  const upTo = Math.min(shown.steps.length, Math.max(0, Math.trunc(options.upTo ?? shown.steps.length)));
  const isWhole = upTo === shown.steps.length;
  const steps = shown.steps.slice(0, upTo);
  const first = Math.max(0, steps.length - mostSteps);

  const said = steps.map(({ operation, result, sleeps }) =>
    sleeps
      ? `${operationText(operation, names.words)} · ${words.sleeps}`
      : operationText(operation, names.words, { result }),
  );
  const nextTexts = new Map(
    (isWhole ? shown.ready : []).map(({ task, operation }) => [task, operationText(operation, names.words)]),
  );
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => textWidth(text, textSize, true)));
  const columns: { readonly x: number; readonly head: string; readonly task?: number }[] = [];
  let x = widest([words.step, words.atFirst, words.next]) + gap;
  for (const [task, name] of names.tasks.entries()) {
    columns.push({ x, head: name, task });
    const own = said.filter((_, at) => steps[at]?.task === task);
    x += widest([name, ...own, nextTexts.get(name) ?? ""]) + gap;
  }
  for (const name of names.words) {
    columns.push({ x, head: name });
    x += Math.max(widest([name]), 26) + gap;
  }
  const brokenAt = x;
  if (steps.some(({ isBroken }) => isBroken)) x += widest([`✗ ${words.brokenHere}`]);
  const width = Math.max(x, plotWidth - 2 * plotPadding);

  const texts: Text[] = columns.map(({ x: at, head, task }) => ({
    x: at,
    row: 0,
    text: head,
    ...(task === undefined ? { style: "word" } : { style: "head", task }),
  }));
  texts.push({ x: 0, row: 0, text: words.step, style: "pale" }, { x: 0, row: 1, text: words.atFirst, style: "pale" });
  const initial = Object.values(program.memory);
  const wordColumns = columns.slice(names.tasks.length);
  for (const [at, column] of wordColumns.entries()) {
    texts.push({ x: column.x, row: 1, text: count(initial[at] ?? 0), style: "value" });
  }
  for (const [at, step] of steps.entries()) {
    if (at < first) continue;
    const row = at - first + 2;
    texts.push({ x: 0, row, text: count(at + 1), style: "pale" });
    texts.push({ x: columns[step.task]?.x ?? 0, row, text: said[at] ?? "", style: "operation", task: step.task });
    const before = steps[at - 1]?.words ?? initial;
    for (const [word, column] of wordColumns.entries()) {
      const value = step.words[word] ?? 0;
      texts.push({ x: column.x, row, text: count(value), style: value === before[word] ? "value" : "changed" });
    }
    if (step.isBroken) texts.push({ x: brokenAt, row, text: `✗ ${words.brokenHere}`, style: "broken" });
  }
  const lastRow = steps.length - first + 1;
  if (nextTexts.size > 0) {
    texts.push({ x: 0, row: lastRow + 1, text: words.next, style: "pale" });
    for (const { x: at, head, task } of columns) {
      const text = task === undefined ? undefined : nextTexts.get(head);
      if (text !== undefined) texts.push({ x: at, row: lastRow + 1, text: `(${text})`, style: "pale" });
    }
  }
  const rows = lastRow + (nextTexts.size > 0 ? 2 : 1);

  const xOf = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [0, width], nice: false, zero: false },
    axis: null,
  });
  const yOf = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [-0.5, rows - 0.5], reverse: true, nice: false, zero: false },
    axis: null,
  });
  const layer = (style: Text["style"], mark: object): Layers[number] => ({
    data: { values: texts.filter((text) => text.style === style) },
    mark: { type: "text", align: "left", ...mark },
    encoding: {
      x: xOf("x"),
      y: yOf("row"),
      text: { field: "text", type: "nominal" },
      ...((style === "operation" || style === "head") && {
        color: {
          field: "task",
          type: "nominal",
          scale: { domain: names.tasks.map((_, at) => at), range: names.tasks.map((_, at) => darker(at)) },
          legend: null,
        },
      }),
    },
  });
  const summary = [
    shown.steps.length === 0 ? words.noSteps : words.stepsOf(joined(shown.schedule.slice(0, upTo)), count(upTo)),
    !isWhole || shown.ending === undefined
      ? words.goesOn
      : shown.ending !== "ended"
        ? `${words.endings[shown.ending]}.`.replace(/^./, (letter) => letter.toUpperCase())
        : shown.isBroken
          ? words.endedBadly
          : words.endedWell,
  ].join(" ");
  return figure({
    title: options.title ?? words.stepsTitle,
    summary,
    sentences: [summary],
    machines: [],
    height: rows * rowHeight,
    width: width + 2 * plotPadding,
    layers: [
      {
        data: { values: [{ top: lastRow - 0.5, bottom: lastRow + 0.5, left: 0, right: width }] },
        mark: { type: "rect", color: "#F2F2F2" },
        encoding: { x: xOf("left"), x2: { field: "right" }, y: yOf("top"), y2: { field: "bottom" } },
      },
      {
        data: { values: [{ row: 0.5, left: 0, right: width }] },
        mark: { type: "rule", color: palette.grey },
        encoding: { x: xOf("left"), x2: { field: "right" }, y: yOf("row") },
      },
      layer("head", { fontWeight: "bold" }),
      layer("word", { fontWeight: "bold" }),
      layer("operation", { fontWeight: "bold" }),
      layer("value", { color: palette.grey }),
      layer("changed", { fontWeight: "bold", color: palette.ink }),
      layer("broken", { fontWeight: "bold", color: "#B34700" }),
      layer("pale", { color: palette.grey }),
    ],
    table: [
      [words.step, words.task, words.operation, ...names.words],
      ...steps.map((step, at) => [
        count(at + 1),
        names.tasks[step.task] ?? "",
        `${said[at] ?? ""}${step.isBroken ? " ✗" : ""}`,
        ...step.words.map(count),
      ]),
    ],
    locale,
  });
}

/** A task's colour, dark enough to be read as text on white. */
function darker(task: number): string {
  const readable: Readonly<Record<string, string>> = {
    [palette.orange]: "#8A5F00",
    [palette.green]: "#00724F",
    [palette.purple]: "#9B4377",
    [palette.skyBlue]: "#1F6F9F",
  };
  const colour = taskColours[task] ?? palette.grey;
  return readable[colour] ?? colour;
}

function joined(schedule: readonly string[]): string {
  return schedule.every((name) => name.length === 1) ? schedule.join("") : schedule.join(" ");
}
