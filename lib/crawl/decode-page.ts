import { isAscii } from "node:buffer";

/** Bytes in which a page may tell its encoding (WHATWG HTML, 13.2.3.2). */
const prescanned = 1024;

/**
 * Returns the text of a page: by its byte order mark, else by the header's charset, else by the page's own `meta`, else as
 * UTF-8; an encoding that nobody knows is taken for UTF-8.
 */
export function decodePage(bytes: Buffer, contentType: string | undefined): string {
  // Every encoding of the web but UTF-16 agrees on these bytes, and V8 keeps them as they are.
  if (isAscii(bytes)) return bytes.toString("latin1");
  const label = markOf(bytes) ?? charsetOf(contentType) ?? charsetOf(bytes.toString("latin1", 0, prescanned));
  if (label === undefined || /^utf-?8$/i.test(label)) return bytes.toString("utf8");
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
}

function charsetOf(text: string | undefined): string | undefined {
  return /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(text ?? "")?.[1];
}

function markOf(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : undefined;
}
