import type { Mistake } from "./usual-mistakes.ts";

/** The usual mistakes of chapters 11 to 13, by the id of each exercise's cell. */
export const usualMistakesOfIo: Readonly<Record<string, readonly Mistake[]>> = {
  "exercise-estimate": [
    {
      name: "counts every wait on one thread",
      answer: `function estimateTimes(tasks, waitMs, computeMs, workers) {
        return [tasks * (waitMs + computeMs), Math.ceil(tasks / workers) * (waitMs + computeMs)];
      }`,
      hint: /counts every wait by itself/,
      indice: /compte chaque attente à part/,
    },
    {
      name: "overlaps the computing too",
      answer: `function estimateTimes(tasks, waitMs, computeMs, workers) {
        return [waitMs + computeMs, Math.ceil(tasks / workers) * (waitMs + computeMs)];
      }`,
      hint: /computes for one task after another/,
      indice: /calcule pour une tâche après l’autre/,
    },
    {
      name: "forgets that a round is whole",
      answer: `function estimateTimes(tasks, waitMs, computeMs, workers) {
        return [tasks === 0 ? 0 : waitMs + tasks * computeMs, (tasks / workers) * (waitMs + computeMs)];
      }`,
      hint: /lasts as long as a whole one/,
      indice: /dure autant qu’un tour entier/,
    },
    {
      name: "gives every thread all the tasks",
      answer: `function estimateTimes(tasks, waitMs, computeMs, workers) {
        return [tasks === 0 ? 0 : waitMs + tasks * computeMs, tasks * (waitMs + computeMs)];
      }`,
      hint: /How many tasks does each thread do/,
      indice: /Combien de tâches chaque thread fait-il/,
    },
    {
      name: "swaps the two",
      answer: `function estimateTimes(tasks, waitMs, computeMs, workers) {
        return [Math.ceil(tasks / workers) * (waitMs + computeMs), waitMs + tasks * computeMs];
      }`,
      hint: /the wrong way round/,
      indice: /mais inversés/,
    },
    {
      name: "waits without a task",
      answer: `function estimateTimes(tasks, waitMs, computeMs, workers) {
        return [waitMs + tasks * computeMs, Math.ceil(tasks / workers) * (waitMs + computeMs)];
      }`,
      hint: /without a task there is nothing to wait for/,
      indice: /sans tâche, il n’y a rien à attendre/,
    },
    {
      name: "returns one number",
      answer: "function estimateTimes(tasks, waitMs, computeMs) { return waitMs + tasks * computeMs; }",
      hint: /an array of two numbers/,
      indice: /un tableau de deux nombres/,
    },
  ],
  "exercise-leaving-times": [
    {
      name: "forgets that somebody has to come first",
      answer: `function leavingTimes(arrivals, services, servers) {
        const free = new Array(servers).fill(0);
        return services.map((service) => {
          const server = free.indexOf(Math.min(...free));
          free[server] += service;
          return free[server];
        });
      }`,
      hint: /leaves before having been served/,
      indice: /s’en va avant d’avoir été servi/,
    },
    {
      name: "has one server",
      answer: `function leavingTimes(arrivals, services) {
        let free = 0;
        return arrivals.map((arrival, at) => (free = Math.max(free, arrival) + services[at]));
      }`,
      hint: /one server has served everybody/,
      indice: /un seul serveur a servi tout le monde/,
    },
    {
      name: "gives customers to servers in turn",
      answer: `function leavingTimes(arrivals, services, servers) {
        const free = new Array(servers).fill(0);
        return arrivals.map((arrival, at) => (free[at % servers] = Math.max(free[at % servers], arrival) + services[at]));
      }`,
      hint: /the next in turn, or the one who is free first/,
      indice: /à tour de rôle, ou à celui qui est libre le plus tôt/,
    },
    {
      name: "returns when service begins",
      answer: `function leavingTimes(arrivals, services, servers) {
        const free = new Array(servers).fill(0);
        return arrivals.map((arrival, at) => {
          const server = free.indexOf(Math.min(...free));
          const begins = Math.max(arrival, free[server]);
          free[server] = begins + services[at];
          return begins;
        });
      }`,
      hint: /when service begins, or how long customers wait/,
      indice: /le moment où l’on est servi/,
    },
    {
      name: "returns the time of closing",
      answer: `function leavingTimes(arrivals, services, servers) {
        return services.reduce((sum, service) => sum + service, 0);
      }`,
      hint: /one number for each customer/,
      indice: /un nombre par client/,
    },
    {
      name: "forgets to return",
      answer: "function leavingTimes(arrivals, services, servers) {}",
      hint: /returns nothing/,
      indice: /ne renvoie rien/,
    },
    {
      name: "serves everybody on arrival",
      answer: `function leavingTimes(arrivals, services, servers) {
        return arrivals.map((arrival, at) => arrival + services[at]);
      }`,
      hint: /as if everybody were served on arrival/,
      indice: /comme si chacun était servi dès son arrivée/,
    },
    {
      name: "forgets when the servers are free at first",
      answer: `function leavingTimes(arrivals, services, servers) {
        const free = new Array(servers);
        return arrivals.map((arrival, at) => {
          const server = free.indexOf(Math.min(...free));
          return (free[server] = Math.max(arrival, free[server]) + services[at]);
        });
      }`,
      hint: /`NaN` comes of a sum with something that isn’t there/,
      indice: /`NaN` vient d’une somme avec quelque chose qui n’existe pas/,
    },
  ],
  "exercise-new-links": [
    {
      name: "leaves relative addresses",
      answer: `function newLinks(hrefs, page, seen) {
        const links = hrefs.filter((href) => !seen.has(href));
        for (const link of links) seen.add(link);
        return links;
      }`,
      hint: /no whole address/,
      indice: /pas une adresse complète/,
    },
    {
      name: "keeps fragments",
      answer: `function newLinks(hrefs, page, seen) {
        const links = [];
        for (const href of hrefs) {
          const link = new URL(href, page).href;
          if (!seen.has(link)) links.push(link);
          seen.add(link);
        }
        return links;
      }`,
      hint: /a place inside the page/,
      indice: /un endroit de la page/,
    },
    {
      name: "adds to seen at the end",
      answer: `function newLinks(hrefs, page, seen) {
        const links = hrefs.flatMap((href) => URL.parse(href.split("#")[0], page) ?? [])
          .filter(({ protocol, href }) => protocol.startsWith("http") && !seen.has(href)).map(({ href }) => href);
        for (const link of links) seen.add(link);
        return links;
      }`,
      hint: /gives an address twice/,
      indice: /donne deux fois une adresse/,
    },
    {
      name: "forgets what was seen",
      answer: `function newLinks(hrefs, page) {
        return [...new Set(hrefs.map((href) => new URL(href.split("#")[0], page).href))];
      }`,
      hint: /which is in .seen. already|isn’t in .seen. afterwards/,
      indice: /déjà dans .seen.|n’est pas dans .seen. ensuite/,
    },
    {
      name: "follows every scheme",
      answer: `function newLinks(hrefs, page, seen) {
        const links = [];
        for (const href of hrefs) {
          const link = new URL(href.split("#")[0], page).href;
          if (!seen.has(link)) links.push(link);
          seen.add(link);
        }
        return links;
      }`,
      hint: /isn’t a page of the web/,
      indice: /pas une page du web/,
    },
    {
      name: "throws on an address that isn't valid",
      answer: `function newLinks(hrefs, page, seen) {
        const links = [];
        for (const href of hrefs) {
          const url = new URL(href, page);
          url.hash = "";
          if (!url.protocol.startsWith("http") || seen.has(url.href)) continue;
          seen.add(url.href);
          links.push(url.href);
        }
        return links;
      }`,
      hint: /throws on an address that isn’t valid/,
      indice: /lève une erreur sur une adresse invalide/,
    },
    {
      name: "stops at the first stranger",
      answer: `function newLinks(hrefs, page, seen) {
        const links = [];
        for (const href of hrefs) {
          const url = URL.parse(href, page);
          if (url === null || !url.protocol.startsWith("http")) break;
          url.hash = "";
          if (!seen.has(url.href)) links.push(url.href);
          seen.add(url.href);
        }
        return links;
      }`,
      hint: /forgets .https:/,
      indice: /oublie .https:/,
    },
    {
      name: "returns URLs",
      answer: `function newLinks(hrefs, page, seen) {
        return hrefs.map((href) => new URL(href, page));
      }`,
      hint: /an array of strings is expected/,
      indice: /on attend un tableau de chaînes/,
    },
    {
      name: "puts the page in front of the link",
      answer: "function newLinks(hrefs, page, seen) { return hrefs.map((href) => page + href); }",
      hint: /where none of these links leads/,
      indice: /où ne mène aucun de ces liens/,
    },
  ],
};
