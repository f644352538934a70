/** That a plot, as a notebook gets it, answers its reader: legends toggle, axes zoom. Asked of Vega itself, without a browser. */
import assert from "node:assert/strict";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** Legends of Vega's that explain series. */
const explained = ["fill", "stroke", "shape", "strokeDash"] as const;

/** As much of a mark's item as is compared. */
interface Item {
  readonly x?: number;
  readonly y?: number;
  readonly x2?: number;
  readonly width?: number;
  readonly opacity?: number;
  readonly path?: string;
  readonly items?: readonly Item[];
  readonly role?: string;
}

/**
 * Checks that every legend of several series fades the others once one of its entries is clicked, and shows all again
 * after a click beside it; and that a plot on two quantitative axes zooms.
 *
 * @param spec what the notebook gets, in Vega-Lite
 */
export async function assertAnswers(spec: object): Promise<void> {
  // A specification of ours was checked when the plot was made.
  const compiled = compile(spec as TopLevelSpec).spec;
  await using view = await opened(compiled);
  for (const scale of seriesOf(compiled, view.of)) await assertToggles(view.of, compiled, scale);
  if (hasTwoQuantities(spec)) await assertZooms(view.of, compiled);
}

async function opened(spec: vega.Spec) {
  const view = new vega.View(vega.parse(spec), { renderer: "none", logLevel: vega.Error });
  await view.runAsync();
  return {
    of: view,
    async [Symbol.asyncDispose]() {
      view.finalize();
    },
  };
}

/** The scales of series that a legend explains. */
function seriesOf({ legends = [] }: vega.Spec, view: vega.View): string[] {
  const names = legends.flatMap((legend) => explained.flatMap((channel) => legend[channel] ?? []));
  return [...new Set(names)].filter((name) => {
    const scale = scaleOf(view, name);
    return scale.type === "ordinal" && scale.domain().length > 1;
  });
}

async function assertToggles(view: vega.View, { signals = [] }: vega.Spec, scale: string): Promise<void> {
  const chosen = scaleOf(view, scale).domain()[0];
  const clicks = signals.map(({ name }) => name).filter((name) => /^shown\d*_.*_legend$/.test(name));
  assert.ok(clicks.length > 0, `the legend of ${scale} can't be clicked`);
  const whole = opacities(view);
  let faded = false;
  for (const click of clicks) {
    await view.signal(click, chosen).runAsync();
    const now = opacities(view);
    const less = whole.flatMap((before, at) => ((now[at] ?? 0) < before ? [at] : []));
    faded ||= less.length > 0 && less.length < whole.length;
    await view.signal(click, null).runAsync();
    assert.deepEqual(opacities(view), whole, "all is shown again");
  }
  assert.ok(faded, `a click on ${String(chosen)} fades nothing`);
}

async function assertZooms(view: vega.View, { signals = [] }: vega.Spec): Promise<void> {
  const names = new Set(signals.map(({ name }) => name));
  assert.ok(names.has("zoomed_zoom_delta"), "a plot on two quantitative axes doesn't zoom");
  const before = positions(view);
  const domain = scaleOf(view, "x").domain();
  view.signal("zoomed_zoom_anchor", { x: domain.at(0), y: scaleOf(view, "y").domain().at(0) });
  await view.signal("zoomed_zoom_delta", 0.5).runAsync();
  assert.notDeepEqual(scaleOf(view, "x").domain(), domain);
  assert.notDeepEqual(positions(view), before, "the marks stay where they were");
}

/** Whether a layer's marks stand on two quantitative axes, so that both can be zoomed. */
function hasTwoQuantities(spec: object): boolean {
  const layers: unknown = Reflect.get(spec, "layer");
  const typeOn = (layer: unknown, axis: string) => {
    const encoding = Object(Object(layer).encoding);
    return { type: Object(encoding[axis]).type, axis: Object(encoding[axis]).axis };
  };
  return (
    Array.isArray(layers) &&
    layers.some((layer) =>
      ["x", "y"].every((name) => {
        const { type, axis } = typeOn(layer, name);
        return type === "quantitative" && axis !== null;
      }),
    )
  );
}

/** A scale of Vega's, whose type D3's own types don't tell. */
function scaleOf(view: vega.View, name: string): { readonly type: string; domain(): readonly unknown[] } {
  return view.scale(name);
}

function opacities(view: vega.View): number[] {
  return itemsOf(view).map(({ opacity = 1 }) => opacity);
}

function positions(view: vega.View): (readonly unknown[])[] {
  return itemsOf(view).map(({ x, y, x2, width, path }) => [x, y, x2, width, path]);
}

/** The items of the marks that draw data, not those of axes and legends. */
function itemsOf(view: vega.View): Item[] {
  const walk = (node: Item): Item[] => {
    if (node.role !== undefined && /^(axis|legend|title)/.test(node.role)) return [];
    return node.items ? node.items.flatMap(walk) : [node];
  };
  return walk(Object(view.scenegraph()).root);
}
