/** What waited for the cells before it must not hold up those behind it. */
export function attemptAction(action: () => void): void {
  try {
    action();
  } catch (error) {
    process.stderr.write(`navette: a request failed: ${error}\n`);
  }
}
