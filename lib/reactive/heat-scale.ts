import { palette } from "../plots/palette.ts";
import type { Thresholds } from "./zone-streams.ts";

/** The colour of a temperature: five steps about the thresholds, from cold to too hot. */
export function heatScale({ threshold, band }: Pick<Thresholds, "threshold" | "band">) {
  const good = threshold - Math.max(band, 1);
  return {
    type: "threshold" as const,
    domain: [good - 3, good, threshold, threshold + 3].map((edge) => Math.round(edge * 10) / 10),
    range: [palette.blue, palette.skyBlue, "#F5E9A8", palette.orange, palette.vermillion],
  };
}
