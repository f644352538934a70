/** Says what is being measured while it is: one line that is written over in a terminal, elsewhere a line now and then. */
const { stderr } = process;
const everyMs = 15_000;
let told = performance.now();
let shown = false;

/** Shows where the benchmark is. */
export function progress(text: string): void {
  if (stderr.isTTY) {
    stderr.write(`\r\x1b[K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
    shown = true;
    return;
  }
  if (performance.now() - told < everyMs) return;
  told = performance.now();
  stderr.write(`… ${text}\n`);
}

/** Clears the line, before something else is printed. */
export function clearProgress(): void {
  if (shown) stderr.write("\r\x1b[K");
  shown = false;
}
