import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { shown } from "./shown.ts";

interface Reply {
  readonly chunk: number;
  readonly result: string;
}

type CollectOnce = (replies: readonly Reply[], chunks: number) => unknown;

/** Chapter 16: replies that come twice and in any order, put together to the exact result. */
export const collectOnce: Exercise = {
  answer: "collectOnce",
  task: {
    en: "Write `collectOnce(replies, chunks)`: an array with the result of each chunk, chunk 0 first. A reply is `{ chunk, result }`; replies come in any order, and some come twice. Where there is no reply for a chunk, put `undefined`.",
    fr: "Écrivez `collectOnce(replies, chunks)` : un tableau avec le résultat de chaque lot, le lot 0 d'abord. Une réponse est `{ chunk, result }` ; les réponses arrivent dans n'importe quel ordre, et certaines deux fois. Là où un lot n'a pas de réponse, mettez `undefined`.",
  },
  praise: {
    en: "Every chunk counts once, however often it was done: that is what makes *at least once* safe.",
    fr: "Chaque lot compte une fois, aussi souvent qu'il ait été fait : c'est ce qui rend *au moins une fois* sans danger.",
  },
  grade(answer): Grade {
    const collect = answer as CollectOnce;
    for (const [order, chunks] of cases) {
      const replies = order.map((chunk) => Object.freeze({ chunk, result: `r${chunk}` }));
      const hint = faultOf(collect(replies, chunks), order, chunks);
      if (hint) return { hint };
    }
    return {};
  },
};

/** The chunks of the replies in the order of their arrival, and how many chunks there are. */
const cases: readonly (readonly [readonly number[], number])[] = [
  [[0, 1, 2], 3],
  [[2, 0, 1], 3],
  [[1, 0, 1, 2, 1], 3],
  [[0, 2], 3],
  [[], 2],
  [[0, 0], 1],
];

function faultOf(given: unknown, order: readonly number[], chunks: number): Words | undefined {
  const said = (value: unknown) => shown(value);
  const arrived = { en: `Replies of the chunks ${said(order)}`, fr: `Réponses des lots ${said(order)}` };
  if (given === undefined) {
    return {
      en: "`collectOnce` returns nothing: does your function end with `return`?",
      fr: "`collectOnce` ne renvoie rien : votre fonction se termine-t-elle par `return` ?",
    };
  }
  if (!Array.isArray(given)) {
    return {
      en: `${arrived.en}: ${said(given)} came back, where an array is expected.`,
      fr: `${arrived.fr} : ${said(given)} est revenu, alors qu'on attend un tableau.`,
    };
  }
  if (given.length > chunks && new Set(order).size < order.length) {
    return {
      en: `${arrived.en}, of ${chunks} chunks: your array has ${given.length} results. A reply that comes a second time must not be added once more: *where* in the array does it belong?`,
      fr: `${arrived.fr}, pour ${chunks} lots : votre tableau a ${given.length} résultats. Une réponse qui revient ne doit pas s'ajouter encore : *à quelle place* du tableau est-elle chez elle ?`,
    };
  }
  if (given.length !== chunks) {
    return {
      en: `${arrived.en}, of ${chunks} chunks: your array has ${given.length} places. Make one for each chunk, also for those without a reply.`,
      fr: `${arrived.fr}, pour ${chunks} lots : votre tableau a ${given.length} places. Il en faut une par lot, même sans réponse.`,
    };
  }
  const wrong = Array.from({ length: chunks }, (_, chunk) => chunk).find(
    (chunk) => given[chunk] !== (order.includes(chunk) ? `r${chunk}` : undefined),
  );
  if (wrong === undefined) return undefined;
  if (!order.includes(wrong)) {
    return {
      en: `${arrived.en}: no reply for chunk ${wrong}, and your array has ${said(given[wrong])} there. A gap must stay visible: \`undefined\`.`,
      fr: `${arrived.fr} : aucune réponse pour le lot ${wrong}, et votre tableau y met ${said(given[wrong])}. Un trou doit rester visible : \`undefined\`.`,
    };
  }
  return {
    en: `${arrived.en}: in the place of chunk ${wrong} stands ${said(given[wrong])}. Replies come in any order: which number says where one belongs?`,
    fr: `${arrived.fr} : à la place du lot ${wrong} se trouve ${said(given[wrong])}. Les réponses arrivent dans n'importe quel ordre : quel nombre dit où chacune est chez elle ?`,
  };
}
