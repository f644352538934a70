import type { DeviceTimes } from "./compare-gpu.ts";

/**
 * The size from which on one device is ahead of another up to the largest size, by straight lines between the measures on
 * logarithmic axes; undefined where it isn't ahead at the end, the smallest size where it always is.
 */
export function crossing(ahead: DeviceTimes, behind: DeviceTimes): number | undefined {
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
