/**
 * Lays rows out as a plain text table, its first row the heading; columns are aligned right, but for those that are
 * `left`, the first unless told. A row of one cell in a table of several columns is a note: no column grows for it.
 *
 * Beyond `most` rows the middle is left out and counted in a line of its own.
 */
export function textTable(rows: readonly (readonly string[])[], most = 40, left: readonly number[] = [0]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const isNote = (row: readonly string[]) => row.length === 1 && columns > 1;
  const aligned = rows.filter((row) => !isNote(row));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...aligned.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    isNote(row)
      ? row.join("")
      : row
          .map((cell, at) => pad(cell, widths[at] ?? 0, left.includes(at)))
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
