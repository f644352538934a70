/**
 * Widths of text without a canvas: captions are broken into lines by them, and plots laid out.
 *
 * They are those of DejaVu Sans, the widest of the fonts that browsers take for `sans-serif`, so that no label
 * overlaps another whatever the reader's font is. Vega's own estimate, 0.8 em for each character, leaves labels far
 * from their axis and cuts long ones short.
 */

/** Advances of the characters U+0020 to U+007E in hundredths of an em (DejaVu Sans 2.37, Book and Bold). */
const regular = advances(`
  32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53
  100 68 69 70 77 63 58 77 75 29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34 39 84 50
  50 61 63 55 63 62 35 63 63 28 28 58 28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64 34 64 84`);
const bold = advances(`
  35 46 52 84 70 100 87 31 46 46 52 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 58
  100 77 76 73 83 68 68 82 84 37 37 77 64 100 84 85 73 85 77 72 68 81 77 110 77 72 73 46 37 46 84 50
  50 67 72 59 72 68 44 72 71 34 34 67 34 104 71 69 72 72 49 60 48 71 65 92 65 65 58 71 37 71 84`);

const firstCharacter = 0x20;
/** Hundredths of an em of a character that the tables lack: a capital's width, and twice a digit's for CJK. */
const otherAdvance = 75;
const wideAdvance = 120;

/** Returns the width in pixels of one line of text. */
export function textWidth(text: string, fontSize: number, isBold = false): number {
  const table = isBold ? bold : regular;
  let hundredths = 0;
  for (const character of text.normalize("NFD")) {
    const code = character.codePointAt(0) ?? 0;
    if (isCombining(code)) continue;
    hundredths +=
      table[code - firstCharacter] ?? (isSpace(code) ? (table[0] ?? 0) : isWide(code) ? wideAdvance : otherAdvance);
  }
  return (hundredths * fontSize) / 100;
}

function advances(numbers: string): readonly number[] {
  return numbers.trim().split(/\s+/).map(Number);
}

function isCombining(code: number): boolean {
  return code >= 0x300 && code <= 0x36f;
}

function isSpace(code: number): boolean {
  return code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x202f;
}

function isWide(code: number): boolean {
  return code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xd7a3) || code >= 0xf900);
}
