/** What TypeScript says of a name, or of the call in whose arguments the cursor stands. */
import type { Hover, MarkupContent, SignatureHelp, SignatureInformation } from "vscode-languageserver-types";
import { declarationSource } from "./declaration-source.ts";
import type { DraftPlace } from "./draft.ts";

export interface TypedInspection {
  /** The signature, as TypeScript. */
  readonly signature: string;
  /** What its author has written about it, as Markdown. */
  readonly documentation: string;
  /** The declaration's source, if that was asked for and is known. */
  readonly source: string | undefined;
}

/** Looks at the place before or at `offset`; with `detail`, the declaration too. */
export async function typedInspection(
  place: DraftPlace,
  offset: number,
  detail: boolean,
): Promise<TypedInspection | undefined> {
  const { server, file, position } = place;
  const at = position(offset);
  const [hover, help, definition] = await Promise.all([
    server.askAt("textDocument/hover", file, at),
    server.askAt("textDocument/signatureHelp", file, at, { context: { triggerKind: 1, isRetrigger: false } }),
    detail ? server.askAt("textDocument/definition", file, at) : undefined,
  ]);
  const named = fromHover(hover as Hover | null | undefined);
  if (named) return { ...named, source: detail ? declarationSource(server.overlay, definition) : undefined };
  return fromHelp(help as SignatureHelp | null | undefined);
}

const fence = /^```typescript\n([\s\S]*?)\n```\n*/;

function fromHover(hover: Hover | null | undefined): Omit<TypedInspection, "source"> | undefined {
  const text = hover && markdown(hover.contents);
  if (!text) return undefined;
  const code = fence.exec(text);
  // All that is said of a name that isn't there.
  if (code?.[1] === "any") return undefined;
  const documentation = forReaders(text.slice(code?.[0].length ?? 0)).trim();
  return { signature: ownWords(code?.[1] ?? ""), documentation };
}

/** A name of another cell reaches this one through an import, of which its reader knows nothing. */
function ownWords(signature: string): string {
  return signature.replace(/^\(alias\) /gm, "").replace(/\nimport .*$/, "");
}

function fromHelp(help: SignatureHelp | null | undefined): TypedInspection | undefined {
  const { signatures = [], activeSignature = 0 } = help ?? {};
  const active = signatures[activeSignature ?? 0] ?? signatures[0];
  if (!active) return undefined;
  const others = signatures.filter((one) => one !== active).map(({ label }) => label);
  const documentation = [markdown(active.documentation), activeParameter(active)].filter(Boolean).join("\n\n");
  return {
    signature: [active.label, ...others].join("\n"),
    documentation: forReaders(documentation),
    source: undefined,
  };
}

function activeParameter({ parameters = [], activeParameter }: SignatureInformation): string {
  const parameter = parameters[activeParameter ?? -1];
  if (typeof parameter?.label !== "string") return "";
  const about = markdown(parameter.documentation);
  return `Argument here: \`${parameter.label}\`${about ? ` — ${about}` : ""}`;
}

function markdown(content: Hover["contents"] | undefined): string {
  if (content === undefined) return "";
  if (typeof content === "string") return content;
  if (Array.isArray(content)) return content.map((part) => (typeof part === "string" ? part : part.value)).join("\n");
  return (content as MarkupContent).value;
}

/** Links of JSDoc lead to documents that only the language server has, and its pictures to nowhere. */
function forReaders(text: string): string {
  return text.replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\[([^\]]*)\]\(file:[^)]*\)/g, "`$1`");
}
