import type { Locale } from "../host/host.ts";
import type { CourseFigure } from "../strategies/course-figures.ts";
import type { Machine } from "../strategies/strategy.ts";
import { numberFormat } from "./numbers.ts";
import type { Centre } from "./summary.ts";
import { textWidth } from "./text-width.ts";
import { texts } from "./texts.ts";
import { captionSize, plotPadding, plotWidth } from "./theme.ts";

/** Pixels of a line under a title. */
const lineWidth = plotWidth - 2 * plotPadding;

/** Describes each machine once, by what decides a timing. */
export function machineCaption(machines: readonly Machine[], locale: Locale): string[] {
  const words = texts(locale);
  const { count } = numberFormat(locale);
  const described = machines.map(({ platform, cpu, cores, memoryMiB, node }) =>
    words.machine(platform, cpu, words.cores(count(cores), cores === 1), count(memoryMiB / 1024), node),
  );
  return [...new Set(described)];
}

/** Says how often each measure was made and what stands for it. */
export function repetitionCaption(counts: readonly number[], centre: Centre, locale: Locale): string {
  const words = texts(locale);
  const { count } = numberFormat(locale);
  const repeated = counts.filter((times) => times > 1);
  if (repeated.length === 0) return words.oneRun;
  const [least, most] = [Math.min(...repeated), Math.max(...repeated)];
  const times = least === most ? count(least) : words.countRange(count(least), count(most));
  return words.repeated(times, centre, repeated.length < counts.length);
}

/** Cites where the course's figures come from. */
export function courseCaption(figures: readonly CourseFigure[], locale: Locale): string[] {
  if (figures.length === 0) return [];
  const sources = new Set(figures.map(({ source }) => source));
  return [texts(locale).courseCited([...sources].join("; "))];
}

/** Breaks sentences into lines that fit under a plot's title; each machine starts a line of its own. */
export function captionLines(sentences: readonly string[], machines: readonly string[]): string[] {
  return [wrapped(sentences.join(" ")), ...machines.map(wrapped)].flat();
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, captionSize) > lineWidth) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
