import type { Locale } from "../host/host.ts";
import type { CourseFigure } from "../strategies/course-figures.ts";
import type { Strategy } from "../strategies/strategy.ts";
import { groupName } from "./group-name.ts";
import { byPlace, differencesOf, groupRuns, type RunParameters } from "./run-groups.ts";
import type { RunSet } from "./run-memory.ts";
import { type Centre, type Summary, summary } from "./summary.ts";

/** What the reader expected of a strategy before it ran. */
export interface Prediction {
  /** The strategy of the runs that are meant. */
  readonly strategy: Strategy;
  /** Threads, processes or tasks in progress; one unless told. */
  readonly workers?: number;
  /** Wall time in ms. */
  readonly ms: number;
  /** What sets the runs meant apart from others of the same strategy and worker count: `{ warm: true }`. */
  readonly parameters?: RunParameters | undefined;
}

/** One bar or mark of a timing chart. */
export interface TimingRow {
  readonly kind: "now" | "earlier" | "course" | "prediction";
  readonly strategy: Strategy;
  readonly workers: number;
  /** Name of the group that the row belongs to. */
  readonly name: string;
  /** Whether it is the first of its group, and so bears the group's name. */
  readonly first: boolean;
  /** Number of the run set. */
  readonly set?: number;
  /** In ms. */
  readonly times: Summary;
}

/** What the rows are made from. */
export interface TimingSource {
  /** The oldest set first, the one to show in full last. */
  readonly sets: readonly RunSet[];
  readonly course: readonly CourseFigure[];
  readonly predictions: readonly Prediction[];
  readonly centre: Centre;
  readonly locale: Locale;
}

/**
 * Lists the rows of a timing chart, from top to bottom: group by group, in each the last runs, earlier ones from the
 * newest to the oldest, the course's figure, the prediction.
 */
export function timingRows({ sets, course, predictions, centre, locale }: TimingSource): TimingRow[] {
  const last = sets.at(-1);
  const all = sets.flatMap(({ runs }) => runs);
  const shown = sets.toReversed().flatMap((set): Omit<TimingRow, "first">[] =>
    groupRuns(set === last ? set.runs : set.runs.filter((run) => !last?.runs.includes(run)), all).map((group) => ({
      kind: set === last ? "now" : "earlier",
      strategy: group.strategy,
      workers: group.workers,
      name: groupName(group, locale),
      set: set.number,
      times: summary(
        group.runs.map(({ wallMs }) => wallMs),
        centre,
      ),
    })),
  );
  const cited = course.map((figure) => single("course", figure, locale));
  const expected = predictions.map((prediction) => single("prediction", prediction, locale));
  const groups = Map.groupBy([...shown, ...cited, ...expected], ({ name }) => name);
  return [...groups.values()]
    .sort(([a], [b]) => (a === undefined || b === undefined ? 0 : byPlace(a, b)))
    .flatMap((rows) => rows.map((row, at) => ({ ...row, first: at === 0 })));
}

function single(kind: TimingRow["kind"], cited: Prediction, locale: Locale) {
  const { strategy, workers = 1, ms, parameters } = cited;
  const name = groupName({ strategy, workers, differences: differencesOf(parameters) }, locale);
  return { kind, strategy, workers, name, times: { centre: ms, count: 1 } };
}
