/** Tasks that workers of the tests run. */

export function square(n: number): number {
  return n * n;
}

/** Answers later for a small number than for a great one, so that results arrive out of order. */
export async function squareLate(n: number): Promise<number> {
  for (let turn = n; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  return n * n;
}

export function refuseThree(n: number): number {
  if (n === 3) throw new RangeError("three is refused");
  return n;
}

export function returnFunction(): () => void {
  return () => {};
}
