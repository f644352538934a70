/** The examples of docstrings, made into programs that check what their comments say. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const lib = fileURLToPath(new URL("../../../lib", import.meta.url));

/** A program that fails when its example does, or when something else comes out than its comments say. */
export interface ExampleProgram {
  /** `locks/mutex.ts, line 20` */
  readonly place: string;
  readonly text: string;
}

/** Rooms of the library, in the order of their names. */
export function roomsOfLib(): string[] {
  const entries = readdirSync(lib, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The examples of a room; `known` are the names that `navette/lib` exports. */
export function examplesOf(room: string, known: readonly string[]): ExampleProgram[] {
  const files = readdirSync(join(lib, room), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && !file.includes("assembly"))
    .sort()
    .flatMap((file) => {
      const path = join(lib, room, file);
      const source = readFileSync(path, "utf8");
      const exported = source.matchAll(/^export (?:async )?(?:function|class|const) (\w+)/gm);
      const own = [...new Set([...exported].map(([, name = ""]) => name))];
      return [...source.matchAll(example)].map((found) => {
        const line = source.slice(0, found.index).split("\n").length;
        const code = (found[1] ?? "").replaceAll(/^[ \t]*\* ?/gm, "").trimEnd();
        return { place: `${room}/${file}, line ${line}`, text: programOf(code, path, own, known) };
      });
    });
}

/** From the tag to the next one, or to the comment's end. */
const example = /@example\n((?:[ \t]*\*(?!\/)(?! ?@).*\n)+)/g;

function programOf(code: string, path: string, own: readonly string[], known: readonly string[]): string {
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(code);
  const fromLib = known.filter(uses);
  const fromFile = own.filter((name) => uses(name) && !known.includes(name));
  return [
    `import { agree } from ${JSON.stringify(new URL("agree.ts", import.meta.url).href)};`,
    fromLib.length > 0 && importOf(fromLib, join(lib, "index.ts")),
    fromFile.length > 0 && importOf(fromFile, path),
    ...code.split("\n").map(withCheck),
    "export {};",
  ]
    .filter((line) => line !== false)
    .join("\n");
}

function importOf(names: readonly string[], path: string): string {
  return `import { ${names.join(", ")} } from ${JSON.stringify(pathToFileURL(path).href)};`;
}

/** `expression; // value`, perhaps with words after a colon, where the value is a literal. */
const claim =
  /^(?!const |let |import |for |if |console\.|\/\/)(\S.*); \/\/ (-?\d+n|-?[\d.]+…?|true|false|undefined|"[^"]*"|\[.*\]|\{.*\})(?:: .*)?$/;

function withCheck(line: string): string {
  const [, expression, value = ""] = claim.exec(line) ?? [];
  return expression === undefined ? line : `agree(${expression}, ${value.replace("…", "")}, ${JSON.stringify(line)});`;
}
