import { checkResult } from "../errors/check-result.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { Note } from "../exercises/note.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Run } from "../strategies/strategy.ts";
import { reactiveTexts } from "./reactive-texts.ts";
import type { DataCentre } from "./run-data-centre.ts";
import type { ZoneAlert } from "./zone-streams.ts";

/**
 * Lists the first `most` alerts of a run, 20 unless told, in the order of time, as a table: minutes and seconds of
 * simulated time, zones from 1 on, °C.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no such run, such as the promise of one, `ERR_NAVETTE_DATA_CENTRE`
 * unless `most` is a whole number from 1 to 1,000,000.
 * @example
 * console.log(`${alertLog(await runDataCentre({ zones: 8, sensors: 10, seconds: 300 }), 5)}`);
 */
export function alertLog(run: Run<DataCentre>, most = 20): Note {
  checkResult("run", run, "runDataCentre", "results.alerts");
  wholeNumber("most", most, { min: 1, max: 1_000_000, code: "ERR_NAVETTE_DATA_CENTRE" });
  const { alerts } = run.results;
  const words = reactiveTexts(host().locale);
  const shown = alerts.slice(0, most);
  const rest = alerts.length - shown.length;
  return logOf(shown, rest > 0 ? words.more(numberFormat(host().locale).count(rest)) : undefined);
}

/** The newest alerts of a run in progress, the last one first: what a reader watches. */
export function latestAlerts(alerts: readonly ZoneAlert[], most = 5): Note {
  const words = reactiveTexts(host().locale);
  const earlier = alerts.length - most;
  const { count } = numberFormat(host().locale);
  return logOf(alerts.slice(-most).reverse(), earlier > 0 ? words.earlier(count(earlier)) : undefined);
}

function logOf(alerts: readonly ZoneAlert[], rest: string | undefined): Note {
  const { locale } = host();
  const words = reactiveTexts(locale);
  const { count, number } = numberFormat(locale);
  if (alerts.length === 0 && rest === undefined) return new Note(words.none);
  const rows = alerts.map(({ second, zone, mean, isHot }) => {
    const clock = `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}`;
    return `| ${clock} | ${count(zone + 1)} | ${number(mean)} °C | ${isHot ? "▲" : "✓"} ${isHot ? words.tooHot : words.fine} |`;
  });
  return new Note(
    [
      `| ${words.second} | ${words.zone} | ${words.temperature} | ${words.event} |`,
      "|---|---|---|---|",
      ...rows,
      ...(rest === undefined ? [] : ["", rest]),
    ].join("\n"),
  );
}
