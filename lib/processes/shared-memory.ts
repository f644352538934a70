/**
 * What two threads agree on beside the memory that they share:
 *
 *   flags[0]: empty ──sender writes──▶ full ──receiver reads──▶ empty … closed
 *   flags[1]: empty ──receiver answers──▶ full ──sender reads──▶ empty
 */
export const flag = { empty: 0, full: 1, closed: 2 } as const;
