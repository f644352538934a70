import { compileCell } from "./compile-cell.ts";
import { DeclaredNames } from "./declared-names.ts";

/** Has something of what most cells have, none of what goes through esbuild. */
const sample = `import type { A } from "a";
interface B<T> extends A { x?: T }
const f = async <T extends B>({ x, ...rest }: T, y: number = 1): Promise<T> => await g(rest as any, x!);
function g(...all: unknown[]): string { for (const one of all) all.push(\`\${one}\`); return all[0] }
class C<T> extends Map<string, T> implements B { private readonly p = 1; get q(): number { return this.p } }
let [a, b]: number[] = [1, 2];
try { a += b } catch (error: unknown) {}
a`;

/** Loads the parser and runs the compiler once, about 5 ms, so that the first cell need not. */
export function warmCompiler(): void {
  void compileCell(sample, { url: "navette:warm", declared: new DeclaredNames() });
}
