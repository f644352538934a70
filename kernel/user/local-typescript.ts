/**
 * Local files with TypeScript that goes beyond types (enums, namespaces, parameter properties, decorators), and with
 * JSX: Node only erases types, esbuild does the rest.
 */
import { readFileSync } from "node:fs";
import { createRequire, type LoadFnOutput, type LoadHookContext } from "node:module";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Place } from "../pipe/protocol.ts";

const require = createRequire(import.meta.url);

/** Loaders of esbuild, by extension. */
const loaders = new Map([
  [".ts", "ts"],
  [".mts", "ts"],
  [".cts", "ts"],
  [".tsx", "tsx"],
  [".jsx", "jsx"],
] as const);

type Loader = "ts" | "tsx" | "jsx";
type SourceMap = import("@jridgewell/trace-mapping").TraceMap;

/** Maps of the files that esbuild has transformed, by URL, as text until a place is asked for. */
const maps = new Map<string, string | SourceMap>();

/** Loads a local file: as Node does where that is enough. */
export function loadLocal(
  url: string,
  context: LoadHookContext,
  next: (url: string, context: LoadHookContext) => LoadFnOutput,
): LoadFnOutput {
  const path = fileURLToPath(url.split("?")[0] ?? url);
  const loader = loaderOf(path);
  if (!loader) return next(url, context);
  if (loader === "ts" && !hasDecorators(readFileSync(path, "utf8"))) {
    try {
      return next(url, context);
    } catch (error) {
      if (!goesBeyondTypes(error)) throw error;
    }
  }
  const source = transformed(url, path, loader);
  return { format: formatOf(context.format, path, source), source, shortCircuit: true };
}

/** The place in a file as it was written of a place in what it was transformed to. */
export function placeInFile([url, line, column]: Place): Place {
  const map = maps.get(url);
  if (map === undefined) return [url, line, column];
  const { TraceMap, originalPositionFor } =
    require("@jridgewell/trace-mapping") as typeof import("@jridgewell/trace-mapping");
  const traced = typeof map === "string" ? new TraceMap(map) : map;
  maps.set(url, traced);
  const original = originalPositionFor(traced, { line, column: column - 1 });
  return [url, original.line ?? line, original.column === null ? column : original.column + 1];
}

function loaderOf(path: string): Loader | undefined {
  for (const [extension, loader] of loaders) if (extname(path) === extension) return loader;
  return undefined;
}

/** `@name` outside of a line of a comment; where it is taken for one wrongly, esbuild changes nothing but takes longer. */
function hasDecorators(source: string): boolean {
  return /^(?!\s*(?:\*|\/[/*])).*(?<![\w.'"`/@-])@[A-Za-z_$(]/m.test(source);
}

function goesBeyondTypes(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";
}

function transformed(url: string, path: string, loader: Loader): string {
  const { transformSync } = require("esbuild") as typeof import("esbuild");
  const written = readFileSync(path, "utf8");
  try {
    const { code, map } = transformSync(written, {
      loader,
      sourcefile: path,
      target: "esnext",
      supported: { decorators: false },
      sourcemap: "external",
      sourcesContent: false,
      charset: "utf8",
      logLevel: "silent",
      jsx: /@jsx\s/.test(written) ? "transform" : "automatic",
    });
    maps.set(url, map);
    return code;
  } catch (error) {
    const { errors } = error as Partial<import("esbuild").TransformFailure>;
    const [first] = errors ?? [];
    if (!first) throw error;
    const place = first.location ? `:${first.location.line}:${first.location.column + 1}` : "";
    throw new SyntaxError(`${path}${place}: ${first.text}`, { cause: error });
  }
}

function formatOf(format: string | null | undefined, path: string, source: string): "module" | "commonjs" {
  if (format?.startsWith("module") || path.endsWith(".mts")) return "module";
  if (format?.startsWith("commonjs") || path.endsWith(".cts")) return "commonjs";
  return /^\s*(?:import|export)\b/m.test(source) ? "module" : "commonjs";
}
