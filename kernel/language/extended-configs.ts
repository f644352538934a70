/** Which files a `tsconfig.json` takes options from. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join } from "node:path";
import { type Node, parseModule } from "../cells/compile/syntax-tree.ts";
import { fileState } from "./file-state.ts";

/** Files of one chain: it may be a ring. */
const most = 32;

/**
 * Files that a configuration extends, and those that they extend in turn; where a name may mean one of several files,
 * of which none is there, all of them.
 */
export function extendedConfigs(file: string): string[] {
  const found = new Set<string>();
  const waiting = [file];
  for (let next = waiting.shift(); next !== undefined && found.size < most; next = waiting.shift()) {
    for (const name of extendedNames(next)) {
      for (const one of filesOf(name, next)) {
        if (one === file || found.has(one)) continue;
        found.add(one);
        waiting.push(one);
      }
    }
  }
  return [...found];
}

/** What the file itself names; nothing where it can't be read. */
function extendedNames(file: string): string[] {
  try {
    // Such files have comments and commas at the end, as programs do.
    const { program } = parseModule(`(${readFileSync(file, "utf8").replace(/^\uFEFF/, "")}\n)`, "js", false);
    const [statement] = program.body;
    if (statement?.type !== "ExpressionStatement") return [];
    const object = unwrapped(statement.expression);
    if (object.type !== "ObjectExpression") return [];
    return object.properties.flatMap((property) => {
      if (property.type !== "Property" || stringOf(property.key) !== "extends") return [];
      const all = property.value.type === "ArrayExpression" ? property.value.elements : [property.value];
      return all.map((one) => stringOf(one)).filter((one) => one !== undefined);
    });
  } catch {
    return [];
  }
}

function unwrapped(node: Node): Node {
  return node.type === "ParenthesizedExpression" ? unwrapped(node.expression) : node;
}

function stringOf(node: Node | null): string | undefined {
  return node?.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}

/** The file that a name means; all that it may mean where none of them is there. */
function filesOf(name: string, from: string): string[] {
  const isPath = /^\.\.?(?:[\\/]|$)/.test(name) || isAbsolute(name);
  const bases = isPath ? [isAbsolute(name) ? name : join(dirname(from), name)] : inPackages(name, from);
  const candidates = bases.flatMap((base) => [
    base,
    ...(base.endsWith(".json") ? [] : [`${base}.json`, ...(isPath ? [] : [join(base, "tsconfig.json")])]),
  ]);
  const there = candidates.find((candidate) => fileState(candidate) !== undefined);
  return there === undefined ? candidates.slice(0, 2) : [there];
}

function inPackages(name: string, from: string): string[] {
  const { resolve } = createRequire(from);
  const folders = (resolve.paths(name) ?? []).map((folder) => join(folder, name));
  try {
    return [resolve(name), ...folders];
  } catch {
    return folders;
  }
}
