import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import type { Run } from "../strategies/strategy.ts";
import { criticalPath } from "../timeline/critical-path.ts";
import { extent, utilisation, workload } from "../timeline/workload.ts";
import { figure } from "./figure.ts";
import { numberFormat, timeUnit } from "./numbers.ts";
import { palette } from "./palette.ts";
import type { Plot } from "./plot.ts";

/** Moments that are drawn: a run of many tasks is thinned out to the highest of each stretch. */
const mostMoments = 400;

/** How `workloadPlot` draws. */
export interface WorkloadPlotOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws how many tasks of a run were in progress and how many waited, over time; the caption says how busy the workers
 * were, and how much of the time the critical path takes. At most 401 moments are drawn. O(n log n), and as
 * `criticalPath`.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * workloadPlot(await factoriseAll(randomNumbers(), { strategy: "threads", workers: 4 }));
 */
export function workloadPlot(
  run: Pick<Run<unknown>, "timeline" | "workers" | "machine">,
  options: WorkloadPlotOptions = {},
): Plot {
  checkResult("run", run, "an experiment", "timeline.spans");
  const locale = localeOf(options);
  const words = texts[locale];
  const { spans } = run.timeline;
  const { percent, count, time } = numberFormat(locale);
  const { from, to } = spans.length === 0 ? { from: 0, to: 0 } : extent(spans);
  const unit = timeUnit(Math.max(1e-9, to - from));
  const moments = workload(spans);
  const stretch = Math.max(1, Math.ceil(moments.length / mostMoments));
  const drawn = moments.filter((_, at) => at % stretch === 0 || at === moments.length - 1);
  const series = [
    { line: words.running, of: "running" },
    { line: words.waiting, of: "waiting" },
  ] as const;
  const values = series.flatMap(({ line, of }) =>
    drawn.map((moment) => ({ line, x: (moment.at - from) / unit.ms, y: moment[of] })),
  );
  const path = criticalPath(spans);
  const ofPath = path.reduce((sum, { started, ended }) => sum + (ended - started), 0);
  const queue = Math.max(0, ...moments.map(({ waiting }) => waiting));
  const summary = words.summary(count(run.workers), percent(utilisation(spans, run.workers)), count(queue));
  const sentences = [
    summary,
    ...(path.length > 0 ? [words.path(count(path.length), time(ofPath), time(to - from))] : []),
  ];
  return figure({
    title: options.title ?? words.title,
    summary: sentences.join(" "),
    sentences,
    machines: [run.machine],
    height: 220,
    zoom: "x",
    locale,
    layers: [
      {
        data: { values },
        mark: { type: "line", interpolate: "step-after", strokeWidth: 2 },
        encoding: {
          x: { field: "x", type: "quantitative", title: words.time(unit.symbol), axis: { grid: false } },
          y: { field: "y", type: "quantitative", title: words.tasks, axis: { tickMinStep: 1, format: ",d" } },
          color: {
            field: "line",
            type: "nominal",
            scale: { domain: series.map(({ line }) => line), range: [palette.blue, palette.orange] },
            legend: { title: null },
          },
          strokeDash: {
            field: "line",
            type: "nominal",
            scale: {
              domain: series.map(({ line }) => line),
              range: [
                [1, 0],
                [6, 4],
              ],
            },
            legend: { title: null },
          },
        },
      },
    ],
    table: [
      [words.time(unit.symbol), words.running, words.waiting],
      ...drawn
        .slice(0, 50)
        .map((moment) => [time(moment.at - from, unit), count(moment.running), count(moment.waiting)]),
    ],
  });
}

const texts = {
  en: {
    title: "In progress, and waiting",
    running: "in progress",
    waiting: "waiting in the queue",
    tasks: "Tasks",
    time: (unit: string) => `Time since the first task was queued (${unit})`,
    summary: (workers: string, busy: string, queue: string) =>
      `Workers: ${workers}, busy ${busy} of the time; the queue was ${queue} tasks long at most.`,
    path: (tasks: string, busy: string, all: string) =>
      `The critical path, ${tasks} tasks of one worker, takes ${busy} of the ${all}.`,
  },
  fr: {
    title: "En cours, et en attente",
    running: "en cours",
    waiting: "en attente dans la file",
    tasks: "Tâches",
    time: (unit: string) => `Temps depuis la mise en file de la première tâche (${unit})`,
    summary: (workers: string, busy: string, queue: string) =>
      `Exécutants : ${workers}, occupés ${busy} du temps ; la file a compté ${queue} tâches au plus.`,
    path: (tasks: string, busy: string, all: string) =>
      `Le chemin critique, ${tasks} tâches d’un même exécutant, prend ${busy} des ${all}.`,
  },
} as const;
