/** What a worker of `switchesByWorkers` does: computes without a break for so many ms. */
export function spin(ms: number): number {
  const end = performance.now() + ms;
  let turns = 0;
  while (performance.now() < end) turns++;
  return turns;
}
