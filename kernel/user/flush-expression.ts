/** Where the main thread leaves the function that writes gathered text, for the supervisor to have it called. */
export const flushSlot: unique symbol = Symbol.for("navette.flush");

export const flushExpression = 'globalThis[Symbol.for("navette.flush")]()';
