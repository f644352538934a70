/** TypeScript's language server beside the kernel, never on the path of execution. */
export type { CellRecord } from "./cell-record.ts";
export { type Language, openLanguage } from "./language.ts";
export type { TypeWarning } from "./type-warning.ts";
export type { TypedCompletion, TypedMatch } from "./typed-completion.ts";
export type { TypedInspection } from "./typed-inspection.ts";
export { warningText } from "./warning-text.ts";
