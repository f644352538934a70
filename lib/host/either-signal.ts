import { checkSignal } from "../errors/check-signal.ts";
import { host } from "./host.ts";

/**
 * Returns the signal that ends a run: the running cell's, and the caller's as well where there is one.
 *
 * @throws NavetteError `ERR_NAVETTE_SIGNAL` for what is no signal.
 */
export function eitherSignal(own: AbortSignal | null | undefined): AbortSignal {
  if (own === undefined || own === null) return host().signal();
  checkSignal(own);
  return AbortSignal.any([own, host().signal()]);
}
