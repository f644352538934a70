/** Jupyter counts a cursor's position in Unicode code points, JavaScript in UTF-16 units. */
export function unitsOf(code: string, codePoints: number): number {
  let units = 0;
  for (let seen = 0; seen < codePoints && units < code.length; seen += 1) {
    units += (code.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
}

/** Code points in the first `units` UTF-16 units. */
export function codePointsOf(code: string, units: number): number {
  let points = 0;
  for (let at = 0; at < units; points += 1) at += (code.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return points;
}
