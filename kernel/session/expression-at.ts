/**
 * The expression at a place in code, found backwards from it: names, member accesses, calls' and indices' brackets,
 * literals. Enough to look into live values; types are the language service's.
 */
const identifier = /[\p{ID_Continue}$\u200c\u200d]/u;

/** Start of the identifier that ends at `end`. */
export function identifierStart(code: string, end: number): number {
  let start = end;
  while (start > 0 && identifier.test(code[start - 1] ?? "")) start -= 1;
  return start;
}

export function identifierEnd(code: string, start: number): number {
  let end = start;
  while (end < code.length && identifier.test(code[end] ?? "")) end += 1;
  return end;
}

/** Position of the `.` or `?.` that leads to the identifier starting at `start`, or -1. */
export function accessBefore(code: string, start: number): number {
  let at = start - 1;
  while (at >= 0 && /\s/.test(code[at] ?? "")) at -= 1;
  if (code[at] !== ".") return -1;
  if (code[at - 1] === "." || /\d/.test(code[at - 1] ?? "")) return -1;
  return code[at - 1] === "?" ? at - 1 : at;
}

/** Start of the chain of accesses, calls and indices that ends at `end`; `end` itself where there is none. */
export function chainStart(code: string, end: number): number {
  let at = end;
  for (;;) {
    const last = code[at - 1] ?? "";
    let start = at;
    if (last === ")" || last === "]" || last === "}") {
      start = openingOf(code, at - 1);
      if (start < 0) return end;
      const before = code[start - 1] ?? "";
      // A call or an index belongs to what stands before it.
      if (last !== "}" && (identifier.test(before) || before === ")" || before === "]")) {
        at = start;
        continue;
      }
    } else if (last === '"' || last === "'" || last === "`") {
      start = code.lastIndexOf(last, at - 2);
      if (start < 0) return end;
    } else {
      start = identifierStart(code, at);
    }
    if (start === at) return at;
    const dot = accessBefore(code, start);
    if (dot < 0) return start;
    at = dot;
  }
}

const pairs: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** Position of the bracket that the one at `close` closes, or -1; text in quotes is passed over. */
function openingOf(code: string, close: number): number {
  const wanted: string[] = [];
  for (let at = close; at >= 0; at -= 1) {
    const char = code[at] ?? "";
    if (char === '"' || char === "'" || char === "`") {
      at = code.lastIndexOf(char, at - 1);
      if (at < 0) return -1;
    } else if (pairs[char] !== undefined) {
      wanted.push(pairs[char]);
    } else if (char === "(" || char === "[" || char === "{") {
      if (wanted.pop() !== char) return -1;
      if (wanted.length === 0) return at;
    }
  }
  return -1;
}
