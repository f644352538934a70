/**
 * Turns a notebook's cell into a script for V8's REPL mode.
 *
 *   source ─▶ parse ─▶ one walk: edits of the source ─▶ script
 *                  └─▶ esbuild, for what is more than types ─▶ parse ─▶ the same walk
 */
import { CellNames } from "./cell-names.ts";
import { CellSyntaxError } from "./cell-syntax-error.ts";
import { CellWalk } from "./cell-walk.ts";
import type { DeclaredNames, NameChanges } from "./declared-names.ts";
import { Edits } from "./edits.ts";
import { runtimeName } from "./emitted-names.ts";
import { type CellImport, importStatement } from "./module-imports.ts";
import { type ParsedCell, parseCell } from "./parse-cell.ts";
import { editorLines, type Position, positionAt } from "./source-position.ts";
import { type Declaration, topLevelNames } from "./top-level-names.ts";
import { showsResult, TopLevelStatements } from "./top-level-statements.ts";

export interface CompileOptions {
  /** Name of the script in stack traces, such as `navette:cell/12`. */
  readonly url: string;
  /** What earlier cells have declared. */
  readonly declared: DeclaredNames;
}

export interface CompiledCell {
  /** The script. */
  readonly code: string;
  /** Whether the value of the script is shown. */
  readonly showsResult: boolean;
  readonly declares: readonly Declaration[];
  readonly imports: readonly CellImport[];
  /** What `DeclaredNames.commit` takes in. */
  readonly changes: NameChanges;
  /** The place in the cell of a place in the script; lines and columns from 1. */
  originalPosition(line: number, column: number): Position;
}

/**
 * Compiles one cell.
 *
 * @throws CellSyntaxError with the place in the cell.
 */
export function compileCell(source: string, options: CompileOptions): CompiledCell | Promise<CompiledCell> {
  const parsed = parseCell(source);
  const cell = emit(source, parsed, topLevelNames(parsed.program), options);
  if (cell) return cell;
  throw new CellSyntaxError("not yet", source, 0);
}

function emit(
  source: string,
  { program, shift }: ParsedCell,
  declares: readonly Declaration[],
  { url, declared }: CompileOptions,
): CompiledCell | undefined {
  const text = shift ? `(${source}\n)` : source;
  const edits = new Edits(text);
  const names = new CellNames(declares, declared);
  const runtime = source.includes(runtimeName) ? unusedName(source) : runtimeName;
  const walk = new CellWalk(edits, names, runtime);
  const statements = new TopLevelStatements(walk);
  statements.emit(program);
  if (walk.needsTransform) return undefined;
  walk.references.resolve();

  if (program.hashbang) edits.replace(0, 2, "//");
  let start = '"use strict";';
  if (runtime !== runtimeName) start += `let ${runtime} = ${runtimeName};`;
  for (const keyword of ["let", "var"] as const) {
    const early = names.early[keyword];
    if (early.size > 0) start += `${keyword} ${[...early].join(", ")};`;
  }
  edits.begin(start + statements.functions.join(""));
  const used = walk.references.usedImports;
  for (const request of statements.imports) {
    if (!request.type) edits.begin(importStatement(request, { names, used, runtime }), request.offset);
  }
  const edited = edits.apply();
  return {
    code: `${edited.text}\n//# sourceURL=${url}`,
    showsResult: showsResult(program),
    declares,
    imports: statements.imports,
    changes: names.changes,
    originalPosition(line, column) {
      const offset = edited.originalOffsetAt({ line, column });
      return positionAt(editorLines(source), Math.min(Math.max(offset - shift, 0), source.length));
    },
  };
}

/** A name for the runtime's object in a cell that speaks of it. */
function unusedName(source: string): string {
  for (let count = 1; ; count++) if (!source.includes(`${runtimeName}${count}`)) return `${runtimeName}${count}`;
}
