import { existsSync, watch } from "node:fs";
import { join } from "node:path";

/** Resolves when a file of that name is in the folder. */
export async function appearance(folder: string, name: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watcher = watch(folder, () => {
    if (existsSync(join(folder, name))) resolve();
  });
  if (existsSync(join(folder, name))) resolve();
  try {
    await promise;
  } finally {
    watcher.close();
  }
}
