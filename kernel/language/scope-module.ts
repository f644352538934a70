/**
 * The module through which cells get the names of others.
 *
 *   …_1.ts  export { fleet }  ─▶  …_scope.ts  export { fleet as fleet$1 } from "./…_1"  ─▶  …_2.ts  import { fleet$1 as fleet }
 *
 * TypeScript's server keeps its whole program but for one document when the modules that it names stay the same; else
 * it resolves each import of each file again. So every cell imports from this module, used names or none, and it names
 * documents long before their cells are there.
 */
import { type CellModule, cellFile, documentPrefix, scopedName, scopeName } from "./cell-module.ts";

export const scopeFile = `${scopeName}.ts`;

/** Documents that are named ahead. */
const step = 64;

/** What the document of a cell holds that isn't there: the same imports as others. */
export const noCell = `import {} from "./${scopeName}";\n\n;export {};`;

/** Text of the module for these cells, whose numbers go up to `last`. */
export function scopeText(cells: Iterable<CellModule>, last: number): string {
  const lines: string[] = [];
  const named = Math.ceil((last + 1) / step) * step;
  for (let number = 1; number <= named; number += 1) lines.push(`export {} from "./${documentPrefix}${number}";`);
  for (const { number, names, record } of cells) {
    const exported = names.map((name) => `${name} as ${scopedName(name, number)}`).join(", ");
    const line = `export { ${exported} } from "./${cellFile(number, record.jsx).replace(/\.tsx?$/, "")}";`;
    if (record.jsx) lines.push(line);
    else lines[number - 1] = line;
  }
  return lines.join("\n");
}
