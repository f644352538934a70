/**
 * Turns what the user process says into messages on iopub, in the order in which it was said.
 *
 * A display that must be completed first (a plot's picture) holds back what comes after it; everything else is
 * published at once.
 */
import type { Header, Json } from "../wire/message.ts";
import type { Publisher } from "./publisher.ts";

export interface Outputs {
  /** Publishes in turn: at once when nothing is being completed. */
  inTurn(action: () => void): void;
  /** Publishes a bundle once `complete` has added to it what is missing. */
  show(msgType: string, bundle: Json, content: (data: Json) => Json, parent: Header | Json): void;
  /** Settles when all that was said so far is published. */
  settled(): Promise<void>;
}

export type CompleteBundle = (bundle: Json, options: { onNotice(text: string): void }) => Promise<Json> | undefined;

type Turn = () => void | Promise<void>;

export function openOutputs(publisher: Publisher, complete: CompleteBundle): Outputs {
  let waiting: Turn[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const turns = waiting;
      waiting = [];
      for (const turn of turns) await attempt(turn);
    }
    running = undefined;
  }

  function enqueue(turn: Turn): void {
    waiting.push(turn);
    running ??= Promise.resolve().then(run);
  }

  function inTurn(action: () => void): void {
    if (running) enqueue(action);
    else action();
  }

  return {
    inTurn,
    show(msgType, bundle, content, parent) {
      let notice = "";
      const completing = complete(bundle, {
        onNotice(text) {
          notice += `${text}\n`;
        },
      });
      const publish = (data: Json) => publisher.publish(msgType, content(data), parent);
      if (!completing) {
        inTurn(() => publish(bundle));
        return;
      }
      // Seen at once, so that a failure while earlier outputs are waited for is not taken for an unhandled one.
      const completed = completing.catch(() => bundle);
      enqueue(async () => {
        publish(await completed);
        if (notice !== "") publisher.text(parent, "stderr", notice);
      });
    },
    async settled() {
      while (running) await running;
    },
  };
}

/** One output that can't be published must not hold back those behind it. */
async function attempt(turn: Turn): Promise<void> {
  try {
    await turn();
  } catch (error) {
    process.stderr.write(`navette: an output was not published: ${error}\n`);
  }
}
