/**
 * What `npm run bench lib -- --readme` may write of a README: the text between two marks, one pair for each block.
 *
 *     <!-- bench lib: crawl -->
 *     …
 *     <!-- bench lib, end -->
 */
const marked = /(<!-- bench lib: ([a-z]+) -->\n)[\s\S]*?(\n<!-- bench lib, end -->)/g;

/** Puts blocks between their marks; what has no new block stays. A block without marks is an error, since it would be lost. */
export function withBlocks(text: string, blocks: ReadonlyMap<string, string>): string {
  const left = new Set(blocks.keys());
  const replaced = text.replaceAll(marked, (whole, begin: string, id: string, end: string) => {
    const block = blocks.get(id);
    left.delete(id);
    return block === undefined ? whole : `${begin}${block}${end}`;
  });
  if (left.size > 0) throw new Error(`there are no marks for ${[...left].join(", ")}`);
  return replaced;
}
