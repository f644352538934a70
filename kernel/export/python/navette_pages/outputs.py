"""A cell's outputs: what of each the page shows, as HTML that holds nothing that could run."""

import html
import json
import re

from nbconvert.filters import ansi2html, strip_ansi

from .drawings import picture_address
from .markdown import rendered
from .scripts import inert
from .tidy import tidied
from .widgets import VIEW

SVG = "image/svg+xml"
PLOT = re.compile(r"application/vnd\.(vegalite|vega)\.v\d+(\.[\d.]+)?\+json")
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")


def drawn(outputs, page):
    """The outputs in order; text that came in pieces is one."""
    shown = []
    for output in outputs:
        kind = output.get("output_type")
        if kind == "stream":
            stream = output.get("name", "stdout")
            text = joined(output.get("text", ""))
            if shown and shown[-1].get("stream") == stream:
                shown[-1]["text"] += text
            else:
                shown.append({"kind": "text", "stream": stream, "text": text})
        elif kind == "error":
            traceback = "\n".join(output.get("traceback", [])) or f"{output.get('ename')}: {output.get('evalue')}"
            shown.append({"kind": "error", "html": f"<pre>{ansi2html(traceback)}</pre>"})
        elif kind in ("display_data", "execute_result"):
            drawn_data = data(output.get("data", {}), output.get("metadata", {}), page)
            if drawn_data is not None:
                shown.append(drawn_data)
    for output in shown:
        if "text" in output:
            output["html"] = f"<pre>{ansi2html(output['text'])}</pre>"
    return shown


def data(bundle, metadata, page):
    """The richest form of a value that a page can show."""
    if VIEW in bundle:
        # A number, of our own kernel's widgets; the saved state has its digits.
        model_id = str(bundle[VIEW].get("model_id", ""))
        if page.widgets.is_front_end(model_id):
            return front_end(model_id, bundle, page)
        control = page.widgets.control(model_id)
        if control:
            return {"kind": "controls", "html": f'<div title="{e(page.words["controls_stand_still"])}">{control}</div>'}
    plot = next((mime for mime in bundle if PLOT.fullmatch(mime)), None)
    if plot and isinstance(bundle[plot], dict):
        return figure(bundle, page, spec=bundle[plot], grammar=PLOT.fullmatch(plot)[1])
    if "text/html" in bundle:
        return {"kind": "html", "html": tidied(joined(bundle["text/html"]), page.is_sanitised)}
    if "text/markdown" in bundle:
        return {"kind": "markdown", "html": rendered(joined(bundle["text/markdown"]), page)}
    if SVG in bundle:
        return figure(bundle, page)
    if "text/latex" in bundle:
        page.has_formulas = True
        return {"kind": "latex", "html": f'<div data-formulas>{e(joined(bundle["text/latex"]))}</div>'}
    for mime in PICTURES:
        if mime in bundle:
            return bitmap(mime, bundle, metadata, page)
    if "application/pdf" in bundle:
        address = f"data:application/pdf;base64,{e(unbroken(bundle['application/pdf']))}"
        return {"kind": "file", "html": f'<a download="output.pdf" href="{address}">{e(page.words["download"])}</a>'}
    if "application/json" in bundle and "text/plain" not in bundle:
        text = json.dumps(bundle["application/json"], ensure_ascii=False, indent=2)
        return {"kind": "text", "html": f"<pre>{e(text)}</pre>"}
    text = joined(bundle.get("text/plain", ""))
    return {"kind": "text", "html": f"<pre>{ansi2html(text)}</pre>"} if text.strip() else None


def figure(bundle, page, spec=None, grammar=None):
    """A drawing as a picture; of a plot, with its specification for the page's script and its numbers on demand."""
    text = strip_ansi(joined(bundle.get("text/plain", "")))
    said, _, numbers = text.partition("\n\n")
    image = picture_of(bundle, spec, said, page)
    if spec is None:
        # A table, say: those who can't see it read it line by line.
        lines = text if text.strip().count("\n") > 1 else ""
        return {"kind": "picture", "html": f"<figure>{image}{on_demand(page.words['text'], lines)}</figure>"}
    page.plots += 1
    grammar = "vega" if grammar == "vega" else "vega-lite"
    script = f'<script type="application/json" data-grammar="{grammar}">{inert(spec)}</script>'
    table = on_demand(page.words["data"], numbers)
    return {"kind": "plot", "html": f'<figure class="plot"><div class="plot-view">{image}</div>{script}{table}</figure>'}


def picture_of(bundle, spec, said, page):
    """The picture in a bundle, else what it says: another kernel's plot has no SVG beside it."""
    if SVG in bundle:
        svg = joined(bundle[SVG])
        alt = described(spec, svg, said) or page.words["picture"]
        return f'<img alt="{e(alt)}" src="{picture_address(svg, is_plot=spec is not None)}">'
    mime = next((mime for mime in PICTURES if mime in bundle), None)
    if mime:
        alt = described(spec, "", said) or page.words["picture"]
        return f'<img alt="{e(alt)}" src="data:{mime};base64,{e(unbroken(bundle[mime]))}">'
    return f"<pre>{e(described(spec, '', said) or page.words['picture'])}</pre>"


def on_demand(title, text):
    if not text.strip():
        return ""
    # Print keeps a short table on one sheet, and the rows of a wide one in one line each.
    lines = text.strip().split("\n")
    sizes = [name for name, applies in (("short", len(lines) <= 16), ("wide", max(map(len, lines)) > 112)) if applies]
    attribute = f' class="{" ".join(sizes)}"' if sizes else ""
    return f"<details><summary>{e(title)}</summary><pre{attribute}>{e(text)}</pre></details>"


def described(spec, svg, said):
    """What a picture shows, for those who can't see it."""
    if isinstance(spec, dict) and isinstance(spec.get("description"), str):
        return spec["description"]
    label = re.search(r"<title>([^<]+)</title>", svg) or re.search(r"""<svg[^>]* aria-label=["']([^"']+)""", svg)
    return html.unescape(label[1]) if label else said.split("\n", 1)[0]


def front_end(model_id, bundle, page):
    """An anywidget: its picture or text where scripts don't run, its saved state for the page's script."""
    widget = page.widgets.data_of(model_id)
    svg = joined(bundle[SVG]) if SVG in bundle else widget["state"].get("svg")
    if isinstance(svg, str) and svg.lstrip().startswith("<svg"):
        # The newest picture is the one of the saved state.
        newest = widget["state"].get("svg", svg)
        still = figure({**bundle, SVG: newest if isinstance(newest, str) else svg}, page)["html"]
    else:
        still = f"<pre>{e(strip_ansi(joined(bundle.get('text/plain', ''))) or page.words['widget'])}</pre>"
    script = f'<script type="application/json">{inert(widget)}</script>'
    return {"kind": "widget", "html": f'<div class="widget" data-saved-state>{still}</div>{script}'}


def bitmap(mime, bundle, metadata, page):
    size = metadata.get(mime, metadata)
    sides = "".join(
        f' {side}="{size[side]}"' for side in ("width", "height") if isinstance(size.get(side), int) and size[side] > 0
    )
    said = strip_ansi(joined(bundle.get("text/plain", "")))
    alt = said if said and not said.startswith("<") else page.words["picture"]
    return {
        "kind": "picture",
        "html": f'<figure><img alt="{e(alt)}"{sides} src="data:{mime};base64,{e(unbroken(bundle[mime]))}"></figure>',
    }


def joined(value):
    return "".join(value) if isinstance(value, list) else str(value)


def unbroken(value):
    return "".join(joined(value).split())


def e(text):
    return html.escape(str(text), quote=True)
