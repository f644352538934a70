import { checkFunction } from "../errors/check-function.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { Unfinished } from "../errors/unfinished.ts";

/**
 * Runs an experiment several times, one after the other, so that a plot can show an interval rather than one figure.
 * `run` is given the index of the repetition, from 0.
 *
 * @throws NavetteError `ERR_NAVETTE_TIMES` unless `times` is a whole number from 1 to 1,000, `ERR_NAVETTE_FUNCTION`
 * when `run` isn't a function; what the first run throws;
 * Unfinished when a later one fails, with its code (`ERR_NAVETTE_TASK` where its error has none) and the error as the
 * `cause`; its `partial` holds the runs that were finished.
 *
 * @example
 * (await repeat(3, async (index) => 2 ** index)).join(); // "1,2,4"
 */
export async function repeat<T>(times: number, run: (index: number) => Promise<T>): Promise<T[]> {
  wholeNumber("times", times, { min: 1, max: 1000, code: "ERR_NAVETTE_TIMES" });
  checkFunction("run", run);
  const runs: T[] = [];
  for (let index = 0; index < times; index++) {
    try {
      runs.push(await run(index));
    } catch (error) {
      if (index === 0) throw error;
      const code = error instanceof Error && "code" in error ? String(error.code) : "ERR_NAVETTE_TASK";
      const message = `Repetition ${index + 1} of ${times} did not finish; \`partial\` holds those before`;
      throw new Unfinished(code, message, runs, { cause: error });
    }
  }
  return runs;
}
