import { Note } from "../exercises/note.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Run } from "../strategies/strategy.ts";
import { reactiveTexts } from "./reactive-texts.ts";
import type { DataCentre } from "./run-data-centre.ts";

/**
 * Lists the first `most` alerts of a run, 20 unless told, in the order of time, as a table: minutes and seconds of
 * simulated time, zones from 1 on, °C.
 *
 * @example
 * console.log(`${alertLog(await runDataCentre({ zones: 8, sensors: 10, seconds: 300 }), 5)}`);
 */
export function alertLog({ results: { alerts } }: Run<DataCentre>, most = 20): Note {
  const { locale } = host();
  const words = reactiveTexts(locale);
  const { count, number } = numberFormat(locale);
  if (alerts.length === 0) return new Note(words.none);
  const rows = alerts.slice(0, Math.max(0, most)).map(({ second, zone, mean, isHot }) => {
    const clock = `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}`;
    return `| ${clock} | ${count(zone + 1)} | ${number(mean)} °C | ${isHot ? "▲" : "✓"} ${isHot ? words.tooHot : words.fine} |`;
  });
  const rest = alerts.length - rows.length;
  return new Note(
    [
      `| ${words.second} | ${words.zone} | ${words.temperature} | ${words.event} |`,
      "|---|---|---|---|",
      ...rows,
      ...(rest > 0 ? ["", words.more(count(rest))] : []),
    ].join("\n"),
  );
}
