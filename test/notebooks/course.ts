import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseSync } from "oxc-parser";
import { notebooks } from "../../kernel/setup/checkout.mjs";
import { courseNotebooks } from "../../kernel/setup/originals.mjs";

/** A cell of a notebook of the course, its source as one text. */
export interface CourseCell {
  readonly type: "code" | "markdown";
  readonly id: string;
  readonly source: string;
  readonly tags: readonly string[];
  readonly outputs: readonly unknown[] | undefined;
  readonly executionCount: number | null | undefined;
}

export interface CourseNotebook {
  readonly language: "en" | "fr";
  readonly name: string;
  readonly file: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly CourseCell[];
}

/** The same chapter in both languages. */
export interface Chapter {
  readonly number: string;
  readonly en: CourseNotebook;
  readonly fr: CourseNotebook;
}

interface StoredCell {
  readonly cell_type: "code" | "markdown";
  readonly id: string;
  readonly source: string | string[];
  readonly metadata: { readonly tags?: string[] };
  readonly outputs?: unknown[];
  readonly execution_count?: number | null;
}

/** Reads every notebook of a language, in the order of the chapters. */
export function notebooksOf(language: "en" | "fr"): CourseNotebook[] {
  const names = courseNotebooks().filter((notebook) => dirname(notebook) === language);
  return names.map((notebook) => {
    const name = basename(notebook);
    const file = join(notebooks, notebook);
    const { cells, metadata } = JSON.parse(readFileSync(file, "utf8")) as {
      cells: StoredCell[];
      metadata: Record<string, unknown>;
    };
    return { language, name, file, metadata, cells: cells.map(readCell) };
  });
}

/** Pairs the notebooks by the number that their names begin with. */
export function chapters(): Chapter[] {
  const french = new Map(notebooksOf("fr").map((notebook) => [numberOf(notebook), notebook]));
  return notebooksOf("en").map((en) => {
    const number = numberOf(en);
    const fr = french.get(number);
    if (fr === undefined) throw new Error(`${en.name} has no French counterpart`);
    return { number, en, fr };
  });
}

export function numberOf({ name }: CourseNotebook): string {
  return name.slice(0, 2);
}

export function cellOf({ cells, name }: CourseNotebook, id: string): CourseCell {
  const cell = cells.find((one) => one.id === id);
  if (cell === undefined) throw new Error(`${name} has no cell ${id}`);
  return cell;
}

/** The comments of a code cell, as a parser finds them. */
export function commentsOf(source: string): { readonly text: string; readonly start: number; readonly end: number }[] {
  const { comments, errors } = parseSync("cell.ts", source, { lang: "ts", sourceType: "module" });
  if (errors.length > 0) throw new Error(`a cell that is no TypeScript: ${errors[0]?.message}\n${source}`);
  return comments.map(({ value, start, end }) => ({ text: value.trim(), start, end }));
}

/** A code cell without its comments, and without what spaces they leave behind. */
export function withoutComments(source: string): string {
  let bare = source;
  for (const { start, end } of commentsOf(source).reverse()) bare = bare.slice(0, start) + bare.slice(end);
  return bare
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}

/** The levels and texts of a text cell's headings, outside of its code. */
export function headingsOf(cells: readonly CourseCell[]): { readonly level: number; readonly text: string }[] {
  return cells
    .filter(({ type }) => type === "markdown")
    .flatMap(({ source }) => {
      const lines = source.replaceAll(/^```.*?^```/gms, "").split("\n");
      return lines.flatMap((line) => {
        const [, marks, text] = /^(#{1,6}) (.+)$/.exec(line) ?? [];
        return marks === undefined || text === undefined ? [] : [{ level: marks.length, text }];
      });
    });
}

function readCell({ cell_type, id, source, metadata, outputs, execution_count }: StoredCell): CourseCell {
  return {
    type: cell_type,
    id,
    source: Array.isArray(source) ? source.join("") : source,
    tags: metadata.tags ?? [],
    outputs,
    executionCount: execution_count,
  };
}
