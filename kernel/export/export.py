"""Executes notebooks, or takes them as saved, and writes each as one HTML page, and an index where several lie in one folder.

Started by `navette export`, which has checked everything that can be checked before. Its one argument is JSON:
{"jobs": [{"notebook", "page", "failedPage", "injectAfter", "injected"}], "solutions": "all" | "none", "indexes": [file],
"atOnce": number, "asSaved": boolean, "gallery": [{"draws", "title", "files"}],
"machine": {"platform", "cpu", "cores", "memoryMiB", "node"}}. It answers on standard output with one JSON object a line:
{"event": "start" | "cell" | "ran" | "done" | "failed" | "broken" | "gallery" | "index", ...}.

    notebooks ─▶ executed, several at once ─▶ all have ended ─▶ pages, which know of each other ─▶ indexes

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

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert.exporters.html import HTMLExporter
from navette_pages.gallery import gallery_page
from navette_pages.index import index_entry, index_page
from navette_pages.site import Site, address
from navette_pages.turns import Turns
from traitlets.config import Config

# Seconds after a cell's reply until which the rest of its outputs is waited for: nbclient gives them up after 4, which a machine
# that runs several notebooks at once may exceed.
OUTPUT_PATIENCE = 60

# How often a kernel is started at most that ends before it answers, as somebody else has taken a port that was free a moment ago.
STARTS = 3

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


def about_run(plan, site, entry, failure=None):
    """What a page says of how it was made, and where the pages made with it lie."""
    folder = os.path.dirname(entry["page"])
    pages = {os.path.normpath(other["notebook"]): address(other["page"], folder) for other in site.entries}
    return {
        "at_once": 1 if plan["asSaved"] else min(plan["atOnce"], len(plan["jobs"])),
        "failure": failure,
        # Of a notebook as it was saved, its plots know.
        "machine": None if plan["asSaved"] else plan["machine"],
        "pages": pages,
        "site": site.links_of(entry),
        "when": entry["when"],
    }


def now():
    return datetime.now().astimezone().isoformat(timespec="minutes")


def kernel_for(notebook):
    name = notebook.metadata.get("kernelspec", {}).get("name", "navette")
    return "navette" if name in OURS else name


async def execute(notebook, source, turn):
    """Runs the cells in order; returns what is to be said of the one that failed, if any."""
    cells = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
    started = {}

    async def on_cell_start(cell, cell_index):
        await turn.change(alone="experiment" in cell.metadata.get("tags", []))

    def on_cell_execute(cell, cell_index):
        started[cell_index] = time.monotonic()

    def on_cell_executed(cell, cell_index, execute_reply):
        tell(
            "cell",
            notebook=str(source),
            number=cells.index(cell_index) + 1,
            count=len(cells),
            seconds=time.monotonic() - started[cell_index],
            line=first_line(cell),
        )

    tell("start", notebook=str(source), count=len(cells))
    begun = time.monotonic()

    def client():
        return NotebookClient(
            notebook,
            kernel_name=kernel_for(notebook),
            resources={"metadata": {"path": str(source.parent)}},
            timeout=None,
            iopub_timeout=OUTPUT_PATIENCE,
            # Its widgets are drawn from it.
            store_widget_state=True,
            on_cell_start=on_cell_start,
            on_cell_execute=on_cell_execute,
            on_cell_executed=on_cell_executed,
        )

    try:
        await run_cells(client, started)
    except CellExecutionError as error:
        failed, output = next((i, o) for i in cells for o in notebook.cells[i].outputs if o.output_type == "error")
        return {
            "number": cells.index(failed) + 1,
            "count": len(cells),
            "line": first_line(notebook.cells[failed]),
            "error": f"{error.ename}: {error.evalue}",
            "traceback": "\n".join(output.traceback),
        }
    tell("ran", notebook=str(source), count=len(cells), seconds=time.monotonic() - begun)
    return None


async def run_cells(client, started):
    """Runs the cells in order; begins again where the kernel has ended before the first of them."""
    for attempt in range(1, STARTS + 1):
        try:
            return await client().async_execute()
        except RuntimeError as error:
            is_over = started or attempt == STARTS or asyncio.current_task().cancelling()
            if is_over or "died" not in str(error):
                raise


def first_line(cell):
    """The line by which a cell is named: the first that is no comment, where there is one."""
    lines = [line.strip() for line in cell.source.strip().splitlines()]
    return next((line for line in lines if line and not line.startswith("//")), lines[0])


async def run(plan, job, turns):
    """Executes a notebook; returns it with its index entry and its failure, or nothing where it has none of these."""
    source = Path(job["notebook"])
    try:
        notebook = nbformat.read(source, as_version=4)
        if job["injected"] is not None:
            inject(notebook, job["injectAfter"], job["injected"])
        if plan["solutions"] == "none":
            notebook.cells = [cell for cell in notebook.cells if "solution" not in cell.metadata.get("tags", [])]
        failure = None
        if not plan["asSaved"]:
            # What an earlier run has left is not this one's.
            notebook.metadata.pop("widgets", None)
            async with turns.turn() as turn:
                failure = await execute(notebook, source, turn)
    except Exception as error:
        # nbclient takes a cancellation for the death of its kernel.
        if asyncio.current_task().cancelling():
            raise asyncio.CancelledError from error
        tell("broken", notebook=str(source), reason=f"{type(error).__name__}: {error}")
        return None
    page = job["page"] if failure is None else job["failedPage"]
    entry = index_entry(notebook, source, page, failure is not None, None if plan["asSaved"] else now())
    if failure is not None:
        # Nobody should wait for the other notebooks to hear of it.
        write_page(notebook, page, source, about_run(plan, Site([entry]), entry, failure))
        tell("failed", notebook=str(source), page=page, **failure)
    return notebook, entry, failure


def inject(notebook, after, source):
    """Puts the parameters in, where papermill does: after the cell tagged `parameters`, in place of earlier ones."""
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["injected-parameters"]})
    following = notebook.cells[after + 1 :]
    kept = [c for c in following if "injected-parameters" not in c.metadata.get("tags", [])]
    notebook.cells = [*notebook.cells[: after + 1], cell, *kept]


async def run_all(plan):
    stop_when_told()
    turns, room = Turns(), asyncio.Semaphore(plan["atOnce"])

    async def run_in_turn(job):
        async with room:
            return await run(plan, job, turns)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(run_in_turn(job)) for job in plan["jobs"]]
    ended = [(job, task.result()) for job, task in zip(plan["jobs"], tasks) if task.result() is not None]
    site = Site([entry for _, (_, entry, _) in ended], plan["indexes"], galleries(plan))
    pages = [await written(plan, site, job, *result) for job, result in ended]
    for file in site.galleries:
        write_whole(file, gallery_page(site, file, plan["gallery"]))
        tell("gallery", page=file, count=len(plan["gallery"]))
    for file in site.indexes:
        if site.entries:
            write_whole(file, index_page(site, file))
            tell("index", page=file, count=len(site.listed(file)))
    return len(pages) == len(plan["jobs"]) and all(pages)


async def written(plan, site, job, notebook, entry, failure):
    """Writes a notebook's page; tells whether it ran to its end, and has one."""
    # A stop signal is heard between two pages.
    await asyncio.sleep(0)
    source = Path(job["notebook"])
    try:
        write_page(notebook, entry["page"], source, about_run(plan, site, entry, failure))
    except Exception as error:
        tell("broken", notebook=str(source), reason=f"{type(error).__name__}: {error}")
        return False
    if failure is not None:
        return False
    Path(job["failedPage"]).unlink(missing_ok=True)
    tell("done", notebook=str(source), page=entry["page"])
    return True


def galleries(plan):
    """A page of pictures beside every index of pages; one above the folders leads to those."""
    if not plan["gallery"]:
        return []
    folders = {os.path.dirname(job["page"]) for job in plan["jobs"]}
    beside = [file for file in plan["indexes"] if os.path.dirname(file) in folders]
    return [os.path.join(os.path.dirname(file), "gallery.html") for file in beside or plan["indexes"]]


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
