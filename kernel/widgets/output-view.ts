import { bridge } from "../notebook/bridge.ts";
import { type View, viewOf } from "./control.ts";
import { WidgetModel } from "./widget-model.ts";

/** A place among controls where cells and handlers show values. */
export interface OutputView extends View {
  /** Adds a value, shown as if it were a cell's last one. */
  append(value: unknown): Promise<void>;
  clear(): void;
}

/** An empty place for values, to put beside controls. */
export function outputView(): OutputView {
  const model = new WidgetModel({
    _model_module: "@jupyter-widgets/output",
    _model_module_version: "1.0.0",
    _model_name: "OutputModel",
    _view_module: "@jupyter-widgets/output",
    _view_module_version: "1.0.0",
    _view_name: "OutputView",
    _view_count: null,
    msg_id: "",
    outputs: [],
  });
  let outputs: readonly object[] = [];
  return viewOf(
    model,
    {
      async append(value: unknown) {
        const data = await bridge().bundleOf(value);
        outputs = [...outputs, { output_type: "display_data", data, metadata: {} }];
        model.set({ outputs });
      },
      clear() {
        outputs = [];
        model.set({ outputs });
      },
    },
    () => `[${outputs.length} outputs]`,
  );
}
