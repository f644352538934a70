import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isTypesMode, type TypesMode } from "./types-magic.ts";

/**
 * The mode that a notebook begins with: of the environment's `NAVETTE_TYPES`, else of `"navette": { "types": … }` in
 * the `package.json` of its folder or the nearest one above that has `navette`, else `warn`. What is no mode is told on
 * stderr.
 */
export function configuredTypes(folder: string): TypesMode {
  const { NAVETTE_TYPES } = process.env;
  if (NAVETTE_TYPES) return modeOf("NAVETTE_TYPES", NAVETTE_TYPES);
  for (let place = folder; ; place = dirname(place)) {
    const file = join(place, "package.json");
    const named = typesIn(file);
    if (named !== undefined) return modeOf(`navette.types in ${file}`, named);
    if (place === dirname(place)) return "warn";
  }
}

function modeOf(where: string, named: unknown): TypesMode {
  if (typeof named === "string" && isTypesMode(named)) return named;
  process.stderr.write(`navette: ${where} is off, warn or strict, not ${JSON.stringify(named)}; it is taken as warn\n`);
  return "warn";
}

function typesIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"))?.navette?.types;
  } catch {
    return undefined;
  }
}
