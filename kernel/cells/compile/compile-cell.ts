/**
 * Turns a notebook's cell into a script for V8's REPL mode.
 *
 *   source ─▶ parse ─▶ one walk: edits of the source ─▶ script
 *                  └─▶ esbuild, for what is more than types ─▶ parse ─▶ the same walk
 */
import { NavetteError } from "../../../lib/errors/navette-error.ts";
import { CellNames } from "./cell-names.ts";
import { CellSyntaxError } from "./cell-syntax-error.ts";
import type { DeclaredNames, NameChanges } from "./declared-names.ts";
import { privateName } from "./emitted-names.ts";
import { type CellImport, cellImport } from "./module-imports.ts";
import { type ParsedCell, parseCell } from "./parse-cell.ts";
import { parseDepthIsSafe } from "./parse-depth.ts";
import { type Script, writeScript } from "./script.ts";
import { editorLines, type Position, positionAt, scriptLines } from "./source-position.ts";
import { type Program, parseModule } from "./syntax-tree.ts";
import { type Declaration, redeclaration, topLevelNames } from "./top-level-names.ts";
import { showsResult } from "./top-level-statements.ts";
import { type TransformedCell, transformCell } from "./transform-cell.ts";

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
  /** Whether the cell was read with JSX. */
  readonly jsx: boolean;
  /** Whether the cell was read as one expression within parentheses. */
  readonly expression: boolean;
  /** What `DeclaredNames.commit` takes in. */
  readonly changes: NameChanges;
  /** The place in the cell of a place in the script; lines and columns from 1. */
  originalPosition(line: number, column: number): Position;
}

/**
 * Compiles one cell; at once, or later if it goes through esbuild.
 *
 * @throws CellSyntaxError with the place in the cell; of esbuild's, the promise is rejected with it.
 */
export function compileCell(source: string, options: CompileOptions): CompiledCell | Promise<CompiledCell> {
  const refuse = (error: unknown): never => {
    throw error instanceof RangeError ? tooDeep(source) : error;
  };
  if (!parseDepthIsSafe(source)) throw tooDeep(source);
  try {
    const compiled = compileParsed(source, parseCell(source), options);
    return compiled instanceof Promise ? compiled.catch(refuse) : compiled;
  } catch (error) {
    return refuse(error);
  }
}

function tooDeep(source: string): CellSyntaxError {
  return new CellSyntaxError("The cell is nested too deeply", source, 0);
}

function compileParsed(
  source: string,
  { program, language, shift }: ParsedCell,
  options: CompileOptions,
): CompiledCell | Promise<CompiledCell> {
  const text = shift ? `(${source}\n)` : source;
  const declares = topLevelNames(program);
  const second = redeclaration(declares);
  if (second) {
    const { name, offset } = second;
    const message = `Identifier '${name}' has already been declared`;
    throw new CellSyntaxError(message, source, offset - shift, offset - shift + name.length);
  }
  const script = writeScript({ text, program, names: new CellNames(declares, options.declared), ...options });
  const place = (offset: number) =>
    positionAt(editorLines(source), Math.min(Math.max(offset - shift, 0), source.length));
  const facts: CellFacts = {
    place,
    declares,
    imports: importsOf(program),
    jsx: language === "tsx",
    expression: shift === 1,
    showsResult: showsResult(program),
  };
  if ("code" in script) return compiledCell(facts, script, (position) => place(script.originalOffset(position)));
  const hasReact = options.declared.get("React") !== undefined || declares.some(({ name }) => name === "React");
  return transformCell({ source: text, program, language, hasReact, ...script }).then((transformed) =>
    compileTransformed(facts, transformed, options),
  );
}

interface CellFacts {
  /** The place in the cell of an offset in what was parsed. */
  place(offset: number): Position;
  readonly declares: readonly Declaration[];
  readonly imports: readonly CellImport[];
  readonly jsx: boolean;
  readonly expression: boolean;
  readonly showsResult: boolean;
}

let transformedCells = 0;

/** The same walk over what esbuild has made of the cell. */
function compileTransformed(facts: CellFacts, transformed: TransformedCell, options: CompileOptions): CompiledCell {
  const { code: text } = transformed;
  const { program } = parseModule(text, "js");
  const emitted = topLevelNames(program);
  const own = new Set(facts.declares.map(({ name }) => name));
  const cell = ++transformedCells;
  const made = emitted.map(({ name }) => name).filter((name) => !own.has(name));
  const names = new CellNames(emitted, options.declared, new Map(made.map((name) => [name, privateName(name, cell)])));
  // esbuild's enums and namespaces add to an object of their name; one of an earlier cell must not be it.
  const reset = facts.declares
    .filter(({ name, kind }) => (kind === "enum" || kind === "namespace") && names.isKnown(name))
    .map(({ name }) => `${names.emitted(name)} = void 0;`);
  const script = writeScript({ text, program, names, first: reset.join(""), ...options });
  if (!("code" in script)) throw new NavetteError("ERR_NAVETTE_TRANSFORM", "esbuild left syntax that V8 lacks");
  return compiledCell(facts, script, (place) => {
    const between = positionAt(scriptLines(text), script.originalOffset(place));
    return facts.place(transformed.originalOffset(between));
  });
}

function compiledCell(facts: CellFacts, script: Script, back: (place: Position) => Position): CompiledCell {
  const { place: _, ...known } = facts;
  const { code, changes } = script;
  const originalPosition = (line: number, column: number) => back({ line, column });
  return { ...known, code, changes, originalPosition };
}

function importsOf(program: Program): CellImport[] {
  return program.body.map(cellImport).filter((request) => request !== undefined);
}
