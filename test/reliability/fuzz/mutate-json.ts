/** Changes of JSON values: what stands where, of which type, under which name. */
import type { Random } from "./random.ts";

const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  2 ** 53,
  1e308,
  "",
  "\0",
  "\ud800",
  "__proto__",
  "../../../../etc/passwd",
  "x".repeat(50_000),
  [],
  [null],
  {},
  { length: 5 },
  { toString: 1, valueOf: 2 },
  Array.from({ length: 500 }, (_, index) => index),
];

const hostileNames = ["__proto__", "constructor", "toString", "hasOwnProperty", "", "0", "\0", "x".repeat(10_000)];

const hostileText = [
  "\0",
  "\u2028",
  "🎉",
  "\ud800",
  "`${",
  "/*",
  "*/",
  "//",
  "'",
  '"',
  "}",
  "{",
  "(",
  ")",
  "\\",
  "#",
  "@",
  "\n%",
];

type Container = Record<string, unknown> | unknown[];

/** Returns a copy of the object in which one thing is different, somewhere in it. */
export function mutateJson(original: unknown, random: Random): unknown {
  const value: unknown = structuredClone(original);
  const places = placesIn(value);
  if (places.length === 0) return random.pick(hostileValues);
  const [container, key] = random.pick(places);
  if (Array.isArray(container)) {
    container[Number(key)] = changed(container[Number(key)], random);
    return value;
  }
  const old = container[key];
  switch (random.int(4)) {
    case 0:
      delete container[key];
      break;
    case 1:
      delete container[key];
      // Defined, as an assignment to `__proto__` would leave no key.
      Object.defineProperty(container, random.pick(hostileNames), { value: old, enumerable: true, configurable: true });
      break;
    default:
      container[key] = changed(old, random);
  }
  return value;
}

function changed(value: unknown, random: Random): unknown {
  if (typeof value === "string" && value !== "" && random.int(2) === 0) return changedText(value, random);
  if (random.int(20) === 0) return nested(value, 1 + random.int(300));
  return random.pick(hostileValues);
}

/** Text, cut, doubled, or with something in its middle. */
function changedText(text: string, random: Random): string {
  const at = random.int(text.length + 1);
  const end = at + random.int(text.length + 1 - at);
  switch (random.int(3)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + text.slice(at);
    default:
      return text.slice(0, at) + random.pick(hostileText) + text.slice(at);
  }
}

function nested(value: unknown, depth: number): unknown {
  let outer = value;
  for (let level = 0; level < depth; level += 1) outer = level % 2 === 0 ? [outer] : { in: outer };
  return outer;
}

function placesIn(value: unknown): [Container, string][] {
  if (typeof value !== "object" || value === null) return [];
  const container = value as Container;
  return Object.entries(container).flatMap(([key, inner]) => [
    [container, key] as [Container, string],
    ...placesIn(inner),
  ]);
}
