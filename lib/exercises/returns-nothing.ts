import type { Words } from "./note.ts";

/** Says of a call, written as Markdown, that it returned nothing: what beginners see most. */
export function returnsNothing(call: string): Words {
  return {
    en: `${call} returns nothing: does your function end with \`return\`?`,
    fr: `${call} ne renvoie rien : votre fonction se termine-t-elle par \`return\` ?`,
  };
}
