import { decodeHTMLAttribute } from "entities/decode";
import type { Tokenizer } from "htmlparser2";
import { briefly } from "../errors/briefly.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { htmlparser2 } from "../packages/large-packages.ts";

/** The links of one page, as they are written in it. */
export interface PageLinks {
  /** Addresses of `a` and `area`, in the page's order. */
  readonly hrefs: readonly string[];
  /** The address that they are relative to, where the page's first `base` tells one. */
  readonly base: string | undefined;
}

/** The tags that matter, and those of their attributes that do. */
const tags = new Set(["a", "area", "base", "meta"]);
const attributes = ["href", "rel", "name", "content"] as const;
type Attribute = (typeof attributes)[number];

/** Lengths of names, beyond which none has to be looked at. */
const longestTag = Math.max(...[...tags].map(({ length }) => length));
const longestAttribute = Math.max(...attributes.map(({ length }) => length));

/** First letters of the tags, in either case: most tags of most pages have others. */
const firstLetters = new Uint8Array(128);
for (const tag of tags) for (const first of [tag, tag.toUpperCase()]) firstLetters[first.charCodeAt(0)] = 1;

/**
 * Returns the links of a page, without those that it asks robots not to follow: `rel="nofollow"` on a link, or
 * `<meta name="robots" content="nofollow">` for all of them.
 *
 * It listens to htmlparser2's tokenizer rather than to its parser: no tree, no names or values made for what isn't a link.
 * O(length of the page).
 *
 * Source: WHATWG HTML, "The base element" and "Link types"; Google Search Central, "Robots meta tag" (`nofollow`).
 *
 * @throws NavetteError `ERR_NAVETTE_HTML` for anything but a text.
 * @example
 * linksOf('<a href="/one">1</a> <a href="two?a=1&amp;b=2">2</a>').hrefs; // ["/one", "two?a=1&b=2"]
 */
export function linksOf(html: string): PageLinks {
  if (typeof html !== "string") {
    const said = briefly(html);
    throw new NavetteError("ERR_NAVETTE_HTML", `html is ${said}: give a page's text, such as run.results.html`);
  }
  reader ??= new LinkReader();
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
  #attribute: Attribute | undefined;
  #value = "";
  #values: Record<Attribute, string | undefined> = noValues();
  readonly #tokenizer: Tokenizer;

  constructor() {
    const ignore = () => {};
    const end = () => this.#endTag();
    this.#tokenizer = new (htmlparser2().Tokenizer)(
      // Text is skipped so; the few values with an entity are decoded afterwards.
      { decodeEntities: false },
      {
        onopentagname: (start, stop) => this.#beginTag(start, stop),
        onattribname: (start, stop) => this.#beginAttribute(start, stop),
        onattribdata: (start, stop) => {
          if (this.#attribute !== undefined) this.#value += this.#html.slice(start, stop);
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
    Object.assign(this.#tokenizer, { fastForwardTo });
  }

  read(html: string): void {
    this.hrefs = [];
    this.base = undefined;
    this.nofollow = false;
    this.#tag = "";
    this.#attribute = undefined;
    this.#html = html;
    this.#tokenizer.reset();
    this.#tokenizer.write(html);
    this.#tokenizer.end();
    this.#html = "";
  }

  #beginTag(start: number, stop: number): void {
    this.#tag = "";
    if (stop - start > longestTag || firstLetters[this.#html.charCodeAt(start)] !== 1) return;
    const name = this.#html.slice(start, stop).toLowerCase();
    if (!tags.has(name)) return;
    this.#tag = name;
    this.#values = noValues();
  }

  #beginAttribute(start: number, stop: number): void {
    if (this.#tag === "" || stop - start > longestAttribute) return;
    const written = this.#html.slice(start, stop);
    const name = written === "href" ? written : attributes.find((one) => one === written.toLowerCase());
    this.#attribute = name !== undefined && this.#values[name] === undefined ? name : undefined;
    this.#value = "";
  }

  #endAttribute(): void {
    if (this.#attribute === undefined) return;
    this.#values[this.#attribute] = this.#value.includes("&") ? decodeHTMLAttribute(this.#value) : this.#value;
    this.#attribute = undefined;
  }

  #endTag(): void {
    if (this.#tag === "") return;
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

function noValues(): Record<Attribute, string | undefined> {
  return { href: undefined, rel: undefined, name: undefined, content: undefined };
}

/** What the tokenizer knows of its place in the text. */
interface Place {
  readonly buffer: string;
  readonly offset: number;
  index: number;
}

/**
 * Skips to a character, as the tokenizer's own method of this name does, which looks at one after the other: here the processor
 * looks at many at once, and a page of 27 kB is read in half the time. A version without such a method would do without.
 */
function fastForwardTo(this: Place, character: number): boolean {
  const found = this.buffer.indexOf(String.fromCharCode(character), this.index - this.offset + 1);
  this.index = (found < 0 ? this.buffer.length - 1 : found) + this.offset;
  return found >= 0;
}

function hasWord(list: string | undefined, word: string): boolean {
  return (
    list
      ?.toLowerCase()
      .split(/[\s,]+/)
      .includes(word) ?? false
  );
}

/** One for the thread, made when it is first needed: a page is read in one go. */
let reader: LinkReader | undefined;
