/** What `%%time` and `%%timeline` measure of a cell, shown as a plot and as text when it is over. */
import { host } from "../../lib/host/host.ts";
import { gantt } from "../../lib/plots/gantt.ts";
import type { Plot } from "../../lib/plots/plot.ts";
import type { SpanStatus } from "../../lib/timeline/span.ts";
import { measureTexts } from "./measure-texts.ts";
import { startMeter } from "./meter.ts";
import { recordSpans } from "./record-spans.ts";
import { timePlot } from "./time-plot.ts";

export interface Measure {
  /** Ends the measure; settles with its plot. */
  stop(status: SpanStatus): Promise<Plot>;
}

/** Begins to measure. `isMine` says whether the code that runs now is the cell's. */
export function openMeasure(kind: "time" | "timeline", isMine: () => boolean): Measure {
  const words = measureTexts(host().locale);
  if (kind === "time") {
    const meter = startMeter();
    return { stop: async () => timePlot(await meter.stop()) };
  }
  const recorder = recordSpans(words, isMine);
  return {
    async stop(status) {
      return gantt(recorder.stop(status), { title: words.timelineTitle });
    },
  };
}
