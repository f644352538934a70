import { createHash } from "node:crypto";

/** Elements of Vega's SVG that others refer to by their id. */
const definition = /<(?:clipPath|linearGradient|radialGradient|pattern) id="([^"]+)"/g;

/**
 * Renames the ids of a picture so that they are its own and, for the same plot, the same: several pictures lie in one
 * exported page, and Vega counts ids anew in each session.
 */
export function withOwnIds(svg: string): string {
  const ids = [...new Set([...svg.matchAll(definition)].map(([, id = ""]) => id))];
  if (ids.length === 0) return svg;
  const anonymous = renamed(svg, ids, (at) => `${at}`);
  const own = createHash("sha256").update(anonymous).digest("hex").slice(0, 12);
  return renamed(svg, ids, (at) => `plot-${own}-${at}`);
}

function renamed(svg: string, ids: readonly string[], name: (at: number) => string): string {
  return svg.replace(/(id="|url\(#|href="#)([\w-]+)/g, (whole, before: string, id: string) => {
    const at = ids.indexOf(id);
    return at === -1 ? whole : before + name(at);
  });
}
