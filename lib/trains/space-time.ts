import { checkResult, firstResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { bars } from "../plots/bars.ts";
import { figure, type Layers } from "../plots/figure.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { Run } from "../strategies/strategy.ts";
import type { Traffic } from "./run-trains.ts";
import type { Journey, SingleTrackLine } from "./train.ts";

/** How `spaceTime` draws. */
export interface TrainPlotOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws where each train was when: time to the right in ms, kilometres upwards, the single track shaded, collisions
 * crossed. Railways have drawn their timetables so since the 1840s.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no such run, such as the promise of one.
 * @example
 * spaceTime(await runTrains({ workers: 2, msPerKm: 2 }));
 */
export function spaceTime(run: Run<Traffic>, options: TrainPlotOptions = {}): Plot {
  checkResult("run", run, "runTrains", "results.journeys");
  const { results, machine } = run;
  const locale = localeOf(options);
  const words = texts[locale];
  const { time, count, number } = numberFormat(locale);
  const { line, journeys, collisions, hasSemaphore } = results;
  const points = journeys.flatMap((journey) =>
    pointsOf(journey, line).map((point) => ({ ...point, ...nameOf(journey) })),
  );
  const end = Math.max(1, ...journeys.map(({ arrived }) => arrived));
  function nameOf({ index, isUp }: Journey) {
    return { train: index + 1, direction: isUp ? words.to(line.to) : words.to(line.from) };
  }
  const directions = [words.to(line.to), words.to(line.from)];
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    // Room for the numbers of trains that leave at once.
    scale: { domain: [end * -0.035, end * 1.02], nice: false },
    title: words.time,
    axis: { grid: false, tickCount: 8 },
  });
  const y = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [0, line.km], nice: false },
    title: words.km,
    axis: {
      values: [0, line.trackBegins, line.trackEnds, line.km],
      labelExpr: `datum.value === 0 ? '${line.from} 0' : datum.value === ${line.km} ? '${line.to} ${line.km}' : format(datum.value, '~g')`,
    },
  });
  const legend = { title: null };
  const layers: Layers = [
    {
      data: { values: [{ low: line.trackBegins, high: line.trackEnds }] },
      mark: { type: "rect", color: "#EFE6D2" },
      encoding: { y: y("low"), y2: { field: "high" } },
    },
    {
      data: { values: [{ x: end * 1.01, y: line.trackBegins, text: words.track }] },
      mark: { type: "text", align: "right", baseline: "bottom", dy: -4, color: palette.grey },
      encoding: { x: x("x"), y: y("y"), text: { field: "text", type: "nominal" } },
    },
    {
      data: { values: points },
      mark: { type: "line", strokeWidth: 2 },
      encoding: {
        x: x("ms"),
        y: y("km"),
        detail: { field: "train", type: "nominal" },
        order: { field: "ms", type: "quantitative" },
        color: {
          field: "direction",
          type: "nominal",
          scale: { domain: directions, range: [palette.blue, palette.green] },
          legend,
        },
        strokeDash: {
          field: "direction",
          type: "nominal",
          scale: {
            domain: directions,
            range: [
              [1, 0],
              [6, 3],
            ],
          },
          legend,
        },
      },
    },
    {
      data: {
        values: collisions.map(({ ms, km, trains }) => ({
          ms,
          km,
          text: trains.map((index) => index + 1).join(" × "),
        })),
      },
      mark: {
        type: "point",
        shape: "M-1,-1L1,1M-1,1L1,-1",
        size: 110,
        strokeWidth: 3.5,
        color: palette.vermillion,
        opacity: 1,
      },
      encoding: { x: x("ms"), y: y("km"), tooltip: [{ field: "text", type: "nominal", title: words.collision }] },
    },
    ...[true, false].flatMap((isUp): Layers => {
      const leaving = journeys.filter((journey) => journey.isUp === isUp);
      if (leaving.length === 0) return [];
      const values = leaving.map(({ index, departed }) => ({
        ms: departed,
        km: isUp ? 0 : line.km,
        text: String(index + 1),
      }));
      return [
        {
          data: { values },
          mark: {
            type: "text",
            align: "right",
            dx: -4,
            dy: isUp ? -8 : 9,
            fontSize: 11,
            baseline: "middle",
            clip: false,
          },
          encoding: { x: x("ms"), y: y("km"), text: { field: "text", type: "nominal" } },
        },
      ];
    }),
  ];
  const waited = journeys.reduce((sum, { atSignal, entered }) => sum + entered - atSignal, 0);
  const summary = words.summary(
    count(journeys.length),
    collisions.length === 0 ? words.noCollision : words.collisions(count(collisions.length), collisions.length === 1),
    hasSemaphore,
  );
  return figure({
    title: options.title ?? words.title,
    summary,
    sentences: [
      summary,
      ...(hasSemaphore ? [words.waited(time(waited))] : []),
      ...(collisions.length > 0 ? [words.crossRead] : []),
    ],
    machines: [machine],
    height: 300,
    zoom: "x",
    layers,
    table: [
      [words.train, words.direction, words.departed, words.waitedHeading, words.arrived, words.metHeading],
      ...journeys.map((journey) => [
        count(journey.index + 1),
        nameOf(journey).direction,
        time(journey.departed),
        time(journey.entered - journey.atSignal),
        time(journey.arrived),
        collisions
          .flatMap(({ trains, km }) =>
            trains.includes(journey.index)
              ? [`${trains.find((index) => index !== journey.index) ?? 0}`].map(
                  (other) => `${Number(other) + 1} (km ${number(km)})`,
                )
              : [],
          )
          .join(", "),
      ]),
    ],
    locale,
  });
}

