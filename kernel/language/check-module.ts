/** Has a document of the language server checked, and tells what of it concerns the reader. */
import type { Diagnostic as ProtocolDiagnostic } from "vscode-languageserver-types";
import { editorLines } from "../cells/compile/source-position.ts";
import { type CellModule, linesBefore } from "./cell-module.ts";
import type { NotebookServer } from "./language-session.ts";
import { isNoise, noTypes } from "./noise.ts";
import { hasOwnConfig } from "./project-config.ts";
import { libraryFile } from "./standard-library.ts";
import type { TypeWarning } from "./type-warning.ts";
import { isUnchecked } from "./unchecked.ts";

/** Warnings beyond which there is no telling how many there are. */
const most = 200;
/** Unknown names for which imports are looked up. */
const mostUnknown = 20;
/** Imports that are proposed for one name. */
const mostAdvised = 3;

/** A message as this server sends it: always plain text. */
type Diagnostic = ProtocolDiagnostic & { readonly message: string };

const error = 1;
const unknownNames: ReadonlySet<number> = new Set([2304, 2552, 2503, 18004]);

export interface CheckOptions {
  readonly file: string;
  readonly source: string;
  readonly folder: string;
  /** Whether an earlier cell has the name. */
  isKnown(name: string): boolean;
  /** Lines that import a name, the likeliest first. */
  importsOf(name: string): Promise<readonly string[]>;
  /** The cell of a document. */
  moduleOf(file: string): CellModule | undefined;
}

/** Warnings of a document, in the order of the source; undefined where the server doesn't say. */
export async function checkModule(server: NotebookServer, options: CheckOptions): Promise<TypeWarning[] | undefined> {
  const { file, source, folder, isKnown } = options;
  if (isUnchecked(source)) return [];
  const starts = editorLines(source);
  const textDocument = { uri: server.overlay.uri(file) };
  const reply = await server.ask("textDocument/diagnostic", { textDocument });
  if (typeof reply !== "object" || reply === null || !("items" in reply)) return undefined;
  const circumstances = { ownConfig: hasOwnConfig(folder), isKnown };
  const shown = (reply.items as readonly Diagnostic[])
    .filter(({ severity, range }) => {
      const line = range.start.line - linesBefore;
      return severity === error && line >= 0 && line < starts.length;
    })
    .filter(({ code, message }) => !isNoise(Number(code), message, circumstances))
    .sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character)
    .slice(0, most);
  const advised = shown.filter(({ code }) => unknownNames.has(Number(code))).slice(0, mostUnknown);
  const imports = new Map(
    await Promise.all(advised.map(async (diagnostic) => [diagnostic, await importFor(diagnostic)] as const)),
  );
  return shown.map((diagnostic) => {
    const { range, message } = diagnostic;
    const code = Number(diagnostic.code);
    const line = range.start.line - linesBefore;
    const endOfLine = (starts[line + 1] ?? source.length + 1) - (starts[line] ?? 0) - 1;
    const end = range.end.line === range.start.line ? range.end.character : endOfLine;
    return {
      code,
      message: code === noTypes ? (message.split("\n")[0]?.replace(/ '[^']*' implicitly .*/, "") ?? "") : message,
      line: line + 1,
      column: range.start.character + 1,
      length: Math.max(1, end - range.start.character),
      unknownName: unknownNames.has(code) ? nameIn(message) : undefined,
      related: (diagnostic.relatedInformation ?? []).map(({ location, message: about }) => ({
        place: placeOf(location.uri, location.range.start),
        message: about,
      })),
      advice: code === noTypes ? typesPackage(message) : code === noModule ? missing(message) : imports.get(diagnostic),
    };
  });

  /** The import that the cell lacks, as the line to add. */
  async function importFor({ message }: Diagnostic): Promise<string | undefined> {
    const [first, ...others] = await options.importsOf(nameIn(message) ?? "");
    return (
      first && [`Add a line: ${first}`, ...others.slice(0, mostAdvised - 1).map((line) => `or: ${line}`)].join("\n  ")
    );
  }

  function placeOf(uri: string, { line, character }: Diagnostic["range"]["start"]): string {
    const inner = server.overlay.file(uri);
    if (inner === libraryFile && server.library) {
      const place = server.library.placeOf(line);
      return `${place.file}:${place.line + 1}:${character + 1}`;
    }
    if (inner === undefined) return `${decodeURIComponent(uri.replace(/^file:\/\//, ""))}:${line + 1}:${character + 1}`;
    const name = options.moduleOf(inner)?.record.label ?? "this cell";
    return `${name}:${line + 1 - linesBefore}:${character + 1}`;
  }
}

function nameIn(message: string): string | undefined {
  return /'([^']+)'/.exec(message)?.[1];
}

/** "Cannot find module … or its corresponding type declarations." */
const noModule = 2307;

function missing(message: string): string | undefined {
  const name = /module '((?:@[^/'.]+\/)?[\w-][^/':]*)(?:\/[^']*)?'/.exec(message)?.[1];
  return name && `It may be had by: %install ${name}`;
}

function typesPackage(message: string): string | undefined {
  const name = /for module '((?:@[^/']+\/)?[^/']+)/.exec(message)?.[1];
  if (name === undefined || name.startsWith(".")) return undefined;
  return `Its types may be had by: %install @types/${name.replace(/^@/, "").replace("/", "__")}`;
}
