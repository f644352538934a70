import { checkResult } from "../errors/check-result.ts";
import { numberWithin } from "../errors/number-argument.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure, type Layers } from "../plots/figure.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import { checkRailway, type Railway } from "./railway.ts";
import type { Route } from "./shortest-path.ts";

/** How `railwayMap` draws. */
export interface RailwayMapOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** How many stations are settled: the algorithm, stopped on its way; all of them unless told. */
  readonly upTo?: number;
  /** Minutes that the reader expected; told under the title. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws a railway: minutes on its lines, and of a route the way, with what the algorithm knew at each station.
 *
 * @throws NavetteError `ERR_NAVETTE_RAILWAY` for what is no railway, `ERR_NAVETTE_RUNS` for what is no route,
 * `ERR_NAVETTE_STATION` for a number of stations that is none.
 * @example
 * railwayMap(railway, shortestPath(railway, "Dekker", "Liskov"));
 */
export function railwayMap(map: Railway, route?: Route, options: RailwayMapOptions = {}): Plot {
  checkRailway(map);
  const locale = localeOf(options);
  if (route !== undefined) checkResult("route", route, "shortestPath", "settled");
  if (options.upTo !== undefined)
    numberWithin("upTo", options.upTo, { min: 0, max: Number.POSITIVE_INFINITY, code: "ERR_NAVETTE_STATION" });
  const prediction = finiteGuess(options.prediction);
  const words = texts[locale];
  const { count } = numberFormat(locale);
  const upTo = Math.max(0, Math.trunc(options.upTo ?? Number.POSITIVE_INFINITY));
  const settled = route?.settled.slice(0, upTo) ?? [];
  const isWhole = route !== undefined && settled.length === route.settled.length;
  const way = isWhole ? (route.stations ?? []) : [];
  const places = new Map(map.stations.map((station) => [station.name, station]));
  const reached = new Map(settled.map((one, at) => [one.station, { ...one, at }]));
  const isOnWay = (a: string, b: string) =>
    way.some((name, at) => (name === a && way[at + 1] === b) || (name === b && way[at + 1] === a));
  const isTree = (a: string, b: string) => reached.get(a)?.from === b || reached.get(b)?.from === a;

  const lines = map.lines.flatMap(({ between: [a, b], minutes, isSingleTrack = false }) => {
    const [from, to] = [places.get(a), places.get(b)];
    if (from === undefined || to === undefined) return [];
    return [
      {
        x: from.east,
        y: from.north,
        x2: to.east,
        y2: to.north,
        mx: (from.east + to.east) / 2,
        my: (from.north + to.north) / 2,
        minutes: count(minutes),
        kind: isOnWay(a, b) ? "way" : isTree(a, b) ? "tree" : "other",
        isSingleTrack,
      },
    ];
  });
  const stations = map.stations.map(({ name, east, north }) => ({
    x: east,
    y: north,
    name,
    kind: name === route?.from || name === route?.to ? "end" : reached.has(name) ? "settled" : "other",
    ...(reached.has(name) && {
      known: `${count((reached.get(name)?.at ?? 0) + 1)}. ${words.minutes(count(reached.get(name)?.minutes ?? 0))}`,
    }),
  }));
  const [east, north] = [map.stations.map((one) => one.east), map.stations.map((one) => one.north)];
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [Math.min(...east) - 5, Math.max(...east) + 7], nice: false, zero: false },
    axis: null,
  });
  const y = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [Math.min(...north) - 5, Math.max(...north) + 5], nice: false, zero: false },
    axis: null,
  });
  const ends = { x: x("x"), y: y("y"), x2: { field: "x2" }, y2: { field: "y2" } };
  const rule = (filter: string, mark: object): Layers[number] => ({
    data: { values: lines },
    transform: [{ filter }],
    mark: { type: "rule", ...mark },
    encoding: ends,
  });
  const halo = { stroke: palette.paper, strokeWidth: 4, strokeJoin: "round" as const };
  const text = (values: object[], field: string, mark: object, at: { x: string; y: string }): Layers => [
    {
      data: { values },
      mark: { type: "text", ...halo, ...mark },
      encoding: { x: x(at.x), y: y(at.y), text: { field, type: "nominal" } },
    },
    {
      data: { values },
      mark: { type: "text", ...mark },
      encoding: { x: x(at.x), y: y(at.y), text: { field, type: "nominal" } },
    },
  ];
  const layers: Layers = [
    rule("datum.kind === 'way'", { strokeWidth: 9, color: palette.orange, opacity: 0.85 }),
    rule("datum.kind === 'tree'", { strokeWidth: 6, color: palette.skyBlue, opacity: 0.7 }),
    rule("!datum.isSingleTrack", { strokeWidth: 2.5, color: palette.grey }),
    rule("datum.isSingleTrack", { strokeWidth: 2.5, color: palette.vermillion, strokeDash: [7, 4] }),
    ...text(lines, "minutes", { fontSize: 11 }, { x: "mx", y: "my" }),
    {
      data: { values: stations },
      mark: { type: "point", filled: true, size: 130, opacity: 1, stroke: palette.ink, strokeWidth: 1.5 },
      encoding: {
        x: x("x"),
        y: y("y"),
        color: {
          field: "kind",
          type: "nominal",
          scale: { domain: ["end", "settled", "other"], range: [palette.orange, palette.skyBlue, palette.paper] },
          legend: null,
        },
        shape: {
          field: "kind",
          type: "nominal",
          scale: { domain: ["end", "settled", "other"], range: ["square", "circle", "circle"] },
          legend: null,
        },
      },
    },
    ...text(stations, "name", { dy: -14, fontWeight: "bold" }, { x: "x", y: "y" }),
    ...text(
      stations.filter(({ known }) => known !== undefined),
      "known",
      { dy: 16, fontSize: 11 },
      { x: "x", y: "y" },
    ),
  ];
  const summary =
    route === undefined
      ? words.plain(count(map.stations.length), count(map.lines.length))
      : !isWhole
        ? words.onTheWay(count(settled.length), count(map.stations.length))
        : route.minutes === undefined
          ? words.noWay(route.from, route.to)
          : words.way(route.from, route.to, words.minutes(count(route.minutes)), (route.stations ?? []).join(" – "));
  return figure({
    title: options.title ?? words.title,
    summary,
    sentences: [
      summary,
      ...(prediction === undefined ? [] : [words.predicted(words.minutes(count(prediction)))]),
      ...(route === undefined ? [] : [words.read]),
      words.singleTrack,
    ],
    machines: [],
    height: 380,
    layers,
    table: route === undefined ? lineTable(map, locale) : stationTable(settled, locale),
    locale,
  });
}

