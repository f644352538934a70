/**
 * Local modules are taken afresh when they, or one that they import, were edited since they were loaded.
 *
 * Node keeps a module by its URL for ever. Each local file (outside `node_modules`) therefore has a version, which
 * grows when its content or one of its imports has changed, and which the resolver puts into the URL as a query.
 */
import { statSync } from "node:fs";
import { createRequire, type ResolveFnOutput, type ResolveHookContext, registerHooks } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadLocal } from "./local-typescript.ts";
import { noteLoad, untornUrl, withoutGeneration } from "./torn-modules.ts";

interface LocalModule {
  stamp: string;
  version: number;
  readonly imports: Set<string>;
}

const modules = new Map<string, LocalModule>();
const versionQuery = "navette-version";

/** The URL of a module without what the resolver has added. */
export function withoutVersion(url: string): string {
  return withoutGeneration(url).replace(new RegExp(`[?&]${versionQuery}=\\d+`), "");
}

export interface ModuleRoots {
  /** URL of the pretended file in the notebook's folder from which cells import. */
  readonly notebook: string;
  /** A file of Navette's own, from which what the notebook's folder lacks is resolved. */
  readonly navette: string;
}

type NextResolve = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;

/** Installs the resolver of cells: the notebook's folder first, then Navette; local files by their current version. */
export function installResolver(roots: ModuleRoots): void {
  registerHooks({
    resolve(specifier, context, next) {
      const parent = context.parentURL?.split("?")[0];
      const found = resolveSomewhere(specifier, context, next, parent === roots.notebook ? roots : undefined);
      if (!isLocal(found.url)) return { ...found, url: untornUrl(found.url) };
      const path = fileURLToPath(found.url);
      if (parent?.startsWith("file:") && parent !== roots.notebook)
        modules.get(fileURLToPath(parent))?.imports.add(path);
      else refresh(path, new Set());
      const module = modules.get(path) ?? remember(path);
      const attributes = extname(path) === ".json" ? { importAttributes: { type: "json" } } : {};
      if (module.version === 0) return { ...found, ...attributes, url: untornUrl(found.url) };
      const url = new URL(found.url);
      url.searchParams.set(versionQuery, String(module.version));
      return { ...found, ...attributes, url: untornUrl(url.href) };
    },
    load(url, context, next) {
      if (url.startsWith("file:")) noteLoad(url);
      return isLocal(url) ? loadLocal(url, context, next) : next(url, context);
    },
  });
}

function resolveSomewhere(
  specifier: string,
  context: ResolveHookContext,
  next: NextResolve,
  roots: ModuleRoots | undefined,
): ResolveFnOutput {
  try {
    return next(specifier, context);
  } catch (error) {
    const relative = /^\.{0,2}\//.test(specifier) || specifier.startsWith("file:");
    if (relative) {
      const found = withExtension(specifier, context.parentURL);
      if (found) return next(found, context);
    } else if (roots && isMissing(error)) {
      try {
        return next(specifier, { ...context, parentURL: roots.navette });
      } catch {
        // The first error names the notebook's folder, which is where the reader would install the package.
      }
    }
    throw error;
  }
}

/** TypeScript's ways of naming a local file: without extension, a folder's index, `.js` for what is `.ts` on disk. */
function withExtension(specifier: string, parent: string | undefined): string | undefined {
  if (!parent?.startsWith("file:") && !specifier.startsWith("file:")) return undefined;
  const base = new URL(specifier, parent).href.split("?")[0] ?? "";
  const stem = base.replace(/\.([cm]?)jsx?$/, "");
  const candidates = [
    ...[".ts", ".tsx", ".mts", ".cts"].map((extension) => stem + extension),
    ...[".js", ".mjs", ".cjs", ".jsx", ".json", "/index.ts", "/index.js"].map((extension) => base + extension),
  ];
  return candidates.find((url) => stampOf(fileURLToPath(url)) !== "");
}

/** Brings the version of a file up to date with the disk; true when it, or something it imports, has changed. */
function refresh(path: string, visited: Set<string>): boolean {
  if (visited.has(path)) return false;
  visited.add(path);
  const module = modules.get(path);
  if (!module) return false;
  const stamp = stampOf(path);
  let changed = stamp !== module.stamp;
  for (const dependency of module.imports) if (refresh(dependency, visited)) changed = true;
  if (!changed) return false;
  module.stamp = stamp;
  module.version += 1;
  module.imports.clear();
  // A CommonJS module is kept by path, without the query.
  delete nodeRequire.cache[path];
  return true;
}

const nodeRequire = createRequire(import.meta.url);

function remember(path: string): LocalModule {
  const module = { stamp: stampOf(path), version: 0, imports: new Set<string>() };
  modules.set(path, module);
  return module;
}

/** Changes whenever the file does; empty where there is no such file. */
function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : "";
}

function isLocal(url: string): boolean {
  return url.startsWith("file:") && !url.includes("/node_modules/") && !own.some((folder) => url.startsWith(folder));
}

/** Navette's own sources, which hold state of the session. */
const own = [new URL("../", import.meta.url).href, new URL("../../lib/", import.meta.url).href];

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}

/** URL of a file that doesn't exist, from which the cells of a folder import. */
export function notebookFileUrl(folder: string): string {
  return pathToFileURL(`${folder}/notebook.ts`).href;
}
