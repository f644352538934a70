/**
 * Plots that can be pointed at, zoomed and filtered, in place of their pictures. Runs in the browser.
 *
 * A specification is data: Vega's interpreter walks its expressions, so that nothing is evaluated as JavaScript. A plot
 * that can't be drawn leaves its picture.
 */
import embed, { type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";

/** How far below the window a plot is made, so that it is there when it is scrolled to. */
const margin = "800px";

/** A page without network has nothing else to read. */
const loader = {
  load: async (address: string) => refuse(address),
  sanitize: async (address: string) =>
    /^data:image\//.test(address) || /^https?:/.test(address) ? { href: address } : refuse(address),
  http: async (address: string) => refuse(address),
  file: async (address: string) => refuse(address),
};

function refuse(address: string): never {
  throw new Error(`${address} is not read: this page asks for nothing`);
}

const figures = document.querySelectorAll<HTMLElement>("figure.plot");
const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      observer.unobserve(target);
      void enliven(target);
    }
  },
  { rootMargin: margin },
);
for (const figure of figures) observer.observe(figure);
document.querySelector("#plots-answer")?.removeAttribute("hidden");
addEventListener("beforeprint", () => observer.disconnect());

async function enliven(figure: HTMLElement): Promise<void> {
  const view = figure.querySelector<HTMLElement>(".plot-view");
  const data = figure.querySelector("script[data-grammar]");
  if (!view || !data) return;
  const chart = document.createElement("div");
  try {
    const { usermeta: _, ...spec } = JSON.parse(data.textContent ?? "");
    await embed(chart, spec as VisualizationSpec, {
      mode: data.getAttribute("data-grammar") === "vega" ? "vega" : "vega-lite",
      ast: true,
      expr: expressionInterpreter,
      renderer: "svg",
      actions: false,
      logLevel: 0,
      loader,
    });
    describe(chart, view.querySelector("img")?.alt ?? view.textContent);
    view.replaceChildren(chart);
    figure.dataset.isLive = "true";
  } catch (error) {
    chart.remove();
    figure.dataset.isLive = "false";
    figure.dataset.reason = error instanceof Error ? error.message : String(error);
  }
}

/** One picture with one description; the numbers are in the table below it. */
function describe(chart: HTMLElement, description: string): void {
  const svg = chart.querySelector("svg");
  svg?.setAttribute("role", "img");
  svg?.setAttribute("aria-label", description);
  svg?.removeAttribute("aria-roledescription");
  for (const part of svg?.children ?? []) part.setAttribute("aria-hidden", "true");
}
