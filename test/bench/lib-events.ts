/**
 * One million readings through the streams of the data centre on one core, beside the same operators of RxPY, which is
 * installed into a folder that is removed again: `npm run bench lib-events`.
 *
 * Environment: ROUNDS (5), READINGS (1,000,000).
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Subject } from "rxjs";
import { machine } from "../../lib/machine/machine.ts";
import type { Reading } from "../../lib/reactive/zone.ts";
import { type ZoneWindow, zoneAlerts, zoneWindows } from "../../lib/reactive/zone-streams.ts";
import { now } from "../../lib/timeline/now.ts";
import { median } from "./downloads/median.ts";

const rounds = Number(process.env.ROUNDS ?? 5);
const count = Number(process.env.READINGS ?? 1_000_000);
const zones = 24;
const size = 500;
const { cpu, cores, node, platform } = machine();
console.log(`${cpu}, ${cores} cores, Node ${node}, ${platform}`);

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

const folder = mkdtempSync(join(tmpdir(), "navette-bench-reactive-"));
try {
  const python = rxpy(folder);
  const ours: Measure[] = [];
  const theirs: Measure[] = [];
  throughRxjs();
  for (let round = 0; round < rounds; round++) {
    ours.push(throughRxjs());
    if (python !== undefined) theirs.push(python());
  }
  if (theirs.some(({ alerts }) => alerts !== ours[0]?.alerts)) {
    throw new Error(`RxPY told ${theirs[0]?.alerts} alerts, RxJS ${ours[0]?.alerts}`);
  }
  tell("RxJS, as in navette/lib", ours);
  if (theirs.length > 0) tell("RxPY (reactivex)", theirs);
  else console.log("RxPY: could not be installed into a Python environment");
} finally {
  rmSync(folder, { recursive: true });
}

function tell(name: string, measures: readonly Measure[]): void {
  const rate = (kind: "ms" | "cpuMs") => {
    const { median: middle, low, high } = median(measures.map((measure) => count / measure[kind] / 1000));
    return `${middle.toFixed(2)} [${low.toFixed(2)}–${high.toFixed(2)}]`;
  };
  console.log(`${name}: ${rate("ms")} million readings/s; ${rate("cpuMs")} million per second of CPU`);
}

/** Installs RxPY and returns how to run it; undefined where it can't be had. */
function rxpy(into: string): (() => Measure) | undefined {
  const program = fileURLToPath(new URL("python/reactive_windows.py", import.meta.url));
  const run = (command: string, args: string[], input = "") =>
    spawnSync(command, args, { encoding: "utf8", input, timeout: 300_000 });
  if (run("python3", ["-m", "venv", into]).status !== 0) return undefined;
  const python = join(into, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  if (run(python, ["-m", "pip", "install", "--quiet", "reactivex"]).status !== 0) return undefined;
  return () => {
    const { stdout, stderr } = run(python, [program], JSON.stringify({ zones, size, count }));
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout);
  };
}
