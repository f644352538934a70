/** Completion as TypeScript knows it. */
import type { CompletionItem, CompletionList } from "vscode-languageserver-types";
import type { DraftPlace } from "./draft.ts";
import { type ImportableName, importOf } from "./importable-names.ts";
import { patience } from "./patience.ts";

export interface TypedMatch {
  /** What the reader sees: the text, and the module that a name must be imported from. */
  readonly label: string;
  /** What replaces the range. */
  readonly text: string;
  /** Jupyter's experimental type of a match. */
  readonly type: string;
  readonly signature: string;
}

export interface TypedCompletion {
  /** Offset in the code from which matches replace. */
  readonly start: number;
  readonly matches: readonly TypedMatch[];
  /** Whether names of the scope were asked for, rather than members, specifiers or literals. */
  readonly names: boolean;
  /** Names that the code declares by itself: what is alive under such a name is another thing. */
  readonly own: ReadonlySet<string>;
}

/** Matches whose signature is asked for. */
const mostSignatures = 40;

/**
 * Matches at an offset of the code, whose word begins at `start` and ends at `end`.
 *
 * @param word - what matches begin with: the word, or what stands for it where the code was placed without
 * @param importable - gives the names to import that begin with a word
 */
export async function typedCompletion(
  { server, file, own, position, offset }: DraftPlace,
  code: string,
  start: number,
  end: number,
  word: string,
  importable: (word: string) => Promise<readonly ImportableName[]>,
): Promise<TypedCompletion | undefined> {
  const reply = await server.askAt("textDocument/completion", file, position(end));
  if (reply === undefined) return undefined;
  const items = itemsOf(reply);
  const found = items
    .map((item) => placed(item, code, start, end, offset))
    .filter((one) => one !== undefined)
    .filter(({ item, start }) => matches(item, code.slice(start, end) || word) && !isHidden(item))
    .sort(byServersOrder(code, end, word));
  // `import Subj`: the whole statement is offered.
  const statement = end > start ? (importBegun.exec(code.slice(0, start))?.[1] ?? "") : "";
  const from = Math.min(start - statement.length, ...found.map((one) => one.start));
  const signatures = await signaturesOf(found.map(({ item }) => item));
  const seen = new Set<string>();
  const texts: TypedMatch[] = [];
  const names = items.some(({ kind, label }) => kind === keywordKind && label === keywordOfNames);
  for (const [index, { item, text: replacement, start: at }] of found.entries()) {
    const text = code.slice(from, at) + replacement;
    if (seen.has(text)) continue;
    seen.add(text);
    texts.push({ text, label: text, type: typeOf(item), signature: signatures[index] ?? "" });
  }
  const meta = metaProperty(code.slice(0, start));
  if (meta?.startsWith(word) && texts.length === 0) {
    texts.push({ text: meta, label: meta, type: "property", signature: "" });
  }
  if (statement !== "") {
    for (const one of await importable(code.slice(start, end))) {
      const text = code.slice(from, start - statement.length) + importOf(one);
      texts.push({ text, label: text, type: one.isType ? "type" : "instance", signature: "" });
    }
  } else if (names && end > start) {
    const before = code.slice(from, start);
    for (const one of await importable(code.slice(start, end))) {
      // A name that is there already needs no import.
      if (!seen.has(before + one.name)) texts.push(toImport(before + one.name, one));
    }
  }
  return { start: from, matches: texts, names, own };

  /**
   * Signatures of what can be called, one after the other while there is time: to name a member's owner, the server
   * looks through the exports of all modules, once for each checker, of which it would take one for each question.
   */
  async function signaturesOf(all: readonly CompletionItem[]): Promise<string[]> {
    const signatures: string[] = [];
    const { promise: late, resolve } = Promise.withResolvers<"late">();
    const timer = setTimeout(resolve, patience.signatures, "late");
    for (const [index, item] of all.slice(0, mostSignatures).entries()) {
      if (!callableTypes.has(typeOf(item))) continue;
      const resolved = await Promise.race([server.ask("completionItem/resolve", item), late]);
      if (resolved === "late") break;
      signatures[index] = signatureOf(resolved);
    }
    clearTimeout(timer);
    return signatures;
  }
}

