"""Executes notebooks and writes each as one self-contained HTML page.

Started by `navette export`, which has checked everything that can be checked before. Its one argument is a JSON list of
jobs: {"notebook", "page", "failedPage", "injectAfter", "injected"}. It answers on standard output with one JSON object
a line: {"event": "start" | "cell" | "done" | "failed" | "broken", ...}.

Each kernel belongs to the execution of one notebook and ends with it, also when this process is told to stop.
"""

import asyncio
import base64
import json
import mimetypes
import os
import signal
import sys
import threading
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
from jinja2 import pass_context
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert.exporters.html import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets.config import Config

# Notebooks written for these kernels are run by ours.
OURS = {"navette", "tslab", "jslab"}


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


class EmbeddingRenderer(IPythonRenderer):
    """Embeds every image file that a text names; nbconvert itself leaves out those above the notebook's folder."""

    def _src_to_base64(self, src):
        address = urlsplit(src)
        file = Path(self.path, unquote(address.path))
        if address.scheme or address.netloc or not file.is_file():
            return None
        kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
        return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"

    def _html_embed_images(self, html):
        # Parsing closes what a fragment leaves open, such as <details> around Markdown: only images need it.
        return super()._html_embed_images(html) if "<img" in html.lower() else html

    def image(self, text, url, title=None):
        # A page that asks the network for nothing can't show a picture of the network's: it links to it.
        if urlsplit(url).netloc:
            return self.link(text or url, url, title)
        return super().image(text, url, title)


class PageExporter(HTMLExporter):
    """The notebook's page."""

    @pass_context
    def markdown2html(self, context, source):
        renderer = EmbeddingRenderer(
            escape=False,
            attachments=context.get("cell", {}).get("attachments", {}),
            embed_images=True,
            path=context.get("resources", {}).get("metadata", {}).get("path", ""),
            anchor_link_text=self.anchor_link_text,
            exclude_anchor_links=self.exclude_anchor_links,
            **self.lexer_options,
        )
        return MarkdownWithMath(renderer=renderer).render(source)


def write_page(notebook, file, source, failure=None):
    """Writes the page whole, or, when that fails, not at all."""
    exporter = PageExporter(config=Config({"HTMLExporter": {"template_name": "navette"}}))
    exporter.language_code = source.parent.name if source.parent.name in {"en", "fr"} else "en"
    resources = {"metadata": {"name": source.stem, "path": str(source.parent)}, "navette_failure": failure}
    html, _ = exporter.from_notebook_node(notebook, resources)
    part = Path(f"{file}.part")
    try:
        part.write_text(html, encoding="utf-8")
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def kernel_for(notebook):
    name = notebook.metadata.get("kernelspec", {}).get("name", "navette")
    return "navette" if name in OURS else name


async def execute(notebook, source):
    cells = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
    started = {}

    def on_cell_execute(cell, cell_index):
        started[cell_index] = time.monotonic()

    def on_cell_executed(cell, cell_index, execute_reply):
        tell(
            "cell",
            number=cells.index(cell_index) + 1,
            count=len(cells),
            seconds=time.monotonic() - started[cell_index],
            line=cell.source.strip().splitlines()[0],
        )

    tell("start", notebook=str(source), count=len(cells))
    client = NotebookClient(
        notebook,
        kernel_name=kernel_for(notebook),
        resources={"metadata": {"path": str(source.parent)}},
        timeout=None,
        store_widget_state=False,
        on_cell_execute=on_cell_execute,
        on_cell_executed=on_cell_executed,
    )
    try:
        await client.async_execute()
    except CellExecutionError as error:
        failed, output = next((i, o) for i in cells for o in notebook.cells[i].outputs if o.output_type == "error")
        return {
            "number": cells.index(failed) + 1,
            "count": len(cells),
            "error": f"{error.ename}: {error.evalue}",
            "traceback": "\n".join(output.traceback),
        }
    return None


async def run(job):
    source = Path(job["notebook"])
    notebook = nbformat.read(source, as_version=4)
    if job["injected"] is not None:
        inject(notebook, job["injectAfter"], job["injected"])
    failure = await execute(notebook, source)
    if failure is None:
        write_page(notebook, job["page"], source)
        Path(job["failedPage"]).unlink(missing_ok=True)
        tell("done", notebook=str(source), page=job["page"])
        return True
    headline = (
        f"Cell {failure['number']} of {failure['count']} failed, and the cells after it did not run. {failure['error']}"
    )
    write_page(notebook, job["failedPage"], source, headline)
    tell("failed", notebook=str(source), page=job["failedPage"], **failure)
    return False


def inject(notebook, after, source):
    """Puts the parameters in, where papermill does: after the cell tagged `parameters`, in place of earlier ones."""
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["injected-parameters"]})
    following = notebook.cells[after + 1 :]
    kept = [c for c in following if "injected-parameters" not in c.metadata.get("tags", [])]
    notebook.cells = [*notebook.cells[: after + 1], cell, *kept]


async def run_all(jobs):
    stop_when_told()
    succeeded = True
    for job in jobs:
        try:
            succeeded = await run(job) and succeeded
        except Exception as error:
            # nbclient takes a cancellation for the death of its kernel.
            if asyncio.current_task().cancelling():
                raise asyncio.CancelledError from error
            tell("broken", notebook=job["notebook"], reason=f"{type(error).__name__}: {error}")
            succeeded = False
    return succeeded


def stop_when_told():
    """Cancels the run on a stop signal, or when the program that holds our standard input has gone."""
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()

    def follow_parent():
        while os.read(0, 1024):
            pass
        loop.call_soon_threadsafe(task.cancel)

    threading.Thread(target=follow_parent, daemon=True).start()
    if sys.platform == "win32":
        return
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(name, task.cancel)
    # nbclient would put handlers of its own in their place, which end the kernel under the running cell.
    loop.add_signal_handler = lambda *_: None
    loop.remove_signal_handler = lambda *_: True


if __name__ == "__main__":
    try:
        sys.exit(0 if asyncio.run(run_all(json.loads(sys.argv[1]))) else 1)
    except asyncio.CancelledError:
        sys.exit(130)
