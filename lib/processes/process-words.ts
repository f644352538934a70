import type { Locale } from "../host/host.ts";

/** How many open files there are of each kind, the most frequent first. */
export function kindsOf(targets: readonly string[]): { kind: FileKind; count: number }[] {
  const groups = Map.groupBy(targets, kindOf);
  return [...groups].map(([kind, same]) => ({ kind, count: same.length })).sort((a, b) => b.count - a.count);
}

/** What a descriptor leads to. */
export type FileKind = "pipe" | "socket" | "event" | "memory" | "device" | "file";

function kindOf(target: string): FileKind {
  if (target.startsWith("pipe:")) return "pipe";
  if (target.startsWith("socket:")) return "socket";
  if (target.startsWith("anon_inode:")) return "event";
  if (target.startsWith("/dev/shm/") || target.startsWith("/memfd:")) return "memory";
  return target.startsWith("/dev/") ? "device" : "file";
}

type Kinds = readonly { readonly kind: FileKind; readonly count: number }[];
type Counts = { readonly queues: number; readonly semaphores: number; readonly memories: number } | undefined;

/** The means of communication among kinds of files: neither plain files nor devices. */
function ofCommunication(kinds: Kinds, names: Readonly<Record<FileKind, string>>): string {
  const counted = new Map(kinds.map(({ kind, count }) => [kind, count]));
  return (["pipe", "socket", "memory"] as const).map((kind) => `${names[kind]} ${counted.get(kind) ?? 0}`).join(", ");
}

/** The words in which a process is described, in one language. */
export function processWords(locale: Locale) {
  return locale === "fr" ? french : english;
}

function listed(kinds: Kinds, names: Readonly<Record<FileKind, string>>): string {
  return kinds.map(({ kind, count }) => `${names[kind]} ${count}`).join(", ");
}

const english = {
  mebibytes: "MiB",
  none: "none",
  environment: (count: string, names: readonly string[]) => `${count} variables: ${names.join(", ")} …`,
  instructions: (program: string, size: string) => `${program} and its libraries: ${size} of code`,
  registers: (counter: string, stack: string) => `program counter ${counter}, stack pointer ${stack}`,
  heap: (used: string, system: string | undefined) =>
    `${used} of JavaScript objects in use${system === undefined ? "" : `; ${system} of C’s heap`}`,
  files: (count: string, kinds: Kinds) => `${count} open: ${listed(kinds, englishKinds)}`,
  signals: (caught: readonly string[], ignored: readonly string[]) =>
    `caught: ${caught.join(", ") || "none"}; ignored: ${ignored.join(", ") || "none"}`,
  communication: (kinds: Kinds, counts: Counts) =>
    `${ofCommunication(kinds, englishKinds)}${counts ? `; on the whole machine: message queues ${counts.queues}, semaphores ${counts.semaphores}, shared memories ${counts.memories}` : ""}`,
};

const englishKinds: Readonly<Record<FileKind, string>> = {
  pipe: "pipes",
  socket: "sockets",
  event: "event counters",
  memory: "shared memory files",
  device: "devices",
  file: "files",
};

const french: typeof english = {
  mebibytes: "Mio",
  none: "aucune",
  environment: (count, names) => `${count} variables\u202f: ${names.join(", ")} …`,
  instructions: (program, size) => `${program} et ses bibliothèques\u202f: ${size} de code`,
  registers: (counter, stack) => `compteur ordinal ${counter}, pointeur de pile ${stack}`,
  heap: (used, system) =>
    `${used} d’objets JavaScript utilisés${system === undefined ? "" : `\u202f; ${system} pour le tas du langage C`}`,
  files: (count, kinds) => `${count} ouverts\u202f: ${listed(kinds, frenchKinds)}`,
  signals: (caught, ignored) =>
    `captés\u202f: ${caught.join(", ") || "aucun"}\u202f; ignorés\u202f: ${ignored.join(", ") || "aucun"}`,
  communication: (kinds, counts) =>
    `${ofCommunication(kinds, frenchKinds)}${counts ? `\u202f; sur toute la machine\u202f: files de messages ${counts.queues}, sémaphores ${counts.semaphores}, mémoires partagées ${counts.memories}` : ""}`,
};

const frenchKinds: Readonly<Record<FileKind, string>> = {
  pipe: "tubes",
  socket: "sockets",
  event: "compteurs d’événements",
  memory: "fichiers en mémoire partagée",
  device: "périphériques",
  file: "fichiers",
};