/** `import.meta` and `new.target`, of which the server knows only once they are written. */
function metaProperty(before: string): string | undefined {
  const keyword = /(?<![\p{ID_Continue}$#.])(import|new)\.\s*$/u.exec(before)?.[1];
  return keyword && (keyword === "import" ? "meta" : "target");
}

const importBegun = /(?:^|[\n;])[ \t]*(import[ \t]+(?:type[ \t]+)?)$/;

/** Jupyter's clients can't add an import: the list names the module, for two of them may export the same name. */
function toImport(text: string, one: ImportableName): TypedMatch {
  const label = `${text} (${one.module})`;
  return { label, text, type: one.isType ? "type" : "instance", signature: importOf(one) };
}

interface Placed {
  readonly item: CompletionItem;
  readonly text: string;
  readonly start: number;
}

/** What to put where, or undefined for what Jupyter's clients, which replace one range for all, can't insert. */
function placed(
  item: CompletionItem,
  code: string,
  start: number,
  end: number,
  offset: DraftPlace["offset"],
): Placed | undefined {
  const text = item.textEdit?.newText ?? item.insertText ?? item.label;
  const range = item.textEdit && "range" in item.textEdit ? item.textEdit.range : undefined;
  const own = range ? Math.min(offset(range.start), end) : start;
  if (own >= start || !/^\??\.\s*$/.test(code.slice(own, start))) return { item, text, start: own };
  // The server would replace the dot as well: by `?.name`, `["a name"]` or `[Symbol.iterator]`; an optional name has a mark.
  const name = item.label.replace(/\?$/, "");
  return identifier.test(name) && !/^(?:\?\.)?\[/.test(text) ? { item, text: name, start } : undefined;
}

const identifier = /^[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*$/u;

/** Items of a reply; the server says null where there is nothing to complete, as in a comment. */
function itemsOf(reply: unknown): readonly CompletionItem[] {
  const list = reply as CompletionItem[] | CompletionList | null;
  return Array.isArray(list) ? list : (list?.items ?? []);
}

function matches({ label }: CompletionItem, word: string): boolean {
  return label.toLowerCase().startsWith(word.toLowerCase());
}

/** Documents of ours. */
function isHidden({ label }: CompletionItem): boolean {
  return /^(?:\.\/)?__navette/.test(label);
}

/** The order that the server asks for, the reader's spelling first. */
function byServersOrder(code: string, end: number, word: string): (a: Placed, b: Placed) => number {
  const exact = ({ item, start }: Placed) => (item.label.startsWith(code.slice(start, end) || word) ? 0 : 1);
  const rank = ({ item }: Placed) => item.sortText ?? item.label;
  return (a, b) => exact(a) - exact(b) || compare(rank(a), rank(b)) || compare(a.item.label, b.item.label);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function signatureOf(resolved: unknown): string {
  const { detail } = (resolved ?? {}) as CompletionItem;
  return detail?.replace(/^\((?!\))[a-z ]+\) /gm, "").replace(/\nimport .*$/, "") ?? "";
}

const callableTypes: ReadonlySet<string> = new Set(["function", "class"]);
const keywordKind = 14;
/** Is offered wherever a name of a value or of a type may stand, and nowhere else. */
const keywordOfNames = "typeof";

/** Jupyter's types by the protocol's numbers of kinds. */
const types: Readonly<Record<number, string>> = {
  2: "function",
  3: "function",
  4: "function",
  5: "property",
  6: "instance",
  7: "class",
  8: "interface",
  9: "module",
  10: "property",
  11: "unit",
  12: "value",
  13: "enum",
  14: "keyword",
  17: "path",
  19: "path",
  20: "enum",
  21: "instance",
  22: "class",
  25: "type",
};

function typeOf({ kind }: CompletionItem): string {
  return types[kind ?? 0] ?? "";
}
