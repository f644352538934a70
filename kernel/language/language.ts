/**
 * TypeScript's view of the notebook: completion, inspection, warnings.
 *
 *   cells that run ─▶ modules ─▶ documents of the language server
 *   what is typed  ─▶ a draft  ─▶ its answers
 *
 * Owner of the language server; every answer is undefined where there is none, or none in time.
 */
import type { CellRecord } from "./cell-record.ts";
import { placeDraft } from "./draft.ts";
import { LanguageSession } from "./language-session.ts";
import { NotebookModules } from "./notebook-modules.ts";
import { type TypedCompletion, typedCompletion } from "./typed-completion.ts";
import { type TypedInspection, typedInspection } from "./typed-inspection.ts";

/** Milliseconds to wait for an answer, a server's start included. */
const patience = 800;

export interface Language {
  /** Starts the server in the background. */
  start(): void;
  /** A cell runs: later ones see what it declares. */
  note(record: CellRecord): void;
  /** Cells that the reader has deleted. */
  forget(cellIds: readonly string[]): void;
  /** The variables of all cells are gone. */
  clear(): void;
  /** Matches at `end` for the word that begins at `start`; offsets in UTF-16 units. */
  complete(code: string, start: number, end: number): Promise<TypedCompletion | undefined>;
  inspect(code: string, offset: number, detail: boolean): Promise<TypedInspection | undefined>;
  dispose(): void;
}

export function openLanguage(folder: string): Language {
  const modules = new NotebookModules();
  const session = new LanguageSession(folder, modules);

  async function inTime<T>(code: string, cursor: number, ask: (place: ReturnType<typeof placeDraft>) => Promise<T>) {
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, patience, undefined);
    const asked = session.server().then((server) => server && ask(placeDraft(server, modules, code, cursor)));
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    start: () => session.start(),
    note(record) {
      modules.add(record);
      session.update();
    },
    forget(cellIds) {
      for (const id of cellIds) modules.delete(id);
      session.update();
    },
    clear() {
      modules.clear();
      session.update();
    },
    complete: (code, start, end) => inTime(code, end, (place) => typedCompletion(place, code, start, end)),
    inspect: (code, offset, detail) => inTime(code, offset, (place) => typedInspection(place, offset, detail)),
    dispose: () => session.dispose(),
  };
}
