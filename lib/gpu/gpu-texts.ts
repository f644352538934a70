import type { Locale } from "../host/host.ts";
import type { DeviceTimes, GpuComparison } from "./compare-gpu.ts";
import type { GpuTask } from "./kernels.ts";

const english = {
  titles: {
    factors: "Counting prime factors: time against size",
    filter: "Blurring an image: time against size",
  } as Readonly<Record<GpuTask, string>>,
  sizes: { factors: "Numbers", filter: "Pixels" } as Readonly<Record<GpuTask, string>>,
  time: "Time (ms)",
  oneCore: "one core",
  threads: (count: string): string => `${count} threads`,
  software: (name: string): string => `${name} (software, on this processor)`,
  summary: (parts: string, size: string): string => `At ${size}: ${parts}.`,
  crossed: (name: string, other: string, size: string): string => `${name} is ahead of ${other} from about ${size} on.`,
  noGpu: (reason: string): string => `No GPU: ${reason}.`,
  axes: "Both axes are logarithmic. The same results, compared number by number.",
  device: "device",
  predicted: "Diamond: the size that you predicted.",
};

const french: typeof english = {
  titles: {
    factors: "Compter les facteurs premiers\u202f: la durée selon la taille",
    filter: "Flouter une image\u202f: la durée selon la taille",
  },
  sizes: { factors: "Nombres", filter: "Pixels" },
  time: "Durée (ms)",
  oneCore: "un cœur",
  threads: (count) => `${count} threads`,
  software: (name) => `${name} (logiciel, sur ce processeur)`,
  summary: (parts, size) => `À ${size}\u202f: ${parts}.`,
  crossed: (name, other, size) => `${name} devance ${other} à partir d’environ ${size}.`,
  noGpu: (reason) => `Pas de GPU\u202f: ${reason}.`,
  axes: "Les deux axes sont logarithmiques. Mêmes résultats, comparés nombre par nombre.",
  device: "appareil",
  predicted: "Losange\u202f: la taille que vous aviez prédite.",
};

/** The words of the GPU's plots, in one language. */
export function gpuTexts(locale: Locale): typeof english {
  return locale === "fr" ? french : english;
}

/** How a device is called: a GPU by its adapter's own name, a software adapter as one. */
export function deviceName({ device, name = "GPU", isSoftware, workers }: DeviceTimes, locale: Locale): string {
  const words = gpuTexts(locale);
  if (device === "one core") return words.oneCore;
  if (device === "threads") return words.threads(String(workers));
  return isSoftware ? words.software(name) : name;
}

/** Why there is no GPU, in the reader's language where the reason is one of ours. */
export function reasonOf({ reason = "" }: GpuComparison, locale: Locale): string {
  if (locale === "en") return reason;
  return reason
    .replace("no adapter: neither a GPU nor a driver for WebGPU was found", "aucun adaptateur, ni GPU ni pilote WebGPU")
    .replace("no GPU was asked for", "aucun n’a été demandé")
    .replace("the npm package webgpu can't be loaded", "le paquet npm webgpu ne se charge pas");
}
