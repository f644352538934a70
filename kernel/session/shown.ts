/** What a cell shows beside text, as messages on iopub. */
import type { UserMessage } from "../pipe/protocol.ts";
import type { Header, Json } from "../wire/message.ts";
import type { KnownCell } from "./cell-registry.ts";
import type { History } from "./history.ts";
import type { Outputs } from "./outputs.ts";
import { withMachine } from "./plot-metadata.ts";
import type { Publisher } from "./publisher.ts";

type Told<T extends UserMessage["type"]> = Extract<UserMessage, { type: T }>;

export interface ShownOptions {
  readonly outputs: Outputs;
  readonly publisher: Publisher;
  readonly history: History;
  /** Takes what is wrong with a plot; see `ShowOptions.onWrong`. */
  noteWrongPlot(cell: number, notice: string): boolean;
}

export interface Shown {
  display(message: Told<"display">, cell: number, parent: Header | Json): void;
  result(message: Told<"result">, known: KnownCell, parent: Header | Json): void;
  clear(message: Told<"clear">, parent: Header | Json): void;
}

export function openShown({ outputs, publisher, history, noteWrongPlot }: ShownOptions): Shown {
  return {
    display({ data, displayId, update, ...message }, cell, parent) {
      const metadata = withMachine(message.metadata, data);
      const transient = displayId === undefined ? {} : { display_id: displayId };
      const type = update ? "update_display_data" : "display_data";
      outputs.show(type, data, (complete) => ({ data: complete, metadata, transient }), parent, {
        updated: update ? displayId : undefined,
        onWrong: (notice) => noteWrongPlot(cell, notice),
      });
    },
    result({ data, ...message }, { number, count, stored }, parent) {
      const text = data["text/plain"];
      if (stored && typeof text === "string") history.recordOutput(count, text);
      const metadata = withMachine(message.metadata, data);
      const content = (complete: Json) => ({ data: complete, metadata, execution_count: count });
      outputs.show("execute_result", data, content, parent, { onWrong: (notice) => noteWrongPlot(number, notice) });
    },
    clear({ wait }, parent) {
      outputs.inTurn(() => publisher.publish("clear_output", { wait }, parent));
    },
  };
}
