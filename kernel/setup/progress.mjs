// Shows the steps of a set-up: a line that is rewritten on a terminal, few plain lines elsewhere. Runs under Node 20.

/** How often an unchanged step says that it is still alive where lines can't be rewritten, in ms. */
const patienceMs = 15_000;

/**
 * Runs one step under a title and shows that it is running, for how long, and its last line of output.
 *
 * @template T
 * @param {string} title such as "Python environment"
 * @param {(report: (line: string) => void) => Promise<T>} body calls `report` with each line worth showing
 * @returns {Promise<T>}
 */
export async function step(title, body) {
  const started = performance.now();
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`;
  const terminal = process.stderr.isTTY;
  let last = "";
  const show = () => {
    const text = `  ${title} … ${seconds()}${last ? `  ${last}` : ""}`;
    process.stderr.write(
      terminal ? `\r\x1b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}` : `${text.slice(0, 120)}\n`,
    );
  };
  show();
  const timer = setInterval(show, terminal ? 200 : patienceMs);
  try {
    const result = await body((line) => {
      last = line;
    });
    process.stderr.write(`${terminal ? "\r\x1b[K" : ""}  ${title}: done in ${seconds()}\n`);
    return result;
  } catch (error) {
    process.stderr.write(`${terminal ? "\r\x1b[K" : ""}  ${title}: failed after ${seconds()}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Prints a line of the set-up.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
