/** What is asked of an element, whichever DOM library it is of. */
export interface DomElement {
  readonly nodeType: number;
  readonly localName: string;
  readonly outerHTML: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<unknown>;
  getAttribute(name: string): string | null;
}

export function isDomElement(value: unknown): value is DomElement {
  if (typeof value !== "object" || value === null) return false;
  return (
    Reflect.get(value, "nodeType") === 1 &&
    typeof Reflect.get(value, "outerHTML") === "string" &&
    typeof Reflect.get(value, "getAttribute") === "function" &&
    typeof Reflect.get(value, "localName") === "string"
  );
}
