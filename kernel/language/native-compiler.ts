import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { NavetteError } from "../../lib/errors/navette-error.ts";

/**
 * Path of TypeScript's native compiler: of the environment's `NAVETTE_TYPESCRIPT`, else of the package for this
 * platform.
 *
 * @throws NavetteError `ERR_NAVETTE_NO_COMPILER` where there is none.
 */
export function nativeCompiler(): string {
  const chosen = process.env.NAVETTE_TYPESCRIPT;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw missing(`NAVETTE_TYPESCRIPT names ${chosen}, which does not exist`);
  }
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  let folder: string;
  try {
    // The platform's package is a dependency of `typescript`, and need not lie beside it.
    const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
    folder = dirname(createRequire(typescript).resolve(`${platform}/package.json`));
  } catch (error) {
    throw missing(`the package ${platform} is not installed`, error);
  }
  const file = join(folder, "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
  if (existsSync(file)) return file;
  throw missing(`${file} does not exist`);
}

function missing(why: string, cause?: unknown): NavetteError {
  const message = `types are off: ${why}; cells run as before, and completion shows what is alive`;
  return new NavetteError("ERR_NAVETTE_NO_COMPILER", message, { cause });
}
