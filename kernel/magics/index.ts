/** Commands of the kernel's within cells, such as `%types strict`. */
export { configuredTypes } from "./configured-types.ts";
export { installMagic } from "./install-magic.ts";
export type { DefineMagic, Magic, MagicContext, RunWay } from "./magic.ts";
export { type MagicAt, magicAt } from "./magic-at.ts";
export { type Magics, openMagics } from "./magics.ts";
export { type CellWithMagics, type MagicCall, readMagics } from "./read-magics.ts";
export { repeatedCode } from "./repeated-code.ts";
export { timeMagics } from "./time-magics.ts";
export { type TypesMode, typesMagic } from "./types-magic.ts";
