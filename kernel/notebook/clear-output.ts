import { bridge } from "./bridge.ts";

/**
 * Removes the cell's outputs.
 *
 * @param options.wait - keep them until the next output replaces them, which avoids flicker
 */
export function clearOutput({ wait = false }: { wait?: boolean } = {}): void {
  bridge().clear(wait);
}
