/** The layout, with the types that addresses and counts have in WebAssembly. */
import * as layout from "../layout";

export const primeCount: u32 = layout.primeCount;
export const primesPadded: u32 = layout.primesPadded;
export const primesAt: usize = layout.primesAt;
export const inversesAt: usize = layout.inversesAt;
export const limitsAt: usize = layout.limitsAt;
export const wideCount: u32 = layout.wideCount;
export const wideInversesAt: usize = layout.wideInversesAt;
export const wideLimitsAt: usize = layout.wideLimitsAt;
export const shortTextsAt: usize = layout.shortTextsAt;
export const shortTexts: u32 = layout.shortTexts;
export const fourDigitsAt: usize = layout.fourDigitsAt;
export const patternAt: usize = layout.patternAt;
export const patternEntries: u32 = layout.patternEntries;
export const areasAt: usize = layout.areasAt;
export const textAt: usize = layout.textAt;
export const numbersAt: usize = layout.numbersAt;
export const slotsAt: usize = layout.slotsAt;
export const outputAt: usize = layout.outputAt;
export const segmentEntries: u32 = layout.segmentEntries;
export const entryPrime: u32 = layout.entryPrime;
export const entryGreater: u32 = layout.entryGreater;
