import type { CellImport, Declaration } from "../cells/compile/index.ts";

/** A cell that was accepted, as the language service must know it. */
export interface CellRecord {
  /** The front end's name for the cell; a run of the same cell replaces it. Consoles have none. */
  readonly cellId: string | undefined;
  /** What the reader knows it by, such as `In[3]`. */
  readonly label: string;
  readonly source: string;
  readonly declares: readonly Declaration[];
  readonly imports: readonly CellImport[];
  /** Whether the cell was read with JSX. */
  readonly jsx: boolean;
  /** Whether the cell was read as one expression within parentheses. */
  readonly expression: boolean;
}
