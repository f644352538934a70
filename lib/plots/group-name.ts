import type { Locale } from "../host/host.ts";
import { numberFormat } from "./numbers.ts";
import type { Difference, RunGroup } from "./run-groups.ts";
import { texts } from "./texts.ts";

/** What a name is made of; without a worker count it names a whole line of a chart. */
export interface Named extends Pick<RunGroup, "strategy" | "differences"> {
  readonly workers: number | undefined;
}

/** Names runs by their strategy, worker count and what sets them apart: `10 threads, warm`. */
export function groupName({ strategy, workers, differences }: Named, locale: Locale): string {
  const words = texts(locale);
  const name =
    workers === undefined
      ? words.strategies[strategy]
      : words.workers(strategy, numberFormat(locale).count(workers), workers === 1);
  return words.listed([name, ...differences.map((difference) => written(difference, locale))]);
}

function written({ name, value }: Difference, locale: Locale): string {
  const words = texts(locale);
  if (name === "warm") return value ? words.warm : words.cold;
  return words.parameter(name, typeof value === "number" ? numberFormat(locale).count(value) : String(value));
}
