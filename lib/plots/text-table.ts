/**
 * Lays rows out as a plain text table, its first row the heading; all columns but the first are aligned right.
 *
 * Beyond `most` rows the middle is left out and counted in a line of its own.
 */
export function textTable(rows: readonly (readonly string[])[], most = 40): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => pad(cell, widths[at] ?? 0, at === 0))
      .join("  ")
      .trimEnd(),
  );
  const [heading = "", ...body] = lines;
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  if (body.length <= most) return [heading, rule, ...body].join("\n");
  const head = body.slice(0, Math.ceil(most / 2));
  const tail = body.slice(body.length - Math.floor(most / 2));
  return [heading, rule, ...head, `… (${body.length - most})`, ...tail].join("\n");
}

function pad(cell: string, width: number, left: boolean): string {
  return left ? cell.padEnd(width) : cell.padStart(width);
}
