/** What a cell imports from `navette`: ways to show, to ask, to clear, to be told of an interrupt, to talk to widgets. */

export type { DisplayHandle, Locale, MimeBundle } from "../../lib/host/host.ts";
export { type ProgressBar, type ProgressOptions, progress } from "../../lib/progress/progress.ts";
export type { Control, View } from "../widgets/control.ts";
export {
  button,
  checkbox,
  dropdown,
  hbox,
  htmlView,
  imageView,
  label,
  progressBar,
  textField,
  toggle,
  vbox,
} from "../widgets/controls.ts";
export type { FrontEnd } from "../widgets/front-end.ts";
export { type Interaction, type InteractOptions, interact } from "../widgets/interact.ts";
export { type OutputView, outputView } from "../widgets/output-view.ts";
export { floatSlider, rangeSlider, type SliderOptions, slider } from "../widgets/sliders.ts";
export { type Widget, type WidgetOptions, widget } from "../widgets/widget.ts";
export type { Comm, CommMessage, CommOpenOptions } from "./bridge.ts";
export { type Cell, cell } from "./cell.ts";
export { clearOutput } from "./clear-output.ts";
export { comms } from "./comms.ts";
export { type Display, display } from "./display.ts";
export { input, password } from "./input.ts";
export { type LivePlot, type LivePlotOptions, livePlot, type PlotRow } from "./live-plot.ts";
export { setLocale } from "./locale.ts";
