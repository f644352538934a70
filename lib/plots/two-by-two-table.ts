import type { TopLevelSpec } from "vega-lite";
import type { ThreeWays, TwoByTwo } from "../concurrency/two-by-two.ts";
import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { captionLines, machineCaption } from "./caption.ts";
import { numberFormat } from "./numbers.ts";
import { palette } from "./palette.ts";
import { Plot, vegaLiteSchema } from "./plot.ts";
import { texts } from "./texts.ts";
import { plotWidth, theme } from "./theme.ts";

/** How `twoByTwoTable` draws. */
export interface TwoByTwoTableOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws the table of the course: what each tool brought for each sort of task, against one task after the other.
 * Wall times, and how many times as fast or as slow.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${twoByTwoTable(await twoByTwo({ workers: 2, tasks: 4, waitMs: 20, computeMs: 10 }))}`);
 */
export function twoByTwoTable(measured: TwoByTwo, options: TwoByTwoTableOptions = {}): Plot {
  checkResult("measured", measured, "twoByTwo", "io.parallel");
  const locale = localeOf(options);
  const words = localWords[locale];
  const common = texts(locale);
  const { number, time, count } = numberFormat(locale);
  const { workers } = measured.io.parallel;
  const columns = [words.concurrent, words.parallel(count(workers), workers === 1)];

  function cells(name: string, ways: ThreeWays) {
    return [ways.concurrent, ways.parallel].map((run, at) => {
      const ratio = ways.sequential.wallMs / run.wallMs;
      const isBest = run.wallMs === Math.min(ways.concurrent.wallMs, ways.parallel.wallMs);
      const gain =
        ratio >= 1.1 ? words.faster(number(ratio)) : ratio <= 0.9 ? words.slower(number(1 / ratio)) : words.same;
      return {
        row: name,
        column: columns[at] ?? "",
        time: time(run.wallMs),
        gain,
        best: isBest ? `★ ${words.best}` : "",
        isBest,
      };
    });
  }
  const data = [...cells(words.io, measured.io), ...cells(words.cpu, measured.cpu)];
  const title = options.title ?? words.title;
  const told = data.map(({ row, column, time: wall, gain }) => `${row}, ${column} ${wall} (${gain})`);
  const description = `${title}${common.colon}${told.join("; ")}.`;
  const base = words.caption(time(measured.io.sequential.wallMs), time(measured.cpu.sequential.wallMs));
  const x = {
    field: "column",
    type: "nominal",
    sort: null,
    title: null,
    axis: { orient: "top", labelAngle: 0, ticks: false, domain: false, labelLimit: 260 },
  } as const;
  const y = { field: "row", type: "nominal", sort: null, title: null, axis: { ticks: false, domain: false } } as const;
  const text = (field: string, dy: number, size: number, weight: "bold" | "normal") => ({
    mark: { type: "text" as const, dy, fontSize: size, fontWeight: weight },
    encoding: { x, y, text: { field, type: "nominal" as const } },
  });
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: { text: title, subtitle: captionLines([base], machineCaption([measured.io.sequential.machine], locale)) },
    width: plotWidth,
    height: 210,
    autosize: { type: "fit-x", contains: "padding" },
    data: { values: data },
    layer: [
      {
        mark: { type: "rect", stroke: palette.paper, strokeWidth: 6, cornerRadius: 10 },
        encoding: {
          x,
          y,
          color: { condition: { test: "datum.isBest", value: "#D9EEF9" }, value: "#F2F2F2" },
        },
      },
      text("time", -22, 20, "bold"),
      text("gain", 4, 13, "normal"),
      text("best", 28, 12, "normal"),
    ],
    config: theme(locale),
  };
  const heading = [words.tasks, words.sequential, ...columns];
  const table = [
    heading,
    ...(
      [
        [words.io, measured.io],
        [words.cpu, measured.cpu],
      ] as const
    ).map(([name, ways]) => [
      name,
      time(ways.sequential.wallMs),
      time(ways.concurrent.wallMs),
      time(ways.parallel.wallMs),
    ]),
  ];
  return new Plot({ spec, description, table });
}

interface Words {
  readonly title: string;
  readonly io: string;
  readonly cpu: string;
  readonly concurrent: string;
  parallel(count: string, isOne: boolean): string;
  faster(ratio: string): string;
  slower(ratio: string): string;
  readonly same: string;
  readonly best: string;
  readonly tasks: string;
  readonly sequential: string;
  caption(io: string, cpu: string): string;
}

const localWords: Readonly<Record<Locale, Words>> = {
  en: {
    title: "Which tool for which task?",
    io: "I/O-bound",
    cpu: "CPU-bound",
    concurrent: "concurrent on one thread",
    parallel: (count, isOne) => `parallel on ${count} ${isOne ? "thread" : "threads"}`,
    faster: (ratio) => `${ratio} times as fast as in turn`,
    slower: (ratio) => `${ratio} times slower than in turn`,
    same: "as long as in turn",
    best: "the better one",
    tasks: "tasks",
    sequential: "in turn",
    caption: (io, cpu) => `In turn, one after the other: ${io} for the tasks that wait, ${cpu} for those that compute.`,
  },
  fr: {
    title: "Quel outil pour quelle tâche\u202f?",
    io: "limitées par les E/S",
    cpu: "limitées par le CPU",
    concurrent: "concurrentes, sur un thread",
    parallel: (count, isOne) => `parallèles, sur ${count} ${isOne ? "thread" : "threads"}`,
    faster: (ratio) => `${ratio} fois plus vite`,
    slower: (ratio) => `${ratio} fois plus lent`,
    same: "pas plus vite",
    best: "le meilleur des deux",
    tasks: "tâches",
    sequential: "l’une après l’autre",
    caption: (io, cpu) =>
      `L’une après l’autre\u202f: ${io} pour les tâches qui attendent, ${cpu} pour celles qui calculent.`,
  },
};
