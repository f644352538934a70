import type { Exercise, Grade } from "./exercise.ts";
import { FakeDownloads } from "./fake-downloads.ts";
import type { Words } from "./note.ts";
import { shown } from "./shown.ts";

type AtMost = (urls: string[], atOnce: number, download: (url: unknown) => Promise<string>) => unknown;

/** Chapter 9: downloads on one thread, a given number of them in progress at any time. */
export const atMost: Exercise = {
  answer: "downloadAtMost",
  isAsync: true,
  task: {
    en: "Write `downloadAtMost(urls, atOnce, download)`: it downloads every URL, always `atOnce` of them in progress while some are left, and returns what `download` gave, in the order of `urls`.",
    fr: "Écrivez `downloadAtMost(urls, atOnce, download)` : elle télécharge chaque URL, toujours `atOnce` à la fois tant qu'il en reste, et renvoie ce que `download` a donné, dans l'ordre de `urls`.",
  },
  praise: {
    en: "Never too many at once, never an idle place while a URL waits, and the results are in order.",
    fr: "Jamais trop à la fois, jamais une place libre tant qu'une URL attend, et les résultats sont dans l'ordre.",
  },
  async grade(answer): Promise<Grade> {
    const downloadAtMost = answer as AtMost;
    for (const [count, atOnce] of cases) {
      const hint = await faultOf(downloadAtMost, count, atOnce);
      if (hint) return { hint };
    }
    return {};
  },
};

/** How many URLs, and how many at once. */
const cases = [
  [7, 3],
  [4, 1],
  [2, 5],
  [0, 2],
] as const;

/** How long an answer may stay idle before it is taken for stuck, in ms: one that polls with a timer is right too. */
const patience = 300;

async function faultOf(answer: AtMost, count: number, atOnce: number): Promise<Words | undefined> {
  const urls = Array.from({ length: count }, (_, index) => `https://example.org/image-${index}.jpg`);
  const downloads = new FakeDownloads();
  let ended = false;
  const result = Promise.resolve(answer([...urls], atOnce, downloads.download)).finally(() => {
    ended = true;
  });
  const settled = result.then(
    () => {},
    () => {},
  );

  // The second of those in progress finishes first, again and again: the oldest holds one place until the end.
  for (let finished = 0; finished < count; finished++) {
    const expected = Math.min(atOnce, count - finished);
    await until(() => downloads.pending.length >= expected || ended, downloads, settled);
    const hint = progressHint(downloads, { urls, atOnce, expected, ended, finished });
    if (hint) {
      // An answer that threw is told what it threw; what another still awaits is finished, and nothing is left behind.
      if (ended) await result;
      void finishAll(downloads);
      return hint;
    }
    (downloads.pending[1] ?? downloads.pending[0])?.finish();
  }
  await until(() => ended, downloads, settled);
  if (!ended) return neverEnds;
  return resultHint(await result, urls);
}

interface Moment {
  readonly urls: readonly string[];
  readonly atOnce: number;
  /** Downloads that should be in progress. */
  readonly expected: number;
  readonly ended: boolean;
  readonly finished: number;
}

function progressHint(downloads: FakeDownloads, moment: Moment): Words | undefined {
  const { urls, atOnce, expected, ended, finished } = moment;
  const { started, pending } = downloads;
  const stranger = started.find((url) => typeof url !== "string" || !urls.includes(url));
  if (started.includes(undefined)) return pastTheEnd(urls.length, atOnce);
  if (stranger !== undefined) return notAUrl(stranger);
  if (new Set(started).size < started.length) return twice;
  if (downloads.most > atOnce) return tooMany(downloads.most, atOnce, urls.length);
  if (ended) return started.length === 0 ? nothingStarted : endedEarly(pending.length);
  if (pending.length >= expected) return undefined;
  if (started.length === 0) return nothingStarted;
  if (downloads.most === 1 && atOnce > 1) return oneByOne(atOnce);
  return finished > 0 ? inBatches(atOnce) : tooFew(pending.length, atOnce);
}

/** Waits for the condition, looked at after each download that starts, for as long as the patience lasts. */
async function until(condition: () => boolean, downloads: FakeDownloads, settled: Promise<void>): Promise<void> {
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const { promise: tired, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patience);
  let waiting = true;
  void tired.then(() => {
    waiting = false;
  });
  // A few turns of the event loop, so that what follows a finished download has run, even too eagerly.
  for (let turns = 0; turns < 3; turns++) await turn();
  while (!condition() && waiting) {
    await Promise.race([downloads.changed, settled, tired]);
    await turn();
  }
  clearTimeout(timer);
}

