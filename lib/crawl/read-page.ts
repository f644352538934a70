import { decodePage } from "./decode-page.ts";
import { linksOf, type PageLinks } from "./links-of.ts";

/** A page as it was received. */
export interface ReadPage {
  /** A copy of a buffer that came from another thread is plain bytes. */
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** Finds the links of a page: what a crawl's thread, or one of those that read for it, does with each. */
export function readPage({ body, contentType }: ReadPage): PageLinks {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return linksOf(decodePage(bytes, contentType));
}
