import { NavetteError } from "../errors/navette-error.ts";
import type { LoopCallback } from "./loop-recorder.ts";
import type { LoopRecording } from "./record-loop.ts";

/** A callback that the program named, and its place among all those that it named. */
export interface NamedCallback extends LoopCallback {
  readonly name: string;
  readonly place: number;
}

/**
 * Returns the callbacks that the program named by `note`, in the order in which they ran.
 *
 * @throws NavetteError `ERR_NAVETTE_SPANS` when it named none.
 */
export function namedCallbacks({ results }: Pick<LoopRecording, "results">): NamedCallback[] {
  const named = results.filter(({ labels }) => labels.length > 0);
  if (named.length === 0) {
    throw new NavetteError(
      "ERR_NAVETTE_SPANS",
      'The recording has no named callback: call `note("…")` in the callbacks that you want to see',
    );
  }
  return named.map((callback, at) => ({ ...callback, name: callback.labels.join(", "), place: at + 1 }));
}
