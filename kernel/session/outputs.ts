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

export type CompleteBundle = (bundle: Json) => Promise<Json> | undefined;

export function openOutputs(publisher: Publisher, complete: CompleteBundle): Outputs {
  let waiting: Promise<void> | undefined;

  function inTurn(action: () => void): void {
    if (!waiting) action();
    else enqueue(async () => action());
  }

  function enqueue(action: () => Promise<void>): void {
    const turn = (waiting ?? Promise.resolve()).then(action).finally(() => {
      if (waiting === turn) waiting = undefined;
    });
    waiting = turn;
  }

  return {
    inTurn,
    show(msgType, bundle, content, parent) {
      const completing = complete(bundle);
      if (!completing) {
        inTurn(() => publisher.publish(msgType, content(withBase64(bundle)), parent));
        return;
      }
      enqueue(async () => {
        const data = await completing.catch(() => bundle);
        publisher.publish(msgType, content(withBase64(data)), parent);
      });
    },
    async settled() {
      while (waiting) await waiting;
    },
  };
}

/** Binary data that came through JSON as a serialised Buffer goes out as base64, as the protocol has it. */
function withBase64(bundle: Json): Json {
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, data]) => [mime, isSerialisedBuffer(data) ? Buffer.from(data.data).toString("base64") : data]),
  );
}

function isSerialisedBuffer(data: unknown): data is { type: "Buffer"; data: number[] } {
  return typeof data === "object" && data !== null && Reflect.get(data, "type") === "Buffer" && Array.isArray(Reflect.get(data, "data"));
}
