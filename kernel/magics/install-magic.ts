/**
 * `%install PACKAGE…`: npm packages for the notebook, into its folder's own `package.json` and `node_modules`.
 *
 * Packages may want a program of theirs to run when they are installed. It doesn't, unless the line says so.
 */
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { type InstalledPackage, installedPackages, wantedPackages } from "./installed-packages.ts";
import type { Magic, MagicContext } from "./magic.ts";
import { runNpm } from "./run-npm.ts";

/** Milliseconds between two looks of the progress. */
const progressEvery = 250;

const usage = "%install PACKAGE… [--allow-scripts], as in %install zod @types/node@24 ./own.tgz";

/**
 * For every npm from 8 on; those of the folder's `.npmrc` and of the person hold beside them. Two short attempts more
 * where the network fails: npm's own would take more than a minute to say that there is none.
 */
const always = [
  ...["--no-audit", "--no-fund", "--no-progress", "--no-update-notifier", "--color=false", "--loglevel=http"],
  ...["--fetch-retries=2", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=2000"],
];
/** Since npm 11 a package's scripts are asked about one by one; older ones don't know the second. */
const withScripts = ["--ignore-scripts=false", "--dangerously-allow-all-scripts"];

/** @param installed - called when the folder's packages may have changed */
export function installMagic(installed: () => void): Magic {
  return {
    name: "install",
    kind: "line",
    help: "PACKAGE… [--allow-scripts]",
    about: "Installs npm packages into the notebook's folder; without a name, those of its package.json.",
    words: ["--allow-scripts"],
    async run(context) {
      const { packages, allowScripts } = readArgument(context.argument);
      const before = installedPackages(context.folder);
      const wantedBefore = wantedPackages(context.folder);
      if (packages.length === 0 && wantedBefore.size === 0) {
        throw new NavetteError("ERR_NAVETTE_INSTALL", `%install needs the names of packages: ${usage}`);
      }
      // Named, for npm would look for a folder above that has packages already.
      const place = ["--prefix", context.folder];
      const working = openProgress(context, packages.join(" ") || "what package.json asks for");
      try {
        const { folder, signal } = context;
        const line = working.line;
        await runNpm(["install", ...always, "--ignore-scripts", "--save", ...place, "--", ...packages], {
          folder,
          signal,
          line,
        });
        if (allowScripts) await runNpm(["rebuild", ...always, ...withScripts, ...place], { folder, signal, line });
      } catch (error) {
        working.end(context.signal.aborted ? "interrupted" : "failed");
        throw error;
      } finally {
        installed();
      }
      const after = installedPackages(context.folder);
      working.end("");
      context.print(report(context.folder, packages, { before, after, wantedBefore }));
      if (!allowScripts) context.print(scriptsNotRun(before, after));
    },
  };
}

/** @throws NavetteError `ERR_NAVETTE_INSTALL` for an option that %install doesn't have. */
function readArgument(argument: string): { packages: string[]; allowScripts: boolean } {
  const words = [...argument.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
  const comment = words.indexOf("//");
  const said = comment < 0 ? words : words.slice(0, comment);
  const packages = said.filter((word) => word !== "--allow-scripts" && word !== "");
  const option = packages.find((word) => word.startsWith("-"));
  if (option !== undefined) {
    throw new NavetteError("ERR_NAVETTE_INSTALL", `%install has no option ${option}: ${usage}`);
  }
  return { packages, allowScripts: said.includes("--allow-scripts") };
}

interface Progress {
  /** Takes a line of npm's. */
  line(text: string): void;
  /** Says how it has ended. */
  end(how: string): void;
}

/** One line under the cell that tells for how long npm has worked, and what it has fetched. */
function openProgress({ progress }: MagicContext, what: string): Progress {
  const started = performance.now();
  let fetched = 0;
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`;
  const state = () => `installing ${what} … ${seconds()}${fetched > 0 ? `, ${fetched} fetched` : ""}`;
  progress(state());
  const timer = setInterval(() => progress(state()), progressEvery);
  return {
    line(text) {
      if (/^npm http (?:fetch|cache)/.test(text)) fetched += 1;
    },
    end(how) {
      clearInterval(timer);
      progress(how === "" ? `installed ${what} in ${seconds()}` : `installing ${what}: ${how} after ${seconds()}`);
    },
  };
}

interface Change {
  readonly before: ReadonlyMap<string, InstalledPackage>;
  readonly after: ReadonlyMap<string, InstalledPackage>;
  readonly wantedBefore: ReadonlyMap<string, string>;
}

/** What is there now that the cell has asked for. */
function report(folder: string, packages: readonly string[], { before, after, wantedBefore }: Change): string {
  const asked = (name: string) => packages.some((one) => one === name || one.startsWith(`${name}@`));
  const lines: string[] = [];
  let replaced = false;
  for (const [name, spec] of wantedPackages(folder)) {
    const now = after.get(name)?.version ?? "";
    const then = before.get(name)?.version;
    const changed = then !== now || wantedBefore.get(name) !== spec;
    if (!changed && !asked(name)) continue;
    replaced ||= then !== undefined && then !== now;
    lines.push(then === undefined || then === now ? `${name} ${now}` : `${name} ${now}, which was ${then}`);
  }
  if (replaced) lines.push("What was imported before stays as it was until the kernel restarts.");
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}

/** Names the new packages whose scripts were not run: they may lack something. */
function scriptsNotRun(before: Change["before"], after: Change["after"]): string {
  const names = [...after]
    .filter(([name, { version, hasInstallScript }]) => hasInstallScript && before.get(name)?.version !== version)
    .map(([name, { version }]) => `${name} ${version}`);
  if (names.length === 0) return "";
  const [is, its] = names.length === 1 ? ["has", "it was"] : ["have", "they were"];
  return (
    `${names.join(", ")} ${is} an install script; ${its} not run. ` +
    "Where something is missing without: %install --allow-scripts\n"
  );
}
