import type { Locale } from "../host/host.ts";
import { english } from "./texts-en.ts";
import { french } from "./texts-fr.ts";

/** Every word that plots write, in one language. */
export type Texts = typeof english;

/** Returns the words of a language. */
export function texts(locale: Locale): Texts {
  return locale === "fr" ? french : english;
}
