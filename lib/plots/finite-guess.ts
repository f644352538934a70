/** Returns a reader's guess, or undefined for one that can't be, such as NaN: it isn't drawn, and never an error. */
export function finiteGuess(guess: number | undefined): number | undefined {
  return Number.isFinite(guess) ? guess : undefined;
}
