/**
 * Makes the bundle that `current-bundle.mjs` finds: the modules of the kernel's two processes in a few files.
 *
 * The modules stay what they are. Each keeps the URL of its source, by which it finds the files beside it; packages
 * are loaded from where they are installed; and what cells import as well is left to be loaded once, from its source.
 */
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { findPackageJSON, isBuiltin } from "node:module";
import { basename, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin, stop } from "esbuild";
import { makeFolder } from "../make-folder.mjs";
import { bundlesFolder, kernelFolder, type Manifest, manifestFile } from "./current-bundle.mjs";

/** What the entries of the processes load, one after the other. */
const parts = {
  control: ["cells/spawn-user-process", "wire/bind-sockets", "main"],
  user: ["user/start-supervisor", "user/main", "pipe/frame-key", "user/supervisor"],
};

/** Folders whose modules cells load too, and which have a state: the process of cells must have each of them once. */
const importedByCells = [join(kernelFolder, "notebook") + sep, join(kernelFolder, "..", "lib") + sep];

type FileState = Manifest["files"][number];

/** The files that a bundle is made of, by their paths. */
type Inputs = Map<string, FileState>;

/** Milliseconds after which a bundle is removed that is no longer the current one: no kernel may be left that runs it. */
const keptFor = 30 * 24 * 3600 * 1000;

/**
 * Writes the bundle of the sources as they are.
 *
 * @throws what esbuild and the file system throw; the bundle before it is then as it was
 */
export async function writeBundle(): Promise<void> {
  makeFolder(bundlesFolder, 0o700);
  const folder = mkdtempSync(prefix());
  const inputs: Inputs = new Map();
  try {
    await Promise.all([
      bundle(parts.control, join(folder, "control"), inputs, []),
      bundle(parts.user, join(folder, "user"), inputs, importedByCells),
    ]);
    const outputs = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".mjs"));
    const files = [...inputs.values(), ...outputs.map((file) => stateOf(join(folder, file)))];
    // It appears whole: a kernel that starts meanwhile finds this one or the one before.
    const written = join(folder, "manifest.json");
    writeFileSync(written, JSON.stringify({ folder, files }), { mode: 0o600 });
    renameSync(written, manifestFile);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await stop();
  }
  removeOld(folder);
}

async function bundle(
  entries: readonly string[],
  outdir: string,
  inputs: Inputs,
  apart: readonly string[],
): Promise<void> {
  await build({
    entryPoints: entries.map((entry) => join(kernelFolder, `${entry}.ts`)),
    outbase: kernelFolder,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: `node${process.versions.node}`,
    // Node knows no condition of bundlers.
    conditions: [],
    // Stacks know the kernel's frames by their place.
    footer: { js: `//# sourceURL=${pathToFileURL(join(kernelFolder, "bundle", basename(outdir)))}` },
    plugins: [ownPlaces(inputs, apart)],
    logLevel: "silent",
  });
}

/** Leaves a module of the project its URL, and what is loaded apart its place; notes the files that decide about them. */
function ownPlaces(inputs: Inputs, apart: readonly string[]): Plugin {
  return {
    name: "own places",
    setup({ onLoad, onResolve, resolve }) {
      onResolve({ filter: /^[^/]/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
        if (pluginData === asked || isBuiltin(path) || kind === "entry-point") return undefined;
        const isPackage = !path.startsWith(".");
        const file = isPackage ? undefined : join(resolveDir, path);
        if (file !== undefined && !apart.some((folder) => file.startsWith(folder))) return undefined;
        const found = await resolve(path, { kind, resolveDir, importer, pluginData: asked });
        if (found.errors.length > 0) return { errors: found.errors };
        const decides = (isPackage && findPackageJSON(path, pathToFileURL(importer))) || found.path;
        inputs.set(decides, stateOf(decides));
        return { path: pathToFileURL(found.path).href, external: true };
      });
      onLoad({ filter: /\.m?[jt]s$/ }, ({ path }) => {
        // Before it is read: one that is changed meanwhile makes the bundle stale.
        inputs.set(path, stateOf(path));
        const source = readFileSync(path, "utf8");
        const url = JSON.stringify(pathToFileURL(path).href);
        return { contents: source.replaceAll("import.meta.url", url), loader: path.endsWith(".ts") ? "ts" : "js" };
      });
    },
  };
}

/** Marks a question of this plugin's own. */
const asked = { asked: true };

function stateOf(file: string): FileState {
  const { size, mtimeMs } = statSync(file);
  return [file, size, mtimeMs];
}

/** What the names of this checkout's bundles begin with. */
function prefix(): string {
  return `${manifestFile.slice(0, -".json".length)}-`;
}

function removeOld(current: string): void {
  for (const other of readdirSync(bundlesFolder).map((entry) => join(bundlesFolder, entry))) {
    if (!other.startsWith(prefix()) || other === current) continue;
    // Another set-up may have removed it meanwhile.
    const changedMs = statSync(other, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changedMs > keptFor) rmSync(other, { recursive: true, force: true });
  }
}
