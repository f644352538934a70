import type { Cell } from "../../tables/table.ts";
import type { MeasuredTables } from "../measured-tables.ts";

/** What a block is written with. */
export interface Writing {
  readonly tables: MeasuredTables;
  /** Chooses the language. */
  say(en: string, fr: string): string;
  figure(cell: Cell): string;
}

/** A table that the READMEs quote. */
export interface Block {
  readonly id: string;
  /** The benchmark that measures it. */
  readonly bench: string;
  /** The table whose rounds are told. */
  readonly table: string;
  rows(writing: Writing): string[][];
}

/** Words for a row: a name in both languages, or that of a peer, which bears its version. */
export function named({ tables, say }: Writing, table: string, key: string, en: string, fr = en): string {
  const peer = tables.row(table, key)?.name ?? key;
  return say(en, fr).replace("*", peer.replace(/, one (by one|core).*$/, ""));
}
