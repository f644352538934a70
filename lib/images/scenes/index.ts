import { archery } from "./archery.ts";
import { basketball } from "./basketball.ts";
import { cycling } from "./cycling.ts";
import { football } from "./football.ts";
import { hockey } from "./hockey.ts";
import { running } from "./running.ts";
import { sailing } from "./sailing.ts";
import type { Scene } from "./scene.ts";
import { skiing } from "./skiing.ts";
import { swimming } from "./swimming.ts";
import { tennis } from "./tennis.ts";

/** The ten pictures, in the order in which they are numbered. */
export const scenes: readonly Scene[] = [
  football,
  swimming,
  basketball,
  skiing,
  tennis,
  sailing,
  running,
  hockey,
  cycling,
  archery,
];
