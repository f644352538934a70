/**
 * Which messages of TypeScript mean nothing in a notebook. Everything else is shown.
 *
 * Codes: https://github.com/microsoft/TypeScript/blob/main/src/compiler/diagnosticMessages.json
 */
const always: ReadonlySet<number> = new Set([
  // Top-level await, `export =` and `import = require()`, all of which cells may use.
  ...[1202, 1203, 1309, 1375, 1378, 1432],
  // A name that the cell takes from another one is redeclared, or assigned to.
  ...[2440, 2451, 2632],
  // JSX without a package that declares its runtime.
  ...[2875, 7026],
  // A type that depends on itself through several cells.
  ...[7022, 7023, 7024],
]);

/** A variable that stands in for one of an earlier cell, and is computed from it. */
const beforeItsDeclaration: ReadonlySet<number> = new Set([2448, 2454]);

export interface Circumstances {
  /** Whether the folder's own configuration asked for what is checked. */
  readonly ownConfig: boolean;
  /** Whether an earlier cell has the name. */
  isKnown(name: string): boolean;
}

/** Whether to keep a message from the reader. */
export function isNoise(code: number, message: string, { ownConfig, isKnown }: Circumstances): boolean {
  if (always.has(code)) return true;
  if (beforeItsDeclaration.has(code)) return isKnown(/'([^']+)'/.exec(message)?.[1] ?? "");
  // Whoever writes no types in a notebook wants none; a package without types, or a key that is not there, is another
  // matter.
  const impliesAny = code >= 7000 && code < 7100 && code !== noTypes;
  const lacksKey = code === impliedElement && /\bProperty '/.test(message);
  return impliesAny && !lacksKey && !ownConfig;
}

/** "Element implicitly has an 'any' type because expression of type … can't be used to index type …" */
const impliedElement = 7053;

/** "Could not find a declaration file for module …" */
export const noTypes = 7016;
