import type { Locale, MimeBundle } from "../host/host.ts";

/** The properties of a process, in the order of the course. */
export type PropertyName =
  | "id"
  | "parent"
  | "group"
  | "user"
  | "userGroup"
  | "environment"
  | "folder"
  | "instructions"
  | "registers"
  | "stack"
  | "heap"
  | "files"
  | "signals"
  | "libraries"
  | "communication"
  | "threads";

export interface ProcessProperty {
  readonly name: PropertyName;
  /** In the reader's language; undefined where this system doesn't tell. */
  readonly value: string | undefined;
  /** Who told: Node, a file of `/proc`, or `ps`. */
  readonly source: string | undefined;
}

/**
 * What a process is made of: shows itself as a table in a notebook, prints as text elsewhere.
 *
 * @example
 * const { pid, properties } = describeProcess();
 * pid === process.pid; // true
 * properties.length; // 16
 */
export class ProcessProperties {
  /** Id of the process. */
  readonly pid: number;
  /** Each property, in the order of the course. */
  readonly properties: readonly ProcessProperty[];
  readonly #locale: Locale;

  constructor(pid: number, properties: readonly ProcessProperty[], locale: Locale) {
    this.pid = pid;
    this.properties = properties;
    this.#locale = locale;
  }

  /** The value of one property, or undefined where this system doesn't tell. */
  get(name: PropertyName): string | undefined {
    return this.properties.find((property) => property.name === name)?.value;
  }

  /** One property on a line: its name, its value, and who told it. */
  toString(): string {
    return this.#rows()
      .map(([name, value, source]) => `${name}: ${value}${source ? ` (${source})` : ""}`)
      .join("\n");
  }

  [Symbol.for("Jupyter.display")](): MimeBundle {
    const rows = [headings[this.#locale], ["---", "---", "---"], ...this.#rows()];
    const markdown = rows
      .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "¦")).join(" | ")} |`)
      .join("\n");
    return { "text/markdown": markdown, "text/plain": this.toString() };
  }

  #rows(): string[][] {
    return this.properties.map(({ name, value, source }) => [
      names[this.#locale][name],
      value ?? absent[this.#locale],
      value === undefined ? "" : (source ?? ""),
    ]);
  }
}

const headings: Readonly<Record<Locale, string[]>> = {
  en: ["property", "value", "told by"],
  fr: ["propriété", "valeur", "source"],
};

const absent: Readonly<Record<Locale, string>> = {
  en: "not told by this system",
  fr: "ce système ne le dit pas",
};

const names: Readonly<Record<Locale, Readonly<Record<PropertyName, string>>>> = {
  en: {
    id: "process id",
    parent: "parent’s id",
    group: "process group id",
    user: "user id",
    userGroup: "group id of the user",
    environment: "environment",
    folder: "working directory",
    instructions: "program instructions",
    registers: "registers",
    stack: "stack",
    heap: "heap",
    files: "file descriptors",
    signals: "signal actions",
    libraries: "shared libraries",
    communication: "inter-process communication",
    threads: "threads",
  },
  fr: {
    id: "identifiant du processus",
    parent: "identifiant du parent",
    group: "identifiant du groupe de processus",
    user: "identifiant de l’utilisateur",
    userGroup: "identifiant du groupe de l’utilisateur",
    environment: "environnement",
    folder: "répertoire de travail",
    instructions: "instructions du programme",
    registers: "registres",
    stack: "pile",
    heap: "tas",
    files: "descripteurs de fichiers",
    signals: "actions sur les signaux",
    libraries: "bibliothèques partagées",
    communication: "communication entre processus",
    threads: "threads",
  },
};
