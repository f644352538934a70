import { inspect } from "node:util";
import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type NewLinks = (hrefs: string[], page: string, seen: Set<string>) => unknown;

/** Chapter 12: of a page's links, those that a crawler still has to fetch, each once. */
export const newLinks: Exercise = {
  answer: "newLinks",
  task: {
    en: "Write `newLinks(hrefs, page, seen)`: the whole addresses that the links of `page` lead to, without their fragment, only those of http and https, only those that aren't in `seen`, each once; and add them to `seen`.",
    fr: "Écrivez `newLinks(hrefs, page, seen)` : les adresses complètes où mènent les liens de `page`, sans leur fragment, seulement celles de http et https, seulement celles qui ne sont pas dans `seen`, chacune une fois ; et ajoutez-les à `seen`.",
  },
  praise: {
    en: "No page will be fetched twice, whichever way its address is written, and none is forgotten.",
    fr: "Aucune page ne sera téléchargée deux fois, de quelque façon que son adresse soit écrite, et aucune n'est oubliée.",
  },
  grade(answer): Grade {
    const find = answer as NewLinks;
    for (const one of cases) {
      const hint = faultOf(find, one);
      if (hint) return { hint };
    }
    return {};
  },
};

const page = "http://example.org/a/b.html";

interface Case {
  readonly hrefs: readonly string[];
  readonly seen: readonly string[];
  readonly expected: readonly string[];
}

const cases: readonly Case[] = [
  { hrefs: ["http://example.org/c"], seen: [], expected: ["http://example.org/c"] },
  {
    hrefs: ["/d", "e.html", "../f"],
    seen: [],
    expected: ["http://example.org/d", "http://example.org/a/e.html", "http://example.org/f"],
  },
  { hrefs: ["/d#one"], seen: [], expected: ["http://example.org/d"] },
  { hrefs: ["/d", "/d#two", "/d"], seen: [], expected: ["http://example.org/d"] },
  { hrefs: ["/d", "/new"], seen: ["http://example.org/d"], expected: ["http://example.org/new"] },
  {
    hrefs: ["mailto:nobody@example.org", "javascript:void 0", "https://example.org/s"],
    seen: [],
    expected: ["https://example.org/s"],
  },
  { hrefs: ["http://", "/after"], seen: [], expected: ["http://example.org/after"] },
];

function faultOf(find: NewLinks, { hrefs, seen, expected }: Case): Words | undefined {
  const known = new Set(seen);
  const call = `\`newLinks(${inspect(hrefs, { breakLength: Infinity })}, "${page}", …)\``;
  let given: unknown;
  try {
    given = find([...hrefs], page, known);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_INVALID_URL") return invalid(call);
    throw error;
  }
  if (given === undefined) return returnsNothing(call);
  if (!Array.isArray(given) || !given.every((item) => typeof item === "string")) {
    const said = shown(given, 0);
    return {
      en: `${call} returns ${said}: an array of strings is expected. A \`URL\` has its text in \`href\`.`,
      fr: `${call} renvoie ${said} : on attend un tableau de chaînes. Le texte d'une \`URL\` est dans \`href\`.`,
    };
  }
  const addresses: readonly string[] = given;
  return wrongAddress(call, addresses) ?? wrongSet(call, addresses, { hrefs, seen, expected }, known);
}

function wrongAddress(call: string, addresses: readonly string[]): Words | undefined {
  const relative = addresses.find((address) => !URL.canParse(address));
  if (relative !== undefined) {
    return {
      en: `${call} gives \`${relative}\`, which is no whole address: relative to which page is it written? \`URL\` takes that page as its second argument.`,
      fr: `${call} donne \`${relative}\`, qui n'est pas une adresse complète : par rapport à quelle page est-elle écrite ? \`URL\` prend cette page comme second argument.`,
    };
  }
  const fragment = addresses.find((address) => address.includes("#"));
  if (fragment !== undefined) {
    return {
      en: `${call} gives \`${fragment}\`: what follows \`#\` is a place inside the page, which is the same page for the server. A \`URL\` has a \`hash\`.`,
      fr: `${call} donne \`${fragment}\` : ce qui suit \`#\` est un endroit de la page, et pour le serveur c'est la même page. Une \`URL\` a un \`hash\`.`,
    };
  }
  const stranger = addresses.find((address) => !/^https?:/.test(address));
  if (stranger === undefined) return undefined;
  return {
    en: `${call} gives \`${stranger}\`: that isn't a page of the web. Look at the \`protocol\` of each \`URL\`, with its colon.`,
    fr: `${call} donne \`${stranger}\` : ce n'est pas une page du web. Regardez le \`protocol\` de chaque \`URL\`, avec ses deux-points.`,
  };
}

function wrongSet(
  call: string,
  addresses: readonly string[],
  { seen, expected }: Case,
  known: ReadonlySet<string>,
): Words | undefined {
  const old = addresses.find((address) => seen.includes(address));
  if (old !== undefined) {
    return {
      en: `${call} gives \`${old}\`, which is in \`seen\` already: the page would be fetched twice.`,
      fr: `${call} donne \`${old}\`, déjà dans \`seen\` : la page serait téléchargée deux fois.`,
    };
  }
  if (new Set(addresses).size < addresses.length) {
    return {
      en: `${call} gives an address twice: two links of one page lead to it. When must an address be added to \`seen\`?`,
      fr: `${call} donne deux fois une adresse : deux liens d'une même page y mènent. Quand faut-il ajouter une adresse à \`seen\` ?`,
    };
  }
  const invented = addresses.find((address) => !expected.includes(address));
  if (invented !== undefined) {
    return {
      en: `${call} gives \`${invented}\`, where none of these links leads. Which address does \`URL\` make of a link and its page, and what have you added to it, or taken away?`,
      fr: `${call} donne \`${invented}\`, où ne mène aucun de ces liens. Quelle adresse \`URL\` fait-elle d'un lien et de sa page, et qu'y avez-vous ajouté, ou enlevé ?`,
    };
  }
  const missing = expected.find((address) => !addresses.includes(address));
  if (missing !== undefined) {
    return {
      en: `${call} forgets \`${missing}\`: every link of the web that is new counts, also after one that doesn't.`,
      fr: `${call} oublie \`${missing}\` : chaque lien nouveau du web compte, même après un autre qui ne compte pas.`,
    };
  }
  const unknown = addresses.find((address) => !known.has(address));
  if (unknown === undefined) return undefined;
  return {
    en: `${call} gives the right addresses, but \`${unknown}\` isn't in \`seen\` afterwards: the next page that leads there would have it fetched again.`,
    fr: `${call} donne les bonnes adresses, mais \`${unknown}\` n'est pas dans \`seen\` ensuite : la prochaine page qui y mène la ferait télécharger encore.`,
  };
}

function invalid(call: string): Words {
  return {
    en: `${call} throws on an address that isn't valid: pages are full of them, and a crawler must go on. \`URL.parse\` returns \`null\` instead.`,
    fr: `${call} lève une erreur sur une adresse invalide : les pages en sont pleines, et un robot doit continuer. \`URL.parse\` renvoie \`null\` à la place.`,
  };
}
