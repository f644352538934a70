import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";
import { PriorityQueue } from "./priority-queue.ts";
import { checkRailway, type Railway } from "./railway.ts";

/** A station whose shortest time is known, in the order in which the algorithm found it. */
export interface Settled {
  readonly station: string;
  readonly minutes: number;
  /** The station before it on the way; undefined for the start. */
  readonly from: string | undefined;
}

/** The way that takes the least time; undefined where there is none. */
export interface Route {
  /** The names of the stations that it was asked for. */
  readonly from: string;
  readonly to: string;
  /** The stations on the way, both ends included. */
  readonly stations: readonly string[] | undefined;
  /** Minutes that the way takes. */
  readonly minutes: number | undefined;
  /** The stations whose shortest time the algorithm knows, in the order in which it found them. */
  readonly settled: readonly Settled[];
}

/**
 * Finds the shortest way from one station to another, by Dijkstra's algorithm: of the stations that can be reached, the
 * nearest one that isn't settled yet is settled next, and its lines are looked at.
 *
 * O((stations + lines) · log lines), with a binary heap. Source: E. W. Dijkstra, "A Note on Two Problems in Connexion
 * with Graphs", Numerische Mathematik 1, 1959.
 *
 * @throws NavetteError `ERR_NAVETTE_RAILWAY` for what is no railway, `ERR_NAVETTE_STATION` for a station that isn't on the map, `ERR_NAVETTE_MINUTES` for a line that
 * takes less than no time: the algorithm would be wrong.
 * @example
 * shortestPath(railway, "Dekker", "Hoare").stations; // ["Dekker", "Dijkstra", "Brinch Hansen", "Hoare"]
 */
export function shortestPath(map: Railway, from: string, to: string): Route {
  checkRailway(map);
  const { stations, lines } = map;
  const neighbours = new Map(
    stations.map(({ name }) => [name, [] as { readonly to: string; readonly minutes: number }[]]),
  );
  for (const name of [from, to]) {
    if (neighbours.has(name)) continue;
    const known = [...neighbours.keys()].join(", ");
    throw new NavetteError("ERR_NAVETTE_STATION", `station is ${inspect(name)}: use one of ${known}`);
  }
  for (const { between, minutes } of lines) {
    const [a, b] = between;
    if (!(minutes >= 0)) {
      throw new NavetteError("ERR_NAVETTE_MINUTES", `minutes is ${minutes} between ${a} and ${b}: give 0 or more`);
    }
    neighbours.get(a)?.push({ to: b, minutes });
    neighbours.get(b)?.push({ to: a, minutes });
  }

  const settled = new Map<string, Settled>();
  const queue = new PriorityQueue<{ readonly station: string; readonly from: string | undefined }>();
  queue.push({ station: from, from: undefined }, 0);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { item, priority: minutes } = next;
    if (settled.has(item.station)) continue;
    settled.set(item.station, { ...item, minutes });
    if (item.station === to) break;
    for (const line of neighbours.get(item.station) ?? []) {
      if (!settled.has(line.to)) queue.push({ station: line.to, from: item.station }, minutes + line.minutes);
    }
  }

  const way: string[] = [];
  for (let at = settled.get(to); at !== undefined; at = at.from === undefined ? undefined : settled.get(at.from)) {
    way.unshift(at.station);
  }
  return {
    from,
    to,
    stations: way.length > 0 ? way : undefined,
    minutes: settled.get(to)?.minutes,
    settled: [...settled.values()],
  };
}

/**
 * Returns the same railway with a line closed, whichever end is named first. O(lines).
 *
 * @throws NavetteError `ERR_NAVETTE_RAILWAY` for what is no railway, `ERR_NAVETTE_STATION` when there is no line between the two.
 * @example
 * shortestPath(withoutLine(railway, "Hoare", "Lamport"), "Hoare", "Lamport").minutes; // 70
 */
export function withoutLine(map: Railway, a: string, b: string): Railway {
  checkRailway(map);
  const { stations, lines } = map;
  const left = lines.filter(({ between }) => !(between.includes(a) && between.includes(b)));
  if (left.length === lines.length) {
    const message = `There is no line between ${inspect(a)} and ${inspect(b)}: name the two ends of one, as in map.lines`;
    throw new NavetteError("ERR_NAVETTE_STATION", message);
  }
  return { stations, lines: left };
}
