/**
 * The configuration under which cells are checked: generated, and on top of the notebook folder's own `tsconfig.json`
 * where there is one. It exists for the language server only; nothing is written to the disk.
 */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { declarationsOf, folderOf } from "./package-files.ts";
import { libraryFile, type StandardLibrary, standardLib } from "./standard-library.ts";

/** File name of the configuration, in the notebook's folder. */
export const configFileName = "__navette_tsconfig.json";

/** Documents that the project takes, wherever they are named. */
const include = ["__navette_*.ts", "__navette_*.tsx"];

/**
 * A configuration under which documents are opened: the server makes a program after each, and this one is small. A
 * thread for each of its files would take longer than the file does.
 */
export const openingConfig = JSON.stringify({
  compilerOptions: {
    noLib: true,
    noResolve: true,
    types: [],
    noEmit: true,
    allowImportingTsExtensions: true,
    singleThreaded: true,
  },
  files: [configFileName],
  include,
  references: [],
});

const root = fileURLToPath(new URL("../../", import.meta.url));
const notebookApi = join(root, "kernel/notebook/index.ts");
const ambient = fileURLToPath(new URL("./ambient.d.ts", import.meta.url));

/** What the kernel does with a cell, whatever the folder's own configuration says of its programs. */
const fixed = {
  target: "esnext",
  module: "esnext",
  moduleResolution: "bundler",
  moduleDetection: "force",
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  composite: false,
  incremental: false,
  isolatedModules: false,
  verbatimModuleSyntax: false,
  erasableSyntaxOnly: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
};

const defaults = { lib: [standardLib], types: ["node"], strict: true, jsx: "react-jsx", allowJs: true };

/** Whether the folder has a configuration of its own. */
export function hasOwnConfig(folder: string): boolean {
  return existsSync(join(folder, "tsconfig.json"));
}

/**
 * Text of the configuration for a folder.
 *
 * @param library - stands for the compiler's own, unless the folder's configuration says which it wants
 */
export async function projectConfig(compiler: string, folder: string, library?: StandardLibrary): Promise<string> {
  const own = hasOwnConfig(folder) ? await ownOptions(compiler, folder) : undefined;
  const replaced = own && libraryOptions.some((name) => name in own) ? undefined : library;
  const toLibrary = replaced?.modules.map((name) => [name, [join(folder, libraryFile)]]) ?? [];
  const paths = { ...pathsToNavette(folder), ...Object.fromEntries(toLibrary), ...own?.paths };
  return JSON.stringify({
    ...(own && { extends: "./tsconfig.json" }),
    compilerOptions: {
      ...(own ? withoutKnown(defaults, own) : defaults),
      ...fixed,
      ...(replaced && { libReplacement: true }),
      typeRoots: own?.typeRoots ?? [join(folder, "node_modules/@types"), ...typeRoots()],
      ...(Object.keys(paths).length > 0 && { paths }),
    },
    // Itself among the files: the server would otherwise look for a project that it belongs to, and load that.
    files: [configFileName, ambient],
    include,
    references: [],
  });
}

/** Options that say which library is wanted. */
const libraryOptions = ["lib", "noLib", "libReplacement"];

type Options = Readonly<Record<string, unknown>> & {
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  readonly typeRoots?: readonly string[];
};

/** The folder's own options as the compiler reads them, with what they extend. */
async function ownOptions(compiler: string, folder: string): Promise<Options> {
  const file = join(folder, "tsconfig.json");
  try {
    const { stdout } = await promisify(execFile)(compiler, ["--showConfig", "-p", file], { cwd: folder });
    return optionsOf(JSON.parse(stdout));
  } catch {
    // Without any file of its own the compiler shows nothing, and what a wrong configuration says can't be followed.
    return {};
  }
}

function optionsOf(config: unknown): Options {
  const { compilerOptions } = config as { compilerOptions?: Options };
  return compilerOptions ?? {};
}

function withoutKnown(options: Readonly<Record<string, unknown>>, known: Options): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !(name in known)));
}

function typeRoots(): string[] {
  const types = folderOf("@types/node", root);
  return types === undefined ? [] : [dirname(types)];
}

/** Where to find Navette and its packages from a folder that has them not: cells import them all the same. */
function pathsToNavette(folder: string): Record<string, string[]> {
  const paths: Record<string, string[]> = {};
  if (folderOf("navette", folder) === undefined) {
    paths.navette = [notebookApi];
    paths["navette/lib"] = [join(root, "lib/index.ts")];
    paths["navette/trace"] = [join(root, "kernel/trace/index.ts")];
    paths["navette/turtle"] = [join(root, "kernel/turtle/index.ts")];
  }
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    if (name.startsWith("@types/") || folderOf(name, folder) !== undefined) continue;
    const found = folderOf(name, root);
    if (found === undefined) continue;
    paths[name] = [declarationsOf(found) ?? found];
    paths[`${name}/*`] = [join(found, "*")];
  }
  return paths;
}
