/** What a cell imports from `navette`: ways to show, to ask, to clear, to be told of an interrupt, to talk to widgets. */

export type { DisplayHandle, Locale, MimeBundle } from "../../lib/host/host.ts";
export { type Widget, type WidgetOptions, widget } from "../widgets/widget.ts";
export type { Comm, CommMessage, CommOpenOptions } from "./bridge.ts";
export { type Cell, cell } from "./cell.ts";
export { clearOutput } from "./clear-output.ts";
export { comms } from "./comms.ts";
export { type Display, display } from "./display.ts";
export { input, password } from "./input.ts";
export { setLocale } from "./locale.ts";
