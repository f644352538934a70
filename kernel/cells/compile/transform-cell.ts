/**
 * What goes beyond erasing types is esbuild's work: decorators, enums, namespaces, parameter properties, JSX.
 *
 * Owner: this module owns esbuild's process, started by the first such cell and ended by `stopTransforms`.
 */
import type { TraceMap } from "@jridgewell/trace-mapping";
import type { Message, TransformOptions } from "esbuild";
import { CellSyntaxError } from "./cell-syntax-error.ts";
import { type EditedText, Edits } from "./edits.ts";
import { offsetAt, type Position, scriptLines } from "./source-position.ts";
import type { Language, Program } from "./syntax-tree.ts";
import { lastStatement } from "./top-level-statements.ts";

export interface TransformedCell {
  /** JavaScript, its imports and exports as the cell had them. */
  readonly code: string;
  /** The offset in the source of a place in `code`. */
  originalOffset(place: Position): number;
}

export interface TransformRequest {
  readonly source: string;
  readonly program: Program;
  readonly language: Language;
  /** Whether the session or the cell has a `React`, which JSX then goes through. */
  readonly hasReact: boolean;
  /** Parameters can only be decorated in TypeScript's older way. */
  readonly decoratesParameters: boolean;
}

let loaded: ReturnType<typeof load> | undefined;

/** Neither package is loaded before it is needed: most sessions never do. */
async function load() {
  const [{ transform, stop }, { TraceMap, originalPositionFor }] = await Promise.all([
    import("esbuild"),
    import("@jridgewell/trace-mapping"),
  ]);
  return { transform, stop, TraceMap, originalPositionFor };
}

/**
 * Transforms a cell to today's JavaScript.
 *
 * @throws CellSyntaxError for what esbuild refuses.
 */
export async function transformCell(request: TransformRequest): Promise<TransformedCell> {
  const { source } = request;
  loaded ??= load();
  const { transform, TraceMap, originalPositionFor } = await loaded;
  const edited = keepValue(source, request.program);
  try {
    const { code, map } = await transform(edited.text, optionsFor(request));
    let traced: TraceMap | undefined;
    return {
      code,
      originalOffset({ line, column }) {
        traced ??= new TraceMap(map);
        const found = originalPositionFor(traced, { line, column: column - 1 });
        const place = { line: found.line ?? 1, column: (found.column ?? 0) + 1 };
        return edited.originalOffset(offsetAt(scriptLines(edited.text), place));
      },
    };
  } catch (error) {
    const [message] = failures(error);
    if (!message) throw error;
    throw refused(source, edited, message);
  }
}

/** Ends esbuild's process, if one was started. */
export async function stopTransforms(): Promise<void> {
  const started = await loaded;
  loaded = undefined;
  await started?.stop();
}

function optionsFor({ source, language, hasReact, decoratesParameters }: TransformRequest): TransformOptions {
  const classic = hasReact || /@jsx\s/.test(source);
  return {
    loader: language === "tsx" ? "tsx" : "ts",
    target: "esnext",
    supported: { decorators: false },
    treeShaking: false,
    sourcemap: "external",
    sourcesContent: false,
    sourcefile: "cell",
    charset: "utf8",
    logLevel: "silent",
    jsx: classic ? "transform" : "automatic",
    tsconfigRaw: {
      compilerOptions: {
        verbatimModuleSyntax: true,
        useDefineForClassFields: true,
        experimentalDecorators: decoratesParameters,
      },
    },
  };
}

/**
 * Makes the last statement one that esbuild leaves as it is: it drops some values that nothing uses (`void 0`), and
 * puts a default export into a variable.
 */
function keepValue(source: string, program: Program): EditedText {
  const edits = new Edits(source);
  const last = lastStatement(program);
  if (last?.type === "ExpressionStatement") edits.open(last.start, "0,");
  for (const node of program.body) {
    if (node.type === "ExportDefaultDeclaration" && !/^TS|Declaration$/.test(node.declaration.type)) {
      edits.erase(node.start, node.declaration.start, "0,");
    }
  }
  return edits.apply();
}

function failures(error: unknown): readonly Message[] {
  if (typeof error !== "object" || error === null || !("errors" in error)) return [];
  return Array.isArray(error.errors) ? error.errors : [];
}

function refused(source: string, edited: EditedText, { text, location }: Message): CellSyntaxError {
  if (!location) return new CellSyntaxError(text, source, 0);
  // esbuild counts columns in bytes of UTF-8.
  const column = Buffer.from(location.lineText).subarray(0, location.column).toString().length + 1;
  const offset = edited.originalOffset(offsetAt(scriptLines(edited.text), { line: location.line, column }));
  return new CellSyntaxError(text, source, offset, offset + Math.max(1, location.length));
}