/** How `collisionBars` draws. */
export interface CollisionOptions extends TrainPlotOptions {
  /** How many collisions the reader expected without the semaphore. */
  readonly prediction?: number | undefined;
}

/**
 * Draws how many collisions each run had, with the reader's guess.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs, or what is none.
 * @example
 * collisionBars([await runTrains({ workers: 2, msPerKm: 2 })]);
 */
export function collisionBars(runs: readonly Run<Traffic>[], options: CollisionOptions = {}): Plot {
  firstResult("runs", runs, "runTrains", "results.journeys");
  const locale = localeOf(options);
  const prediction = finiteGuess(options.prediction);
  const words = texts[locale];
  const { count, time } = numberFormat(locale);
  const name = (hasSemaphore: boolean) => (hasSemaphore ? words.withSemaphore : words.without);
  const rows = runs.map(({ results: { hasSemaphore, collisions }, wallMs }) => ({
    name: name(hasSemaphore),
    value: collisions.length,
    text: words.row(count(collisions.length), collisions.length, time(wallMs)),
    colour: hasSemaphore ? palette.blue : palette.vermillion,
  }));
  const summary = rows.map((row) => `${row.name}${locale === "fr" ? "\u202f: " : ": "}${row.text}`).join("; ");
  const guessed = runs.find(({ results }) => !results.hasSemaphore) ?? runs[0];
  return bars({
    title: options.title ?? words.barsTitle,
    summary: `${locale === "fr" ? summary.replaceAll("; ", "\u202f; ") : summary}.`,
    sentences: [words.trains(count(runs[0]?.workers ?? 0))],
    rows,
    axis: words.collisionsAxis,
    heading: words.track,
    prediction:
      prediction === undefined || guessed === undefined
        ? undefined
        : { name: name(guessed.results.hasSemaphore), value: prediction, text: count(prediction) },
    machines: runs.map(({ machine }) => machine),
    locale,
  });
}

function pointsOf({ isUp, departed, atSignal, entered, left, arrived }: Journey, line: SingleTrackLine) {
  const [signal, exit, goal] = isUp
    ? [line.trackBegins, line.trackEnds, line.km]
    : [line.trackEnds, line.trackBegins, 0];
  const start = isUp ? 0 : line.km;
  return [
    { ms: departed, km: start },
    { ms: atSignal, km: signal },
    { ms: entered, km: signal },
    { ms: left, km: exit },
    { ms: arrived, km: goal },
  ];
}

const texts = {
  en: {
    title: "Trains on a single track",
    barsTitle: "Collisions on the single track",
    summary: (trains: string, met: string, guarded: boolean) =>
      `${trains} trains, ${guarded ? "with" : "without"} a semaphore: ${met}.`,
    noCollision: "no collision",
    collisions: (count: string, isOne: boolean) => (isOne ? "1 collision" : `${count} collisions`),
    waited: (time: string) => `Level lines: waiting at the signal, ${time} in all.`,
    crossRead: "Cross: two trains at the same place.",
    to: (station: string) => `to ${station}`,
    time: "Time since all could begin (ms)",
    km: "Kilometre",
    track: "single track",
    train: "train",
    direction: "direction",
    departed: "left at",
    waitedHeading: "waited",
    arrived: "arrived at",
    metHeading: "collided with",
    collision: "collision",
    collisionsAxis: "Collisions (pairs of trains)",
    withSemaphore: "with a semaphore",
    without: "without a semaphore",
    row: (count: string, few: number, time: string) => `${count} ${few === 1 ? "collision" : "collisions"} · ${time}`,
    trains: (count: string) =>
      `${count} trains, the same departures and speeds in each run; the time is the last arrival.`,
  },
  fr: {
    title: "Des trains sur une voie unique",
    barsTitle: "Collisions sur la voie unique",
    summary: (trains: string, met: string, guarded: boolean) =>
      `${trains} trains, ${guarded ? "avec" : "sans"} sémaphore\u202f: ${met}.`,
    noCollision: "aucune collision",
    collisions: (count: string, isOne: boolean) => (isOne ? "1 collision" : `${count} collisions`),
    waited: (time: string) => `Paliers\u202f: l’attente au signal, ${time} en tout.`,
    crossRead: "Croix\u202f: deux trains au même endroit.",
    to: (station: string) => `vers ${station}`,
    time: "Temps depuis que tous peuvent partir (ms)",
    km: "Kilomètre",
    track: "voie unique",
    train: "train",
    direction: "sens",
    departed: "parti à",
    waitedHeading: "attente",
    arrived: "arrivé à",
    metHeading: "collision avec",
    collision: "collision",
    collisionsAxis: "Collisions (paires de trains)",
    withSemaphore: "avec un sémaphore",
    without: "sans sémaphore",
    row: (count: string, few: number, time: string) => `${count} ${few < 2 ? "collision" : "collisions"} · ${time}`,
    trains: (count: string) =>
      `${count} trains, mêmes départs et mêmes vitesses à chaque essai\u202f; la durée est celle de la dernière arrivée.`,
  },
};
