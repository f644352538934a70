import type { DisplayHandle } from "../../lib/host/host.ts";
import { host } from "../../lib/host/host.ts";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { type Bridge, bridgeIfAny } from "./bridge.ts";
import { newId } from "./new-id.ts";

type Json = Record<string, unknown>;

/** Shows a MIME bundle through the kernel, or through the printing host of a plain program. */
export function showBundle(data: Json, metadata: Json = {}): DisplayHandle {
  const bridge = bridgeIfAny();
  return bridge ? showThrough(bridge, data, metadata) : host().display(data);
}

/** Updates that come faster than this, in ms, are frames of something that moves, from the fourth on. */
const frameMs = 1000;
const firstFrames = 3;

/**
 * Shows a MIME bundle and returns the handle that replaces it.
 *
 * JupyterLab (4.6, vega-embed) holds every chart that had a menu for as long as its page lives, about 200 KiB each: frames of
 * a chart that moves have none, and its last state gets it back at the cell's end.
 */
export function showThrough(bridge: Bridge, data: Json, metadata: Json = {}): DisplayHandle {
  const id = newId();
  let shownAt = performance.now();
  let quick = 0;
  let last: Json | undefined;
  bridge.show(data, metadata, id, false);

  function update(next: Json): void {
    const now = performance.now();
    quick = vegaLiteMime in next && now - shownAt < frameMs ? quick + 1 : 0;
    shownAt = now;
    const isFrame = quick > firstFrames;
    last = isFrame ? next : undefined;
    bridge.show(next, isFrame ? withoutMenu(metadata) : metadata, id, true);
    if (isFrame) host().atEnd(withMenu);
  }

  function withMenu(): void {
    if (last !== undefined) bridge.show(last, metadata, id, true);
    last = undefined;
  }

  return shownAlready<DisplayHandle>({
    update: (next) => update({ ...next }),
    clear() {
      last = undefined;
      bridge.show({ "text/plain": "" }, {}, id, true);
    },
  });
}

function withoutMenu(metadata: Json): Json {
  const own = Object(metadata[vegaLiteMime]);
  return { ...metadata, [vegaLiteMime]: { ...own, embed_options: { actions: false, ...own.embed_options } } };
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
