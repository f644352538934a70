import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { NavetteError } from "../../lib/errors/navette-error.ts";

/**
 * The npm on the path, as a program and its first arguments.
 *
 * @throws NavetteError `ERR_NAVETTE_NO_NPM` where there is none.
 */
export function npmProgram(path: string | undefined = process.env.PATH): readonly [string, ...string[]] {
  for (const folder of (path ?? "").split(delimiter)) {
    if (folder === "") continue;
    if (process.platform === "win32") {
      // Windows starts no `npm.cmd` without a shell, which would read what the cell says.
      const script = join(folder, "node_modules", "npm", "bin", "npm-cli.js");
      if (existsSync(join(folder, "npm.cmd")) && existsSync(script)) return [process.execPath, script];
    } else if (existsSync(join(folder, "npm"))) {
      return [join(folder, "npm")];
    }
  }
  throw new NavetteError(
    "ERR_NAVETTE_NO_NPM",
    "%install needs npm, which is not on the path: install Node from https://nodejs.org, which brings it",
  );
}

/** The environment of npm: Node as cells have it, and nothing of an npm that may have started the kernel. */
export function npmEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_(?!config_)|npm_config_local_prefix$)/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    // What is compiled for Node must be compiled for the one that runs the cells.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
  };
}
