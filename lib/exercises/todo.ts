import { NavetteError } from "../errors/navette-error.ts";
import { host } from "../host/host.ts";
import type { Words } from "./note.ts";
import { typeset } from "./typography.ts";

/** The code of the error by which an exercise says that it isn't written yet. */
export const todoCode = "ERR_NAVETTE_TODO";

/**
 * Stands where the reader's code of an exercise goes; `check` takes an answer that calls it for unsolved.
 *
 * @throws NavetteError `ERR_NAVETTE_TODO`, always.
 *
 * @example
 * const shares = (numbers: readonly number[], workers: number): number[][] => todo();
 * console.log(`${await check("shares", () => shares)}`);
 */
export function todo(): never {
  const { locale } = host();
  throw new NavetteError(todoCode, typeset(message[locale], locale));
}

const message: Words = {
  en: "This function isn't written yet: put your code in the place of todo()",
  fr: "Cette fonction n'est pas encore écrite : mettez votre code à la place de todo()",
};
