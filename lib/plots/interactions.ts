import type { TopLevelSpec } from "vega-lite";

/** The axes along which a plot can be zoomed and moved. */
export type Zoom = "x" | "xy";

/** As much of a layer as interactions look at. */
interface Layer {
  readonly mark: { readonly type: string; readonly [property: string]: unknown };
  readonly encoding: Readonly<Record<string, Channel>>;
  readonly params?: readonly object[];
}

interface Channel {
  readonly field?: string;
  readonly type?: string;
  readonly legend?: unknown;
  readonly condition?: unknown;
  readonly value?: unknown;
}

/** Channels that a legend explains. */
const explained = ["color", "fill", "stroke", "shape", "strokeDash"] as const;

/** Marks that are drawn whole at the edge of the plot, and so not at all beyond it. */
const uncut = new Set(["text", "point"]);

/** Marks that Vega-Lite draws at 0.7 of their colour, unless told. */
const translucent = new Set(["point", "tick", "circle", "square"]);

/**
 * Makes a plot answer: a click in its legend fades all but that entry, Shift adds another; Ctrl and the wheel zoom, as two
 * fingers on a touchpad do, dragging moves, a double click goes back.
 *
 * The wheel alone scrolls the notebook, as everywhere else. What is drawn before anybody touches it stays as it was.
 *
 * @param zoom the axes that can be zoomed; both quantitative
 */
export function interactive(spec: TopLevelSpec, zoom?: Zoom): object {
  if (!("layer" in spec)) return spec;
  const layers: readonly unknown[] = spec.layer;
  return layers.every(isLayer) ? { ...spec, layer: withZoom(withLegend(layers), zoom) } : spec;
}

function isLayer(layer: unknown): layer is Layer {
  const { mark, encoding } = Object(layer);
  return typeof Object(mark).type === "string" && typeof encoding === "object" && encoding !== null;
}

/** Binds every legend that no parameter is bound to yet. */
function withLegend(layers: readonly Layer[]): readonly Layer[] {
  if (layers.some(({ params }) => params?.some((param) => "bind" in param))) return layers;
  const fields = [...new Set(layers.flatMap(legendFields))];
  const names = new Map(fields.map((field, at) => [field, `shown${at === 0 ? "" : at + 1}`]));
  const bound = new Set<string>();
  return layers.map((layer) => {
    const own = [...new Set(explained.map((channel) => layer.encoding[channel]?.field))].flatMap((field) => {
      const name = field === undefined ? undefined : names.get(field);
      return field === undefined || name === undefined ? [] : [{ field, name }];
    });
    if (own.length === 0 || "opacity" in layer.encoding) return layer;
    const first = legendFields(layer).filter((field) => !bound.has(field));
    for (const field of first) bound.add(field);
    const params = first.map((field) => ({
      name: names.get(field),
      select: { type: "point", fields: [field] },
      bind: "legend",
    }));
    const [only] = own;
    const test =
      own.length === 1 && only ? { param: only.name } : { test: { and: own.map(({ name }) => ({ param: name })) } };
    const opacity = { condition: { ...test, value: opacityOf(layer) }, value: 0.1 };
    return {
      ...layer,
      ...(params.length > 0 && { params: [...(layer.params ?? []), ...params] }),
      encoding: { ...layer.encoding, opacity },
    };
  });
}

/** The fields that a layer's legends explain. */
function legendFields({ encoding }: Layer): string[] {
  return explained.flatMap((channel) => {
    const { field, type, legend } = encoding[channel] ?? {};
    return field !== undefined && type === "nominal" && legend !== null && legend !== false ? [field] : [];
  });
}

function opacityOf({ mark }: Layer): number {
  if (typeof mark.opacity === "number") return mark.opacity;
  return translucent.has(mark.type) ? 0.7 : 1;
}

function withZoom(layers: readonly Layer[], zoom: Zoom | undefined): readonly Layer[] {
  const axes = zoom === "xy" ? (["x", "y"] as const) : (["x"] as const);
  const isOn = (layer: Layer) => axes.every((axis) => layer.encoding[axis]?.type === "quantitative");
  const holder = layers.find((layer) => isOn(layer) && !uncut.has(layer.mark.type));
  if (zoom === undefined || holder === undefined) return layers;
  const param = {
    name: "zoomed",
    select: { type: "interval", encodings: [...axes], zoom: "wheel![event.ctrlKey || event.metaKey]" },
    bind: "scales",
  };
  return layers.map((layer) => {
    const params = layer === holder ? { params: [...(layer.params ?? []), param] } : {};
    return uncut.has(layer.mark.type) && isOn(layer)
      ? { ...hiddenBeyond(layer, axes), ...params }
      : { ...layer, ...params };
  });
}

/** Texts and points are not cut off at the edge of the plot, and hidden beyond it. */
function hiddenBeyond(layer: Layer, axes: readonly ("x" | "y")[]): Layer {
  const within = axes.map((axis) => `inrange(datum['${layer.encoding[axis]?.field}'], domain('${axis}'))`);
  const beyond = { test: `!(${within.join(" && ")})`, value: 0 };
  const { opacity: before = { value: opacityOf(layer) } } = layer.encoding;
  const opacity = { ...before, condition: [beyond, ...[Object(before).condition ?? []].flat()] };
  return { ...layer, mark: { ...layer.mark, clip: false }, encoding: { ...layer.encoding, opacity } };
}
