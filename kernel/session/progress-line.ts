import { randomUUID } from "node:crypto";
import type { KnownCell } from "./cell-registry.ts";
import type { Outputs } from "./outputs.ts";
import type { Publisher } from "./publisher.ts";

/** Shows a line under a cell; each text takes the place of the one before. */
export function openProgressLine(outputs: Outputs, publisher: Publisher, known: KnownCell): (text: string) => void {
  const transient = { display_id: randomUUID() };
  let shown: string | undefined;
  return (text) => {
    if (known.silent || text === shown) return;
    const type = shown === undefined ? "display_data" : "update_display_data";
    shown = text;
    const content = { data: { "text/plain": text }, metadata: {}, transient };
    outputs.inTurn(() => publisher.publish(type, content, known.header));
  };
}
