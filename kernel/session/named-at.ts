import { isShallow } from "../cells/compile/parse-depth.ts";
import { forEachChild, type Node, parseModule } from "../cells/compile/syntax-tree.ts";

/**
 * Where a name that is alive may stand for an offset of the code: the offset itself; in a string its beginning, before
 * which may be the call that takes it; in a comment nowhere.
 */
export function namedAt(code: string, offset: number): number | undefined {
  if (!isShallow(code)) return offset;
  const { program, comments } = parseModule(code, /<\/|\/>/.test(code) ? "tsx" : "ts", false);
  const inside = ({ start, end }: { start: number; end: number }) => start < offset && offset < end;
  if (comments.some((one) => inside(one) || (one.type === "Line" && offset === one.end))) return undefined;
  let found = offset;
  const visit = (node: Node): void => {
    if (node.start >= offset || node.end <= offset) return;
    if (node.type === "TemplateElement") found = node.start;
    else if (node.type === "Literal" && typeof node.value === "string") found = node.start;
    forEachChild(node, visit);
  };
  for (const node of program.body) visit(node);
  return found;
}
