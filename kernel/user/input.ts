import { NavetteError } from "../../lib/errors/navette-error.ts";
import { runningCell } from "./cell.ts";
import { sendEvent } from "./events.ts";
import { race } from "./race.ts";

export interface Inputs {
  /** Asks the client that sent the running cell for a line of text. */
  ask(prompt: string, password: boolean): Promise<string>;
  answer(id: number, value: string): void;
}

/** @param running - tells the number of the cell that runs, 0 for none */
export function openInputs(running: () => number): Inputs {
  const asked = new Map<number, (value: string) => void>();
  let last = 0;
  return {
    async ask(prompt, password) {
      const cell = runningCell();
      if (!cell?.allowStdin) {
        throw refusal(
          prompt,
          "this client sent the cell without allow_stdin. Run it in JupyterLab or the console, or set the value in the cell.",
        );
      }
      if (cell.number !== running()) {
        throw refusal(prompt, "its cell has ended. Ask before the end of the cell: await what asks.");
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

function refusal(prompt: string, why: string): NavetteError {
  return new NavetteError("ERR_NAVETTE_STDIN", `Nobody can answer ${JSON.stringify(prompt)}: ${why}`);
}
