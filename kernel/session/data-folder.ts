import { homedir } from "node:os";
import { join } from "node:path";

/** Jupyter's data folder of this user, by the rules of jupyter_core: `JUPYTER_DATA_DIR`, else the platform's place. */
export function jupyterDataFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32") return join(env.APPDATA || join(homedir(), "AppData", "Roaming"), "jupyter");
  return join(env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "jupyter");
}
