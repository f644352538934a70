import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { shown } from "./shown.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

type SharedPoints = (source: readonly Point[] | SharedArrayBuffer) => unknown;

interface Points {
  readonly buffer: unknown;
  at(index: number): unknown;
  set(index: number, point: Point): unknown;
}

/** Chapter 8: objects laid out in memory that threads share. */
export const sharedPoints: Exercise = {
  answer: "sharedPoints",
  task: {
    en: "Write `sharedPoints(source)`: from an array of points `{ x, y }`, or from the `buffer` of another one, an object with `buffer` (a `SharedArrayBuffer`), `at(i)`, which returns the i-th point, and `set(i, point)`, which changes it for everybody.",
    fr: "Écrivez `sharedPoints(source)` : à partir d'un tableau de points `{ x, y }`, ou du `buffer` d'un autre, un objet avec `buffer` (un `SharedArrayBuffer`), `at(i)`, qui renvoie le point numéro `i`, et `set(i, point)`, qui le change pour tout le monde.",
  },
  praise: {
    en: "Sixteen bytes a point, no copy, and every thread that gets the buffer sees the same points. This is how shared objects are made where there are none.",
    fr: "Seize octets par point, aucune copie, et chaque thread qui reçoit le tampon voit les mêmes points. C'est ainsi qu'on fait des objets partagés là où il n'y en a pas.",
  },
  grade(answer): Grade {
    const hint = faultOf(answer as SharedPoints);
    return hint ? { hint } : {};
  },
};

const samples: readonly Point[] = [
  { x: 1.5, y: -2 },
  { x: 3_000_000_000, y: 0.25 },
  // No fraction of two: a number of four bytes can't hold it.
  { x: 7, y: 0.1 },
];

function faultOf(make: SharedPoints): Words | undefined {
  const made = make(samples.map((point) => ({ ...point })));
  if (!isPoints(made)) {
    return {
      en: `\`sharedPoints([…])\` returns ${said(made)}: an object with \`buffer\` and the functions \`at\` and \`set\` is expected.`,
      fr: `\`sharedPoints([…])\` renvoie ${said(made)} : on attend un objet avec \`buffer\` et les fonctions \`at\` et \`set\`.`,
    };
  }
  const { buffer } = made;
  if (!(buffer instanceof SharedArrayBuffer)) {
    return {
      en: `\`buffer\` is ${said(buffer)}: only a \`SharedArrayBuffer\` is seen by several threads; everything else is copied.`,
      fr: `\`buffer\` vaut ${said(buffer)} : seul un \`SharedArrayBuffer\` est vu par plusieurs threads ; tout le reste est copié.`,
    };
  }
  return layoutHint(made, buffer) ?? sharingHint(make, made, buffer);
}

function layoutHint(made: Points, buffer: SharedArrayBuffer): Words | undefined {
  for (const [index, expected] of samples.entries()) {
    const given = made.at(index);
    if (isPoint(given) && given.x === expected.x && given.y === expected.y) continue;
    // A place behind the end of the buffer is `undefined`: that is a matter of its layout.
    if (!isPlace(given)) {
      return {
        en: `\`at(${index})\` is ${said(given)} where ${said(expected)} was given: a point is expected, an object whose \`x\` and \`y\` are numbers.`,
        fr: `\`at(${index})\` vaut ${said(given)} alors qu'on avait donné ${said(expected)} : on attend un point, un objet dont \`x\` et \`y\` sont des nombres.`,
      };
    }
    if (isPoint(given) && given.x === expected.x && given.y === Math.fround(expected.y)) {
      return {
        en: `\`at(${index})\` is ${said(given)} where ${said(expected)} was given: four bytes hold only about seven digits. Which typed array holds any number of JavaScript?`,
        fr: `\`at(${index})\` vaut ${said(given)} alors qu'on avait donné ${said(expected)} : quatre octets ne contiennent qu'environ sept chiffres. Quel tableau typé contient n'importe quel nombre de JavaScript ?`,
      };
    }
    if (isPoint(given) && given.x === expected.y && given.y === expected.x) {
      return {
        en: "`at` mixes x and y up: in which order did you write them?",
        fr: "`at` confond x et y : dans quel ordre les avez-vous écrits ?",
      };
    }
    if (isPoint(given) && Math.trunc(expected.x) !== expected.x && given.x === Math.trunc(expected.x)) {
      return {
        en: `\`at(${index})\` is ${said(given)} where ${said(expected)} was given: an array of whole numbers cuts fractions off. Which typed array holds any number of JavaScript?`,
        fr: `\`at(${index})\` vaut ${said(given)} alors qu'on avait donné ${said(expected)} : un tableau d'entiers coupe les décimales. Quel tableau typé contient n'importe quel nombre de JavaScript ?`,
      };
    }
    return {
      en: `\`at(${index})\` is ${said(given)} where ${said(expected)} was given. The buffer has ${buffer.byteLength} bytes for ${samples.length} points: a number takes 8, a point two numbers. At which place does point ${index} begin?`,
      fr: `\`at(${index})\` vaut ${said(given)} alors qu'on avait donné ${said(expected)}. Le tampon a ${buffer.byteLength} octets pour ${samples.length} points : un nombre en prend 8, un point deux nombres. À quelle place commence le point ${index} ?`,
    };
  }
  return undefined;
}

function sharingHint(make: SharedPoints, made: Points, buffer: SharedArrayBuffer): Words | undefined {
  const other = make(buffer);
  if (!isPoints(other) || other.buffer !== buffer) {
    return {
      en: "From a buffer, `sharedPoints` should return a second object over the *same* buffer: `source instanceof SharedArrayBuffer` tells the two cases apart.",
      fr: "À partir d'un tampon, `sharedPoints` devrait renvoyer un second objet sur le *même* tampon : `source instanceof SharedArrayBuffer` distingue les deux cas.",
    };
  }
  made.set(1, { x: 10, y: 11 });
  const seen = other.at(1);
  if (!isPoint(seen) || seen.x !== 10 || seen.y !== 11) {
    return {
      en: `After \`set(1, { x: 10, y: 11 })\` on one object, \`at(1)\` of the other is ${said(seen)}: are the points kept in an array beside the buffer? Only what is in the buffer is shared.`,
      fr: `Après \`set(1, { x: 10, y: 11 })\` sur l'un, \`at(1)\` de l'autre vaut ${said(seen)} : les points sont-ils gardés dans un tableau à côté du tampon ? Seul ce qui est dans le tampon est partagé.`,
    };
  }
  const after = other.at(2);
  if (!isPoint(after) || after.x !== samples[2]?.x || after.y !== samples[2]?.y) {
    return {
      en: `\`set(1, …)\` has changed point 2 as well: it is ${said(after)} now. Do two points overlap?`,
      fr: `\`set(1, …)\` a changé aussi le point 2 : il vaut maintenant ${said(after)}. Deux points se chevauchent-ils ?`,
    };
  }
  return undefined;
}

function said(value: unknown): string {
  return shown(value, 1);
}

function isPoints(value: unknown): value is Points {
  return (
    typeof value === "object" &&
    value !== null &&
    "buffer" in value &&
    ["at", "set"].every((name) => typeof Reflect.get(value, name) === "function")
  );
}

function isPoint(value: unknown): value is Point {
  return isPlace(value) && value.x !== undefined && value.y !== undefined;
}

function isPlace(value: unknown): value is Partial<Point> {
  if (typeof value !== "object" || value === null || !("x" in value && "y" in value)) return false;
  return [value.x, value.y].every((one) => typeof one === "number" || one === undefined);
}
