import type { Observable } from "rxjs";
import { briefly } from "../errors/briefly.ts";
import { checkOptions } from "../errors/check-options.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { rxjs } from "../packages/large-packages.ts";
import type { Reading } from "./zone.ts";

/** What the thermometers of a zone said in one window of time. */
export interface ZoneWindow {
  /** Which zone of the data centre, from 0. */
  readonly zone: number;
  /** End of the window, in simulated s. */
  readonly second: number;
  /** How many readings the window holds. */
  readonly readings: number;
  /** Mean and highest of the readings, in °C. */
  readonly mean: number;
  readonly highest: number;
}

/** A zone that has become too hot, or that is back to a good level. */
export interface ZoneAlert extends ZoneWindow {
  /** True: it has become too hot; false: it is back. */
  readonly isHot: boolean;
}

/** When a zone is too hot, and when it is so no more: a band of hysteresis. */
export interface Thresholds {
  /** A zone is too hot above it, in °C. */
  readonly threshold: number;
  /** And back to a good level that many °C below it. */
  readonly band: number;
  /** How many windows in a row have to agree before anything is done. */
  readonly patience: number;
}

interface Sum {
  zone: number;
  second: number;
  readings: number;
  sum: number;
  highest: number;
}

/**
 * Groups readings by zone, and sums up each zone's readings by windows of `size`: its thermometers times the seconds of a
 * window, where each reads once a second. O(1) for each reading, memory O(zones).
 *
 * @throws NavetteError `ERR_NAVETTE_STREAM` for what is no Observable, `ERR_NAVETTE_DATA_CENTRE` for a size that isn't a whole
 * number from 1 to 1,000,000,000.
 * @example
 * import { from } from "rxjs";
 *
 * const readings = [20, 22, 24, 26].map((celsius, second) => ({ zone: 0, sensor: 0, second, celsius }));
 * const means: number[] = [];
 * zoneWindows(from(readings), 2).subscribe(({ mean }) => means.push(mean));
 * means; // [21, 25]
 */
export function zoneWindows(readings: Observable<Reading>, size: number): Observable<ZoneWindow> {
  checkStream("readings", readings);
  wholeNumber("size", size, { min: 1, max: 1_000_000_000, code: "ERR_NAVETTE_DATA_CENTRE" });
  const { filter, groupBy, map, mergeMap, reduce, windowCount } = rxjs();
  return readings.pipe(
    groupBy(({ zone }) => zone),
    mergeMap((ofZone) =>
      ofZone.pipe(
        windowCount(size),
        mergeMap((window) => window.pipe(reduce(add, emptySum()))),
      ),
    ),
    filter(({ readings: count }) => count > 0),
    map(({ zone, second, readings: count, sum, highest }) => ({
      zone,
      second: second + 1,
      readings: count,
      mean: sum / count,
      highest,
    })),
  );
}

interface ZoneState {
  readonly isHot: boolean;
  /** Windows in a row that speak for a change. */
  readonly agreeing: number;
  readonly window?: ZoneWindow;
}

/**
 * Tells of each zone that becomes too hot, and of each that is back to a good level: only changes are told, by *hysteresis*
 * (above `threshold` it is hot, until it is below `threshold − band`), and only once `patience` windows in a row agree, as
 * `debounce` does with time. Looks at the windows' means, in °C. O(1) for each window, memory O(zones).
 *
 * @throws NavetteError `ERR_NAVETTE_STREAM` for what is no Observable, `ERR_NAVETTE_DATA_CENTRE` for a number out of range (see
 * `DataCentreOptions`).
 * @example
 * import { from } from "rxjs";
 *
 * const windows = [29, 31, 32, 30, 26].map((mean, second) => ({ zone: 0, second, readings: 1, mean, highest: mean }));
 * const told: boolean[] = [];
 * zoneAlerts(from(windows), { threshold: 30, band: 3, patience: 1 }).subscribe(({ isHot }) => told.push(isHot));
 * told; // [true, false]
 */
export function zoneAlerts(windows: Observable<ZoneWindow>, thresholds: Thresholds): Observable<ZoneAlert> {
  checkStream("windows", windows);
  checkOptions(thresholds);
  const { threshold, band, patience } = thresholds;
  const code = "ERR_NAVETTE_DATA_CENTRE";
  numberWithin("threshold", threshold, { min: -100, max: 200, code });
  numberWithin("band", band, { min: 0, max: 100, code });
  wholeNumber("patience", patience, { min: 1, max: 100, code });
  const { distinctUntilChanged, groupBy, mergeMap, scan, skip, startWith } = rxjs();
  const begin: ZoneState = { isHot: false, agreeing: 0 };
  function next({ isHot, agreeing }: ZoneState, window: ZoneWindow): ZoneState {
    const speaksForChange = isHot ? window.mean < threshold - band : window.mean > threshold;
    if (!speaksForChange) return { isHot, agreeing: 0, window };
    return agreeing + 1 < patience ? { isHot, agreeing: agreeing + 1, window } : { isHot: !isHot, agreeing: 0, window };
  }
  return windows.pipe(
    groupBy(({ zone }) => zone),
    mergeMap((ofZone) =>
      ofZone.pipe(
        scan(next, begin),
        startWith(begin),
        distinctUntilChanged((before, after) => before.isHot === after.isHot),
        skip(1),
      ),
    ),
    mergeMap(({ isHot, window }) => (window === undefined ? [] : [{ ...window, isHot }])),
  );
}

/** Refuses what is no stream: a list above all, of which `from` makes one. */
function checkStream(name: string, stream: Observable<unknown>): void {
  if (typeof stream?.pipe === "function") return;
  const said = briefly(stream);
  throw new NavetteError("ERR_NAVETTE_STREAM", `${name} is ${said}: give an Observable of RxJS, such as from([…])`);
}

function emptySum(): Sum {
  return { zone: 0, second: 0, readings: 0, sum: 0, highest: Number.NEGATIVE_INFINITY };
}

function add(sum: Sum, { zone, second, celsius }: Reading): Sum {
  sum.zone = zone;
  sum.second = second;
  sum.readings += 1;
  sum.sum += celsius;
  if (celsius > sum.highest) sum.highest = celsius;
  return sum;
}
