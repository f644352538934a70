import { evaluatesModulesExpression, stackExpression } from "./where.ts";

/** Where the main thread leaves what an interrupt runs, for the supervisor to have it run before the first one. */
export const rehearseSlot: unique symbol = Symbol.for("navette.rehearse");

/** Asks where the thread is as well, as an interrupt does. */
export const rehearseExpression = `${evaluatesModulesExpression}; ${stackExpression}; globalThis[Symbol.for("navette.rehearse")]()`;
