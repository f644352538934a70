import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { shown } from "./shown.ts";

type Handler = (...values: unknown[]) => unknown;

interface Emitter {
  on(event: string, handler: Handler): unknown;
  off(event: string, handler: Handler): unknown;
  emit(event: string, ...values: unknown[]): unknown;
}

/** Chapter 5: an emitter of events of one's own. */
export const emitter: Exercise = {
  answer: "makeEmitter",
  task: {
    en: "Write `makeEmitter()`: it returns an object with `on(event, handler)`, `off(event, handler)` and `emit(event, ...values)`. `emit` calls the event's handlers at once, in the order of their registration, with the values, and returns whether there was one.",
    fr: "Écrivez `makeEmitter()` : elle renvoie un objet avec `on(event, handler)`, `off(event, handler)` et `emit(event, ...values)`. `emit` appelle aussitôt les gestionnaires de l'événement, dans l'ordre de leur enregistrement, avec les valeurs, et renvoie s'il y en avait un.",
  },
  praise: {
    en: "Handlers in order, with their values, at once, and none skipped when one of them leaves: it behaves as Node's own `EventEmitter`.",
    fr: "Les gestionnaires dans l'ordre, avec leurs valeurs, aussitôt, et aucun sauté quand l'un d'eux s'en va : comme l'`EventEmitter` de Node.",
  },
  grade(answer): Grade {
    const hint = faultOf(answer as () => unknown);
    return hint ? { hint } : {};
  },
};

function faultOf(makeEmitter: () => unknown): Words | undefined {
  const made = makeEmitter();
  if (!isEmitter(made)) {
    const said = shown(made, 0);
    return {
      en: `\`makeEmitter()\` returns ${said}: an object with the three functions \`on\`, \`off\` and \`emit\` is expected.`,
      fr: `\`makeEmitter()\` renvoie ${said} : on attend un objet avec les trois fonctions \`on\`, \`off\` et \`emit\`.`,
    };
  }
  const heard: unknown[] = [];
  made.on("key", (...values) => heard.push(["first", ...values]));
  made.on("key", (...values) => heard.push(["second", ...values]));
  made.on("click", () => heard.push(["stranger"]));
  const answered = made.emit("key", "Up", 50);
  return (
    callsHint(heard) ??
    answerHint(answered, made.emit("nothing")) ??
    ownHint(makeEmitter) ??
    offHint(makeEmitter) ??
    leavingHint(makeEmitter)
  );
}

function callsHint(heard: readonly unknown[]): Words | undefined {
  if (heard.length === 0) {
    return {
      en: "When `emit` returns, no handler has been called: are they called later, in a timer or a promise? An emitter calls them at once.",
      fr: "Quand `emit` rend la main, aucun gestionnaire n'a été appelé : le sont-ils plus tard, dans une minuterie ou une promesse ? Un émetteur les appelle aussitôt.",
    };
  }
  const names = heard.map((call) => (Array.isArray(call) ? String(call[0]) : ""));
  if (names.includes("stranger")) {
    return {
      en: '`emit("key")` also calls a handler of `"click"`: keep the handlers of each event apart.',
      fr: '`emit("key")` appelle aussi un gestionnaire de `"click"` : gardez à part les gestionnaires de chaque événement.',
    };
  }
  if (names.length === 1) {
    return {
      en: `Two handlers were registered for \`"key"\`, and only the ${names[0]} was called: does \`on\` replace what was there?`,
      fr: `Deux gestionnaires étaient enregistrés pour \`"key"\`, et seul le ${names[0] === "first" ? "premier" : "second"} a été appelé : \`on\` remplace-t-elle ce qui s'y trouvait ?`,
    };
  }
  if (names[0] === "second") {
    return {
      en: "The handlers were called in the reverse order: first come, first served.",
      fr: "Les gestionnaires ont été appelés dans l'ordre inverse : premier arrivé, premier servi.",
    };
  }
  const [first] = heard;
  if (!Array.isArray(first) || first.length !== 3 || first[1] !== "Up" || first[2] !== 50) {
    const said = shown(Array.isArray(first) ? first.slice(1) : first);
    return {
      en: `\`emit("key", "Up", 50)\` gave the handler ${said}: pass on every value, and only the values. (Three dots collect them, and three dots spread them again.)`,
      fr: `\`emit("key", "Up", 50)\` a donné ${said} au gestionnaire : transmettez toutes les valeurs, et elles seules. (Trois points les rassemblent, et trois points les étalent de nouveau.)`,
    };
  }
  return undefined;
}

function answerHint(some: unknown, none: unknown): Words | undefined {
  if (some === true && none === false) return undefined;
  const said = (value: unknown) => shown(value);
  return {
    en: `\`emit\` returned ${said(some)} for an event with handlers and ${said(none)} for one without: \`true\` and \`false\` are expected.`,
    fr: `\`emit\` a renvoyé ${said(some)} pour un événement qui a des gestionnaires et ${said(none)} pour un autre qui n'en a pas : on attend \`true\` et \`false\`.`,
  };
}

function ownHint(makeEmitter: () => unknown): Words | undefined {
  const [one, other] = [makeEmitter(), makeEmitter()];
  if (!isEmitter(one) || !isEmitter(other)) return undefined;
  let calls = 0;
  one.on("key", () => {
    calls += 1;
  });
  other.emit("key");
  return calls === 0
    ? undefined
    : {
        en: "Two emitters share their handlers: where is the collection made, inside `makeEmitter` or outside?",
        fr: "Deux émetteurs partagent leurs gestionnaires : où la collection est-elle créée, dans `makeEmitter` ou au-dehors ?",
      };
}

function offHint(makeEmitter: () => unknown): Words | undefined {
  const made = makeEmitter();
  if (!isEmitter(made)) return undefined;
  const heard: string[] = [];
  const gone = () => heard.push("gone");
  made.on("key", () => heard.push("stays"));
  made.on("key", gone);
  made.off("key", gone);
  made.off("key", () => {});
  made.off("nothing", gone);
  made.emit("key");
  if (heard.includes("gone")) {
    return {
      en: "A handler that was taken off is still called: `off` has to remove that very function.",
      fr: "Un gestionnaire retiré est encore appelé : `off` doit enlever cette fonction-là.",
    };
  }
  if (heard.length === 0) {
    return {
      en: "`off` took more than it was asked to: other handlers of the event stay, and a function that was never registered removes nothing. (What does `indexOf` return for it, and what does `splice` do with that?)",
      fr: "`off` a enlevé plus que demandé : les autres gestionnaires restent, et une fonction jamais enregistrée n'enlève rien. (Que renvoie `indexOf` pour elle, et qu'en fait `splice` ?)",
    };
  }
  return undefined;
}

function leavingHint(makeEmitter: () => unknown): Words | undefined {
  const made = makeEmitter();
  if (!isEmitter(made)) return undefined;
  const heard: string[] = [];
  const leaves = () => {
    heard.push("leaves");
    made.off("key", leaves);
  };
  made.on("key", leaves);
  made.on("key", () => heard.push("next"));
  made.emit("key");
  return heard.includes("next")
    ? undefined
    : {
        en: "A handler that takes itself off while it is called makes the next one be skipped: the list shrinks under the loop. Over what should the loop go?",
        fr: "Un gestionnaire qui se retire pendant qu'on l'appelle fait sauter le suivant : la liste rétrécit sous la boucle. Sur quoi la boucle devrait-elle porter ?",
      };
}

function isEmitter(value: unknown): value is Emitter {
  if (typeof value !== "object" || value === null) return false;
  return ["on", "off", "emit"].every((name) => typeof Reflect.get(value, name) === "function");
}
