const signatures: readonly [mime: string, start: string, at: number][] = [
  ["image/png", "\x89PNG\r\n\x1a\n", 0],
  ["image/jpeg", "\xff\xd8\xff", 0],
  ["image/gif", "GIF8", 0],
  ["image/webp", "WEBP", 8],
];

/** The MIME type of an image by its first bytes, as the WHATWG's MIME sniffing has them; SVG by its root element. */
export function imageType(bytes: Buffer): string | undefined {
  for (const [mime, start, at] of signatures) {
    if (bytes.toString("latin1", at, at + start.length) === start) return mime;
  }
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE[^>]*>\s*)?<svg[\s>]/.test(
    bytes.toString("utf8", 0, 4096),
  )
    ? "image/svg+xml"
    : undefined;
}
