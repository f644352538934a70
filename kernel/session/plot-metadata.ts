import { machine } from "../../lib/machine/machine.ts";
import type { Json } from "../wire/message.ts";

const plotMime = /^application\/vnd\.(vegalite|vega)\./;

let kept: Json | undefined;

/**
 * The metadata of an output: a plot keeps which machine it was made on, so that a page of the notebook can say it,
 * wherever and whenever the page is made. The machine's name is nobody's business.
 */
export function withMachine(metadata: Json, data: Json): Json {
  if (!Object.keys(data).some((mime) => plotMime.test(mime))) return metadata;
  if (kept === undefined) {
    const { hostname: _, ...about } = machine();
    kept = { machine: about };
  }
  return { ...metadata, navette: kept };
}