async function finishAll({ pending }: FakeDownloads): Promise<void> {
  for (let turns = 0; turns < 1000 && pending.length > 0; turns++) {
    pending[0]?.finish();
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

function resultHint(given: unknown, urls: readonly string[]): Words | undefined {
  const said = shown(given);
  if (given === undefined) {
    return {
      en: "Everything is downloaded as it should be, but nothing is returned: where does the `return` go?",
      fr: "Tout est téléchargé comme il faut, mais rien n'est renvoyé : où va le `return` ?",
    };
  }
  if (!Array.isArray(given)) {
    return {
      en: `The downloads are right, but the function gives ${said}: an array is expected.`,
      fr: `Les téléchargements sont bons, mais la fonction donne ${said} : on attend un tableau.`,
    };
  }
  if (given.some((item) => item instanceof Promise)) {
    return {
      en: "The array returned holds promises, not their values: what waits for a promise, or for all those of an array?",
      fr: "Le tableau renvoyé contient des promesses, pas leurs valeurs : qu'est-ce qui attend une promesse, ou toutes celles d'un tableau ?",
    };
  }
  const expected = urls.map((url) => `saved ${url}`);
  const sameItems = given.length === expected.length && expected.every((item) => given.includes(item));
  if (!sameItems) {
    return {
      en: `The downloads are right, but ${said} isn't what \`download\` gave for each of the ${urls.length} URLs. Does each result find its place in the array?`,
      fr: `Les téléchargements sont bons, mais ${said} n'est pas ce que \`download\` a donné pour chacune des ${urls.length} URL. Chaque résultat trouve-t-il sa place dans le tableau ?`,
    };
  }
  if (given.some((item, index) => item !== expected[index])) {
    return {
      en: "All the results are there, in the order in which the downloads ended: put each at the index of its URL.",
      fr: "Tous les résultats sont là, dans l'ordre où les téléchargements ont fini : mettez chacun à l'indice de son URL.",
    };
  }
  return undefined;
}

const nothingStarted: Words = {
  en: "`download` was never called: call it for each URL.",
  fr: "`download` n'a jamais été appelée : appelez-la pour chaque URL.",
};

const twice: Words = {
  en: "An image is downloaded twice: do all your workers read the same list from its beginning? They should share one index, or one queue.",
  fr: "Une image est téléchargée deux fois : tous vos exécutants lisent-ils la même liste depuis le début ? Qu'ils partagent un seul indice, ou une seule file.",
};

const neverEnds: Words = {
  en: "Every download has ended, but your function's promise never does: what is it still waiting for?",
  fr: "Tous les téléchargements sont finis, mais la promesse de votre fonction ne se résout jamais : qu'attend-elle encore ?",
};

function tooMany(most: number, atOnce: number, count: number): Words {
  if (most < count) {
    return {
      en: `${most} downloads were in progress at once, where ${atOnce} were allowed: when does the next one start, and how many are there at that moment?`,
      fr: `${most} téléchargements étaient en cours à la fois, alors que ${atOnce} étaient permis : quand le suivant commence-t-il, et combien y en a-t-il à ce moment-là ?`,
    };
  }
  return {
    en: `${most} downloads were in progress at once, where ${atOnce} were allowed: \`map\` starts them all before the first has ended. Which of them must wait?`,
    fr: `${most} téléchargements étaient en cours à la fois, alors que ${atOnce} étaient permis : \`map\` les lance tous avant que le premier ait fini. Lesquels doivent attendre ?`,
  };
}

function oneByOne(atOnce: number): Words {
  return {
    en: `Only one download is in progress at a time, where ${atOnce} could be: an \`await\` inside the loop holds up the next turn.`,
    fr: `Un seul téléchargement est en cours à la fois, alors que ${atOnce} pourraient l'être : un \`await\` dans la boucle retient le tour suivant.`,
  };
}

function inBatches(atOnce: number): Words {
  return {
    en: `A download has ended and nothing took its place: batches of ${atOnce} wait for the slowest of them. How would the place be filled as soon as it is free?`,
    fr: `Un téléchargement a fini et rien n'a pris sa place : des paquets de ${atOnce} attendent le plus lent d'entre eux. Comment remplir la place dès qu'elle se libère ?`,
  };
}

function tooFew(count: number, atOnce: number): Words {
  return {
    en: `Only ${count} downloads were started, where ${atOnce} could be in progress.`,
    fr: `Seuls ${count} téléchargements ont été lancés, alors que ${atOnce} pourraient être en cours.`,
  };
}

function endedEarly(pending: number): Words {
  return {
    en: `Your function returned while ${pending || "some"} downloads were still to be done: what does it have to wait for?`,
    fr: `Votre fonction a rendu la main alors qu'il restait ${pending || "des"} téléchargements à finir : que doit-elle attendre ?`,
  };
}

function pastTheEnd(count: number, atOnce: number): Words {
  return {
    en: `\`download(undefined)\` was called: with ${count} URLs and ${atOnce} at once, something reads past the end of the list.`,
    fr: `\`download(undefined)\` a été appelée : avec ${count} URL et ${atOnce} à la fois, quelque chose lit au-delà de la fin de la liste.`,
  };
}

function notAUrl(value: unknown): Words {
  return {
    en: `\`download\` was given ${shown(value)}, which is no URL of the list.`,
    fr: `\`download\` a reçu ${shown(value)}, qui n'est pas une URL de la liste.`,
  };
}
