/** Where the main thread leaves what an interrupt runs, for the supervisor to have it run before the first one. */
export const rehearseSlot: unique symbol = Symbol.for("navette.rehearse");

/** Takes a stack as well, by the way that an interrupt takes it. */
export const rehearseExpression = 'new globalThis.Error().stack; globalThis[Symbol.for("navette.rehearse")]?.()';
