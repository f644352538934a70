/**
 * How much text of one cell is shown; what is more is kept in a file until the kernel ends.
 *
 * JupyterLab lays all text of a cell out anew whenever more of it comes: a page takes seconds over 120,000 short lines,
 * and minutes over ten times as many. Long texts cost it less, so that a flood is mostly cut by its lines.
 * `NAVETTE_OUTPUT_LIMIT` (MiB) sets the limit; with more than the default come more lines.
 *
 * Owner of the output folder, made when the first cell prints much, removed by `dispose`.
 */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { outputFolder } from "../cells/output-folder.ts";
import { SeenText } from "./seen-text.ts";

const mebibyte = 2 ** 20;

/** Characters of a cell after which its text also goes to a file, so that all of it is there when it must be cut. */
const keptInMemory = mebibyte;

const defaultLimitMiB = 16;

/** Lines of the default limit, and of any lower one. */
const defaultLines = 120_000;

export interface OutputLimit {
  /** What of this text is to be shown: all; a notice, once, where it is too much; then nothing. */
  shown(cell: number, name: string, text: string): Shown;
  /** The cell is over: what it printed so far needs no copy any more unless it is in a file. */
  ended(cell: number): void;
  dispose(): void;
}

export interface Shown {
  readonly text: string;
  /** The output is cut here: of what was not published yet, nobody needs to see any more. */
  readonly isCut: boolean;
}

interface CellText {
  readonly seen: SeenText;
  length: number;
  pieces: string[];
  file?: number;
  path?: string;
  isCut: boolean;
  /** There was no room for the copy. */
  isLost: boolean;
}

export function openOutputLimit(env: NodeJS.ProcessEnv = process.env): OutputLimit {
  const wanted = Number(env.NAVETTE_OUTPUT_LIMIT);
  const limitMiB = Number.isFinite(wanted) && wanted > 0 ? wanted : defaultLimitMiB;
  const mostCharacters = limitMiB * mebibyte;
  const mostLines = Math.ceil(defaultLines * Math.max(1, limitMiB / defaultLimitMiB));
  const cells = new Map<number, CellText>();
  let isMade = false;

  function keep(state: CellText, name: string, text: string): void {
    state.length += text.length;
    if (state.isLost) return;
    if (state.file === undefined && state.length <= keptInMemory && !state.isCut) {
      state.pieces.push(text);
      return;
    }
    try {
      if (state.file === undefined) {
        if (!isMade) mkdirSync(outputFolder, { mode: 0o700 });
        isMade = true;
        state.path = join(outputFolder, `${name.replaceAll(/[^\w-]/g, "_")}.txt`);
        state.file = openSync(state.path, "a", 0o600);
        for (const piece of state.pieces.splice(0)) writeSync(state.file, piece);
      }
      writeSync(state.file, text);
    } catch (error) {
      // Without room for the copy the cell goes on; the notice then names no file.
      state.isLost = true;
      state.pieces = [];
      process.stderr.write(`navette: the text of ${name} could not be kept: ${error}\n`);
    }
  }

  function notice({ path, isLost, seen }: CellText): string {
    const most = seen.lines > mostLines ? `${mostLines.toLocaleString("en")} lines` : `${limitMiB} MiB`;
    const where =
      path === undefined || isLost
        ? "there was no room to keep the rest"
        : `the full text is in ${path} until the kernel ends`;
    return `\n[Output cut, as there are more than ${most}: ${where}. Set NAVETTE_OUTPUT_LIMIT=<MiB> in the kernel's environment to show more.]\n`;
  }

  return {
    shown(cell, name, text) {
      const state = cells.get(cell) ?? { seen: new SeenText(), length: 0, pieces: [], isCut: false, isLost: false };
      cells.set(cell, state);
      const { seen } = state;
      if (state.isCut) {
        keep(state, name, text);
        return { text: "", isCut: false };
      }
      const head = seen.characters === 0 ? text.slice(0, mostCharacters) : "";
      seen.add(text);
      state.isCut = seen.characters > mostCharacters || seen.lines > mostLines;
      keep(state, name, text);
      return state.isCut ? { text: head + notice(state), isCut: true } : { text, isCut: false };
    },
    ended(cell) {
      const state = cells.get(cell);
      if (!state) return;
      state.pieces = [];
      if (state.file !== undefined && !state.isCut) {
        closeSync(state.file);
        delete state.file;
        if (state.path) rmSync(state.path, { force: true });
        delete state.path;
      }
    },
    dispose() {
      for (const { file } of cells.values()) if (file !== undefined) closeSync(file);
      cells.clear();
      if (isMade) rmSync(outputFolder, { recursive: true, force: true });
    },
  };
}