/** The lines, for those who can't see the map. */
function lineTable({ lines }: Railway, locale: Locale): string[][] {
  const words = texts[locale];
  const { count } = numberFormat(locale);
  return [
    [words.line, words.time, words.tracks],
    ...lines.map(({ between, minutes, isSingleTrack = false }) => [
      between.join(" – "),
      words.minutes(count(minutes)),
      count(isSingleTrack ? 1 : 2),
    ]),
  ];
}

/** What the algorithm found out, in the order in which it did. */
function stationTable(settled: Route["settled"], locale: Locale): string[][] {
  const words = texts[locale];
  const { count } = numberFormat(locale);
  return [
    [words.station, words.order, words.time, words.from],
    ...settled.map(({ station, minutes, from }, at) => [
      station,
      count(at + 1),
      words.minutes(count(minutes)),
      from ?? "",
    ]),
  ];
}

const texts = {
  en: {
    title: "The railway",
    plain: (stations: string, lines: string) =>
      `${stations} stations, ${lines} lines, with the minutes that each takes.`,
    onTheWay: (settled: string, of: string) => `On the way: ${settled} of ${of} stations are settled.`,
    way: (from: string, to: string, time: string, stations: string) => `From ${from} to ${to} in ${time}: ${stations}.`,
    noWay: (from: string, to: string) => `There is no way from ${from} to ${to}.`,
    predicted: (time: string) => `You predicted ${time}.`,
    read: "Under each settled station: when it was settled, and its shortest time from the start.",
    singleTrack: "Dashed: a single track.",
    minutes: (count: string) => `${count} min`,
    station: "station",
    order: "settled as number",
    time: "time",
    from: "coming from",
    line: "line",
    tracks: "tracks",
  },
  fr: {
    title: "Le réseau ferré",
    plain: (stations: string, lines: string) =>
      `${stations} gares, ${lines} lignes, avec les minutes que prend chacune.`,
    onTheWay: (settled: string, of: string) => `En chemin\u202f: ${settled} gares fixées sur ${of}.`,
    way: (from: string, to: string, time: string, stations: string) =>
      `De ${from} à ${to} en ${time}\u202f: ${stations}.`,
    noWay: (from: string, to: string) => `Aucun chemin ne mène de ${from} à ${to}.`,
    predicted: (time: string) => `Vous aviez prédit ${time}.`,
    read: "Sous chaque gare fixée\u202f: son rang, et le temps le plus court depuis le départ.",
    singleTrack: "Tireté\u202f: une voie unique.",
    minutes: (count: string) => `${count}\u202fmin`,
    station: "gare",
    order: "fixée au rang",
    time: "temps",
    from: "en venant de",
    line: "ligne",
    tracks: "voies",
  },
};
