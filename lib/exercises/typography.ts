import type { Locale } from "../host/host.ts";

const narrowSpace = "\u202f";

/**
 * Writes a text as its language prints it: in French, curved apostrophes and narrow no-break spaces before double
 * punctuation and inside quotes. Code between backquotes stays as it is.
 */
export function typeset(text: string, locale: Locale): string {
  if (locale !== "fr") return text;
  return text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : frenchPunctuation(part)))
    .join("");
}

function frenchPunctuation(text: string): string {
  return text
    .replaceAll("'", "’")
    .replace(/ (?=[:;?!»%×])/g, narrowSpace)
    .replace(/(?<=«) /g, narrowSpace);
}
