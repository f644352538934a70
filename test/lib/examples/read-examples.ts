/** The examples of docstrings, made into programs that check what their comments say. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

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

/** What `navette/lib` exports. */
export interface KnownNames {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** Types that `navette/lib` exports: nothing is left of them when it runs. */
export function typesOfLib(): string[] {
  const index = readFileSync(join(lib, "index.ts"), "utf8");
  return [...index.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, all, list = ""]) =>
    list
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "" && (all !== undefined || item.startsWith("type ")))
      .map((item) => item.replace(/^type /, "")),
  );
}

/** The examples of a room as programs that lie in `folder`, so that they import the library by a relative address. */
export function examplesOf(room: string, known: KnownNames, folder: string): ExampleProgram[] {
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
        return { place: `${room}/${file}, line ${line}`, text: programOf(code, folder, path, own, known) };
      });
    });
}

/** From the tag to the next one, or to the comment's end. */
const example = /@example\n((?:[ \t]*\*(?!\/)(?! ?@).*\n)+)/g;

function programOf(code: string, folder: string, path: string, own: readonly string[], known: KnownNames): string {
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(code);
  const isImported = (name: string) => new RegExp(`^import .*\\b${name}\\b`, "m").test(code);
  const importOf = (names: readonly string[], from: string, what = "import") =>
    `${what} { ${names.join(", ")} } from ${JSON.stringify(relative(folder, from).replaceAll(sep, "/"))};`;
  const values = known.values.filter(uses);
  const types = known.types.filter((name) => uses(name) && !isImported(name));
  const ofFile = own.filter((name) => uses(name) && !known.values.includes(name));
  return [
    importOf(["agree"], fileURLToPath(new URL("agree.ts", import.meta.url))),
    values.length > 0 && importOf(values, join(lib, "index.ts")),
    types.length > 0 && importOf(types, join(lib, "index.ts"), "import type"),
    ofFile.length > 0 && importOf(ofFile, path),
    ...code.split("\n").map(withCheck),
    "export {};",
  ]
    .filter((line) => line !== false)
    .join("\n");
}

/** `expression; // value`, perhaps with words after a colon, where the value is a literal. */
const claim =
  /^(?!const |let |import |for |if |console\.|\/\/)(\S.*); \/\/ (-?\d+n|-?[\d.]+…?|true|false|undefined|"[^"]*"|\[.*\]|\{.*\})(?:: .*)?$/;

function withCheck(line: string): string {
  const [, expression, value = ""] = claim.exec(line) ?? [];
  return expression === undefined ? line : `agree(${expression}, ${value.replace("…", "")}, ${JSON.stringify(line)});`;
}
