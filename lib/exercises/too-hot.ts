import type { Observable } from "rxjs";
import { rxjs } from "../packages/large-packages.ts";
import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { shown } from "./shown.ts";

type TooHot = (celsius: Observable<number>, threshold: number, band: number) => unknown;

/** Chapter 6: a stream of alerts, with hysteresis. */
export const tooHot: Exercise = {
  answer: "tooHot",
  task: {
    en: "Write `tooHot(celsius, threshold, band)`: from a stream of temperatures, a stream that emits `true` when they rise above `threshold`, `false` when they are back below `threshold - band`, and nothing in between.",
    fr: "Écrivez `tooHot(celsius, threshold, band)` : à partir d'un flux de températures, un flux qui émet `true` quand elles passent au-dessus de `threshold`, `false` quand elles sont revenues sous `threshold - band`, et rien entre les deux.",
  },
  praise: {
    en: "One alert for each time that it is too hot, one when it is over, however the thermometer trembles.",
    fr: "Une alerte à chaque fois qu'il fait trop chaud, une quand c'est fini, même si le thermomètre tremble.",
  },
  prepare() {
    rxjs();
  },
  grade(answer): Grade {
    const hint = faultOf(answer as TooHot);
    return hint ? { hint } : {};
  },
};

function faultOf(answer: TooHot): Words | undefined {
  const made = answer(new (rxjs().Subject)<number>(), 30, 3);
  if (!rxjs().isObservable(made)) {
    const said = shown(made, 0);
    return {
      en: `\`tooHot\` returns ${said}: an \`Observable\` is expected. Return what \`celsius.pipe(…)\` gives; whoever wants it subscribes.`,
      fr: `\`tooHot\` renvoie ${said} : on attend un \`Observable\`. Renvoyez ce que donne \`celsius.pipe(…)\` ; qui le veut s'abonne.`,
    };
  }
  const eager = subscriptionsOf(answer);
  if (eager > 0) {
    return {
      en: "`tooHot` subscribes to `celsius` by itself, before anybody has asked: return the stream, and let the reader of it subscribe.",
      fr: "`tooHot` s'abonne elle-même à `celsius`, avant que quiconque l'ait demandé : renvoyez le flux, et laissez s'abonner celui qui le lira.",
    };
  }
  const rise = heard(answer, [25, 29, 31, 33]);
  if (rise.length === 0) {
    return {
      en: "From 25 to 33 °C with a threshold of 30, your stream says nothing: when should it emit `true`?",
      fr: "De 25 à 33 °C avec un seuil de 30, votre flux ne dit rien : quand devrait-il émettre `true` ?",
    };
  }
  if (rise.some((value) => typeof value !== "boolean")) {
    return {
      en: `Your stream emits ${said(rise)}: only \`true\` and \`false\` are expected. What does \`map\` or \`scan\` hand over?`,
      fr: `Votre flux émet ${said(rise)} : on n'attend que \`true\` et \`false\`. Que transmet \`map\` ou \`scan\` ?`,
    };
  }
  if (rise[0] === false) {
    return {
      en: "Your stream begins with `false`: as long as it has never been too hot, there is nothing to tell. What would drop the first value, where it is `false`?",
      fr: "Votre flux commence par `false` : tant qu'il n'a jamais fait trop chaud, il n'y a rien à dire. Qu'est-ce qui écarterait la première valeur, si elle est `false` ?",
    };
  }
  if (rise.length > 1) {
    return {
      en: `For 25, 29, 31, 33 °C your stream emits ${said(rise)}: one alert is enough while nothing changes. Which operator lets only changes through?`,
      fr: `Pour 25, 29, 31, 33 °C, votre flux émet ${said(rise)} : une alerte suffit tant que rien ne change. Quel opérateur ne laisse passer que les changements ?`,
    };
  }
  const tremble = heard(answer, [31, 29.5, 30.5, 29, 30.2, 28]);
  if (tremble.length > 1) {
    return {
      en: `For 31, 29.5, 30.5, 29, 30.2, 28 °C your stream emits ${said(tremble)}, with a band of 3: between 27 and 30 nothing changes. What has to be remembered from one value to the next? (\`scan\`)`,
      fr: `Pour 31, 29,5, 30,5, 29, 30,2, 28 °C, votre flux émet ${said(tremble)}, avec une bande de 3 : entre 27 et 30, rien ne change. De quoi faut-il se souvenir d'une valeur à l'autre ? (\`scan\`)`,
    };
  }
  const back = heard(answer, [31, 26, 29, 31]);
  if (back.length !== 3 || back[1] !== false || back[2] !== true) {
    return {
      en: `For 31, 26, 29, 31 °C your stream emits ${said(back)}: it is back to a good level at 26, stays so at 29, and is too hot again at 31.`,
      fr: `Pour 31, 26, 29, 31 °C, votre flux émet ${said(back)} : il revient à un bon niveau à 26, y reste à 29, et fait de nouveau trop chaud à 31.`,
    };
  }
  const elsewhere = heard(answer, [18, 21, 19, 14], 20, 5);
  if (elsewhere.length !== 2) {
    return {
      en: `With a threshold of 20 and a band of 5, your stream emits ${said(elsewhere)} for 18, 21, 19, 14 °C: does it look at its own \`threshold\` and \`band\`, or at numbers of yours?`,
      fr: `Avec un seuil de 20 et une bande de 5, votre flux émet ${said(elsewhere)} pour 18, 21, 19, 14 °C : regarde-t-il bien \`threshold\` et \`band\`, ou des nombres à vous ?`,
    };
  }
  if (heard(answer, [29, 30]).length > 0 || heard(answer, [31, 27]).length > 1) {
    return {
      en: "Nearly right: at exactly 30 °C, with a threshold of 30, it isn't too hot yet, and at exactly 27, with a band of 3, it isn't good again. Is each limit itself on the right side of your comparisons?",
      fr: "Presque : à 30 °C exactement, avec un seuil de 30, il ne fait pas encore trop chaud, et à 27 exactement, avec une bande de 3, ce n'est pas encore revenu. Chaque limite est-elle du bon côté de vos comparaisons ?",
    };
  }
  const twice = answer(from([31]), 30, 3);
  if (rxjs().isObservable(twice)) {
    const [one, other] = [listen(twice), listen(twice)];
    if (one.length !== other.length) {
      return {
        en: "Two subscribers to the same stream don't hear the same: is something remembered in a variable outside of the operators? `scan` keeps a memory for each subscriber.",
        fr: "Deux abonnés au même flux n'entendent pas la même chose : quelque chose est-il retenu dans une variable hors des opérateurs ? `scan` garde une mémoire par abonné.",
      };
    }
  }
  return undefined;
}

function said(values: readonly unknown[]): string {
  return shown(values);
}

/** What the answer's stream emits for these temperatures. */
function heard(answer: TooHot, temperatures: readonly number[], threshold = 30, band = 3): unknown[] {
  const made = answer(from(temperatures), threshold, band);
  return rxjs().isObservable(made) ? listen(made) : [];
}

function listen(stream: Observable<unknown>): unknown[] {
  const values: unknown[] = [];
  let failure: unknown;
  stream.subscribe({
    next: (value) => values.push(value),
    error: (error: unknown) => {
      failure = error;
    },
  });
  if (failure !== undefined) throw failure;
  return values;
}

function from(temperatures: readonly number[]): Observable<number> {
  return new (rxjs().Observable)((subscriber) => {
    for (const celsius of temperatures) subscriber.next(celsius);
    subscriber.complete();
  });
}

function subscriptionsOf(answer: TooHot): number {
  let count = 0;
  const source = new (rxjs().Observable)<number>(() => {
    count += 1;
  });
  answer(source, 30, 3);
  return count;
}
