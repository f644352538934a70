import { getBuiltinModule } from "node:process";

/**
 * A new id for a widget's model, unique for all practical purposes: one of 10^14 numbers.
 *
 * It is a number, and its comm's id that number's digits, for the sake of nbconvert's own pages. Those prefer a widget's
 * view to its picture whenever the notebook has saved the state of a model of that id, and need the network to draw it:
 * offline they stay blank. JupyterLab finds the model by the number as by its digits, as JavaScript's objects do; to
 * nbconvert, which is Python, the saved state has no such id, and it takes the picture.
 */
export function newModelId(): number {
  return getBuiltinModule("node:crypto").randomInt(1e14, 2e14);
}
