import type { SpecProblem } from "./spec-problems.ts";

/** What the views of a specification have in common, as far as it is read here. */
interface View {
  readonly data?: { readonly values?: unknown };
  readonly transform?: unknown;
  readonly encoding?: Readonly<Record<string, unknown>>;
  readonly [composition: string]: unknown;
}

const compositions = ["layer", "concat", "hconcat", "vconcat"];

/** Rows of data whose fields are looked at. */
const mostRows = 200;

/**
 * Returns the encodings that name a field which no row has: Vega draws nothing for them, and says nothing.
 *
 * Views with transforms are left out, since transforms make fields; so are paths within a field.
 */
export function absentFields(spec: object, fields?: ReadonlySet<string>, path = ""): SpecProblem[] {
  const view: View = { ...spec };
  const known = view.data === undefined ? fields : fieldsOf(view.data.values);
  if (view.transform !== undefined) return [];
  const own = Object.entries(view.encoding ?? {}).flatMap(([channel, definition]): SpecProblem[] => {
    const field = fieldOf(definition);
    if (field === undefined || known === undefined || known.has(field)) return [];
    const where = `${path}encoding.${channel}.field`;
    return [{ field: where, message: `${where} is "${field}": the data has ${[...known].join(", ")}`, isOfData: true }];
  });
  const inner = compositions.flatMap((name) => {
    const views = view[name];
    if (!Array.isArray(views)) return [];
    return views.flatMap((child: unknown, at) =>
      typeof child === "object" && child !== null ? absentFields(child, known, `${path}${name}[${at}].`) : [],
    );
  });
  return [...own, ...inner];
}

/** The fields of inline rows; nothing for data of another sort. */
function fieldsOf(values: unknown): ReadonlySet<string> | undefined {
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const fields = new Set<string>();
  for (const row of values.slice(0, mostRows)) {
    if (typeof row !== "object" || row === null) return undefined;
    for (const name of Object.keys(row)) fields.add(name);
  }
  return fields;
}

function fieldOf(definition: unknown): string | undefined {
  if (typeof definition !== "object" || definition === null || !("field" in definition)) return undefined;
  const { field } = definition;
  return typeof field === "string" && !/[.[\\]/.test(field) ? field : undefined;
}
