import type { Json } from "../wire/message.ts";
import type { History, HistoryEntry } from "./history.ts";

/** Content of a history_reply (Jupyter messaging specification, "History"). */
export function historyReply(history: History, content: Json): Json {
  const entries = selected(history, content);
  const withOutput = content.output === true;
  return {
    status: "ok",
    history: entries.map(({ session, line, source, output }) => [
      session,
      line,
      withOutput ? [source, output] : source,
    ]),
  };
}

function selected(history: History, content: Json): HistoryEntry[] {
  const count = typeof content.n === "number" ? content.n : undefined;
  switch (content.hist_access_type) {
    case "range":
      return history.range(Number(content.session ?? 0), Number(content.start ?? 0), numberOf(content.stop));
    case "search":
      return history.search(String(content.pattern ?? "*"), count, content.unique === true);
    default:
      return history.tail(count ?? 10);
  }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
