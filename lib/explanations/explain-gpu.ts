import { checkOptions } from "../errors/check-options.ts";
import { checkResult } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import type { DeviceTimes, GpuComparison } from "../gpu/compare-gpu.ts";
import { crossing } from "../gpu/crossing.ts";
import { deviceName, reasonOf } from "../gpu/gpu-texts.ts";
import { host } from "../host/host.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";

/**
 * Says who is ahead from which size on, and what kind of adapter it was. `predicted`: the size, in
 * numbers or pixels, at which the reader expected the GPU to overtake one core.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainGpu(await compareGpu({ largest: 1024 }))}`);
 */
export function explainGpu(comparison: GpuComparison, options: { readonly predicted?: number | undefined } = {}): Note {
  checkOptions(options);
  const predicted = finiteGuess(options.predicted, "predicted");
  checkResult("comparison", comparison, "compareGpu", "series");
  const { locale } = host();
  const { count, number, time } = numberFormat(locale);
  const isFrench = locale === "fr";
  const { series } = comparison;
  const [alone, together] = [
    series.find(({ device }) => device === "one core"),
    series.find(({ device }) => device === "threads"),
  ];
  const gpu = series.find(({ device }) => device === "gpu");
  const ratioAtEnd = (a: DeviceTimes, b: DeviceTimes) => (b.points.at(-1)?.ms ?? 1) / (a.points.at(-1)?.ms ?? 1);
  const lines: string[] = [];
  if (alone && together) {
    const ratio = ratioAtEnd(together, alone);
    lines.push(
      isFrench
        ? `À la plus grande taille, **${together.workers} thread${together.workers > 1 ? "s" : ""}** ${together.workers > 1 ? "vont" : "va"} **${number(ratio)} fois** aussi vite qu'un cœur.`
        : `At the largest size, **${together.workers} thread${together.workers > 1 ? "s are" : " is"}** **${number(ratio)} times** as fast as one core.`,
    );
  }
  if (gpu && alone) {
    const name = deviceName(gpu, locale);
    const from = crossing(gpu, alone);
    const ratio = ratioAtEnd(gpu, alone);
    const least = gpu.points[0]?.ms ?? 0;
    lines.push(
      isFrench
        ? `**${name}** : ${number(ratio)} fois la vitesse d'un cœur à la plus grande taille. Même le plus petit travail lui prend ${time(least)} : il faut l'envoyer, le lancer, en rapporter la réponse.`
        : `**${name}**: ${number(ratio)} times the speed of one core at the largest size. Even the smallest work takes it ${time(least)}: it has to be sent, started, and its answer brought back.`,
    );
    lines.push(
      from === undefined
        ? isFrench
          ? "Il ne dépasse pas un cœur jusqu'à la plus grande taille mesurée."
          : "It doesn't overtake one core up to the largest size that was measured."
        : isFrench
          ? `Il dépasse un cœur à partir d'environ **${count(from)}**.`
          : `It overtakes one core from about **${count(from)}** on.`,
    );
    if (gpu.isSoftware) {
      lines.push(
        isFrench
          ? "**Ce n'est pas un GPU** : cet adaptateur est un programme qui imite un GPU sur le processeur. Il montre que le calcul est juste, non sa vitesse."
          : "**This is no GPU**: the adapter is a program that imitates one on the processor. It shows that the computation is right, not how fast a GPU is.",
      );
    }
    if (predicted !== undefined && from !== undefined) {
      const ratioOfGuess = Math.max(predicted / from, from / Math.max(predicted, 1));
      lines.push(
        isFrench
          ? `Vous aviez prédit **${count(predicted)}** ; mesuré : **${count(from)}** — ${ratioOfGuess <= 2 ? "bien vu." : `un facteur ${number(ratioOfGuess)}.`}`
          : `You predicted **${count(predicted)}**; measured: **${count(from)}** — ${ratioOfGuess <= 2 ? "a good guess." : `a factor of ${number(ratioOfGuess)}.`}`,
      );
    }
  }
  if (gpu === undefined) {
    const reason = reasonOf(comparison, locale);
    lines.push(
      isFrench
        ? `**Aucun GPU n'a été mesuré** : ${reason}. Le reste du chapitre se lit tout de même ; sur une machine qui en a un, la courbe apparaîtra.`
        : `**No GPU was measured**: ${reason}. The rest of the chapter can be read all the same; on a machine that has one, its curve will appear.`,
    );
  }
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}
