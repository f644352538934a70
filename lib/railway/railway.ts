import { briefly } from "../errors/briefly.ts";
import { isList } from "../errors/is-list.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";

/** A station: its place on the map, in kilometres east and north of a corner. */
export interface Station {
  readonly name: string;
  readonly east: number;
  readonly north: number;
}

/** A line between two stations, the same in both directions. */
export interface Line {
  /** The names of the stations at its ends. */
  readonly between: readonly [string, string];
  /** Minutes from one to the other. */
  readonly minutes: number;
  /** Whether it has one track only somewhere. */
  readonly isSingleTrack?: boolean;
}

/** Stations, and the lines between them. */
export interface Railway {
  readonly stations: readonly Station[];
  readonly lines: readonly Line[];
}

/**
 * The railway of the course: invented, its stations named after people who made concurrent programming what it is.
 *
 * @example
 * railway.stations.length; // 12
 */
export const railway: Railway = {
  stations: [
    { name: "Dekker", east: 4, north: 46 },
    { name: "Dijkstra", east: 22, north: 54 },
    { name: "Petri", east: 14, north: 24 },
    { name: "Brinch Hansen", east: 36, north: 38 },
    { name: "Hoare", east: 44, north: 20 },
    { name: "Courtois", east: 28, north: 6 },
    { name: "Habermann", east: 50, north: 56 },
    { name: "Lamport", east: 66, north: 30 },
    { name: "Peterson", east: 62, north: 6 },
    { name: "Milner", east: 76, north: 50 },
    { name: "Liskov", east: 92, north: 36 },
    { name: "Pnueli", east: 88, north: 10 },
  ],
  lines: [
    { between: ["Dekker", "Dijkstra"], minutes: 14 },
    { between: ["Dekker", "Petri"], minutes: 17 },
    { between: ["Dijkstra", "Petri"], minutes: 26 },
    { between: ["Dijkstra", "Brinch Hansen"], minutes: 15 },
    { between: ["Dijkstra", "Habermann"], minutes: 19 },
    { between: ["Petri", "Brinch Hansen"], minutes: 21 },
    { between: ["Petri", "Courtois"], minutes: 16 },
    { between: ["Brinch Hansen", "Hoare"], minutes: 13 },
    { between: ["Brinch Hansen", "Habermann"], minutes: 18 },
    { between: ["Courtois", "Hoare"], minutes: 17 },
    { between: ["Courtois", "Peterson"], minutes: 24 },
    { between: ["Hoare", "Lamport"], minutes: 7, isSingleTrack: true },
    { between: ["Hoare", "Peterson"], minutes: 16 },
    { between: ["Habermann", "Milner"], minutes: 22 },
    { between: ["Lamport", "Milner"], minutes: 17 },
    { between: ["Lamport", "Liskov"], minutes: 20 },
    { between: ["Peterson", "Pnueli"], minutes: 23 },
    { between: ["Milner", "Liskov"], minutes: 15 },
    { between: ["Liskov", "Pnueli"], minutes: 19 },
  ],
};

/**
 * Refuses what is no railway, such as the name of a station in its place.
 *
 * @throws NavetteError `ERR_NAVETTE_RAILWAY`, naming the value.
 */
export function checkRailway(map: Railway): void {
  if (!isRevoked(map) && isList(map?.stations) && isList(map.lines)) return;
  const said = briefly(map);
  throw new NavetteError("ERR_NAVETTE_RAILWAY", `map is ${said}: give a railway first, such as railway`);
}
