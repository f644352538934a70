import { inspect } from "node:util";
import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type MessagesOf = (chunks: string[]) => unknown;

/** Chapter 03: a pipe carries bytes, not messages. */
export const messagesOf: Exercise = {
  answer: "messagesOf",
  task: {
    en: 'Write `messagesOf(chunks)`: the complete messages, each of which ends with a newline, of what came through a pipe in pieces. `messagesOf(["hel", "lo\\nwor", "ld\\n"])` is `["hello", "world"]`.',
    fr: 'Écrivez `messagesOf(chunks)` : les messages complets, terminés chacun par un saut de ligne, de ce qui est arrivé en morceaux par un tube. `messagesOf(["hel", "lo\\nwor", "ld\\n"])` vaut `["hello", "world"]`.',
  },
  praise: {
    en: "However the pipe cuts its bytes, every message comes out whole, and one that isn't complete waits for the rest.",
    fr: "Quelle que soit la façon dont le tube coupe ses octets, chaque message ressort entier, et celui qui n'est pas complet attend la suite.",
  },
  grade(answer): Grade {
    const read = answer as MessagesOf;
    for (const [chunks, expected] of cases) {
      const given = read([...chunks]);
      const hint = faultOf(given, chunks, expected);
      if (hint) return { hint };
    }
    return {};
  },
};

const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
  [["one\n"], ["one"]],
  [
    ["one\n", "two\n"],
    ["one", "two"],
  ],
  [["one\ntwo\n"], ["one", "two"]],
  [
    ["hel", "lo\nwor", "ld\n"],
    ["hello", "world"],
  ],
  [["one", "\n"], ["one"]],
  [["one\ntw"], ["one"]],
  [["one\n\ntwo\n"], ["one", "", "two"]],
  [[], []],
  [["a", "b", "c"], []],
];

function faultOf(given: unknown, chunks: readonly string[], expected: readonly string[]): Words | undefined {
  const written = (value: unknown) => inspect(value, { breakLength: Infinity });
  const call = `\`messagesOf(${written(chunks)})\``;
  const said = shown(given);
  if (given === undefined) return returnsNothing(call);
  if (!Array.isArray(given) || given.some((message) => typeof message !== "string")) {
    return {
      en: `${call} returns ${said}: an array of texts is expected, one for each message.`,
      fr: `${call} renvoie ${said} : on attend un tableau de textes, un par message.`,
    };
  }
  if (isSame(given, expected)) return undefined;
  const complete = chunks.join("").split("\n");
  if (given.some((message) => message.includes("\n"))) {
    return {
      en: `${call} returns ${said}: a newline is still in there. It separates messages, and belongs to none; and a chunk isn't a message.`,
      fr: `${call} renvoie ${said} : il y reste un saut de ligne. Il sépare les messages et n'appartient à aucun ; et un morceau n'est pas un message.`,
    };
  }
  if (isSame(given, complete) && complete.at(-1) === "") {
    return {
      en: `${call} returns ${said}: an empty text too many. What is there behind the last newline?`,
      fr: `${call} renvoie ${said} : un texte vide de trop. Qu'y a-t-il derrière le dernier saut de ligne ?`,
    };
  }
  if (isSame(given, complete.slice(0, -1).filter(Boolean))) {
    return {
      en: `${call} returns ${said}: a message that is empty is a message all the same, and it was dropped.`,
      fr: `${call} renvoie ${said} : un message vide est tout de même un message, et il a été perdu.`,
    };
  }
  if (isSame(given, complete) || isSame(given, complete.filter(Boolean))) {
    return {
      en: `${call} returns ${said}: the last of them has no newline yet, so its end may still be on the way.`,
      fr: `${call} renvoie ${said} : le dernier n'a pas encore de saut de ligne, sa fin est peut-être encore en route.`,
    };
  }
  const pieces = chunks.flatMap((chunk) => chunk.split("\n"));
  if (isSame(given, pieces) || isSame(given, pieces.filter(Boolean))) {
    return {
      en: `${call} returns ${said}: messages were cut where the pipe cut them. What if one begins in a chunk and ends in the next?`,
      fr: `${call} renvoie ${said} : des messages ont été coupés là où le tube les a coupés. Et si l'un commence dans un morceau et finit dans le suivant ?`,
    };
  }
  return {
    en: `${call} returns ${said}, where ${expected.length} messages are complete. Put the chunks end to end in your mind: where does a message end?`,
    fr: `${call} renvoie ${said}, alors que ${expected.length} messages sont complets. Mettez en pensée les morceaux bout à bout : où finit un message ?`,
  };
}

function isSame(given: readonly unknown[], expected: readonly string[]): boolean {
  return given.length === expected.length && given.every((message, at) => message === expected[at]);
}
