/**
 * The standard library as one document. TypeScript has it in 86 files, most of which add to the same few interfaces, and
 * puts these together anew whenever a text has changed: a quarter of the work for a completion.
 *
 * The library's files lead to this document by `libReplacement`, so what a package or a cell names in
 * `/// <reference lib="…" />` is there once, and what is not part of it, as `dom`, comes from the compiler as before.
 *
 * https://www.typescriptlang.org/tsconfig/#libReplacement
 */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { documentPrefix } from "./cell-module.ts";

/** What cells are checked against unless the folder's own configuration says more. */
export const standardLib = "esnext";

export interface StandardLibrary {
  readonly text: string;
  /** By which the compiler looks for what may replace its files; all of these lead to the document. */
  readonly modules: readonly string[];
  /** File of the compiler's and line in it, from 0, of a line of the text. */
  placeOf(line: number): { readonly file: string; readonly line: number };
}

export const libraryFile = `${documentPrefix}library.d.ts`;

/** Files that name others and declare nothing. */
const years = ["es2015", "es2016", "es2017", "es2018", "es2019", "es2020", "es2021", "es2022", "es2023", "es2024"];
const collections = [...years, "es2025", standardLib];
/** A module, which can't be part of a document that is none. */
const apart = ["es2025.iterator"];

/** The others in the compiler's order, on which that of overloads depends. */
const parts = `
es5
es2015.core es2015.collection es2015.generator es2015.iterable es2015.promise es2015.proxy es2015.reflect es2015.symbol
es2015.symbol.wellknown
es2016.array.include es2016.intl
es2017.arraybuffer es2017.date es2017.object es2017.sharedmemory es2017.string es2017.intl es2017.typedarrays
es2018.asyncgenerator es2018.asynciterable es2018.intl es2018.promise es2018.regexp
es2019.array es2019.object es2019.string es2019.symbol es2019.intl
es2020.bigint es2020.date es2020.promise es2020.sharedmemory es2020.string es2020.symbol.wellknown es2020.intl
es2020.number
es2021.promise es2021.string es2021.weakref es2021.intl
es2022.array es2022.error es2022.intl es2022.object es2022.string es2022.regexp
es2023.array es2023.collection es2023.intl
es2024.arraybuffer es2024.collection es2024.object es2024.promise es2024.regexp es2024.sharedmemory es2024.string
es2025.collection es2025.float16 es2025.intl es2025.promise es2025.regexp
esnext.array esnext.collection esnext.date esnext.decorators esnext.disposable esnext.error esnext.intl
esnext.sharedmemory esnext.temporal esnext.typedarrays
decorators decorators.legacy
`
  .trim()
  .split(/\s+/);

/** The library of a compiler; undefined for one that has other files than these, which is left as it is. */
export async function standardLibrary(compiler: string): Promise<StandardLibrary | undefined> {
  const folder = dirname(compiler);
  try {
    const there = (await readdir(folder)).filter((file) => ofLanguage.test(file));
    const known = new Set([...collections, ...parts, ...apart, "es6"].map(fileOf));
    if (there.some((file) => !known.has(file))) return undefined;
    const texts = await Promise.all(parts.map((part) => readFile(join(folder, fileOf(part)), "utf8")));
    return oneDocument(folder, texts);
  } catch {
    // A compiler without its library beside it.
    return undefined;
  }
}

/** Libraries of the language, rather than of a browser; the full ones are both. */
const ofLanguage = /^lib\.(?:es|decorators)(?!.*\.full\.).*\.d\.ts$/;
const directive = /^\/\/\/ *<reference .*$/gm;

function oneDocument(folder: string, texts: readonly string[]): StandardLibrary {
  const starts: number[] = [];
  const lines = apart.map((name) => `/// <reference lib="${name}" />`);
  for (const text of texts) {
    starts.push(lines.length);
    lines.push(...text.replace(directive, "").split(/\r?\n/));
  }
  return {
    text: lines.join("\n"),
    modules: [...collections, ...parts].map(moduleOf),
    placeOf(line) {
      const index = Math.max(
        0,
        starts.findLastIndex((start) => start <= line),
      );
      return { file: join(folder, fileOf(parts[index] ?? "")), line: Math.max(0, line - (starts[index] ?? 0)) };
    },
  };
}

function fileOf(name: string): string {
  return `lib.${name}.d.ts`;
}

/** `es2015.symbol.wellknown` is looked for as `@typescript/lib-es2015/symbol-wellknown`. */
function moduleOf(name: string): string {
  const [first, ...others] = name.split(".");
  return `@typescript/lib-${first}${others.length > 0 ? `/${others.join("-")}` : ""}`;
}
