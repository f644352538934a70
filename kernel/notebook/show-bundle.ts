import type { DisplayHandle } from "../../lib/host/host.ts";
import { host } from "../../lib/host/host.ts";
import { type Bridge, bridgeIfAny } from "./bridge.ts";
import { newId } from "./new-id.ts";

type Json = Record<string, unknown>;

/** Shows a MIME bundle through the kernel, or through the printing host of a plain program. */
export function showBundle(data: Json, metadata: Json = {}): DisplayHandle {
  const bridge = bridgeIfAny();
  return bridge ? showThrough(bridge, data, metadata) : host().display(data);
}

/** Shows a MIME bundle and returns the handle that replaces it. */
export function showThrough(bridge: Bridge, data: Json, metadata: Json = {}): DisplayHandle {
  const id = newId();
  bridge.show(data, metadata, id, false);
  return shownAlready<DisplayHandle>({
    update: (next) => bridge.show({ ...next }, metadata, id, true),
    clear: () => bridge.show({ "text/plain": "" }, {}, id, true),
  });
}

/**
 * Marks what stands for an output, so that it shows nothing more when it is a cell's last value.
 *
 * A promise of one makes the cell wait for it.
 */
export function shownAlready<T extends object>(value: T): T {
  const nothing = async () => {
    await value;
    return {};
  };
  return Object.defineProperty(value, Symbol.for("Jupyter.display"), { value: nothing, enumerable: false });
}
