import { host } from "../../lib/host/host.ts";
import { machine } from "../../lib/machine/machine.ts";
import { figure } from "../../lib/plots/figure.ts";
import { numberFormat, timeUnit } from "../../lib/plots/numbers.ts";
import { palette } from "../../lib/plots/palette.ts";
import type { Plot } from "../../lib/plots/plot.ts";
import { measureTexts } from "./measure-texts.ts";
import type { Cost } from "./meter.ts";

const mebibyte = 2 ** 20;

/** Draws what a cell cost: the time elapsed above the CPU time of processes, the rest as text. */
export function timePlot(cost: Cost): Plot {
  const { locale } = host();
  const words = measureTexts(locale);
  const { time, number, percent } = numberFormat(locale);
  const { wallMs, cpuMs, childrenMs, utilisation, delay, heapGrowth, resident } = cost;
  const unit = timeUnit(Math.max(wallMs, cpuMs, childrenMs ?? 0));
  const bars = [
    { name: words.wall, ms: wallMs, kind: "wall" },
    { name: words.cpu, ms: cpuMs, kind: "cpu" },
    ...(childrenMs === undefined ? [] : [{ name: words.children, ms: childrenMs, kind: "cpu" }]),
  ].map(({ name, ms, kind }) => ({ name, time: ms / unit.ms, kind, text: time(ms, unit) }));
  const mib = (bytes: number) => number(bytes / mebibyte);
  const growth = `${heapGrowth < 0 ? "−" : "+"}${mib(Math.abs(heapGrowth))}`;
  const loop = words.loopTold(percent(utilisation), time(delay.p50), time(delay.p99), time(delay.max));
  const memory = words.memoryTold(growth, mib(resident));
  const cores = words.parallel(number((cpuMs + (childrenMs ?? 0)) / wallMs));
  const names = bars.map(({ name }) => name);
  const x = { field: "time", type: "quantitative" as const, title: words.time(unit.symbol), axis: { tickCount: 6 } };
  const y = {
    field: "name",
    type: "nominal" as const,
    sort: names,
    title: null,
    axis: { ticks: false, domain: false, labelPadding: 8 },
  };
  return figure({
    title: words.timeTitle,
    summary: `${bars.map(({ name, text }) => `${name} ${text}`).join(locale === "fr" ? "\u202f; " : "; ")}.`,
    sentences: [`${cores}.`, `${capital(words.loop)}: ${loop}.`, `${capital(words.memory)}: ${memory}.`].map((line) =>
      locale === "fr" ? line.replace(": ", "\u202f: ") : line,
    ),
    machines: [machine()],
    height: bars.length * 26,
    layers: [
      {
        data: { values: bars },
        mark: { type: "bar", height: 16, aria: false },
        encoding: {
          x,
          y,
          color: {
            field: "kind",
            type: "nominal",
            scale: { domain: ["wall", "cpu"], range: [palette.grey, palette.blue] },
            legend: null,
          },
          tooltip: [{ field: "text", type: "nominal", title: words.value }],
        },
      },
      {
        data: { values: bars },
        mark: { type: "text", align: "left", dx: 6, aria: false },
        encoding: { x, y, text: { field: "text", type: "nominal" } },
      },
    ],
    table: [
      [words.measure, words.value],
      ...bars.map(({ name, text }) => [name, text]),
      ...(childrenMs === undefined ? [[words.children, words.notTold]] : []),
      [words.loop, loop],
      [words.memory, memory],
    ],
    locale,
  });
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
