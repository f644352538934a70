/** Completion and inspection in the line of a magic, where TypeScript has nothing to say. */
import { type Magics, magicAt } from "../magics/index.ts";
import type { Json } from "../wire/message.ts";
import { codePointsOf, unitsOf } from "./cursor.ts";

/** Content of a complete_reply, or undefined where the cursor stands in no magic; it counts code points. */
export function completeMagic(magics: Magics, source: string, cursor: number): Json | undefined {
  const end = unitsOf(source, cursor);
  const at = magicAt(source, end);
  if (!at) return undefined;
  const [, name, word = ""] = /^(\w*)\s+(?:.*\s)?(\S*)$/.exec(at.before) ?? [];
  const begun = name === undefined ? at.before : word;
  const words = name === undefined ? magics.all().map((magic) => magic.name) : (magics.find(name)?.words ?? []);
  const matches = words.filter((one) => one.startsWith(begun));
  const [from, to] = [codePointsOf(source, end - begun.length), codePointsOf(source, end)];
  const types = matches.map((text) => ({ start: from, end: to, text, type: "keyword", signature: "" }));
  const metadata = { _jupyter_types_experimental: types };
  return { status: "ok", matches, cursor_start: from, cursor_end: to, metadata };
}

/** Content of an inspect_reply, or undefined where the cursor stands in no magic. */
export function inspectMagic(magics: Magics, source: string, cursor: number): Json | undefined {
  const at = magicAt(source, unitsOf(source, cursor));
  if (!at) return undefined;
  const magic = magics.find(/^\w*/.exec(at.line)?.[0] ?? "");
  if (!magic) return { status: "ok", found: false, data: {}, metadata: {} };
  const usage = `%${magic.name} ${magic.help}`;
  const data = { "text/plain": `${usage}\n\n${magic.about}`, "text/markdown": `\`${usage}\`\n\n${magic.about}` };
  return { status: "ok", found: true, data, metadata: {} };
}
