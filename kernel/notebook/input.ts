import { bridge } from "./bridge.ts";

/**
 * Asks the reader for a line of text.
 *
 * Throws `ERR_NAVETTE_STDIN` where the client can't answer, as when a notebook is executed without anybody there.
 *
 * @example
 * const name = await input("Your name? ");
 */
export function input(prompt = ""): Promise<string> {
  return bridge().ask(String(prompt), false);
}

/** Asks the reader for a line of text that is not shown while it is typed; throws as {@link input} does. */
export function password(prompt = "Password: "): Promise<string> {
  return bridge().ask(String(prompt), true);
}
