/** Formulas as MathML, which every browser draws and reads aloud. Runs in the browser. */
import temml, { type Options } from "temml";

for (const element of document.querySelectorAll<HTMLElement>("[data-formula]")) {
  const tex = element.textContent ?? "";
  temml.render(tex, element, { displayMode: element.dataset.formula === "display", throwOnError: false });
}

// Its own function for texts with formulas in them looks for itself there.
Object.assign(globalThis, { temml });

const delimiters = [
  { left: "$$", right: "$$", display: true },
  { left: "\\[", right: "\\]", display: true },
  ...["equation", "align", "gather"].flatMap((name) =>
    [name, `${name}*`].map((full) => ({ left: `\\begin{${full}}`, right: `\\end{${full}}`, display: true })),
  ),
  { left: "$", right: "$", display: false },
  { left: "\\(", right: "\\)", display: false },
];
for (const element of document.querySelectorAll<HTMLElement>("[data-formulas]")) {
  // Its published types leave the delimiters out.
  const options: Options & { delimiters: typeof delimiters } = { delimiters, throwOnError: false };
  temml.renderMathInElement(element, options);
}
