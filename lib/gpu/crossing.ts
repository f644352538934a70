import { briefly } from "../errors/briefly.ts";
import { isList } from "../errors/is-list.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";
import type { DeviceTimes } from "./compare-gpu.ts";

/**
 * Returns the size from which on one device is ahead of another up to the largest size, by straight lines between the
 * measures on logarithmic axes; undefined where it isn't ahead at the end, the smallest size where it always is. In the
 * sizes' unit, rounded. O(sizes²).
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no series of a comparison, such as the comparison itself.
 * @example
 * const points = (ms: readonly number[]) => ms.map((time, at) => ({ size: 10 ** at, ms: time }));
 * const gpu = { device: "gpu", workers: 1, points: points([5, 5, 5]) } as const;
 * const core = { device: "one core", workers: 1, points: points([0.1, 1, 10]) } as const;
 * Math.round(crossing(gpu, core) ?? 0); // 50
 */
export function crossing(ahead: DeviceTimes, behind: DeviceTimes): number | undefined {
  checkSeries("ahead", ahead);
  checkSeries("behind", behind);
  const ratios = ahead.points.flatMap(({ size, ms }) => {
    const other = behind.points.find((point) => point.size === size);
    return other === undefined ? [] : [{ size, log: Math.log(ms / other.ms) }];
  });
  const last = ratios.findLastIndex(({ log }) => log >= 0);
  if (ratios.length === 0 || last === ratios.length - 1) return undefined;
  const [before, after] = [ratios[last], ratios[last + 1]];
  if (after === undefined) return undefined;
  if (before === undefined) return after.size;
  const share = before.log / (before.log - after.log);
  return Math.round(before.size * (after.size / before.size) ** share);
}

function checkSeries(name: string, series: DeviceTimes): void {
  if (!isRevoked(series) && isList(series?.points)) return;
  const said = briefly(series);
  const next = "give one of the series of compareGpu, such as comparison.series[0]";
  throw new NavetteError("ERR_NAVETTE_RUNS", `${name} is ${said}: ${next}`);
}
