import { stripTypeScriptTypes } from "node:module";

/**
 * Erases the types of TypeScript, so that every line and column stays where it was.
 *
 * Node warns of it, when a program asks for it, as of an experiment; whoever reads the output needn't know.
 *
 * @throws SyntaxError for what isn't TypeScript, or can't be erased: enums, namespaces, parameter properties.
 */
export function eraseTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
