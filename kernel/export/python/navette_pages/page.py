"""A notebook as the parts of a page."""

import html
import os
import re
from pathlib import Path

from nbconvert.preprocessors import Preprocessor
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from .markdown import rendered, with_headings
from .outputs import drawn
from .parameters import parameters_of
from .scripts import policy, static
from .texts import texts_in
from .widgets import Widgets

# A cell's first line in the summary of its code, in characters.
PREVIEW = 80


class PagePreprocessor(Preprocessor):
    """Gives the template, as `resources.navette`, everything that it lays out."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.enabled = True

    def preprocess(self, nb, resources):
        resources["navette"] = Page(nb, resources).parts()
        return nb, resources


class Page:
    """What of a page is found out while its cells are rendered."""

    def __init__(self, notebook, resources):
        self.notebook = notebook
        about = resources.get("metadata", {})
        self.name = str(about.get("name", "notebook"))
        self.folder = str(about.get("path", "") or ".")
        self.is_sanitised = bool(resources.get("should_sanitize_html"))
        self.run = resources.get("navette_run", {})
        self.pages = self.run.get("pages", {})
        self.language = language_of(notebook, self.folder)
        self.words = texts_in(self.language)
        self.headings = []
        self.ids = set()
        self.has_formulas = False
        self.plots = 0
        self.widgets = Widgets(notebook, self)

    def parts(self):
        cells = [cell for cell in map(self.cell, self.notebook.cells) if cell is not None]
        first = next((heading["text"] for heading in self.headings if heading["level"] == 1), None)
        scripts = self.scripts()
        return {
            "cells": cells,
            "contents": [heading for heading in self.headings if heading["level"] in (2, 3)],
            "failure": self.failure(),
            "has_heading": first is not None,
            "has_plots": self.plots > 0,
            "language": self.language,
            "machine": self.machine(),
            "parameters": parameters_of(self.notebook.cells) if self.was_run() else [],
            "policy": policy(scripts, self.widgets.has_foreign()),
            "scripts": scripts,
            "site": self.run.get("site"),
            "styles": [static("navette.css")] + ([static("temml.css")] if self.has_formulas else []),
            "title": str(self.notebook.metadata.get("title") or first or self.name),
            "when": self.when(),
            "words": self.words,
        }

    def cell(self, cell):
        tags = [str(tag) for tag in cell.metadata.get("tags", [])]
        parts = {"kind": cell.cell_type, "id": self.own_id(f"cell-{cell.get('id', '')}"), "tags": tags}
        if cell.cell_type == "markdown":
            text = rendered(cell.source, self, cell.get("attachments"))
            return {**parts, "html": with_headings(text, self)}
        if cell.cell_type != "code" or not (cell.source.strip() or cell.outputs):
            return None
        first = cell.source.strip().split("\n", 1)[0]
        return {
            **parts,
            "preview": first if len(first) <= PREVIEW else f"{first[:PREVIEW]}…",
            "count": cell.get("execution_count"),
            "html": self.highlighted(cell.source),
            "outputs": self.outputs(cell.outputs),
        }

    def outputs(self, outputs):
        return drawn(outputs, self)

    def highlighted(self, source):
        """Source as HTML; a shell or another language of a cell magic is plain text."""
        about = self.notebook.metadata.get("language_info", {})
        try:
            lexer = get_lexer_by_name(about.get("pygments_lexer") or about.get("name") or "typescript", stripnl=False)
        except ClassNotFound:
            return f"<pre>{html.escape(source)}</pre>"
        return with_whole_numbers(highlight(source, lexer, HtmlFormatter(cssclass="highlight")))

    def own_id(self, wanted):
        """An id that no other element of the page has."""
        wanted, number = wanted or "part", 1
        chosen = wanted
        while chosen in self.ids:
            number += 1
            chosen = f"{wanted}-{number}"
        self.ids.add(chosen)
        return chosen

    def scripts(self):
        """The fixed scripts that this page needs, in the order in which they run."""
        names = ["page.js"]
        if self.has_formulas:
            names.append("formulas.js")
        if self.widgets.shown:
            names.append("widgets.js")
        if self.plots > 0:
            names.append("charts.js")
        return [static(name) for name in names]

    def failure(self):
        failure = self.run.get("failure")
        return failure and self.words["failed"].format(**failure)

    def was_run(self):
        """Whether any cell has been: a fresh notebook was run with no parameters."""
        return any(cell.get("execution_count") is not None or cell.get("outputs") for cell in self.notebook.cells)

    def when(self):
        """When the notebook was run: told by the export, else kept by JupyterLab with its cells."""
        kept = [cell.metadata.get("execution", {}).get("shell.execute_reply", "") for cell in self.notebook.cells]
        iso = self.run.get("when") or max((time for time in kept if isinstance(time, str)), default="")
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.+Z-]*", iso):
            return None
        year, month, day = iso[:10].split("-")
        months = self.words["months"].split()
        return {"iso": iso, "text": f"{int(day)} {months[int(month) - 1]} {year}, {iso[11:16]}"}

    def machine(self):
        """The machine that ran the notebook: told by the export, else kept with a plot by the kernel that drew it."""
        kept = (
            output.get("metadata", {}).get("navette", {}).get("machine")
            for cell in self.notebook.cells
            for output in cell.get("outputs", [])
        )
        machine = self.run.get("machine") or next((found for found in kept if isinstance(found, dict)), None)
        if machine is None:
            return None
        cores, memory = machine.get("cores", 0), machine.get("memoryMiB", 0)
        if not isinstance(cores, int) or not isinstance(memory, (int, float)):
            return None
        count = self.words["core" if cores == 1 else "cores"].format(count=cores)
        about = [machine.get("platform"), machine.get("cpu"), count, self.words["memory"].format(gib=round(memory / 1024))]
        others = self.run.get("at_once", 1)
        at_once = [self.words["at_once"].format(count=others)] if others > 1 else []
        return ", ".join(str(part) for part in [*about, f"Node {machine.get('node')}", *at_once])


def with_whole_numbers(highlighted):
    """Pygments ends a number at its first separator: 10_000."""
    return re.sub(r'(<span class="m[a-z]">[\d_]+)</span><span class="nx">((?:_\d+)+n?)</span>', r"\1\2</span>", highlighted)


def language_of(notebook, folder):
    """The notebook's own word for it, else the name of its folder, else English."""
    for name in (notebook.metadata.get("language"), Path(os.path.abspath(folder)).name):
        if isinstance(name, str) and re.fullmatch(r"[a-z]{2}(-[A-Za-z0-9]{2,8})*", name):
            if name == notebook.metadata.get("language") or name in ("en", "fr"):
                return name
    return "en"
