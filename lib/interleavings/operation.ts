/** One operation that a task asks for: what the explorer puts in order. */
export type Operation =
  | { readonly kind: "load"; readonly word: number }
  | { readonly kind: "store"; readonly word: number; readonly value: number }
  | {
      readonly kind: "compareExchange";
      readonly word: number;
      readonly expected: number;
      readonly replacement: number;
    }
  | { readonly kind: "wait"; readonly word: number; readonly expected: number }
  | { readonly kind: "notify"; readonly word: number; readonly count: number }
  | { readonly kind: "step"; readonly label: string };

/** What an operation gave to its task: a number read or counted, the end of a wait, nothing. */
export type Result = number | "ok" | "not-equal" | undefined;

/** Whether two operations are the same in all that they say. */
export function sameOperation(a: Operation, b: Operation): boolean {
  if (a.kind !== b.kind || wordOf(a) !== wordOf(b)) return false;
  return parameters(a).every((parameter, at) => parameter === parameters(b)[at]);
}

function parameters(operation: Operation): readonly (number | string)[] {
  switch (operation.kind) {
    case "load":
      return [];
    case "store":
      return [operation.value];
    case "compareExchange":
      return [operation.expected, operation.replacement];
    case "wait":
      return [operation.expected];
    case "notify":
      return [operation.count];
    case "step":
      return [operation.label];
  }
}

/** The word that an operation is about, if it touches memory. */
export function wordOf(operation: Operation): number | undefined {
  return operation.kind === "step" ? undefined : operation.word;
}

/** Whether it left the memory, and those who sleep, as they were. */
export function leftAlone(operation: Operation, result: Result): boolean {
  switch (operation.kind) {
    case "load":
    case "step":
      return true;
    case "compareExchange":
      return result !== operation.expected;
    case "wait":
      return result === "not-equal";
    default:
      return false;
  }
}

/** Writes an operation as code does, with what it gave where that is known: `load counter → 0`. */
export function operationText(operation: Operation, names: readonly string[], done?: { result: Result }): string {
  const name = (word: number) => names[word] ?? String(word);
  switch (operation.kind) {
    case "load":
      return `load ${name(operation.word)}${done ? ` → ${done.result}` : ""}`;
    case "store":
      return `store ${name(operation.word)} ← ${operation.value}`;
    case "compareExchange": {
      const { word, expected, replacement } = operation;
      const sign = done === undefined ? "" : done.result === expected ? " ✓" : ` ✗ (${done.result})`;
      return `exchange ${name(word)} ${expected} ⇒ ${replacement}${sign}`;
    }
    case "wait":
      return `wait ${name(operation.word)} = ${operation.expected}${done?.result === "not-equal" ? " ✗" : ""}`;
    case "notify":
      return `notify ${name(operation.word)}${done ? ` → ${done.result}` : ""}`;
    case "step":
      return operation.label;
  }
}
