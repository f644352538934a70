import { compileCell } from "./compile-cell.ts";
import { DeclaredNames } from "./declared-names.ts";

/** The cell compiler: TypeScript of a notebook's cell to a script for V8's REPL mode.  No sockets. */
export { CellSyntaxError } from "./cell-syntax-error.ts";
export { type Completeness, checkComplete } from "./check-complete.ts";
export { type CompiledCell, type CompileOptions, compileCell } from "./compile-cell.ts";
export { DeclaredNames } from "./declared-names.ts";
export { withWrittenNames, writtenNames } from "./emitted-names.ts";
export type { CellImport, ImportedName } from "./module-imports.ts";
export type { Position } from "./source-position.ts";
export type { Declaration, DeclarationKind } from "./top-level-names.ts";

/** Loads the parser and runs the compiler once, so that the first cell need not. */
export function warmCompiler(): void {
  void compileCell("const warm: number = await 1; warm", { url: "navette:warm", declared: new DeclaredNames() });
}

export { stopTransforms } from "./transform-cell.ts";
