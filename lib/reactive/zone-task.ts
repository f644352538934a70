/** What workers load to simulate zones: RxJS with it, so that the first zones of a warm worker don't wait for it. */
import { rxjs } from "../packages/large-packages.ts";

export { simulateZones } from "./simulate-zones.ts";

rxjs();
