import { NavetteError } from "../../lib/errors/navette-error.ts";
import { runningCell } from "./cell.ts";
import { sendEvent } from "./events.ts";
import { race } from "./race.ts";

export interface Inputs {
  /** Asks the client that sent the running cell for a line of text. */
  ask(prompt: string, password: boolean): Promise<string>;
  answer(id: number, value: string): void;
}

export function openInputs(): Inputs {
  const asked = new Map<number, (value: string) => void>();
  let last = 0;
  return {
    async ask(prompt, password) {
      const cell = runningCell();
      if (!cell?.allowStdin) {
        throw new NavetteError(
          "ERR_NAVETTE_STDIN",
          `Nobody can answer ${JSON.stringify(prompt)}: this client sent the cell without allow_stdin. Run it in JupyterLab or the console, or set the value in the cell.`,
        );
      }
      last += 1;
      const id = last;
      const answer = new Promise<string>((resolve) => asked.set(id, resolve));
      sendEvent(cell.number, { type: "input", id, prompt, password });
      try {
        return String(await race(answer));
      } finally {
        asked.delete(id);
      }
    },
    answer(id, value) {
      asked.get(id)?.(value);
    },
  };
}
