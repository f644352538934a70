import { usualMistakesOfIo } from "./usual-mistakes-io.ts";

/** A wrong answer that readers give, and what its hint has to be about. */
export interface Mistake {
  readonly name: string;
  /** The whole exercise cell, as the reader leaves it. */
  readonly answer: string;
  readonly hint: RegExp;
  readonly indice: RegExp;
}

/** The usual mistakes of each exercise, by the id of its cell. */
export const usualMistakes: Readonly<Record<string, readonly Mistake[]>> = {
  "exercise-lane": [
    {
      name: "gives the sum",
      answer: "function lane(pixels, width, i) { return pixels[i - 1] + pixels[i] + pixels[i + 1]; }",
      hint: /the sum of the three pixels/,
      indice: /la somme des trois pixels/,
    },
    {
      name: "doesn't round",
      answer: "function lane(pixels, width, i) { return (pixels[i - 1] + pixels[i] + pixels[i + 1]) / 3; }",
      hint: /rounded \*down\*/,
      indice: /arrondi \*vers le bas\*/,
    },
    {
      name: "takes the neighbours above and below",
      answer:
        "function lane(pixels, width, i) { return Math.floor(((pixels[i - width] ?? 0) + pixels[i] + (pixels[i + width] ?? 0)) / 3); }",
      hint: /the mean of a column/,
      indice: /la moyenne d’une colonne/,
    },
    {
      name: "reads past the image",
      answer: "function lane(pixels, width, i) { return Math.floor((pixels[i - 1] + pixels[i] + pixels[i + 1]) / 3); }",
      hint: /a neighbour is `undefined`/,
      indice: /un voisin est `undefined`/,
    },
    {
      name: "reads another row",
      answer:
        "function lane(pixels, width, i) { return Math.floor(((pixels[i - 1] ?? pixels[i]) + pixels[i] + (pixels[i + 1] ?? pixels[i])) / 3); }",
      hint: /belongs to another row/,
      indice: /appartient à une autre ligne/,
    },
    {
      name: "counts missing neighbours as nothing",
      answer:
        "function lane(pixels, width, i) { const x = i % width; return Math.floor(((x > 0 ? pixels[i - 1] : 0) + pixels[i] + (x < width - 1 ? pixels[i + 1] : 0)) / 3); }",
      hint: /the pixel itself counts twice/,
      indice: /le pixel lui-même compte deux fois/,
    },
    {
      name: "writes into the image",
      answer:
        "function lane(pixels, width, i) { pixels[i] = Math.floor((pixels[i - 1] + pixels[i] + pixels[i + 1]) / 3); return pixels[i]; }",
      hint: /has changed `pixels`/,
      indice: /a changé `pixels`/,
    },
    {
      name: "forgets to return",
      answer: "function lane(pixels, width, i) { Math.floor(pixels[i] / 3); }",
      hint: /returns nothing/,
      indice: /ne renvoie rien/,
    },
    {
      name: "answers for the whole image",
      answer: "function lane(pixels, width, i) { return pixels.map((pixel) => pixel); }",
      hint: /one lane answers one number/,
      indice: /une voie répond un seul nombre/,
    },
  ],
  "exercise-shared-points": [
    {
      name: "takes memory that isn't shared",
      answer: sharedPointsWith({ buffer: "new ArrayBuffer(16 * source.length)" }),
      hint: /only a `SharedArrayBuffer` is seen/,
      indice: /seul un `SharedArrayBuffer` est vu/,
    },
    {
      name: "takes an array of whole numbers",
      answer: sharedPointsWith({ type: "Int32Array" }),
      hint: /whole numbers cuts fractions off/,
      indice: /un tableau d’entiers coupe les décimales/,
    },
    {
      name: "takes too little memory",
      answer: sharedPointsWith({ buffer: "new SharedArrayBuffer(8 * source.length)" }),
      hint: /a number takes 8, a point two numbers/,
      indice: /un nombre en prend 8, un point deux nombres/,
    },
    {
      name: "lets points overlap",
      answer: sharedPointsWith({ place: "i" }),
      hint: /At which place does point 0 begin/,
      indice: /À quelle place commence le point 0/,
    },
    {
      name: "mixes x and y up",
      answer: sharedPointsWith({ at: "({ x: numbers[2 * i + 1], y: numbers[2 * i] })" }),
      hint: /mixes x and y up/,
      indice: /confond x et y/,
    },
    {
      name: "makes a new buffer from a buffer",
      answer: sharedPointsWith({ isShared: "false", buffer: "new SharedArrayBuffer(16 * (source.length ?? 3))" }),
      hint: /over the \*same\* buffer/,
      indice: /sur le \*même\* tampon/,
    },
    {
      name: "keeps an array beside the buffer",
      answer: `function sharedPoints(source) {
        const isShared = source instanceof SharedArrayBuffer;
        const buffer = isShared ? source : new SharedArrayBuffer(16 * source.length);
        const points = isShared ? [] : source;
        return { buffer, at: (i) => points[i], set(i, point) { points[i] = point; } };
      }`,
      hint: /kept in an array beside the buffer/,
      indice: /gardés dans un tableau à côté du tampon/,
    },
    {
      name: "returns the buffer alone",
      answer: "function sharedPoints(source) { return new SharedArrayBuffer(16 * source.length); }",
      hint: /an object with `buffer` and the functions/,
      indice: /un objet avec `buffer` et les fonctions/,
    },
    {
      name: "takes numbers of four bytes",
      answer: sharedPointsWith({ buffer: "new SharedArrayBuffer(8 * source.length)", type: "Float32Array" }),
      hint: /four bytes hold only about seven digits/,
      indice: /quatre octets ne contiennent qu’environ sept chiffres/,
    },
    {
      name: "returns arrays instead of points",
      answer: sharedPointsWith({ at: "[numbers[2 * i], numbers[2 * i + 1]]" }),
      hint: /a point is expected, an object whose/,
      indice: /on attend un point, un objet dont/,
    },
  ],
  "exercise-too-hot": [
    {
      name: "knows one limit only",
      answer: tooHotWith("map((value) => value > threshold), distinctUntilChanged(), skipWhile((isHot) => !isHot)"),
      hint: /between 27 and 30 nothing changes/,
      indice: /entre 27 et 30, rien ne change/,
    },
    {
      name: "tells every value",
      answer: tooHotWith(
        "scan((isHot, value) => (isHot ? value >= threshold - band : value > threshold), false), skipWhile((isHot) => !isHot)",
      ),
      hint: /one alert is enough while nothing changes/,
      indice: /une alerte suffit tant que rien ne change/,
    },
    {
      name: "begins with false",
      answer: tooHotWith(
        "scan((isHot, value) => (isHot ? value >= threshold - band : value > threshold), false), distinctUntilChanged()",
      ),
      hint: /begins with `false`/,
      indice: /commence par `false`/,
    },
    {
      name: "tells only that it is too hot",
      answer: tooHotWith(
        "scan((isHot, value) => (isHot ? value >= threshold - band : value > threshold), false), distinctUntilChanged(), filter(Boolean)",
      ),
      hint: /it is back to a good level at 26/,
      indice: /il revient à un bon niveau à 26/,
    },
    {
      name: "hands over the temperature",
      answer: tooHotWith("filter((value) => value > threshold)"),
      hint: /only `true` and `false` are expected/,
      indice: /on n’attend que `true` et `false`/,
    },
    {
      name: "says nothing",
      answer: tooHotWith("filter(() => false)"),
      hint: /your stream says nothing/,
      indice: /votre flux ne dit rien/,
    },
    {
      name: "subscribes itself, and returns the subscription",
      answer: `function tooHot(celsius, threshold, band) { return celsius.subscribe(() => {}); }`,
      hint: /an `Observable` is expected/,
      indice: /on attend un `Observable`/,
    },
    {
      name: "subscribes before anybody asks",
      answer: `import { Subject } from "rxjs";
      function tooHot(celsius, threshold, band) {
        const alerts = new Subject();
        celsius.subscribe((value) => alerts.next(value > threshold));
        return alerts;
      }`,
      hint: /subscribes to `celsius` by itself/,
      indice: /s’abonne elle-même à `celsius`/,
    },
    {
      name: "remembers outside of the operators",
      answer: `import { filter, map } from "rxjs";
      function tooHot(celsius, threshold, band) {
        let isHot = false;
        return celsius.pipe(
          map((value) => {
            const before = isHot;
            isHot = isHot ? value >= threshold - band : value > threshold;
            return isHot === before ? undefined : isHot;
          }),
          filter((change) => change !== undefined),
        );
      }`,
      hint: /Two subscribers to the same stream/,
      indice: /Deux abonnés au même flux/,
    },
    {
      name: "takes the threshold itself for too hot",
      answer: tooHotWith(
        "scan((isHot, value) => (isHot ? value >= threshold - band : value >= threshold), false), distinctUntilChanged(), skipWhile((isHot) => !isHot)",
      ),
      hint: /at exactly 30 °C, with a threshold of 30, it isn’t too hot yet/,
      indice: /à 30 °C exactement, avec un seuil de 30, il ne fait pas encore trop chaud/,
    },
    {
      name: "has numbers of its own",
      answer: tooHotWith(
        "scan((isHot, value) => (isHot ? value >= 27 : value > 30), false), distinctUntilChanged(), skipWhile((isHot) => !isHot)",
      ),
      hint: /With a threshold of 20 and a band of 5, your stream emits `\[\]`/,
      indice: /Avec un seuil de 20 et une bande de 5, votre flux émet `\[\]`/,
    },
  ],
  ...usualMistakesOfIo,
  "exercise-emitter": [
    {
      name: "calls the handlers later",
      answer: emitterWith({
        emit: "const called = all.get(event) ?? []; setTimeout(() => called.forEach((one) => one(...values)), 0); return called.length > 0;",
      }),
      hint: /no handler has been called/,
      indice: /aucun gestionnaire n’a été appelé/,
    },
    {
      name: "keeps one list for all events",
      answer: `function makeEmitter() {
        const all = [];
        return {
          on(event, handler) { all.push(handler); },
          off(event, handler) { if (all.includes(handler)) all.splice(all.indexOf(handler), 1); },
          emit(event, ...values) { for (const one of [...all]) one(...values); return all.length > 0; },
        };
      }`,
      hint: /also calls a handler of/,
      indice: /appelle aussi un gestionnaire de/,
    },
    {
      name: "keeps one handler for each event",
      answer: `function makeEmitter() {
        const all = new Map();
        return {
          on(event, handler) { all.set(event, handler); },
          off(event, handler) { all.delete(event); },
          emit(event, ...values) { all.get(event)?.(...values); return all.has(event); },
        };
      }`,
      hint: /only the second was called/,
      indice: /seul le second a été appelé/,
    },
    {
      name: "calls the last first",
      answer: emitterWith({ on: "all.set(event, [handler, ...(all.get(event) ?? [])]);" }),
      hint: /reverse order/,
      indice: /ordre inverse/,
    },
    {
      name: "passes on the array of values",
      answer: emitterWith({
        emit: "const called = all.get(event) ?? []; for (const one of called) one(values); return called.length > 0;",
      }),
      hint: /pass on every value, and only the values/,
      indice: /transmettez toutes les valeurs/,
    },
    {
      name: "returns nothing from emit",
      answer: emitterWith({ emit: "for (const one of all.get(event) ?? []) one(...values);" }),
      hint: /`true` and `false` are expected/,
      indice: /on attend `true` et `false`/,
    },
    {
      name: "keeps the handlers outside of the function",
      answer: `var all = new Map();
      function makeEmitter() {
        return {
          on(event, handler) { all.set(event, [...(all.get(event) ?? []), handler]); },
          off(event, handler) { all.set(event, (all.get(event) ?? []).filter((one) => one !== handler)); },
          emit(event, ...values) { for (const one of all.get(event) ?? []) one(...values); return all.has(event); },
        };
      }`,
      hint: /Two emitters share their handlers/,
      indice: /Deux émetteurs partagent leurs gestionnaires/,
    },
    {
      name: "never takes a handler off",
      answer: emitterWith({ off: "" }),
      hint: /is still called/,
      indice: /est encore appelé/,
    },
    {
      name: "takes off the last one when the handler isn't there",
      answer: emitterWith({ off: "const list = all.get(event) ?? []; list.splice(list.indexOf(handler), 1);" }),
      hint: /`off` took more than it was asked to/,
      indice: /`off` a enlevé plus que demandé/,
    },
    {
      name: "lets the list shrink under the loop",
      answer: emitterWith({
        off: "const list = all.get(event) ?? []; if (list.includes(handler)) list.splice(list.indexOf(handler), 1);",
      }),
      hint: /the list shrinks under the loop/,
      indice: /la liste rétrécit sous la boucle/,
    },
    {
      name: "returns no emitter",
      answer: "function makeEmitter() { return new Map(); }",
      hint: /an object with the three functions/,
      indice: /un objet avec les trois fonctions/,
    },
  ],
  exercise: [
    {
      name: "starts everything at once",
      answer: "const downloadAtMost = (urls, atOnce, download) => Promise.all(urls.map(download));",
      hint: /7 downloads were in progress at once, where 3 were allowed/,
      indice: /7 téléchargements étaient en cours à la fois, alors que 3 étaient permis/,
    },
    {
      name: "waits inside the loop",
      answer: `async function downloadAtMost(urls, atOnce, download) {
        const results = [];
        for (const url of urls) results.push(await download(url));
        return results;
      }`,
      hint: /Only one download is in progress at a time/,
      indice: /Un seul téléchargement est en cours à la fois/,
    },
    {
      name: "works in batches",
      answer: `async function downloadAtMost(urls, atOnce, download) {
        const results = [];
        for (let i = 0; i < urls.length; i += atOnce) {
          results.push(...(await Promise.all(urls.slice(i, i + atOnce).map(download))));
        }
        return results;
      }`,
      hint: /nothing took its place: batches of 3/,
      indice: /rien n’a pris sa place\u202f: des paquets de 3/,
    },
    {
      name: "lets every worker read the whole list",
      answer: `async function downloadAtMost(urls, atOnce, download) {
        const results = [];
        const worker = async () => { for (const url of urls) results.push(await download(url)); };
        await Promise.all(Array.from({ length: atOnce }, worker));
        return results;
      }`,
      hint: /An image is downloaded twice/,
      indice: /Une image est téléchargée deux fois/,
    },
    {
      name: "returns in the order of arrival",
      answer: `async function downloadAtMost(urls, atOnce, download) {
        const queue = [...urls];
        const results = [];
        const worker = async () => { while (queue.length > 0) results.push(await download(queue.shift())); };
        await Promise.all(Array.from({ length: atOnce }, worker));
        return results;
      }`,
      hint: /in the order in which the downloads ended/,
      indice: /dans l’ordre où les téléchargements ont fini/,
    },
    {
      name: "forgets to return",
      answer: `async function downloadAtMost(urls, atOnce, download) {
        const queue = [...urls.entries()];
        const results = [];
        const worker = async () => {
          for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await download(next[1]);
        };
        await Promise.all(Array.from({ length: atOnce }, worker));
      }`,
      hint: /nothing is returned/,
      indice: /rien n’est renvoyé/,
    },
    {
      name: "doesn't wait for its workers",
      answer: `async function downloadAtMost(urls, atOnce, download) {
        const queue = [...urls.entries()];
        const results = [];
        const worker = async () => {
          for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await download(next[1]);
        };
        Array.from({ length: atOnce }, worker);
        return results;
      }`,
      hint: /returned while \d+ downloads were still to be done/,
      indice: /a rendu la main alors qu’il restait \d+ téléchargements/,
    },
    {
      name: "reads past the end when there are fewer URLs than places",
      answer: `async function downloadAtMost(urls, atOnce, download) {
        const results = [];
        let next = 0;
        const worker = async () => {
          do { const i = next++; results[i] = await download(urls[i]); } while (next < urls.length);
        };
        await Promise.all(Array.from({ length: atOnce }, worker));
        return results;
      }`,
      hint: /`download\(undefined\)` was called: with 2 URLs and 5 at once/,
      indice: /`download\(undefined\)` a été appelée\u202f: avec 2 URL et 5 à la fois/,
    },
    {
      name: "downloads nothing",
      answer: "async function downloadAtMost() { return []; }",
      hint: /`download` was never called/,
      indice: /`download` n’a jamais été appelée/,
    },
    {
      name: "never ends",
      answer: `async function downloadAtMost(urls, atOnce, download) {
        let next = 0;
        const worker = async () => { while (next < urls.length) await download(urls[next++]); };
        await Promise.all(Array.from({ length: atOnce }, worker));
        await new Promise(() => {});
      }`,
      hint: /your function’s promise never does/,
      indice: /la promesse de votre fonction ne se résout jamais/,
    },
    {
      name: "throws",
      answer: "async function downloadAtMost(urls) { return urls.lenght.toFixed(); }",
      hint: /threw an error: `TypeError/,
      indice: /a levé une erreur\u202f: `TypeError/,
    },
    {
      name: "isn't a function",
      answer: "const downloadAtMost = 3;",
      hint: /should be a function/,
      indice: /devrait être une fonction/,
    },
  ],
  "exercise-round-robin": [
    {
      name: "lets each thread run to its end",
      answer:
        "const roundRobin = (lengths, slice) => lengths.flatMap((ms, thread) => Array(Math.ceil(ms / slice)).fill(thread));",
      hint: /everybody gets enough, but not in turn/,
      indice: /chacun reçoit assez, mais pas à tour de rôle/,
    },
    {
      name: "goes on after a thread is done",
      answer: `function roundRobin(lengths, slice) {
        const rounds = Math.max(0, ...lengths.map((ms) => Math.ceil(ms / slice)));
        return Array.from({ length: rounds }, () => lengths.map((_, thread) => thread)).flat();
      }`,
      hint: /needs 10 ms, which is 1 turn of 10, and got 3. Who is done gets no more/,
      indice: /il faut 10 ms au thread 1, soit 1 tour de 10, et il en a eu 3/,
    },
    {
      name: "forgets the last, shorter turn",
      answer: `function roundRobin(lengths, slice) {
        const left = [...lengths];
        const turns = [];
        while (left.some((ms) => ms >= slice)) {
          left.forEach((ms, thread) => { if (ms >= slice) { turns.push(thread); left[thread] -= slice; } });
        }
        return turns;
      }`,
      hint: /needs 25 ms, which is 3 turns of 10 \(the last may be shorter\), and got 2/,
      indice: /le dernier peut être plus court/,
    },
    {
      name: "gives lengths instead of numbers",
      answer: "const roundRobin = (lengths, slice) => lengths;",
      hint: /there is no thread 10/,
      indice: /il n’y a pas de thread 10/,
    },
    {
      name: "counts threads from 1",
      answer: `function roundRobin(lengths, slice) {
        const left = [...lengths];
        const turns = [];
        while (left.some((ms) => ms > 0)) {
          left.forEach((ms, thread) => { if (ms > 0) { turns.push(thread + 1); left[thread] -= slice; } });
        }
        return turns;
      }`,
      hint: /Threads are counted from 0/,
      indice: /Les threads se comptent à partir de 0/,
    },
    {
      name: "forgets to return",
      answer: "function roundRobin(lengths, slice) { lengths.map((ms) => ms / slice); }",
      hint: /does your function end with `return`/,
      indice: /se termine-t-elle par `return`/,
    },
    {
      name: "returns text",
      answer: "const roundRobin = (lengths, slice) => lengths.join(', ');",
      hint: /an array of numbers is expected/,
      indice: /on attend un tableau de nombres/,
    },
    {
      name: "never ends",
      answer: `function roundRobin(lengths, slice) {
        const turns = [];
        while (lengths.some((ms) => ms > 0)) turns.push(0);
        return turns;
      }`,
      hint: /`roundRobin\(\[ 10 \], 10\)` doesn’t come back, and was stopped/,
      indice: /`roundRobin\(\[ 10 \], 10\)` ne se termine pas et a été arrêté/,
    },
    {
      name: "is async",
      answer: "async function roundRobin(lengths, slice) { return lengths.map((_, thread) => thread); }",
      hint: /`roundRobin` returns a promise/,
      indice: /`roundRobin` renvoie une promesse/,
    },
    {
      name: "calls itself without end",
      answer: "function roundRobin(lengths, slice) { return roundRobin(lengths, slice); }",
      hint: /calls functions without end/,
      indice: /appelle des fonctions sans fin/,
    },
    {
      name: "throws what is no error",
      answer: "function roundRobin(lengths, slice) { throw Object.create(null); }",
      hint: /threw an error: `\[Object: null prototype\] \{\}`/,
      indice: /a levé une erreur\u202f: `\[Object: null prototype\] \{\}`/,
    },
  ],
  "exercise-faster-by": [
    {
      name: "thinks that the program only computes",
      answer: "const fasterBy = (wallMs, cpuMs, times) => times;",
      hint: /as if the program did nothing but compute/,
      indice: /comme si le programme ne faisait que calculer/,
    },
    {
      name: "returns the new time",
      answer: "const fasterBy = (wallMs, cpuMs, times) => wallMs - cpuMs + cpuMs / times;",
      hint: /that is the new time in milliseconds/,
      indice: /c’est la nouvelle durée/,
    },
    {
      name: "divides the new time by the old one",
      answer: "const fasterBy = (wallMs, cpuMs, times) => (wallMs - cpuMs + cpuMs / times) / wallMs;",
      hint: /0\.5: that is the share of the old time which is left/,
      indice: /la part de l’ancienne durée qui reste/,
    },
    {
      name: "shortens the waiting",
      answer: "const fasterBy = (wallMs, cpuMs, times) => wallMs / ((wallMs - cpuMs) / times + cpuMs);",
      hint: /Split the|the waiting became shorter/,
      indice: /Séparez les|l’attente a raccourci/,
    },
    {
      name: "leaves the computing out",
      answer: "const fasterBy = (wallMs, cpuMs, times) => wallMs / (wallMs - cpuMs);",
      hint: /the computing has gone altogether/,
      indice: /le calcul a disparu tout à fait/,
    },
    {
      name: "weighs the gains",
      answer: "const fasterBy = (wallMs, cpuMs, times) => (cpuMs / wallMs) * times + (1 - cpuMs / wallMs);",
      hint: /Split the 1000 ms: 500 of computing, 500 of waiting/,
      indice: /Séparez les 1000 ms\u202f: 500 de calcul, 500 d’attente/,
    },
    {
      name: "forgets to return",
      answer: "function fasterBy(wallMs, cpuMs, times) { wallMs / (wallMs - cpuMs + cpuMs / times); }",
      hint: /does your function end with `return`/,
      indice: /se termine-t-elle par `return`/,
    },
    {
      name: "returns text",
      answer: "const fasterBy = (wallMs, cpuMs, times) => String(wallMs / (wallMs - cpuMs + cpuMs / times));",
      hint: /returns `'2'`: a number is expected/,
      indice: /renvoie `'2'`\u202f: on attend un nombre/,
    },
  ],
  "exercise-messages-of": [
    {
      name: "takes each chunk for a message",
      answer: "const messagesOf = (chunks) => chunks;",
      hint: /a newline is still in there/,
      indice: /il y reste un saut de ligne/,
    },
    {
      name: "cuts each chunk by itself",
      answer: "const messagesOf = (chunks) => chunks.flatMap((chunk) => chunk.split('\\n')).filter(Boolean);",
      hint: /messages were cut where the pipe cut them/,
      indice: /coupés là où le tube les a coupés/,
    },
    {
      name: "keeps what follows the last newline",
      answer: "const messagesOf = (chunks) => chunks.join('').split('\\n');",
      hint: /an empty text too many/,
      indice: /un texte vide de trop/,
    },
    {
      name: "drops empty messages, and keeps incomplete ones",
      answer: "const messagesOf = (chunks) => chunks.join('').split('\\n').filter(Boolean);",
      hint: /the last of them has no newline yet/,
      indice: /le dernier n’a pas encore de saut de ligne/,
    },
    {
      name: "drops empty messages",
      answer: "const messagesOf = (chunks) => chunks.join('').split('\\n').slice(0, -1).filter(Boolean);",
      hint: /a message that is empty is a message all the same, and it was dropped/,
      indice: /un message vide est tout de même un message, et il a été perdu/,
    },
    {
      name: "puts spaces between chunks",
      answer: "const messagesOf = (chunks) => chunks.join(' ').split('\\n').slice(0, -1);",
      hint: /Put the chunks end to end/,
      indice: /Mettez en pensée les morceaux bout à bout/,
    },
    {
      name: "returns one text",
      answer: "const messagesOf = (chunks) => chunks.join('');",
      hint: /an array of texts is expected/,
      indice: /on attend un tableau de textes/,
    },
    {
      name: "forgets to return",
      answer: "function messagesOf(chunks) { chunks.join('').split('\\n').slice(0, -1); }",
      hint: /does your function end with `return`/,
      indice: /se termine-t-elle par `return`/,
    },
  ],
  "exercise-best-speed-up": [
    {
      name: "thinks that everything is shared out",
      answer: "const bestSpeedUp = (workers, serial) => workers;",
      hint: /as if everything could be shared out/,
      indice: /comme si tout pouvait se partager/,
    },
    {
      name: "returns the time",
      answer: "const bestSpeedUp = (workers, serial) => serial + (1 - serial) / workers;",
      hint: /that is the time that is left/,
      indice: /c’est la durée qui reste/,
    },
    {
      name: "shares out the wrong part",
      answer: "const bestSpeedUp = (workers, serial) => 1 / (1 - serial + serial / workers);",
      hint: /the serial share is divided among the workers/,
      indice: /la part séquentielle est répartie entre les exécutants/,
    },
    {
      name: "forgets the serial share",
      answer: "const bestSpeedUp = (workers, serial) => 1 / ((1 - serial) / workers);",
      hint: /more than \d+ workers? can ever give/,
      indice: /plus que \d+ exécutants? ne peuvent donner/,
    },
    {
      name: "adds speed-ups",
      answer: "const bestSpeedUp = (workers, serial) => serial + (1 - serial) * workers;",
      hint: /Times can be added, speed-ups can’t/,
      indice: /Les durées s’ajoutent, les accélérations non/,
    },
    {
      name: "takes a percentage",
      answer: "const bestSpeedUp = (workers, serial) => 100 / (serial + (100 - serial) / workers);",
      hint: /as if `serial` were so many per cent/,
      indice: /comme si `serial` était un pourcentage/,
    },
    {
      name: "forgets to return",
      answer: "function bestSpeedUp(workers, serial) { 1 / (serial + (1 - serial) / workers); }",
      hint: /does your function end with `return`/,
      indice: /se termine-t-elle par `return`/,
    },
    {
      name: "returns text",
      answer: "const bestSpeedUp = (workers, serial) => (1 / (serial + (1 - serial) / workers)).toFixed(2);",
      hint: /returns `'2\.11'`: a number is expected/,
      indice: /renvoie `'2\.11'`\u202f: on attend un nombre/,
    },
    {
      name: "rounds",
      answer: "const bestSpeedUp = (workers, serial) => Math.round(1 / (serial + (1 - serial) / workers));",
      hint: /a speed-up has decimals, too/,
      indice: /une accélération a aussi des décimales/,
    },
    {
      name: "forgets that one worker is one",
      answer: "const bestSpeedUp = (workers, serial) => 1 / (serial + (1 - serial) / (workers - 1));",
      hint: /Take a program of 1 second/,
      indice: /Prenez un programme d’une seconde/,
    },
  ],
  "exercise-add": [
    {
      name: "reads, then writes",
      answer: "function addSafely(memory, amount) { memory.store(0, memory.load(0) + amount); }",
      hint: /4 of 6 interleavings lose an addition, such as A B A B|lose an addition, such as/,
      indice: /entrelacements sur 6 perdent une addition/,
    },
    {
      name: "tries once",
      answer:
        "function addSafely(memory, amount) { const seen = memory.load(0); memory.compareExchange(0, seen, seen + amount); }",
      hint: /found something else than it expected, and wrote nothing/,
      indice: /a trouvé autre chose que ce qu’il attendait, et n’a rien écrit/,
    },
    {
      name: "tries again with the old value",
      answer: `function addSafely(memory, amount) {
        const seen = memory.load(0);
        while (memory.compareExchange(0, seen, seen + amount) !== seen) {}
      }`,
      hint: /a thread tries for ever: after another thread’s addition, is the value that you expect still/,
      indice: /un thread essaie sans fin\u202f: après l’addition d’un autre/,
    },
    {
      name: "takes what was held for what was written",
      answer: `function addSafely(memory, amount) {
        for (;;) {
          const seen = memory.load(0);
          if (memory.compareExchange(0, seen, seen + amount) === seen + amount) return;
        }
      }`,
      hint: /never ends: when does your loop stop/,
      indice: /ne finit jamais\u202f: quand votre boucle s’arrête-t-elle/,
    },
    {
      name: "expects 0",
      answer: "function addSafely(memory, amount) { memory.compareExchange(0, 0, amount); }",
      hint: /Alone, with 5 in the word, `addSafely\(memory, 3\)` leaves it as it was: nothing is written/,
      indice: /Seule, avec 5 dans le mot, `addSafely\(memory, 3\)` le laisse tel quel/,
    },
    {
      name: "writes the amount",
      answer: `function addSafely(memory, amount) {
        let seen = memory.load(0);
        for (;;) {
          const held = memory.compareExchange(0, seen, amount);
          if (held === seen) return;
          seen = held;
        }
      }`,
      hint: /Alone, with 5 in the word, `addSafely\(memory, 3\)` leaves 3 there instead of 8/,
      indice: /y laisse 3 au lieu de 8/,
    },
    {
      name: "returns a promise",
      answer: "async function addSafely(memory, amount) { memory.store(0, memory.load(0) + amount); }",
      hint: /returns a promise\. There is nothing to wait for here/,
      indice: /renvoie une promesse\. Il n’y a rien à attendre ici/,
    },
    {
      name: "asks for a word that isn't there",
      answer: "function addSafely(memory, amount) { memory.compareExchange(1, memory.load(1), amount); }",
      hint: /threw an error: .*word is 1/,
      indice: /a levé une erreur\u202f: .*word is 1/,
    },
    {
      name: "isn't a function",
      answer: "const addSafely = 3;",
      hint: /should be a function/,
      indice: /devrait être une fonction/,
    },
  ],
  "exercise-forks": [
    {
      name: "takes the left fork first",
      answer: "const forkOrder = (index, philosophers) => [index, (index + 1) % philosophers];",
      hint: /With 3 philosophers each takes the left fork first \(such as in the order P0 P0 P1 P1 P2/,
      indice: /Avec 3 philosophes, chacun prend d’abord la fourchette de gauche/,
    },
    {
      name: "takes the right fork first",
      answer: "const forkOrder = (index, philosophers) => [(index + 1) % philosophers, index];",
      hint: /each takes the right fork first/,
      indice: /chacun prend d’abord la fourchette de droite/,
    },
    {
      name: "forgets that the table is round",
      answer: "const forkOrder = (index) => [index, index + 1];",
      hint: /there is no fork 3, the table is round/,
      indice: /il n’y a pas de fourchette 3, la table est ronde/,
    },
    {
      name: "takes a neighbour's fork",
      answer: "const forkOrder = (index, philosophers) => [index, (index + philosophers - 1) % philosophers];",
      hint: /the forks beside philosopher 0 are 0 and 1/,
      indice: /les fourchettes à côté du philosophe 0 sont la 0 et la 1/,
    },
    {
      name: "takes the same fork twice",
      answer: "const forkOrder = (index) => [index, index];",
      hint: /the same fork twice/,
      indice: /deux fois la même fourchette/,
    },
    {
      name: "returns one number",
      answer: "const forkOrder = (index, philosophers) => Math.min(index, (index + 1) % philosophers);",
      hint: /returns `0`: an array of two numbers is expected/,
      indice: /renvoie `0`\u202f: on attend un tableau de deux nombres/,
    },
    {
      name: "forgets to return",
      answer: "function forkOrder(index, philosophers) { [index, (index + 1) % philosophers].sort(); }",
      hint: /does your function end with `return`/,
      indice: /se termine-t-elle par `return`/,
    },
    {
      name: "throws",
      answer: "const forkOrder = (index) => index.left.right;",
      hint: /threw an error: `TypeError/,
      indice: /a levé une erreur\u202f: `TypeError/,
    },
  ],
  "exercise-shares": [
    {
      name: "forgets the remainder",
      answer: "const shares = (count, workers) => Array(workers).fill(Math.floor(count / workers));",
      hint: /`shares\(10, 3\)` is `\[ 3, 3, 3 \]`: 1 of the 10 numbers would be forgotten/,
      indice: /1 des 10 nombres seraient oubliés/,
    },
    {
      name: "rounds up for everybody",
      answer: "const shares = (count, workers) => Array(workers).fill(Math.ceil(count / workers));",
      hint: /12 numbers in all: there are only 10/,
      indice: /12 nombres en tout\u202f: il n’y en a que 10/,
    },
    {
      name: "gives fractions",
      answer: "const shares = (count, workers) => Array(workers).fill(count / workers);",
      hint: /nobody can work on a part of a number/,
      indice: /personne ne peut traiter un morceau de nombre/,
    },
    {
      name: "gives the whole remainder to the last",
      answer: `function shares(count, workers) {
        const each = Math.floor(count / workers);
        return [...Array(workers - 1).fill(each), count - each * (workers - 1)];
      }`,
      hint: /everybody waits for the worker who has 5 numbers while another has 2/,
      indice: /tout le monde attend l’exécutant qui a 5 nombres quand un autre en a 2/,
    },
    {
      name: "gives the last one too little",
      answer: `function shares(count, workers) {
        const each = Math.ceil(count / workers);
        return Array.from({ length: workers }, (_, i) => Math.max(0, Math.min(each, count - i * each)));
      }`,
      hint: /`\[ 4, 4, 2 \]`: nothing is lost, but .* who has 4 numbers while another has 2/,
      indice: /`\[ 4, 4, 2 \]`\u202f: rien n’est perdu, mais .* qui a 4 nombres quand un autre en a 2/,
    },
    {
      name: "leaves out idle workers",
      answer: `function shares(count, workers) {
        const out = [];
        for (let left = count; left > 0; ) {
          const share = Math.ceil(left / (workers - out.length));
          out.push(share);
          left -= share;
        }
        return out;
      }`,
      hint: /has 2 shares for 5 workers: one share for each, even if it is 0/,
      indice: /contient 2 parts pour 5 exécutants/,
    },
    {
      name: "forgets to return",
      answer: "function shares(count, workers) { Array(workers).fill(count / workers); }",
      hint: /does your function end with `return`/,
      indice: /se termine-t-elle par `return`/,
    },
    {
      name: "returns a number",
      answer: "const shares = (count, workers) => count / workers;",
      hint: /returns `5`: an array of numbers is expected/,
      indice: /renvoie `5`\u202f: on attend un tableau de nombres/,
    },
  ],
  "exercise-divisions": [
    {
      name: "is the course's loop",
      answer: loop({}),
      hint: /still takes 5386 divisions \(the course’s loop: 5386\)/,
      indice: /demande encore 5386 divisions \(la boucle du cours\u202f: 5386\)/,
    },
    {
      name: "forgets what is left",
      answer: loop({ step: "d += d === 2 ? 1 : 2", rest: "" }),
      hint: /What is left in `n` when the loop ends|what is left in `n` when the loop ends/,
      indice: /[Qq]ue reste-t-il dans `n` quand la boucle finit/,
    },
    {
      name: "stops before the square root",
      answer: loop({ step: "d += d === 2 ? 1 : 2", condition: "d * d < n" }),
      hint: /49 is 7 × 7/,
      indice: /49 vaut 7\u202f× 7/,
    },
    {
      name: "begins with 3",
      answer: loop({ first: "3", step: "d += 2" }),
      hint: /14 is even: the even divisors can be skipped, all but one/,
      indice: /14 est pair\u202f: on peut sauter les diviseurs pairs, sauf un/,
    },
    {
      name: "begins with 1",
      answer: loop({ first: "1", step: "d += 1", found: "factors.push(d); if (d > 1) n /= d; else d = 2;" }),
      hint: /1 is no prime number/,
      indice: /1 n’est pas un nombre premier/,
    },
    {
      name: "divides once by each divisor",
      answer: `function factorsFaster(n, divides) {
        const factors = [];
        for (let d = 2; d * d <= n; d += d === 2 ? 1 : 2) if (divides(d, n)) { factors.push(d); n /= d; }
        if (n > 1) factors.push(n);
        return factors;
      }`,
      hint: /`factorsFaster\(64, divides\)` is `\[ 2, 32 \]`, but 32 is even|12, divides/,
      indice: /factorsFaster\((64|12), divides\)/,
    },
    {
      name: "doesn't divide the number",
      answer: `function factorsFaster(n, divides) {
        const factors = [];
        for (let d = 2; d * d <= n; d += d === 2 ? 1 : 2) if (divides(d, n)) factors.push(d);
        factors.push(n);
        return factors;
      }`,
      hint: /is `n` divided each time that a factor is found/,
      indice: /`n` est-il divisé à chaque facteur trouvé/,
    },
    {
      name: "never ends",
      answer: loop({ step: "" }),
      hint: /For 15 the loop never ends/,
      indice: /Pour 15, la boucle ne finit jamais/,
    },
    {
      name: "skips multiples of 5 too soon",
      answer: loop({ step: "do d++; while (d % 2 === 0 || d % 5 === 0)" }),
      hint: /but 35 isn’t prime: one of the divisors that you skip is needed/,
      indice: /mais 35 n’est pas premier/,
    },
    {
      name: "returns the factors from the greatest",
      answer: loop({ step: "d += d === 2 ? 1 : 2", result: "factors.reverse()" }),
      hint: /not from the smallest to the greatest/,
      indice: /pas du plus petit au plus grand/,
    },
    {
      name: "doesn't ask",
      answer: loop({ step: "d += d === 2 ? 1 : 2", test: "n % d === 0" }),
      hint: /`divides` was never asked/,
      indice: /`divides` n’a jamais été appelée/,
    },
    {
      name: "forgets to return",
      answer: "function factorsFaster(n, divides) { divides(2, n); }",
      hint: /does your function end with `return`/,
      indice: /se termine-t-elle par `return`/,
    },
  ],
  "exercise-collect-once": [
    {
      name: "adds each reply at the end",
      answer: "const collectOnce = (replies) => replies.map(({ result }) => result);",
      hint: /in the place of chunk 0 stands `'r2'`/,
      indice: /à la place du lot 0 se trouve `'r2'`/,
    },
    {
      name: "sorts, and counts twice",
      answer: `const collectOnce = (replies) =>
        replies.toSorted((a, b) => a.chunk - b.chunk).map(({ result }) => result);`,
      hint: /your array has 5 results. A reply that comes a second time/,
      indice: /votre tableau a 5 résultats. Une réponse qui revient/,
    },
    {
      name: "keeps one of each and forgets the gaps",
      answer: `function collectOnce(replies) {
        const seen = new Map(replies.map(({ chunk, result }) => [chunk, result]));
        return [...seen.keys()].sort((a, b) => a - b).map((chunk) => seen.get(chunk));
      }`,
      hint: /your array has 2 places. Make one for each chunk/,
      indice: /votre tableau a 2 places. Il en faut une par lot/,
    },
    {
      name: "fills gaps with a text",
      answer: `function collectOnce(replies, chunks) {
        const results = new Array(chunks).fill("");
        for (const { chunk, result } of replies) results[chunk] = result;
        return results;
      }`,
      hint: /A gap must stay visible/,
      indice: /Un trou doit rester visible/,
    },
    {
      name: "has no return",
      answer: "function collectOnce(replies, chunks) { replies.length; }",
      hint: /returns nothing/,
      indice: /ne renvoie rien/,
    },
    {
      name: "returns an object",
      answer: "const collectOnce = (replies) => Object.fromEntries(replies.map((r) => [r.chunk, r.result]));",
      hint: /an array is expected/,
      indice: /on attend un tableau/,
    },
  ],
  "exercise-times-run": [
    {
      name: "forgets that there is nothing yet",
      answer: `function timesRun(lines) {
        const counts = new Map();
        for (const line of lines) counts.set(line, counts.get(line) + 1);
        return counts;
      }`,
      hint: /what does `get` give for a line that isn’t in the map yet/,
      indice: /que donne `get` pour une ligne qui n’est pas encore dans la map/,
    },
    {
      name: "begins at nought",
      answer: `function timesRun(lines) {
        const counts = new Map();
        for (const line of lines) counts.set(line, counts.has(line) ? counts.get(line) + 1 : 0);
        return counts;
      }`,
      hint: /one time too few: the first time is a time, too/,
      indice: /une fois de moins\u202f: la première fois est une fois aussi/,
    },
    {
      name: "counts runs in a row only",
      answer: `function timesRun(lines) {
        const counts = new Map();
        lines.forEach((line, at) => counts.set(line, lines[at - 1] === line ? counts.get(line) + 1 : 1));
        return counts;
      }`,
      hint: /one time too few|Does a line count when others ran in between/,
      indice: /une fois de moins|Une ligne compte-t-elle quand d’autres/,
    },
    {
      name: "returns a plain object",
      answer: `function timesRun(lines) {
        const counts = {};
        for (const line of lines) counts[line] = (counts[line] ?? 0) + 1;
        return counts;
      }`,
      hint: /a `Map` is expected/,
      indice: /on attend une `Map`/,
    },
    {
      name: "counts lines that never ran",
      answer: `function timesRun(lines) {
        const counts = new Map(Array.from({ length: 10 }, (_, line) => [line, 0]));
        for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
        return counts;
      }`,
      hint: /leave out those that never ran/,
      indice: /laissez de côté celles qui ne se sont jamais exécutées/,
    },
    {
      name: "has no return",
      answer: "function timesRun(lines) { lines.length; }",
      hint: /returns nothing/,
      indice: /ne renvoie rien/,
    },
    {
      name: "goes through the places instead of the lines",
      answer: `function timesRun(lines) {
        const counts = new Map();
        for (const line in lines) counts.set(line, (counts.get(line) ?? 0) + 1);
        return counts;
      }`,
      hint: /has texts for keys/,
      indice: /a des textes pour clés/,
    },
  ],
};

/** A trial division with one thing in another's place. */
function loop({
  first = "2",
  condition = "d * d <= n",
  test = "divides(d, n)",
  found = "factors.push(d); n /= d;",
  step = "d += 1",
  rest = "if (n > 1) factors.push(n);",
  result = "factors",
}): string {
  return `function factorsFaster(n, divides) {
    const factors = [];
    let d = ${first};
    while (${condition}) { if (${test}) { ${found} } else { ${step} } }
    ${rest}
    return ${result};
  }`;
}

/** The chapter's emitter with some of its functions' bodies replaced. */
function emitterWith(bodies: { readonly on?: string; readonly off?: string; readonly emit?: string }): string {
  const {
    on = "all.set(event, [...(all.get(event) ?? []), handler]);",
    off = "all.set(event, (all.get(event) ?? []).filter((one) => one !== handler));",
    emit = "const called = all.get(event) ?? []; for (const one of called) one(...values); return called.length > 0;",
  } = bodies;
  return `function makeEmitter() {
    const all = new Map();
    return {
      on(event, handler) { ${on} },
      off(event, handler) { ${off} },
      emit(event, ...values) { ${emit} },
    };
  }`;
}

/** A stream of alerts by some operators. */
function tooHotWith(operators: string): string {
  return `import { distinctUntilChanged, filter, map, scan, skipWhile } from "rxjs";
  function tooHot(celsius, threshold, band) {
    return celsius.pipe(${operators});
  }`;
}

/** Points in shared memory, with some parts replaced. */
function sharedPointsWith(parts: Readonly<Partial<Record<"isShared" | "buffer" | "type" | "place" | "at", string>>>) {
  const {
    isShared = "source instanceof SharedArrayBuffer",
    buffer = "new SharedArrayBuffer(16 * source.length)",
    type = "Float64Array",
    place = "2 * i",
    at = `({ x: numbers[${place}], y: numbers[${place} + 1] })`,
  } = parts;
  return `function sharedPoints(source) {
    const buffer = ${isShared} ? source : ${buffer};
    const numbers = new ${type}(buffer);
    const set = (i, { x, y }) => { numbers[${place}] = x; numbers[${place} + 1] = y; };
    if (!(source instanceof SharedArrayBuffer)) source.forEach((point, i) => set(i, point));
    return { buffer, at: (i) => ${at}, set };
  }`;
}
