import { open, rename, rm } from "node:fs/promises";
import { now } from "../timeline/now.ts";
import { saveWhole } from "./save-whole.ts";
import type { Saver } from "./saver.ts";

/** Saves at once: for a thread that has nothing else to do. */
export const promptSaver: Saver = {
  async save(part, file, pieces) {
    saveWhole(part, file, pieces);
  },
  async [Symbol.asyncDispose]() {},
};

/** Saves without holding up the thread, which has a network to attend to, however slow the disk is. */
export const patientSaver: Saver = {
  async save(part, file, pieces) {
    const handle = await open(part, "wx");
    try {
      try {
        await handle.writeFile(pieces);
      } finally {
        await handle.close();
      }
      await rename(part, file);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  },
  async [Symbol.asyncDispose]() {},
};

/** A save that takes longer has waited for a disk, not for the system's memory (35 µs for 15 KiB). */
const slowMs = 5;

/** So many slow saves tell a slow disk from a thread that was kept waiting by others. */
const slowSaves = 3;

/** Returns a saver that is prompt as long as the disk is quick, and patient from the third slow save on. */
export function openWarySaver(): Saver {
  let slow = 0;
  return {
    async save(part, file, pieces) {
      if (slow >= slowSaves) return patientSaver.save(part, file, pieces);
      const begin = now();
      try {
        saveWhole(part, file, pieces);
      } finally {
        if (now() - begin > slowMs) slow++;
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}
