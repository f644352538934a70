/** What is being typed, put into a document that sees what all cells declare. */
import { editorLines, positionAt } from "../cells/compile/source-position.ts";
import { type CellModule, importLine, linesBefore, namesIn, withoutInterpreter } from "./cell-module.ts";
import { directivesOf } from "./directives.ts";
import { draftFiles, type NotebookServer } from "./language-session.ts";
import { ownNames } from "./own-names.ts";

export interface DraftPlace {
  readonly server: NotebookServer;
  readonly file: string;
  /** Names that the code declares by itself. */
  readonly own: ReadonlySet<string>;
  /** Place of an offset in the document; lines and characters from 0. */
  position(offset: number): { line: number; character: number };
  /** Offset in the code of a place in the document. */
  offset(position: { line: number; character: number }): number;
}

/**
 * Places `code` into the server; what is asked next, before anything is awaited, is asked about it.
 *
 * @param begun - what names of other cells begin with that may be asked for beside those in the code, if any: the
 *   server looks through all that a document imports whenever it lists names or writes a type
 */
export function placeDraft(
  server: NotebookServer,
  visible: ReadonlyMap<string, CellModule>,
  code: string,
  cursor: number,
  begun: string | undefined,
): DraftPlace {
  const file = /<\/|\/>/.test(code) ? draftFiles.tsx : draftFiles.ts;
  const own = ownNames(code, cursor);
  const wanted = new Map<string, CellModule>();
  for (const name of new Set([...namesIn(code), ...namesBegun(visible, begun)])) {
    const module = visible.get(name);
    if (module && !own.has(name)) wanted.set(name, module);
  }
  server.overlay.set(file, `${directivesOf(code)}${importLine(wanted)}\n${withoutInterpreter(code)}\n;export {};`);
  const starts = editorLines(code);
  return {
    server,
    file,
    own,
    position(offset) {
      const { line, column } = positionAt(starts, offset);
      return { line: line - 1 + linesBefore, character: column - 1 };
    },
    offset({ line, character }) {
      const start = starts[line - linesBefore];
      return start === undefined ? code.length : start + character;
    },
  };
}

function namesBegun(visible: ReadonlyMap<string, CellModule>, begun: string | undefined): string[] {
  if (begun === undefined) return [];
  const lower = begun.toLowerCase();
  return [...visible.keys()].filter((name) => name.toLowerCase().startsWith(lower));
}
