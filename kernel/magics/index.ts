/** Commands of the kernel's within cells, such as `%types strict`. */
export { configuredTypes } from "./configured-types.ts";
export { installMagic } from "./install-magic.ts";
export type { DefineMagic, Magic, MagicContext } from "./magic.ts";
export { type MagicAt, magicAt } from "./magic-at.ts";
export { type Magics, openMagics } from "./magics.ts";
export { type CellWithMagics, type MagicCall, readMagics } from "./read-magics.ts";
export { type TypesMode, typesMagic } from "./types-magic.ts";
