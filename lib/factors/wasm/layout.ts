/**
 * Where everything lies in the memory that the module's instances share, in bytes. Both compilers read this file, that
 * of the module and Node's: it holds whole numbers and nothing else.
 *
 *     0         4 KiB                            256 KiB            + threads · 1 MiB
 *     ├─ control ┼─ primes, inverses, texts ──────┼─ an area a thread ─┼─ table of least prime factors, limit / 3 bytes ─┤
 *
 *     an area:  text (input) │ numbers, 8 bytes each │ slots of a batch │ output
 *
 * The tables are written once, before any thread but the first runs; an area belongs to its thread; a segment of the table
 * to the thread that has taken it, until all are done.
 */

/** Words on which threads agree, in 4 bytes each: see `control.ts`. */
export const controlAt = 64;

/** Primes below 2¹⁶, then 65,537 a few times, which ends every search: its square is above 2³². */
export const primeCount = 6542;
export const primesPadded = 6560;
export const primesAt = 4096;
/** Inverses of the primes modulo 2³², and the greatest multiples' quotients: n is a multiple where n · inverse ≤ limit. */
export const inversesAt = 30720;
export const limitsAt = 57344;

/** The same modulo 2⁶⁴, for the first primes. */
export const wideCount = 512;
export const wideInversesAt = 83968;
export const wideLimitsAt = 88064;

/** " 1609" and the like for what is below 2,048, 8 bytes each, the length in the last one. */
export const shortTextsAt = 92160;
export const shortTexts = 2048;

/** "0000" to "9999". */
export const fourDigitsAt = 108608;

/** What 5, 7, 11 and 13 write to the table, which comes again after 2 · 5 · 7 · 11 · 13 entries; one segment longer. */
export const patternAt = 151552;
export const patternEntries = 10010;

export const areasAt = 262144;
export const areaBytes = 1048576;

/** Text to read: a block, and what may follow it so that its last number is whole. */
export const textAt = 0;
export const blockBytes = 65536;
export const tailBytes = 64;
/** At most one number for two bytes of text. */
export const numbersAt = 73728;
export const slotsAt = 368640;
/** No line is 8 times as long as the text of its number: 2⁶³, the worst, takes 147 bytes for 20. */
export const outputAt = 405504;
export const outputBytes = 589824;

/** Entries of the table that are made at a time: few enough bytes for the caches of a core. */
export const segmentEntries = 65536;
/** Entries that aren't the index of a prime. */
export const entryPrime = 255;
export const entryGreater = 254;
