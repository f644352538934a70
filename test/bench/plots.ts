/** Milliseconds that a plot's picture takes, outside the user process: medians of many drawings in one run. */
import { openPlotRenderer } from "../../kernel/display/plot-renderer.ts";
import { gantt } from "../../lib/plots/gantt.ts";
import type { Plot } from "../../lib/plots/plot.ts";
import { speedUp } from "../../lib/plots/speed-up.ts";
import { timingBars } from "../../lib/plots/timing-bars.ts";
import { courseFigures } from "../../lib/strategies/course-figures.ts";
import { sampleRun, sampleRuns, sampleSpan } from "../lib/sample-runs.ts";

const course = courseFigures.filter(({ chapter }) => chapter === 9);
const runs = [
  sampleRuns("sequential", 1, [2105, 2098, 2140]),
  ...[2, 4, 8, 10].map((workers) => sampleRuns("threads", workers, [2250 / workers, 2380 / workers])),
];

/** As many tasks of 3 ms, each thread's one after the other. */
function tasks(count: number, workers: number) {
  const spans = Array.from({ length: count }, (_, at) => {
    const started = Math.floor(at / workers) * 4 + 1;
    return sampleSpan({ tid: (at % workers) + 1, started, ended: started + 3 });
  });
  return sampleRun({ strategy: "threads", workers, wallMs: 1, spans });
}

const few = tasks(10, 10);
const hundreds = tasks(1000, 4);
const many = tasks(10_000, 8);
const plots: Record<string, () => Plot> = {
  "timing bars": () => timingBars(runs, { course }),
  "speed-up": () => speedUp(runs, { course }),
  "Gantt, 10 tasks": () => gantt(few),
  "Gantt, 1,000 tasks": () => gantt(hundreds),
  "Gantt, 10,000 tasks": () => gantt(many),
};

const started = performance.now();
await using renderer = openPlotRenderer();
await renderer.prewarm();
const warmed = performance.now();
await renderer.render(timingBars(runs, { course }).spec);
console.log(
  `start of the thread and its first chart ${ms(warmed - started)} ms, the next ${ms(performance.now() - warmed)} ms\n`,
);
console.log("| plot | specification, ms | picture p50, ms | p95, ms | kB of specification, picture |");
console.log("|---|---|---|---|---|");
for (const [name, plot] of Object.entries(plots)) {
  const { spec } = plot();
  const making = await times(plot);
  const drawing = await times(() => renderer.render(spec));
  const { svg } = await renderer.render(spec);
  const sizes = [JSON.stringify(spec), svg].map((text) => Math.round(text.length / 1000)).join(", ");
  console.log(
    `| ${name} | ${ms(quantile(making, 0.5))} | ${ms(quantile(drawing, 0.5))} | ${ms(quantile(drawing, 0.95))} | ${sizes} |`,
  );
}

/** Times of 60 calls, in ms, after 20 that warm them up. */
async function times(call: () => unknown): Promise<number[]> {
  const measured: number[] = [];
  for (let round = 0; round < 80; round++) {
    const start = performance.now();
    await call();
    if (round >= 20) measured.push(performance.now() - start);
  }
  return measured;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

function ms(time: number): string {
  return time.toFixed(1);
}
