/**
 * How cells import: `import()` as if from a file in the notebook's folder, and `require` likewise.
 */
import { createRequire } from "node:module";
import { dirname, isAbsolute } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";
import { installResolver, notebookFileUrl } from "./fresh-modules.ts";
import { finishing } from "./torn-modules.ts";
import { bindTslab } from "./tslab.ts";

export interface ImportRequest {
  /** Names that the cell uses as values: a module without one of them is refused, as ES modules do. */
  readonly names?: readonly string[];
  readonly attributes?: ImportAttributes;
}

type Namespace = Record<string, unknown>;

export interface CellImports {
  importModule(specifier: string, request?: ImportRequest): Promise<Namespace>;
  dynamicImport(specifier: unknown, options?: unknown): Promise<Namespace>;
  readonly require: NodeJS.Require;
  readonly meta: ImportMeta;
  readonly filename: string;
  readonly dirname: string;
}

/** Prepares imports for cells of a notebook in `folder`. */
export function openImports(folder: string): CellImports {
  const notebook = notebookFileUrl(folder);
  const navette = new URL("../main.ts", import.meta.url).href;
  installResolver({ notebook, navette });
  const filename = fileURLToPath(notebook);
  const nativeImport = nativeImportFrom(filename);

  async function dynamicImport(specifier: unknown, options?: unknown): Promise<Namespace> {
    const name = String(specifier);
    const namespace = await finishing(nativeImport(isPath(name) ? pathToFileURL(name).href : name, options));
    if (name === "tslab") bindTslab(namespace);
    return namespace;
  }

  return {
    dynamicImport,
    async importModule(specifier, { names = [], attributes } = {}) {
      const namespace = await dynamicImport(specifier, attributes && { with: attributes });
      const missing = names.find((name) => !(name in namespace));
      if (missing !== undefined) {
        const interop = commonJsProperty(namespace, missing);
        if (interop) return interop;
        throw new SyntaxError(`The requested module '${specifier}' does not provide an export named '${missing}'`);
      }
      return namespace;
    },
    require: requireFrom(filename, fileURLToPath(navette)),
    filename,
    dirname: dirname(filename),
    meta: {
      url: notebook,
      filename,
      dirname: dirname(filename),
      main: false,
      resolve: (specifier: string) => resolveFrom(notebook, navette, specifier),
    },
  };
}

/** `import()` of a script that pretends to lie in the notebook's folder: evaluated code has no importer of its own. */
function nativeImportFrom(filename: string): (specifier: string, options: unknown) => Promise<Namespace> {
  return vm.runInThisContext("(specifier, options) => import(specifier, options)", {
    filename,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}

/** A CommonJS module whose names Node could not see: they are properties of its default export. */
function commonJsProperty(namespace: Namespace, name: string): Namespace | undefined {
  const whole = namespace.default;
  if ((typeof whole !== "object" && typeof whole !== "function") || whole === null) return undefined;
  if (!("module.exports" in namespace) || !(name in whole)) return undefined;
  return Object.assign(Object.create(null), whole, namespace);
}

function requireFrom(filename: string, fallback: string): NodeJS.Require {
  const first = createRequire(filename);
  const second = createRequire(fallback);
  const require = (id: string): unknown => {
    try {
      first.resolve(id);
    } catch (error) {
      if (id.startsWith(".") || !canResolve(second, id)) throw error;
      return loaded(second, id);
    }
    return loaded(first, id);
  };
  return Object.assign(require, {
    resolve: first.resolve,
    cache: first.cache,
    extensions: first.extensions,
    main: first.main,
  });
}

function loaded(require: NodeJS.Require, id: string): unknown {
  const value: unknown = require(id);
  if (id === "tslab") bindTslab(value);
  return value;
}

function canResolve(require: NodeJS.Require, id: string): boolean {
  try {
    require.resolve(id);
    return true;
  } catch {
    return false;
  }
}

function resolveFrom(notebook: string, navette: string, specifier: string): string {
  try {
    return import.meta.resolve(specifier, notebook);
  } catch (error) {
    if (specifier.startsWith(".")) throw error;
    return import.meta.resolve(specifier, navette);
  }
}

function isPath(specifier: string): boolean {
  return isAbsolute(specifier);
}
