import type { Locale, MimeBundle } from "../host/host.ts";

/** One sentence, or several, in each language of the course; Markdown. */
export type Words = Readonly<Record<Locale, string>>;

/**
 * A short text for the reader: shows itself in a notebook as Markdown, prints as it is elsewhere.
 *
 * @example
 * console.log(`${new Note("**two** threads")}`); // **two** threads
 */
export class Note {
  /** The text, with its marks of Markdown. */
  readonly markdown: string;

  constructor(markdown: string) {
    this.markdown = markdown;
  }

  /** The text without the marks of Markdown that notes use: quotes, strong words, code. */
  toString(): string {
    return this.markdown.replace(/^> ?/gm, "").replaceAll("**", "").replaceAll("`", "");
  }

  [Symbol.for("Jupyter.display")](): MimeBundle {
    return { "text/markdown": this.markdown, "text/plain": this.toString() };
  }
}
