/**
 * A failure that a person can mend: what failed, and the next step to take.
 *
 * It is shown without a stack, so `message` and `nextStep` must say all there is to know.
 */
export class Failure extends Error {
  /**
   * @param {string} message what failed, with the bad value
   * @param {string} nextStep what to do now
   * @param {ErrorOptions} [options]
   */
  constructor(message, nextStep, options) {
    super(message, options);
    this.name = "Failure";
    this.nextStep = nextStep;
  }
}

/**
 * Prints `error` on stderr as a person wants to read it: a `Failure` by its two sentences, a `NavetteError`, known by
 * its code, by its message, anything else, a defect of ours, with its stack.
 *
 * @param {unknown} error
 */
export function printFailure(error) {
  if (error instanceof Failure) {
    process.stderr.write(`\nnavette: ${error.message}\n  Next: ${error.nextStep}\n`);
  } else if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_NAVETTE_")) {
    process.stderr.write(`\nnavette: ${error.message}\n`);
  } else {
    process.stderr.write(`\nnavette: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
