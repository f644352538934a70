import { decodeHTMLAttribute } from "entities";
import { Tokenizer } from "htmlparser2";

/** The links of one page, as they are written in it. */
export interface PageLinks {
  /** Addresses of `a` and `area`, in the page's order. */
  readonly hrefs: readonly string[];
  /** The address that they are relative to, where the page's first `base` tells one. */
  readonly base: string | undefined;
}

/** The tags that matter, and those of their attributes that do. */
const tags = new Set(["a", "area", "base", "meta"]);
const attributes = new Set(["href", "rel", "name", "content"]);
const longestTag = 4;

/**
 * Returns the links of a page, without those that it asks robots not to follow: `rel="nofollow"` on a link, or
 * `<meta name="robots" content="nofollow">` for all of them.
 *
 * It listens to htmlparser2's tokenizer rather than to its parser: no tree, no names or values made for what isn't a link.
 * O(length of the page).
 *
 * @example
 * linksOf('<a href="/one">1</a> <a href="two?a=1&amp;b=2">2</a>').hrefs; // ["/one", "two?a=1&b=2"]
 */
export function linksOf(html: string): PageLinks {
  reader.read(html);
  const { hrefs, base, nofollow } = reader;
  return { hrefs: nofollow ? [] : hrefs, base };
}

class LinkReader {
  hrefs: string[] = [];
  base: string | undefined;
  nofollow = false;
  #html = "";
  #tag = "";
  #attribute = "";
  #value = "";
  #values: Record<string, string> = {};
  readonly #tokenizer: Tokenizer;

  constructor() {
    const ignore = () => {};
    const end = () => this.#endTag();
    this.#tokenizer = new Tokenizer(
      // Text is skipped four times as fast so; the few values with an entity are decoded afterwards.
      { decodeEntities: false },
      {
        onopentagname: (start, stop) => this.#beginTag(start, stop),
        onattribname: (start, stop) => this.#beginAttribute(start, stop),
        onattribdata: (start, stop) => {
          if (this.#attribute !== "") this.#value += this.#html.slice(start, stop);
        },
        onattribentity: ignore,
        onattribend: () => this.#endAttribute(),
        onopentagend: end,
        onselfclosingtag: end,
        onclosetag: ignore,
        oncdata: ignore,
        oncomment: ignore,
        ondeclaration: ignore,
        onend: ignore,
        onprocessinginstruction: ignore,
        ontext: ignore,
        ontextentity: ignore,
      },
    );
  }

  read(html: string): void {
    this.hrefs = [];
    this.base = undefined;
    this.nofollow = false;
    this.#tag = "";
    this.#attribute = "";
    this.#html = html;
    this.#tokenizer.reset();
    this.#tokenizer.write(html);
    this.#tokenizer.end();
    this.#html = "";
  }

  #beginTag(start: number, stop: number): void {
    this.#tag = "";
    if (stop - start > longestTag) return;
    const name = this.#html.slice(start, stop).toLowerCase();
    if (!tags.has(name)) return;
    this.#tag = name;
    this.#values = {};
  }

  #beginAttribute(start: number, stop: number): void {
    if (this.#tag === "") return;
    const name = this.#html.slice(start, stop).toLowerCase();
    this.#attribute = attributes.has(name) && this.#values[name] === undefined ? name : "";
    this.#value = "";
  }

  #endAttribute(): void {
    if (this.#attribute !== "") {
      this.#values[this.#attribute] = this.#value.includes("&") ? decodeHTMLAttribute(this.#value) : this.#value;
    }
    this.#attribute = "";
  }

  #endTag(): void {
    const { href, rel, name, content } = this.#values;
    switch (this.#tag) {
      case "a":
      case "area":
        if (href !== undefined && !hasWord(rel, "nofollow")) this.hrefs.push(href);
        break;
      case "base":
        this.base ??= href;
        break;
      case "meta":
        if (name?.toLowerCase() === "robots" && (hasWord(content, "nofollow") || hasWord(content, "none"))) {
          this.nofollow = true;
        }
    }
    this.#tag = "";
  }
}

function hasWord(list: string | undefined, word: string): boolean {
  return (
    list
      ?.toLowerCase()
      .split(/[\s,]+/)
      .includes(word) ?? false
  );
}

/** One for the thread: a page is read in one go. */
const reader = new LinkReader();
