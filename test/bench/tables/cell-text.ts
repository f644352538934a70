import type { Locale } from "../../../lib/host/host.ts";
import type { Cell } from "./table.ts";

/** Writes a figure with its interval: `683 [650–701]`; a dash where there is none. */
export function cellText(cell: Cell, locale: Locale = "en"): string {
  if (cell === undefined || cell === "") return "–";
  if (typeof cell === "string") return cell;
  const { median, low, high } = cell;
  // A table that comes from JSON has null for what is no number.
  if (!Number.isFinite(median)) return "–";
  const [middle, least, most] = [median, low, high].map((value) => numberText(value, locale));
  return least === most ? `${middle}` : `${middle} [${least}–${most}]`;
}

/** Writes a number with three digits, or all those before the point. */
export function numberText(value: number, locale: Locale): string {
  const before = Math.ceil(Math.log10(Math.abs(value) + 1));
  return value.toLocaleString(locale, { maximumSignificantDigits: Math.max(3, before) });
}
