import type { Locale } from "../host/host.ts";
import type { Way } from "./compare-interpreters.ts";

const english = {
  ways: { sequential: "one thread", threads: "threads", processes: "processes" } as Readonly<Record<Way, string>>,
  workers: (way: Way, count: string): string => (way === "sequential" ? "one thread" : `${count} ${way}`),
  digests: (engine: string): string => `${engine}, digests`,
  title: "What threads and processes gain, engine by engine",
  axis: "Times as fast as one thread of the same engine",
  summary: (parts: string): string => `Threads: ${parts}.`,
  one: "Dotted line: one thread.",
  larger: (times: string): string => `Node (× ${times}): ${times} times as many numbers.`,
  missing: (kinds: string): string => `Not found here: ${kinds}.`,
  notFound: (kind: string, advice: string): string => `${kind}: not found; see ${advice}`,
  digestsExplained: "Digests (SHA-256) are computed by C code, outside of the lock.",
  engine: "engine",
  way: "way",
  time: "time",
  timesAsFast: "times as fast",
  turnsTitle: "When each thread computed",
  turnsSummary: (parts: string): string => `Threads at the same time, on average: ${parts}.`,
  turnsAxis: "Time since all began (ms)",
  thread: (engine: string, number: string): string => `${engine} · ${number}`,
  gap: "A gap is a thread that waits: for the lock, or for a core.",
  threadsHeading: "threads",
  atOnce: "at once",
};

const french: typeof english = {
  ways: { sequential: "un thread", threads: "threads", processes: "processus" },
  workers: (way, count) => (way === "sequential" ? "un thread" : `${count} ${way === "threads" ? way : "processus"}`),
  digests: (engine) => `${engine}, empreintes`,
  title: "Ce que gagnent threads et processus, moteur par moteur",
  axis: "Nombre de fois plus vite qu’un thread du même moteur",
  summary: (parts) => `Threads\u202f: ${parts}.`,
  one: "Pointillés\u202f: un thread.",
  larger: (times) => `Node (× ${times})\u202f: ${times} fois plus de nombres.`,
  missing: (kinds) => `Non trouvés ici\u202f: ${kinds}.`,
  notFound: (kind, advice) => `${kind}\u202f: non trouvé\u202f; voir ${advice.replace(", or ", " ou ")}`,
  digestsExplained: "Les empreintes (SHA-256) sont calculées par du code C, hors du verrou.",
  engine: "moteur",
  way: "façon",
  time: "durée",
  timesAsFast: "fois plus vite",
  turnsTitle: "Quand chaque thread a calculé",
  turnsSummary: (parts) => `Threads en même temps, en moyenne\u202f: ${parts}.`,
  turnsAxis: "Temps depuis le départ commun (ms)",
  thread: (engine, number) => `${engine} · ${number}`,
  gap: "Un trou est un thread qui attend\u202f: le verrou, ou un cœur.",
  threadsHeading: "threads",
  atOnce: "à la fois",
};

/** The words of the plots of engines, in one language. */
export function engineTexts(locale: Locale): typeof english {
  return locale === "fr" ? french : english;
}

/** The kinds of Python in the reader's language. */
export function kindName(kind: string, locale: Locale): string {
  return locale === "fr" ? kind.replace("without the GIL", "sans GIL") : kind;
}
