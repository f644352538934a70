import type { Locale } from "../host/host.ts";
import type { Bound } from "./probe.ts";

/** The words of plots and notes about bottlenecks, in one language. */
export function probeWords(locale: Locale): typeof english {
  return locale === "fr" ? french : english;
}

const english = {
  colon: ": ",
  barsTitle: "Where the time goes",
  barsAxis: "Share of the wall time",
  parts: { computing: "computing", queued: "waiting for a core", waiting: "waiting for something else" },
  program: "program",
  wallTime: "wall time",
  cpuTime: "CPU time",
  loop: "event loop busy",
  moved: "bytes moved",
  bound: "bound",
  bounds: { cpu: "CPU-bound", io: "I/O-bound", mixed: "mixed", blocking: "blocking" } as Readonly<
    Record<Bound, string>
  >,
  untold: "not told",
  atOnce: "CPU of several threads or processes at once counts as the whole of the time.",
  prediction: "Diamond: what you predicted.",
  roofTitle: "Under which roof?",
  intensity: "CPU time per MiB moved (ms)",
  busyCores: "Cores kept busy",
  roofs: (rate: string) =>
    `Dotted: the roofs. Flat, the cores of this machine; slanted, the fastest that bytes moved in this run, ${rate} MiB/s.`,
  areas: "Under the flat roof a faster processor helps; under the slanted one, faster input and output.",
  cores: (count: string, isOne: boolean) => (isOne ? "1 core" : `${count} cores`),
  bytesRoof: "bytes",
};

const french: typeof english = {
  colon: "\u202f: ",
  barsTitle: "Où passe le temps",
  barsAxis: "Part de la durée",
  parts: { computing: "calcul", queued: "attente d’un cœur", waiting: "attente d’autre chose" },
  program: "programme",
  wallTime: "durée",
  cpuTime: "temps processeur",
  loop: "boucle d’événements occupée",
  moved: "octets déplacés",
  bound: "limite",
  bounds: { cpu: "limité par le processeur", io: "limité par les E/S", mixed: "mixte", blocking: "bloquant" },
  untold: "non dit",
  atOnce: "Le temps processeur de plusieurs threads ou processus à la fois compte pour la durée entière.",
  prediction: "Losange\u202f: ce que vous avez prédit.",
  roofTitle: "Sous quel toit\u202f?",
  intensity: "Temps processeur par Mio déplacé (ms)",
  busyCores: "Cœurs occupés",
  roofs: (rate) =>
    `Pointillés\u202f: les toits. Plat, les cœurs de cette machine\u202f; incliné, le débit le plus élevé de cette exécution, ${rate} Mio/s.`,
  areas:
    "Sous le toit plat, un processeur plus rapide aide\u202f; sous le toit incliné, des entrées-sorties plus rapides.",
  cores: (count, isOne) => (isOne ? "1 cœur" : `${count} cœurs`),
  bytesRoof: "octets",
};
