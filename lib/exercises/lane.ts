import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type Lane = (pixels: Uint8Array, width: number, i: number) => unknown;

/** Chapter 7: the program of one lane of a GPU. */
export const lane: Exercise = {
  answer: "lane",
  task: {
    en: "Write `lane(pixels, width, i)`: the mean of pixel `i` and its left and right neighbours, rounded down; at the edges of a row of `width` pixels, the pixel itself in the place of the missing neighbour.",
    fr: "Écrivez `lane(pixels, width, i)` : la moyenne du pixel `i` et de ses voisins de gauche et de droite, arrondie vers le bas ; aux bords d'une ligne de `width` pixels, le pixel lui-même à la place du voisin absent.",
  },
  praise: {
    en: "Every lane finds its own answer from its place alone, in any order: a GPU could run thousands of them at once.",
    fr: "Chaque voie trouve sa réponse d'après sa seule place, dans n'importe quel ordre : un GPU pourrait en exécuter des milliers à la fois.",
  },
  grade(answer): Grade {
    const hint = faultOf(answer as Lane);
    return hint ? { hint } : {};
  },
};

const width = 4;
const image = Uint8Array.of(10, 20, 40, 80, 200, 100, 50, 26, 9, 9, 9, 10);

function expected(i: number): number {
  const x = i % width;
  const at = (place: number) => image[place] ?? 0;
  return Math.floor((at(x > 0 ? i - 1 : i) + at(i) + at(x < width - 1 ? i + 1 : i)) / 3);
}

function faultOf(answer: Lane): Words | undefined {
  const pixels = image.slice();
  // Places inside of a row first, then the edges; in no regular order, as lanes run.
  for (const i of [6, 1, 9, 2, 5, 10, 0, 11, 7, 4, 3, 8]) {
    const given = answer(pixels, width, i);
    if (!pixels.every((value, at) => value === image[at])) return changed(i);
    if (given !== expected(i)) return wrong(given, i);
  }
  return undefined;
}

function changed(i: number): Words {
  return {
    en: `\`lane(pixels, ${width}, ${i})\` has changed \`pixels\`: the neighbouring lanes still want to read the old values, in an order that nobody knows. Return the new value; whoever calls writes it elsewhere.`,
    fr: `\`lane(pixels, ${width}, ${i})\` a changé \`pixels\` : les voies voisines veulent encore lire les anciennes valeurs, dans un ordre que personne ne connaît. Renvoyez la nouvelle valeur ; qui appelle l'écrit ailleurs.`,
  };
}

function wrong(given: unknown, i: number): Words {
  const call = `\`lane(pixels, ${width}, ${i})\``;
  const said = shown(given, 0);
  const x = i % width;
  const at = (place: number) => image[place] ?? 0;
  const exact = (at(i - 1) + at(i) + at(i + 1)) / 3;
  if (given === undefined) return returnsNothing(call);
  if (typeof given !== "number") {
    return {
      en: `${call} returns ${said}: one lane answers one number, that of its own place.`,
      fr: `${call} renvoie ${said} : une voie répond un seul nombre, celui de sa place.`,
    };
  }
  const isEdge = x === 0 || x === width - 1;
  if (!isEdge) {
    if (given === at(i - 1) + at(i) + at(i + 1)) {
      return {
        en: `${call} is ${said}, the sum of the three pixels: what makes a mean of it?`,
        fr: `${call} vaut ${said}, la somme des trois pixels : qu'est-ce qui en fait une moyenne ?`,
      };
    }
    if (Math.abs(given - exact) < 1) {
      return {
        en: `${call} is ${said}: close, but a pixel is a whole number, rounded *down*. Which function of \`Math\` does that?`,
        fr: `${call} vaut ${said} : presque, mais un pixel est un nombre entier, arrondi *vers le bas*. Quelle fonction de \`Math\` fait cela ?`,
      };
    }
    if (given === Math.floor((at(i - width) + at(i) + at(i + width)) / 3)) {
      return {
        en: `${call} is ${said}, the mean of a column: left and right neighbours are one place away, those above and below \`width\` places.`,
        fr: `${call} vaut ${said}, la moyenne d'une colonne : les voisins de gauche et de droite sont à une place, ceux du dessus et du dessous à \`width\` places.`,
      };
    }
    return {
      en: `${call} is ${said}, where the pixels are ${at(i - 1)}, ${at(i)} and ${at(i + 1)}: what is their mean, rounded down?`,
      fr: `${call} vaut ${said}, pour les pixels ${at(i - 1)}, ${at(i)} et ${at(i + 1)} : quelle est leur moyenne, arrondie vers le bas ?`,
    };
  }
  if (Number.isNaN(given)) {
    return {
      en: `${call} is \`NaN\`: at the edge of the image a neighbour is \`undefined\`. Who counts in its place?`,
      fr: `${call} vaut \`NaN\` : au bord de l'image, un voisin est \`undefined\`. Qui compte à sa place ?`,
    };
  }
  if (i > 0 && i < image.length - 1 && given === Math.floor(exact)) {
    return {
      en: `${call} is ${said}: pixel ${i} stands at the edge of its row, and the neighbour that was read belongs to another row. In which column is it? (\`i % width\`)`,
      fr: `${call} vaut ${said} : le pixel ${i} est au bord de sa ligne, et le voisin qui a été lu appartient à une autre ligne. Dans quelle colonne est-il ? (\`i % width\`)`,
    };
  }
  return {
    en: `${call} is ${said}: at the edge of a row, the pixel itself counts twice, in the place of the missing neighbour. Nothing counts as 0, and the mean is still of three.`,
    fr: `${call} vaut ${said} : au bord d'une ligne, le pixel lui-même compte deux fois, à la place du voisin absent. Rien ne compte pour 0, et la moyenne reste celle de trois.`,
  };
}
