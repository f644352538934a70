import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Starts a program of this folder, which prints lines and is killed. */
export async function runProgram(name: string) {
  const program = fileURLToPath(new URL(`programs/${name}`, import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await once(child, "spawn");
  return {
    async line(): Promise<string> {
      const { value = "" } = await lines.next();
      return value;
    },
    kill: () => child.kill("SIGKILL"),
  };
}
