import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface InstalledPackage {
  readonly version: string;
  /** Whether it wants a program to run when it is installed. */
  readonly hasInstallScript: boolean;
}

/** The packages in a folder's `node_modules`, by their folder below it, as npm's own record has them. */
export function installedPackages(folder: string): Map<string, InstalledPackage> {
  const { packages } = read(join(folder, "node_modules", ".package-lock.json"));
  return new Map(
    Object.entries(isRecord(packages) ? packages : {}).flatMap(([path, found]) => {
      if (!isRecord(found)) return [];
      const version = typeof found.version === "string" ? found.version : "";
      return [[path.replace(/^node_modules\//, ""), { version, hasInstallScript: found.hasInstallScript === true }]];
    }),
  );
}

/** What a folder's `package.json` asks for, by name. */
export function wantedPackages(folder: string): Map<string, string> {
  const { dependencies, devDependencies } = read(join(folder, "package.json"));
  const wanted = [devDependencies, dependencies].flatMap((list) => (isRecord(list) ? Object.entries(list) : []));
  return new Map(wanted.map(([name, spec]) => [name, String(spec)]));
}

function read(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
