import {
  type Comment,
  type EcmaScriptModule,
  type Node,
  type OxcError,
  type Program,
  parseSync,
  visitorKeys,
} from "oxc-parser";

export type { Node, OxcError, Program };

/** The node of one type. */
export type NodeOf<T extends Node["type"], N extends Node = Node> = N extends unknown
  ? T extends N["type"]
    ? N
    : never
  : never;

export type Language = "js" | "ts" | "tsx";

export interface Parsed {
  readonly program: Program;
  /** Imports and exports, which take no tree. */
  readonly module: EcmaScriptModule;
  readonly errors: readonly OxcError[];
  readonly comments: readonly Comment[];
}

/**
 * Parses a module; the tree is only made when it is asked for.
 *
 * @param checked - whether what is no matter of grammar counts as well, such as a name declared twice; each such error
 *   costs time in proportion to the whole text
 */
export function parseModule(source: string, lang: Language, checked = true): Parsed {
  return parseSync(`cell.${lang}`, source, {
    lang,
    sourceType: "module",
    astType: "ts",
    preserveParens: true,
    showSemanticErrors: checked,
  });
}

const noKeys: readonly string[] = [];

/** Calls `visit` for each child, in the order of the source. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  // Every node is a plain object of the fields that the parser's own table names.
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  for (const key of visitorKeys[node.type] ?? noKeys) {
    const child = fields[key];
    if (Array.isArray(child)) {
      for (const item of child) if (isNode(item)) visit(item);
    } else if (isNode(child)) visit(child);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
