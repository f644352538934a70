/**
 * One million readings through the streams of the data centre on one core, beside the same operators of RxPY:
 * `npm run bench lib-events`.
 *
 * Environment: ROUNDS (5), READINGS (1,000,000).
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Subject } from "rxjs";
import type { Reading } from "../../lib/reactive/zone.ts";
import { type ZoneWindow, zoneAlerts, zoneWindows } from "../../lib/reactive/zone-streams.ts";
import { now } from "../../lib/timeline/now.ts";
import { findPackages } from "./python/packages.ts";
import { median } from "./tables/median.ts";
import { progress } from "./tables/progress.ts";
import { absent, machineText, report } from "./tables/report.ts";

const rounds = Number(process.env.ROUNDS ?? 5);
const count = Number(process.env.READINGS ?? 1_000_000);
const zones = 24;
const size = 500;
console.log(machineText());

const readings: Reading[] = Array.from({ length: count }, (_, i) => ({
  zone: i % zones,
  sensor: 0,
  second: Math.floor(i / zones),
  celsius: 20 + ((i * 7919) % 1200) / 100,
}));

interface Measure {
  readonly ms: number;
  readonly cpuMs: number;
  readonly alerts: number;
}

function throughRxjs(): Measure {
  const source = new Subject<Reading>();
  const windows = new Subject<ZoneWindow>();
  let alerts = 0;
  zoneAlerts(windows, { threshold: 30, band: 3, patience: 1 }).subscribe(() => {
    alerts += 1;
  });
  zoneWindows(source, size).subscribe(windows);
  const before = process.cpuUsage();
  const started = now();
  for (const reading of readings) source.next(reading);
  source.complete();
  const { user, system } = process.cpuUsage(before);
  return { ms: now() - started, cpuMs: (user + system) / 1000, alerts };
}

const { python, versions, missing } = findPackages(["reactivex"]);
const peer = versions.reactivex === undefined ? undefined : `RxPY (reactivex ${versions.reactivex})`;
if (missing.length > 0) absent("RxPY: reactivex could not be installed");

const ours: Measure[] = [];
const theirs: Measure[] = [];
throughRxjs();
for (let round = 0; round < rounds; round++) {
  progress(`${count.toLocaleString("en")} readings: round ${round + 1} of ${rounds}`);
  ours.push(throughRxjs());
  if (peer !== undefined) theirs.push(throughRxpy());
}
if (theirs.some(({ alerts }) => alerts !== ours[0]?.alerts)) {
  throw new Error(`RxPY told ${theirs[0]?.alerts} alerts, RxJS ${ours[0]?.alerts}`);
}
report({
  id: "readings",
  title: `${count.toLocaleString("en")} readings of ${zones} zones, in windows of ${size}, on one core`,
  rounds,
  columns: [
    { key: "rate", title: "million readings/s" },
    { key: "cpuRate", title: "million per second of CPU" },
  ],
  rows: [
    { key: "navette", name: "RxJS, as in navette/lib", cells: rates(ours) },
    ...(peer === undefined ? [] : [{ key: "rxpy", name: peer, cells: rates(theirs) }]),
  ],
});

function rates(measures: readonly Measure[]) {
  const rate = (kind: "ms" | "cpuMs") => median(measures.map((measure) => count / measure[kind] / 1000));
  return { rate: rate("ms"), cpuRate: rate("cpuMs") };
}

function throughRxpy(): Measure {
  const program = fileURLToPath(new URL("python/reactive_windows.py", import.meta.url));
  const input = JSON.stringify({ zones, size, count });
  const { stdout, stderr } = spawnSync(python, [program], { encoding: "utf8", input, timeout: 300_000 });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}
