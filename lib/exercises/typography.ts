import type { Locale } from "../host/host.ts";

const narrowSpace = "\u202f";

/**
 * Writes a text as its language prints it: curved apostrophes, and in French narrow no-break spaces before double
 * punctuation and inside quotes. Code between backquotes stays as it is.
 */
export function typeset(text: string, locale: Locale): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : typesetProse(part, locale)))
    .join("");
}

function typesetProse(text: string, locale: Locale): string {
  const curved = text.replace(/(?<=\p{L})'/gu, "’");
  if (locale !== "fr") return curved;
  return curved.replace(/ (?=[:;?!»%×])/g, narrowSpace).replace(/(?<=«) /g, narrowSpace);
}
