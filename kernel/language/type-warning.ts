/** What TypeScript has against a cell, in the cell's own places. */
export interface TypeWarning {
  /** TypeScript's number of the message. */
  readonly code: number;
  readonly message: string;
  /** Line in the cell, from 1. */
  readonly line: number;
  /** Column in UTF-16 units, from 1. */
  readonly column: number;
  /** Length of the offending code on its first line, in UTF-16 units. */
  readonly length: number;
  /** The name that TypeScript does not know, where that is the matter; it may be alive all the same. */
  readonly unknownName: string | undefined;
  /** Other places that belong to it. */
  readonly related: readonly { readonly place: string; readonly message: string }[];
  /** What the reader can do about it, where that is known. */
  readonly advice: string | undefined;
}
