/** The cell compiler: TypeScript of a notebook's cell to a script for V8's REPL mode.  No sockets. */
export { CellSyntaxError } from "./cell-syntax-error.ts";
export { type Completeness, checkComplete } from "./check-complete.ts";
export { type CompiledCell, type CompileOptions, compileCell } from "./compile-cell.ts";
export { DeclaredNames } from "./declared-names.ts";
export { withWrittenNames, writtenNames } from "./emitted-names.ts";
export type { CellImport, ImportedName } from "./module-imports.ts";
export type { Position } from "./source-position.ts";
export type { Declaration, DeclarationKind } from "./top-level-names.ts";
export { stopTransforms } from "./transform-cell.ts";
export { warmCompiler } from "./warm-compiler.ts";
