/**
 * What the language brings, as it was before any cell: a cell may replace or patch it for its own needs, and what the
 * kernel says from the process of cells must get out all the same.
 */

const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;
const { bind, call } = Function.prototype;
const { stringify } = JSON;

/** A method as a function of its `this`: it looks nothing up when it is called, and costs no more. */
export function asFunction<T, A extends unknown[], R>(method: (this: T, ...args: A) => R): (self: T, ...args: A) => R {
  return apply(bind, call, [method]);
}

/** Where a `toJSON` would change every object, also those that the kernel itself sends. */
const commonPrototypes = [Object.prototype, Array.prototype] as const;
const [objects, arrays] = commonPrototypes;

/** The JSON of a value, whatever cells have made of `JSON.stringify` and of the prototypes of all objects and arrays. */
export function plainJson(value: unknown): string {
  return withoutCommonToJson(() => stringify(value));
}

/**
 * Runs `run`, synchronously, while no `toJSON` is every object's. A class's own `toJSON` is left to it.
 *
 * One that can't be taken away stays.
 *
 * @param run - is given what puts them back before its end
 */
export function withoutCommonToJson<T>(run: (putBack: () => void) => T): T {
  // Arrays inherit from objects: one look is enough for both.
  if (!("toJSON" in arrays)) return run(() => {});
  const ofObjects = getOwnPropertyDescriptor(objects, "toJSON");
  const ofArrays = getOwnPropertyDescriptor(arrays, "toJSON");
  deleteProperty(objects, "toJSON");
  deleteProperty(arrays, "toJSON");
  let isBack = false;
  const putBack = () => {
    if (isBack) return;
    isBack = true;
    if (ofObjects) defineProperty(objects, "toJSON", ofObjects);
    if (ofArrays) defineProperty(arrays, "toJSON", ofArrays);
  };
  try {
    return run(putBack);
  } finally {
    putBack();
  }
}
