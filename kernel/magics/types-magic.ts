import { NavetteError } from "../../lib/errors/navette-error.ts";
import type { Magic } from "./magic.ts";

/** What becomes of type errors: nothing, a warning under the cell, or an error before it runs. */
export type TypesMode = "off" | "warn" | "strict";

const modes: readonly TypesMode[] = ["off", "warn", "strict"];

export function isTypesMode(value: string): value is TypesMode {
  return modes.some((mode) => mode === value);
}

/** `%types off | warn | strict`; without an argument it tells what holds. */
export function typesMagic(mode: { current: TypesMode }): Magic {
  return {
    name: "types",
    kind: "line",
    help: modes.join(" | "),
    about: "What becomes of type errors: nothing, a warning under the cell, or an error before the cell runs.",
    words: modes,
    run({ argument, print }) {
      if (argument === "") print(`types: ${mode.current}\n`);
      else if (isTypesMode(argument)) mode.current = argument;
      else throw new NavetteError("ERR_NAVETTE_TYPES", `%types takes ${modes.join(", ")}, not "${argument}"`);
    },
  };
}
