"""Executes notebooks and writes each as one self-contained HTML page, and an index where several lie in one folder.

Started by `navette export`, which has checked everything that can be checked before. Its one argument is JSON:
{"jobs": [{"notebook", "page", "failedPage", "injectAfter", "injected"}], "solutions": "all" | "none", "indexes": [file],
"machine": {"platform", "cpu", "cores", "memoryMiB", "node"}}. It answers on standard output with one JSON object a line: {"event": "start" | "cell" |
"done" | "failed" | "broken" | "index", ...}.

Each kernel belongs to the execution of one notebook and ends with it, also when this process is told to stop.
"""

import asyncio
import json
import os
import signal
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert.exporters.html import HTMLExporter
from navette_pages.index import index_entry, index_page
from traitlets.config import Config

# Notebooks written for these kernels are run by ours.
OURS = {"navette", "tslab", "jslab"}


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def write_page(notebook, file, source, about):
    exporter = HTMLExporter(config=Config({"HTMLExporter": {"template_name": "navette"}}))
    html, _ = exporter.from_notebook_node(
        notebook, {"metadata": {"name": source.stem, "path": str(source.parent)}, "navette_run": about}
    )
    write_whole(file, html)


def write_whole(file, html):
    """Writes the file whole, or, when that fails, not at all."""
    part = Path(f"{file}.part")
    try:
        part.write_text(html, encoding="utf-8")
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def about_run(plan, job, failure=None):
    """What a page says of how it was made, and where the pages made with it lie."""
    folder = os.path.dirname(job["page"])
    pages = {os.path.normpath(other["notebook"]): relative_address(other["page"], folder) for other in plan["jobs"]}
    return {"failure": failure, "machine": plan["machine"], "pages": pages, "when": now()}


def relative_address(file, folder):
    return quote(os.path.relpath(file, folder).replace(os.sep, "/"))


def now():
    return datetime.now().astimezone().isoformat(timespec="minutes")


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
        # Its widgets are drawn from it.
        store_widget_state=True,
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


async def run(plan, job):
    source = Path(job["notebook"])
    notebook = nbformat.read(source, as_version=4)
    if job["injected"] is not None:
        inject(notebook, job["injectAfter"], job["injected"])
    if plan["solutions"] == "none":
        notebook.cells = [cell for cell in notebook.cells if "solution" not in cell.metadata.get("tags", [])]
    # What an earlier run has left is not this one's.
    notebook.metadata.pop("widgets", None)
    failure = await execute(notebook, source)
    if failure is None:
        write_page(notebook, job["page"], source, about_run(plan, job))
        Path(job["failedPage"]).unlink(missing_ok=True)
        tell("done", notebook=str(source), page=job["page"])
    else:
        write_page(notebook, job["failedPage"], source, about_run(plan, job, failure))
        tell("failed", notebook=str(source), page=job["failedPage"], **failure)
    return index_entry(notebook, source, job["failedPage"] if failure else job["page"], isinstance(failure, dict))


def inject(notebook, after, source):
    """Puts the parameters in, where papermill does: after the cell tagged `parameters`, in place of earlier ones."""
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["injected-parameters"]})
    following = notebook.cells[after + 1 :]
    kept = [c for c in following if "injected-parameters" not in c.metadata.get("tags", [])]
    notebook.cells = [*notebook.cells[: after + 1], cell, *kept]


async def run_all(plan):
    stop_when_told()
    entries = []
    for job in plan["jobs"]:
        try:
            entries.append(await run(plan, job))
        except Exception as error:
            # nbclient takes a cancellation for the death of its kernel.
            if asyncio.current_task().cancelling():
                raise asyncio.CancelledError from error
            tell("broken", notebook=job["notebook"], reason=f"{type(error).__name__}: {error}")
    for file in plan["indexes"]:
        own = [entry for entry in entries if os.path.dirname(entry["page"]) == os.path.dirname(file)]
        if own:
            write_whole(file, index_page(own))
            tell("index", page=file, count=len(own))
    return len(entries) == len(plan["jobs"]) and not any(entry["has_failed"] for entry in entries)


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
