import { posix } from "node:path";

const extensions: Readonly<Record<string, string>> = {
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "image/gif": ".gif",
  "image/webp": ".webp",
  "image/avif": ".avif",
  "image/svg+xml": ".svg",
  "image/bmp": ".bmp",
  "image/tiff": ".tiff",
  "image/x-icon": ".ico",
  "image/vnd.microsoft.icon": ".ico",
  "text/html": ".html",
  "text/plain": ".txt",
};

/**
 * Returns the extension of a download, with its dot: that of its content type, else that of the URL, else `.bin`.
 *
 * Nothing else of a URL goes into a file's name, so no URL can name a file outside its folder.
 */
export function fileExtension(contentType: string | undefined, url: URL): string {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const known = extensions[type];
  if (known !== undefined) return known;
  const extension = posix.extname(url.pathname).toLowerCase();
  return /^\.[a-z0-9]{1,5}$/.test(extension) ? extension : ".bin";
}
