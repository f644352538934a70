/**
 * How much text of one cell is shown; what is more is kept in a file until the kernel ends.
 *
 * Owner of the output folder, made when the first cell prints much, removed by `dispose`. `NAVETTE_OUTPUT_LIMIT` (MiB)
 * sets the limit.
 */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { outputFolder } from "../cells/output-folder.ts";

const mebibyte = 2 ** 20;

/** Characters of a cell after which its text also goes to a file, so that all of it is there when it must be cut. */
const keptInMemory = mebibyte;

const defaultLimitMiB = 16;

export interface OutputLimit {
  /** What of this text is to be shown: all, a part with a notice, or nothing. */
  shown(cell: number, name: string, text: string): string;
  /** The cell is over: what it printed so far needs no copy any more unless it is in a file. */
  ended(cell: number): void;
  dispose(): void;
}

interface CellText {
  length: number;
  pieces: string[];
  file?: number;
  path?: string;
  isCut: boolean;
}

export function openOutputLimit(env: NodeJS.ProcessEnv = process.env): OutputLimit {
  const wanted = Number(env.NAVETTE_OUTPUT_LIMIT);
  const limitMiB = Number.isFinite(wanted) && wanted > 0 ? wanted : defaultLimitMiB;
  const limit = limitMiB * mebibyte;
  const cells = new Map<number, CellText>();
  let isMade = false;

  function spool(state: CellText, name: string, text: string): void {
    if (state.file === undefined && state.length + text.length <= keptInMemory) {
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
      delete state.path;
      process.stderr.write(`navette: the text of ${name} could not be kept: ${error}\n`);
    }
  }

  function notice({ path }: CellText): string {
    const where =
      path === undefined ? "there was no room to keep the rest" : `the full text is in ${path} until the kernel ends`;
    return `\n[Output cut after ${limitMiB} MiB: ${where}. Set NAVETTE_OUTPUT_LIMIT=<MiB> in the kernel's environment to show more.]\n`;
  }

  return {
    shown(cell, name, text) {
      const state = cells.get(cell) ?? { length: 0, pieces: [], isCut: false };
      cells.set(cell, state);
      spool(state, name, text);
      const before = state.length;
      state.length += text.length;
      if (state.length <= limit) return text;
      if (state.isCut) return "";
      state.isCut = true;
      return text.slice(0, Math.max(0, limit - before)) + notice(state);
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
