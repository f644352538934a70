/**
 * The expression at a place in code, found backwards from it: names, member accesses, calls' and indices' brackets,
 * literals. Enough to look into live values; types are the language service's.
 */
const identifier = /[\p{ID_Continue}$\u200c\u200d]/u;

/** Start of the identifier that ends at `end`. */
export function identifierStart(code: string, end: number): number {
  let start = end;
  for (let char = charBefore(code, start); identifier.test(char); char = charBefore(code, start)) start -= char.length;
  return start;
}

export function identifierEnd(code: string, start: number): number {
  let end = start;
  for (;;) {
    const char = String.fromCodePoint(code.codePointAt(end) ?? 0);
    if (end >= code.length || !identifier.test(char)) return end;
    end += char.length;
  }
}

/** Position of the `.` or `?.` that leads to the identifier starting at `start`, or -1. */
export function accessBefore(code: string, start: number): number {
  const at = trimmedEnd(code, start) - 1;
  if (code[at] !== ".") return -1;
  if (code[at - 1] === "." || /\d/.test(code[at - 1] ?? "")) return -1;
  return code[at - 1] === "?" ? at - 1 : at;
}

/** Start of the chain of accesses, calls and indices that ends at `end`; `end` itself where there is none. */
export function chainStart(code: string, end: number): number {
  let at = trimmedEnd(code, end);
  for (;;) {
    const last = code[at - 1] ?? "";
    let start = at;
    if (closings.has(last)) {
      start = openingOf(code, at - 1);
      if (start < 0) return end;
      const before = charBefore(code, start);
      // A call or an index belongs to what stands before it.
      if (last !== "}" && (identifier.test(before) || before === ")" || before === "]")) {
        at = start;
        continue;
      }
    } else if (quotes.has(last)) {
      start = code.lastIndexOf(last, at - 2);
      if (start < 0) return end;
    } else {
      start = identifierStart(code, at);
    }
    if (start === at) return at === trimmedEnd(code, end) ? end : at;
    const dot = accessBefore(code, start);
    if (dot < 0) return start;
    at = trimmedEnd(code, dot);
  }
}

/** Position of the parenthesis of the call in whose arguments `end` lies, or -1. */
export function callBefore(code: string, end: number): number {
  const open = openingBefore(code, end);
  if (code[open] !== "(") return -1;
  const callee = charBefore(code, trimmedEnd(code, open));
  return identifier.test(callee) || callee === ")" || callee === "]" ? open : -1;
}

const quotes = new Set(['"', "'", "`"]);
const closings = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);

/** Position of the bracket that the one at `close` closes, or -1. */
function openingOf(code: string, close: number): number {
  const open = openingBefore(code, close);
  return code[open] === closings.get(code[close] ?? "") ? open : -1;
}

/** Position of the last bracket before `end` that nothing has closed there, or -1; quoted text is passed over. */
function openingBefore(code: string, end: number): number {
  const wanted: string[] = [];
  for (let at = end - 1; at >= 0; at -= 1) {
    const char = code[at] ?? "";
    const opening = closings.get(char);
    if (quotes.has(char)) {
      at = code.lastIndexOf(char, at - 1);
      if (at < 0) return -1;
    } else if (opening !== undefined) {
      wanted.push(opening);
    } else if (char === "(" || char === "[" || char === "{") {
      if (wanted.length === 0) return at;
      if (wanted.pop() !== char) return -1;
    }
  }
  return -1;
}

/** The whole character that ends at `end`, be it one UTF-16 unit or two. */
function charBefore(code: string, end: number): string {
  const pair = code.slice(Math.max(0, end - 2), end);
  return (pair.codePointAt(0) ?? 0) > 0xffff ? pair : (code[end - 1] ?? "");
}

/** Where the blanks begin that end at `end`. */
function trimmedEnd(code: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(code[at - 1] ?? "")) at -= 1;
  return at;
}
