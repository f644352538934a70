import { checkResult } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { TraceData } from "../trace/trace-step.ts";

/**
 * Says how long a trace is, how deep its calls go, what several names share, and how near the reader's guess was.
 * `prediction`: the number of steps that the reader expected.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainTrace(await trace("let a = [1];\nlet b = a;\nb.push(2);"), 4)}`);
 */
export function explainTrace(trace: TraceData, prediction?: number): Note {
  checkResult("trace", trace, "trace", "source");
  const guess = finiteGuess(prediction);
  const { steps, cut } = trace;
  const { locale } = host();
  const say = words[locale];
  const { count } = numberFormat(locale);
  const depth = Math.max(0, ...steps.map(({ frames }) => frames.length - 1));
  const deepest = steps.find(({ frames }) => frames.length - 1 === depth)?.frames.at(-1)?.name ?? "";
  const last = steps.findLast(({ frames }) => frames.length > 0);
  const names = last?.frames.flatMap(({ variables }) => variables) ?? [];
  const shared = [...Map.groupBy(names, ({ value }) => ("ref" in value ? value.ref : 0))]
    .filter(([ref, all]) => ref !== 0 && all.length > 1)
    .map(([, all]) => all.map(({ name }) => `\`${name}\``).join(", "));
  const lines = [
    say.steps(count(steps.length), cut !== undefined),
    ...(guess === undefined ? [] : [say.guess(count(guess), guess === steps.length)]),
    ...(depth > 0 ? [say.depth(depth, /^\w+$/.test(deepest) ? `\`${deepest}\`` : undefined)] : []),
    ...shared.map(say.shared),
    ...(last?.error === undefined ? [] : [say.error(`\`${last.error.replaceAll("`", "'")}\``)]),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

const words = {
  en: {
    steps: (steps: string, isCut: boolean) =>
      isCut ? `**${steps} steps were kept**; the program has more.` : `**The program takes ${steps} steps.**`,
    guess: (guess: string, isRight: boolean) =>
      isRight
        ? `You said ${guess}: exactly.`
        : `You said ${guess}. Which line runs more often, or less, than you thought?`,
    depth: (depth: number, name: string | undefined) =>
      `Calls go ${depth === 1 ? "one" : depth} deep; the innermost is one of ${name ?? "a function without a name"}.`,
    shared: (names: string) =>
      `At the end, ${names} name *one* object: what is changed by one name is seen by the others.`,
    error: (error: string) => `It ends with an error: ${error}.`,
  },
  fr: {
    steps: (steps: string, isCut: boolean) =>
      isCut ? `**${steps} pas ont été gardés** ; le programme en a davantage.` : `**Le programme prend ${steps} pas.**`,
    guess: (guess: string, isRight: boolean) =>
      isRight
        ? `Vous aviez dit ${guess} : exactement.`
        : `Vous aviez dit ${guess}. Quelle ligne s'exécute plus souvent, ou moins, que vous ne pensiez ?`,
    depth: (depth: number, name: string | undefined) =>
      `Les appels s'emboîtent sur ${depth === 1 ? "un niveau" : `${depth} niveaux`} ; le plus intérieur est celui ${name === undefined ? "d'une fonction sans nom" : `de ${name}`}.`,
    shared: (names: string) =>
      `À la fin, ${names} nomment *un seul* objet : ce qu'un nom change, les autres le voient.`,
    error: (error: string) => `Il se termine par une erreur : ${error}.`,
  },
} as const;
