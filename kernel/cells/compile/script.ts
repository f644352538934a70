import type { CellNames } from "./cell-names.ts";
import { CellWalk } from "./cell-walk.ts";
import type { NameChanges } from "./declared-names.ts";
import { Edits } from "./edits.ts";
import { runtimeName } from "./emitted-names.ts";
import { importStatement } from "./module-imports.ts";
import type { Position } from "./source-position.ts";
import type { Program } from "./syntax-tree.ts";
import { TopLevelStatements } from "./top-level-statements.ts";

export interface ScriptRequest {
  readonly text: string;
  readonly program: Program;
  readonly names: CellNames;
  readonly url: string;
  /** Statements that precede the cell's own. */
  readonly first?: string;
}

/** A script for V8's REPL mode. */
export interface Script {
  readonly code: string;
  readonly changes: NameChanges;
  /** Offset in the text of a place in `code`. */
  originalOffset(place: Position): number;
}

/** Why a text can't be made a script by edits alone. */
export interface NeedsTransform {
  readonly decoratesParameters: boolean;
}

/** Writes the script of a parsed text. */
export function writeScript({ text, program, names, url, first = "" }: ScriptRequest): Script | NeedsTransform {
  const edits = new Edits(text);
  const runtime = text.includes(runtimeName) ? unusedName(text) : runtimeName;
  const walk = new CellWalk(edits, names, runtime);
  const statements = new TopLevelStatements(walk);
  statements.emit(program);
  const { needsTransform, decoratesParameters, references } = walk;
  if (needsTransform) return { decoratesParameters };
  references.resolve();

  if (program.hashbang) edits.replace(program.hashbang.start, program.hashbang.start + 2, "//");
  edits.begin('"use strict";');
  if (runtime !== runtimeName) edits.begin(`let ${runtime} = ${runtimeName};`);
  for (const keyword of ["let", "var"] as const) {
    const early = [...names.early[keyword]];
    if (early.length > 0) edits.begin(`${keyword} ${early.join(", ")};`);
  }
  edits.begin(first + statements.functions.join(""));
  for (const request of statements.imports) {
    if (request.type) continue;
    edits.begin(importStatement(request, { names, used: references.usedImports, runtime }), request.offset);
  }
  const edited = edits.apply(`\n//# sourceURL=${url}`);
  return {
    code: edited.text,
    changes: names.changes,
    originalOffset: (place) => edited.originalOffsetAt(place),
  };
}

/** A name for the runtime's object in a text that speaks of it. */
function unusedName(text: string): string {
  for (let count = 1; ; count++) if (!text.includes(`${runtimeName}${count}`)) return `${runtimeName}${count}`;
}
