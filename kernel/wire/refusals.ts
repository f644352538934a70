/** Milliseconds for which repetitions of a refusal are counted instead of told. */
const quiet = 1000;

/**
 * Tells on stderr, which Jupyter logs, that messages were refused: why, and never what they held.
 *
 * The first of a kind is told at once, those that follow are counted: whoever sends rubbish must not fill the log.
 */
export function openRefusals(tell: (line: string) => void = (line) => process.stderr.write(line)) {
  const counts = new Map<string, number>();
  return (why: string): void => {
    const count = counts.get(why);
    if (count !== undefined) {
      counts.set(why, count + 1);
      return;
    }
    counts.set(why, 0);
    tell(`navette: ${why}\n`);
    setTimeout(() => {
      const more = counts.get(why) ?? 0;
      counts.delete(why);
      if (more > 0) tell(`navette: ${why} (${more} more)\n`);
    }, quiet).unref();
  };
}
