"""Widgets from the state that the notebook has saved: anywidgets for the page's script, controls as they stood."""

import base64
import html

from .scripts import static
from .tidy import tidied

VIEW = "application/vnd.jupyter.widget-view+json"
STATES = "application/vnd.jupyter.widget-state+json"


class Widgets:
    """The saved models of a notebook."""

    def __init__(self, notebook, page):
        self.models = (notebook.metadata.get("widgets") or {}).get(STATES, {}).get("state", {})
        self.page = page
        self.shown = {}

    def is_front_end(self, model_id):
        """Whether a model's view is a module of its own (anywidget) whose state is there."""
        model = self.models.get(model_id, {})
        return model.get("model_module") == "anywidget" and isinstance(model.get("state", {}).get("_esm"), str)

    def data_of(self, model_id):
        """What the page's script makes the view from; noted as shown."""
        model = self.models[model_id]
        state = dict(model["state"])
        data = {
            "esm": None if state["_esm"] == static("turtle-view.mjs") else state["_esm"],
            "css": state.get("_css", ""),
            "state": {name: value for name, value in state.items() if not name.startswith("_")},
            "buffers": [
                {"path": buffer["path"], "data": buffer["data"]}
                for buffer in model.get("buffers", [])
                if buffer.get("encoding") == "base64"
            ],
        }
        self.shown[model_id] = data
        return data

    def has_foreign(self):
        """Whether a shown widget brings a front end that isn't one of ours."""
        return any(data["esm"] is not None for data in self.shown.values())

    def control(self, model_id, depth=0):
        """The HTML of a control as it stood, or nothing for a kind that isn't known."""
        model = self.models.get(model_id)
        if model is None or depth > 8:
            return ""
        state = model.get("state", {})
        draw = DRAWN.get(model.get("model_name", ""))
        return draw(self, state, model, depth) if draw else ""

    def children(self, state, depth):
        ids = [str(child).removeprefix("IPY_MODEL_") for child in state.get("children", [])]
        return "".join(self.control(child, depth + 1) for child in ids)


def named(state, value):
    name = html.escape(str(state.get("description") or ""))
    return f'<div class="control"><span class="control-name">{name}</span> {value}</div>'


def words(text):
    return f'<span class="control-value">{html.escape(str(text))}</span>'


def slider(_, state, *__):
    value, name = state.get("value", 0), html.escape(str(state.get("description") or "slider"), quote=True)
    if isinstance(value, list):
        return named(state, words(" – ".join(map(str, value))))
    low, high = state.get("min", 0), state.get("max", 1)
    numbers = all(isinstance(number, (int, float)) for number in (low, high, value))
    bar = f'<meter min="{low}" max="{high}" value="{value}" aria-label="{name}"></meter> ' if numbers else ""
    return named(state, bar + words(value))


def choice(_, state, *__):
    labels, index = state.get("_options_labels", []), state.get("index")
    return named(state, words(labels[index] if isinstance(index, int) and 0 <= index < len(labels) else "–"))


def picture(_, state, model, __):
    for buffer in model.get("buffers", []):
        if buffer.get("path") == ["value"]:
            kind = html.escape(str(state.get("format", "png")), quote=True)
            data = base64.b64encode(base64.b64decode(buffer["data"])).decode("ascii")
            return f'<img alt="{html.escape(str(state.get("description") or ""))}" src="data:image/{kind};base64,{data}">'
    return ""


def text(_, state, *__):
    return named(state, words(state.get("value", "")))


def box(kind):
    return lambda widgets, state, _, depth: f'<div class="{kind}">{widgets.children(state, depth)}</div>'


DRAWN = {
    "IntSliderModel": slider,
    "FloatSliderModel": slider,
    "FloatProgressModel": slider,
    "IntProgressModel": slider,
    "IntRangeSliderModel": slider,
    "FloatRangeSliderModel": slider,
    "DropdownModel": choice,
    "TextModel": text,
    "LabelModel": text,
    "CheckboxModel": lambda _, state, *__: named(state, words("✓" if state.get("value") else "✗")),
    "ToggleButtonModel": lambda _, state, *__: named(state, words("✓" if state.get("value") else "✗")),
    "ButtonModel": lambda _, state, *__: f'<button disabled>{html.escape(str(state.get("description", "")))}</button>',
    "HTMLModel": lambda widgets, state, *__: tidied(str(state.get("value", "")), widgets.page.is_sanitised),
    "ImageModel": picture,
    "OutputModel": lambda widgets, state, *__: "".join(
        output["html"] for output in widgets.page.outputs(state.get("outputs", []))
    ),
    "HBoxModel": box("control-row"),
    "VBoxModel": box("control-column"),
}
