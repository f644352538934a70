/**
 * All open models, for a page that is loaded again: it asks for their states at once over a comm of its own
 * (`jupyter.widget.control`, widget messaging protocol).
 */
import { bridge } from "../notebook/bridge.ts";
import { packed } from "./buffers.ts";
import type { WidgetModel } from "./widget-model.ts";

const models = new Set<WidgetModel>();
let isAnswering = false;

/** Remembers a model; returns the function that forgets it. */
export function noteModel(model: WidgetModel): () => void {
  models.add(model);
  if (!isAnswering) answerControl();
  return () => void models.delete(model);
}

function answerControl(): void {
  isAnswering = true;
  bridge().comms.register("jupyter.widget.control", (comm) => {
    comm.onMessage(({ data }) => {
      if (typeof data !== "object" || data === null || Reflect.get(data, "method") !== "request_states") return;
      const whole = Object.fromEntries([...models].map((model) => [model.id, described(model)]));
      const { state: states, bufferPaths, buffers } = packed(whole);
      comm.send({ method: "update_states", states, buffer_paths: bufferPaths }, { buffers });
    });
  });
}

function described({ state }: WidgetModel) {
  return {
    model_name: state._model_name,
    model_module: state._model_module,
    model_module_version: state._model_module_version,
    state,
  };
}
