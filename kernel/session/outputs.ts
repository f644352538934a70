/**
 * Turns what the user process says into messages on iopub, in the order in which it was said.
 *
 * A display that must be completed first (a plot's picture) holds back what comes after it; everything else is
 * published at once. Of the updates of one display that come faster than they can be completed, the last counts.
 */
import type { Header, Json } from "../wire/message.ts";
import type { Publisher } from "./publisher.ts";

export interface Outputs {
  /** Publishes in turn: at once when nothing is being completed. */
  inTurn(action: () => void): void;
  /** Publishes a bundle once `complete` has added to it what is missing. */
  show(
    msgType: string,
    bundle: Json,
    content: (data: Json) => Json,
    parent: Header | Json,
    options?: ShowOptions,
  ): void;
  /** Settles when all that was said so far is published. */
  settled(): Promise<void>;
}

export interface ShowOptions {
  /**
   * The display that is updated: while one of its updates is being completed, the next ones wait, and the last of them
   * is the only one that is published.
   */
  readonly updated?: string | undefined;
  /** Takes what is wrong with the bundle, for its cell to fail with; it is told under the cell unless this says true. */
  onWrong?(notice: string): boolean;
}

export type CompleteBundle = (
  bundle: Json,
  options: { onNotice(text: string, isWrong: boolean): void },
) => Promise<Json> | undefined;

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

  /** Displays with an update that is being completed, and what is to be done with the next of theirs. */
  const busy = new Map<string, (() => void) | undefined>();

  return {
    inTurn,
    show(msgType, bundle, content, parent, options = {}) {
      const { updated, onWrong } = options;
      if (updated !== undefined && busy.has(updated)) {
        busy.set(updated, () => this.show(msgType, bundle, content, parent, options));
        return;
      }
      let notice = "";
      const completing = complete(bundle, {
        onNotice(text, isWrong) {
          if (!isWrong || onWrong?.(text) !== true) notice += `${text}\n`;
        },
      });
      const publish = (data: Json) => publisher.publish(msgType, content(data), parent);
      if (!completing) {
        inTurn(() => publish(bundle));
        return;
      }
      // Seen at once, so that a failure while earlier outputs are waited for is not taken for an unhandled one.
      const completed = completing.catch(() => bundle);
      if (updated !== undefined) busy.set(updated, undefined);
      enqueue(async () => {
        try {
          publish(await completed);
          if (notice !== "") publisher.text(parent, "stderr", notice);
        } finally {
          const next = updated === undefined ? undefined : busy.get(updated);
          if (updated !== undefined) busy.delete(updated);
          next?.();
        }
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
