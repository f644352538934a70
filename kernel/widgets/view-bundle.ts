/**
 * The MIME bundle that shows a view of a model: the live view, and a picture and a text where nothing can run.
 *
 * @param id the model's, of digits: the view names it as a number (see model-id.ts)
 */
export function viewBundle(id: string, text: string, picture?: string): Record<string, unknown> {
  return {
    "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: Number(id) },
    ...(picture !== undefined && { "image/svg+xml": picture }),
    "text/plain": text,
  };
}
