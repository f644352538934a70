import type { ErrorReport } from "../pipe/protocol.ts";
import type { Json } from "../wire/message.ts";
import type { CellRegistry } from "./cell-registry.ts";
import { traceback } from "./traceback.ts";

/**
 * What an `error` message and a failed reply say of an error.
 *
 * The same report is told in both, one after the other, while the reader waits: its traceback is made once.
 */
export function openErrorContents(registry: CellRegistry): (error: ErrorReport) => Json {
  const known = new WeakMap<ErrorReport, Json>();

  return (error) => {
    const content = known.get(error) ?? {
      ename: error.ename,
      evalue: error.evalue,
      traceback: traceback(
        error,
        (url) => registry.byUrl(url),
        (place) => registry.originalPlace(place),
      ),
    };
    known.set(error, content);
    return content;
  };
}
